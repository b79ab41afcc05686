"""Staff and people for tests."""

import pyotp
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.people import operations
from portal.people.enums import Role, SessionKind
from portal.people.models import Account, Person
from portal.shared import clock
from tests.forms import submit

PASSWORD = "three words remembered"


def make_account(session: Session, *roles: Role, email: str = "staff@example.org") -> Account:
    account = operations.create_account(
        session, email=email, display_name="Sam Staff", password=PASSWORD, roles=roles or (Role.ORGANISER,)
    )
    session.commit()
    return account


def make_person(session: Session, **values: object) -> Person:
    person = Person(**{"name": "Ana Example", "language": "en", "created_at": clock.now(), **values})
    session.add(person)
    session.flush()
    return person


def code_now(account: Account) -> str:
    return pyotp.TOTP(account.totp).at(clock.now())


def sign_in(client: FlaskClient, account: Account) -> None:
    """Through the real pages, with the real code."""
    answer = submit(client, "/sign-in", email=account.email, password=PASSWORD)
    assert answer.headers["Location"] == "/sign-in/code", answer.text
    answer = submit(client, "/sign-in/code", code=code_now(account))
    assert answer.status_code == 303, answer.text


def signed_in(client: FlaskClient, session: Session, *roles: Role, email: str = "staff@example.org") -> Account:
    """Makes an account and signs `client` in, past the sign-in pages, which have tests of their own."""
    account = make_account(session, *roles, email=email)
    row = operations.begin_session(session, kind=SessionKind.STAFF, hours=1, account_id=account.id)
    session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = str(row.id)
        cookie["_fresh"] = True
    return account
