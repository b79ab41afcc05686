"""Remarks, checklists and visits for tests."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people import operations as people
from portal.people.enums import Role
from portal.people.models import Account
from portal.rosters.models import Service
from portal.rounds.informal_enums import Agreed, HeardThrough, PaidPer, RemarkState, SaidBy, SawIt
from portal.rounds.models import Remark, Round, Visit, VisitChecklist
from portal.rounds.operations import checklists, findings, remarks, visits
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


def a_checklist(session: Session, round_: Round, *wanted: str, ready: bool = True, **values: object) -> VisitChecklist:
    """A checklist with one thing to look for per text, each resting on a finding of the round."""
    made = [
        findings.create_finding(session, round_id=round_.id, words=words, by=None)
        for words in wanted or ("People want to be rung back.",)
    ]
    checklist = checklists.draft_checklist(
        session, round_=round_, name="Ring and ask", finding_ids={one.id for one in made}, theme_ids=(), by=None
    )
    for item in checklist.items:
        texts = {"en": f"Is it so? {item.wanted}"}
        checklists.word_item(session, checklist=checklist, item=item, texts=texts, wanted=item.wanted)
    given = {
        "name": "Ring and ask",
        "briefing": {"en": "Ring and ask for help."},
        "safety": {"en": "Ring us before and after."},
        "paid_per": PaidPer.HOUR,
        "rate_pence": 1200,
        "hours": 2,
    }
    checklists.describe(session, checklist=checklist, **{**given, **values})
    if ready:
        checklists.make_ready(session, checklist=checklist, by=None)
    return checklist


def a_visit(session: Session, checklist: VisitChecklist, **values: object) -> Visit:
    visitor = values.pop("visitor", None) or visits.add_visitor(
        session, name="Vic Visitor", contact="07700 900456", language="en", by=None
    )
    given = {
        "where": "The phone line",
        "first_day": clock.today() - dt.timedelta(days=1),
        "last_day": clock.today() + dt.timedelta(days=6),
    }
    return visits.plan_visit(session, checklist=checklist, visitor=visitor, by=None, **{**given, **values})


def a_report(session: Session, checklist: VisitChecklist, *saw: SawIt | None, counts: bool = True) -> Visit:
    """A visit that saw these things, one for each thing to look for."""
    visit = a_visit(session, checklist)
    for item, one in zip(checklist.items, saw, strict=True):
        if one is not None:
            visits.keep_answer(session, visit=visit, item=item, saw=one, words="")
    visits.send_report(session, visit=visit, visited_on=clock.today(), words="")
    if counts:
        visits.count_visit(session, visit=visit, by=uuid.uuid4())
    return visit
