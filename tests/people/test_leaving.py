"""Leaving ends everything on the server, whichever way one leaves and however often the button is pressed."""

import uuid

import pytest

from portal.people import operations, queries
from portal.people.enums import SessionKind
from portal.shared import clock
from portal.shared.web import own_page
from tests.forms import forms_on, submit
from tests.people.factories import PASSWORD, code_now, make_account, sign_in


def visit_in(client, session, kind=SessionKind.PARTICIPANT):
    visit = operations.begin_session(session, kind=kind, hours=1, subject_id=uuid.uuid4())
    session.commit()
    with client.session_transaction() as cookie:
        cookie["visit"] = str(visit.id)
    return visit


def is_live(session, visit):
    session.rollback()
    return queries.live_session(session, session_id=visit.id, at=clock.now()) is not None


def copied(client):
    thief = client.application.test_client()
    thief.set_cookie("heard", client.get_cookie("heard").value, domain="localhost")
    return thief


@pytest.mark.parametrize("kind", [SessionKind.PARTICIPANT, SessionKind.CHECKER])
def test_leaving_fast_ends_the_visit_and_the_staff_session_of_this_browser(client, session, kind):
    sign_in(client, make_account(session))
    visit = visit_in(client, session, kind)
    thief = copied(client)
    assert thief.get("/desk").status_code == 200
    assert client.post("/leave").status_code == 303
    assert thief.get("/desk").status_code == 303
    assert not is_live(session, visit)


def test_a_button_for_leaving_pressed_again_later_ends_the_visit_of_then(client, session):
    """A page that a browser kept alive has the key of its first press."""
    key = {"idempotency_key": str(uuid.uuid4())}
    for _time in range(2):
        visit = visit_in(client, session)
        assert client.post("/leave", data=key).status_code == 303
        assert not is_live(session, visit)


def test_signing_out_ends_the_visit_in_the_same_browser(client, session):
    sign_in(client, make_account(session))
    visit = visit_in(client, session)
    form = next(f for f in forms_on(client.get("/desk").text) if f["action"] == "/sign-out")
    assert client.post("/sign-out", data=dict(form["fields"])).status_code == 303
    assert not is_live(session, visit)


def test_signing_in_ends_what_was_open_in_this_browser_and_takes_no_session_along(client, session):
    account = make_account(session)
    visit = visit_in(client, session)
    with client.session_transaction() as cookie:
        cookie["planted"] = "by someone who lent the phone"
    sign_in(client, account)
    assert not is_live(session, visit)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie


OTHERS = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "\t//elsewhere.example",
    "javascript:alert(1)",
    "",
    None,
]


@pytest.mark.parametrize("address", OTHERS)
def test_an_address_a_browser_would_read_as_another_site_is_not_ours(address):
    assert own_page(address) == ""


def test_an_address_of_ours_stays_as_it_is():
    assert own_page("/rounds/?page=2") == "/rounds/?page=2"


def test_signing_in_does_not_lead_away_by_a_tab_in_the_address(client, session):
    account = make_account(session)
    submit(client, "/sign-in?next=/%09/elsewhere.example", email=account.email, password=PASSWORD)
    assert submit(client, "/sign-in/code", code=code_now(account)).headers["Location"] == "/desk"
