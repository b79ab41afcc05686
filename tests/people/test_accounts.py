"""An account can be closed, and its password is its owner's own."""

import datetime as dt

import pyotp
import pytest
import time_machine
from structlog.testing import capture_logs

from portal.people import operations, queries
from portal.people.enums import Role, SessionKind
from portal.people.errors import SignInRefused
from portal.shared import clock, throttle
from portal.shared.audit import AuditEntry
from tests.forms import forms_on, submit
from tests.people.factories import PASSWORD, code_now, make_account, sign_in, signed_in

FRESH = "four other words remembered"


def test_closing_an_account_signs_it_out_everywhere_and_keeps_it_out(client, session):
    leaver = make_account(session, Role.ORGANISER, email="leaver@example.org")
    elsewhere = client.application.test_client()
    sign_in(elsewhere, leaver)
    boss = signed_in(client, session, Role.ADMINISTRATOR)
    path = f"/accounts/{leaver.id}"
    assert submit(client, path, active="no").status_code == 303
    assert elsewhere.get("/desk").status_code == 303
    assert "is not right" in submit(elsewhere, "/sign-in", email=leaver.email, password=PASSWORD).text
    assert submit(client, path, active="yes").status_code == 303
    assert elsewhere.get("/desk").status_code == 303  # what was ended stays ended
    assert submit(elsewhere, "/sign-in", email=leaver.email, password=PASSWORD).status_code == 303
    session.rollback()
    acts = session.query(AuditEntry).filter(AuditEntry.subject_id == leaver.id, AuditEntry.actor_id == boss.id)
    assert [act.action for act in acts.order_by(AuditEntry.number)] == ["grant", "close", "grant", "reopen"]


def test_a_changed_password_ends_the_other_sessions_and_is_the_one_that_counts(client, session):
    account = make_account(session)
    other = operations.begin_session(session, kind=SessionKind.STAFF, hours=1, account_id=account.id)
    session.commit()
    sign_in(client, account)
    assert "Change your password" in client.get("/desk").text
    assert submit(client, "/account/password", password=PASSWORD, fresh=FRESH, again=FRESH).status_code == 303
    assert client.get("/desk").status_code == 200
    session.expire_all()
    assert queries.live_session(session, session_id=other.id, at=clock.now()) is None
    with pytest.raises(SignInRefused):
        operations.check_password(session, email=account.email, password=PASSWORD)
    assert operations.check_password(session, email=account.email, password=FRESH).id == account.id


def test_who_lost_their_phone_is_given_a_new_app_and_the_lost_one_opens_nothing(client, session):
    loser = make_account(session, Role.ORGANISER, email="loser@example.org")
    phone = client.application.test_client()
    sign_in(phone, loser)
    lost = pyotp.TOTP(loser.totp)
    boss = signed_in(client, session, Role.ADMINISTRATOR)
    answer = press_new_code(client, on=loser, whose=loser)
    assert answer.headers["Location"] == "/accounts/"
    assert phone.get("/desk").status_code == 303
    session.expire_all()
    assert lost.secret != loser.totp
    with time_machine.travel(clock.now() + dt.timedelta(minutes=2), tick=True):
        submit(phone, "/sign-in", email=loser.email, password=PASSWORD)
        assert "data:image/svg+xml" in phone.get("/sign-in/code").text
        assert "not right" in submit(phone, "/sign-in/code", code=lost.at(clock.now())).text
        assert submit(phone, "/sign-in/code", code=code_now(loser)).status_code == 303
    session.rollback()
    acts = session.query(AuditEntry).filter_by(subject_id=loser.id, action="reset_authenticator")
    assert [act.actor_id for act in acts] == [boss.id]


def test_nobody_takes_over_an_open_desk_by_giving_it_their_own_phone(client, session):
    boss = signed_in(client, session, Role.ADMINISTRATOR)
    before = boss.totp
    assert "A lost phone" not in client.get(f"/accounts/{boss.id}").text
    other = make_account(session, email="other@example.org")
    assert press_new_code(client, on=other, whose=boss).status_code == 409
    session.expire_all()
    assert boss.totp == before


def press_new_code(client, *, on, whose):
    """The button on the page of `on`, sent to the address of `whose`."""
    forms = forms_on(client.get(f"/accounts/{on.id}").text)
    form = next(f for f in forms if f["action"] == f"/accounts/{on.id}/authenticator")
    return client.post(f"/accounts/{whose.id}/authenticator", data=dict(form["fields"]))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": "not it", "fresh": FRESH, "again": FRESH}, "The password is not right"),
        ({"password": PASSWORD, "fresh": "short", "again": "short"}, "at least 12 letters"),
        ({"password": PASSWORD, "fresh": FRESH, "again": "else"}, "not the same"),
    ],
)
def test_a_password_is_not_changed_by_someone_who_sits_down_at_an_open_desk(client, session, typed, words):
    account = signed_in(client, session)
    answer = submit(client, "/account/password", **typed)
    assert answer.status_code == 200
    assert words in answer.text
    assert not any(secret in answer.text for secret in (PASSWORD, FRESH))
    assert operations.check_password(session, email=account.email, password=PASSWORD).id == account.id


def test_guessing_the_password_at_an_open_desk_is_slowed_down_too(client, session):
    signed_in(client, session)
    for _try in range(operations.SIGN_IN_TRIES):
        submit(client, "/account/password", password="guess", fresh=FRESH, again=FRESH)
    answer = submit(client, "/account/password", password=PASSWORD, fresh=FRESH, again=FRESH)
    assert "Too many tries" in answer.text


def test_one_password_tried_on_many_accounts_is_stopped_by_where_it_comes_from(session):
    for number in range(operations.ADDRESS_TRIES):
        with pytest.raises(SignInRefused):
            guess(session, number)
    with pytest.raises(throttle.TooMany):
        guess(session, 1000)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=61), tick=True), pytest.raises(SignInRefused):
        guess(session, 1000)


def guess(session, number):
    operations.check_password(
        session, email=f"staff{number}@example.org", password="Summer2026!!", address="203.0.113.7"
    )


def test_a_refused_sign_in_is_logged_without_saying_who_or_what(client, session):
    account = make_account(session)
    with capture_logs() as logged:
        submit(client, "/sign-in", email=account.email, password="wrong words here")
        submit(client, "/sign-in", email=account.email, password=PASSWORD)
        submit(client, "/sign-in/code", code="000000")
    assert [(line["event"], line["kind"], line.get("account_id")) for line in logged] == [
        ("sign_in_refused", "password", None),
        ("sign_in_refused", "code", str(account.id)),
    ]
    assert not any(secret in str(logged) for secret in (account.email, "wrong words", "000000"))
