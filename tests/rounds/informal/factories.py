"""Remarks, checklists and visits for tests."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people import operations as people
from portal.people.enums import Role
from portal.people.models import Account
from portal.rosters.models import Service
from portal.rounds.informal_enums import Agreed, HeardThrough, RemarkState, SaidBy
from portal.rounds.models import Remark, Round
from portal.rounds.operations import remarks
from portal.shared import clock
from portal.shared.database import db
from tests.rounds.asking.factories import make_round, make_service


class Statements:
    """Counts statements sent to the database."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine, self.count = engine, 0

    def __enter__(self):
        sa.event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error):
        sa.event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, *_arguments):
        self.count += 1


def cost(app, session, client, path: str) -> int:
    """How many statements a page sends to the database."""
    session.commit()
    with app.app_context():
        engine = db.engine
    with Statements(engine) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return seen.count


def a_round(session: Session) -> Round:
    return make_round(session, make_service(session))


def a_colleague(session: Session, *roles: Role, email: str = "colleague@example.org") -> Account:
    """Someone else who works here."""
    made = people.create_account(
        session,
        email=email,
        display_name="Kim Colleague",
        password="three words remembered",
        roles=roles or (Role.ORGANISER,),
    )
    session.flush()
    return made


def heard(round_: Round, **values: object) -> remarks.Heard:
    given = {
        "service_id": round_.service_id,
        "round_id": round_.id,
        "said_by": SaidBy.CARER,
        "heard_through": HeardThrough.GROUP,
        "heard_on": clock.today() - dt.timedelta(days=2),
        "where": "coffee morning",
        "words": "Nobody rings back.",
        "gist": "",
        "words_language": "en",
        "may_use": Agreed.YES,
        "may_quote": Agreed.YES,
        "told_who_hears": True,
    }
    return remarks.Heard(**{**given, **values})


def a_remark(session: Session, round_: Round, *, by: uuid.UUID | None = None, **values: object) -> Remark:
    return remarks.note_remark(session, heard=heard(round_, **values), by=by)


def a_kept_remark(session: Session, round_: Round, **values: object) -> Remark:
    made = a_remark(session, round_, **values)
    remarks.keep(session, remark=made, by=uuid.uuid4())
    assert made.state is RemarkState.KEPT
    return made


def service_of(session: Session, round_: Round) -> Service:
    return session.get_one(Service, round_.service_id)
