import datetime as dt

import pytest
import time_machine
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError

from portal.people import operations, queries
from portal.people.enums import Role
from portal.people.errors import EmailTaken, WeakPassword
from portal.people.rules import comparable_email, comparable_phone
from portal.shared import clock
from tests.forms import submit
from tests.people.factories import PASSWORD, code_now, make_account, sign_in, signed_in


def test_staff_sign_in_with_password_and_code(client, session):
    account = make_account(session, Role.ADMINISTRATOR)
    sign_in(client, account)
    assert client.get("/accounts/").status_code == 200


def test_a_copied_cookie_is_worth_nothing_after_signing_out(client, session):
    account = make_account(session)
    sign_in(client, account)
    copy = client.get_cookie("heard").value
    thief = client.application.test_client()
    thief.set_cookie("heard", copy, domain="localhost")
    assert thief.get("/desk").status_code == 200
    page = client.get("/desk")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert thief.get("/desk").status_code == 303


def test_a_code_works_once(client, session):
    account = make_account(session)
    sign_in(client, account)
    other = client.application.test_client()
    assert submit(other, "/sign-in", email=account.email, password=PASSWORD).status_code == 303
    answer = submit(other, "/sign-in/code", code=code_now(account))
    assert answer.status_code == 200
    assert "This code is not right" in answer.text


def test_guessing_is_slowed_down_and_the_words_do_not_say_what_was_wrong(client, session):
    make_account(session)
    answers = {
        submit(client, "/sign-in", email="staff@example.org", password=f"wrong {n}").text.count("is not right")
        for n in range(8)
    }
    assert answers == {2}
    assert "Too many tries" in submit(client, "/sign-in", email="staff@example.org", password=PASSWORD).text
    with time_machine.travel(clock.now() + dt.timedelta(minutes=16), tick=True):
        assert submit(client, "/sign-in", email="STAFF@example.org ", password=PASSWORD).status_code == 303
    assert "is not right" in submit(client, "/sign-in", email="nobody@example.org", password=PASSWORD).text


def test_a_role_taken_away_counts_at_the_next_request(client, session):
    account = make_account(session, Role.ADMINISTRATOR)
    sign_in(client, account)
    operations.grant_roles(session, account=account, roles=[Role.ANALYST], by=account.id)
    session.commit()
    assert client.get("/accounts/").status_code == 403


def test_the_way_back_after_signing_in_is_never_another_site(client, session):
    account = make_account(session)
    submit(client, "/sign-in?next=https://elsewhere.example/", email=account.email, password=PASSWORD)
    assert submit(client, "/sign-in/code", code=code_now(account)).headers["Location"] == "/desk"


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "passwordpassword"])
def test_a_weak_password_is_refused(session, password):
    with pytest.raises(WeakPassword):
        operations.create_account(session, email="a@example.org", display_name="A", password=password, roles=[])


def test_two_accounts_never_share_an_address(session):
    make_account(session)
    with pytest.raises(EmailTaken):
        operations.create_account(session, email=" Staff@Example.ORG", display_name="B", password=PASSWORD, roles=[])
    assert queries.account_by_email(session, email="STAFF@EXAMPLE.ORG") is not None


def test_an_administrator_adds_a_person_and_hears_what_is_wrong(client, session):
    sign_in(client, make_account(session, Role.ADMINISTRATOR))
    new = {"display_name": "Bo", "email": "bo@example.org", "roles": ["analyst"]}
    refused = submit(client, "/accounts/new", **new, password="short", again="short")
    assert "at least 12 letters" in refused.text
    assert 'value="bo@example.org"' in refused.text
    done = submit(client, "/accounts/new", **new, password=PASSWORD, again=PASSWORD)
    assert done.status_code == 303
    assert queries.account_by_email(session, email="bo@example.org").roles == {Role.ANALYST}


def test_spellings_of_one_address_and_one_number_are_one():
    assert comparable_email(" Ana@Example.ORG ") == comparable_email("ana@example.org")
    assert (
        comparable_phone("07700 900123") == comparable_phone("+44 7700 900 123") == comparable_phone("0044-7700-900123")
    )


def test_the_short_way_in_for_tests_is_a_real_session(client, session):
    signed_in(client, session, Role.ADMINISTRATOR)
    assert client.get("/accounts/").status_code == 200


def test_where_nobody_is_found_a_password_is_tried_at_the_same_cost(session):
    real, nobodys = make_account(session).password_hash, operations._nobodys_hash()
    assert extract_parameters(nobodys) == extract_parameters(real)
    with pytest.raises(VerifyMismatchError):  # anything else would be quicker than a wrong password
        operations._hasher.verify(nobodys, PASSWORD)
