"""Mystery-shopper visits: planned, reported by the visitor without an account, read by staff, paid."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.panels.enums.asks import AskKind
from portal.panels.models import PanelMember
from portal.panels.operations.asks import note_done_elsewhere
from portal.people.enums import SessionKind
from portal.people.models import BrowserSession
from portal.people.operations import begin_session
from portal.rounds.errors import AlreadyPaid, NeedsSecondPerson, NotReady, NotYet, VisitOver
from portal.rounds.informal_enums import ChecklistState, PaidBy, SawIt, SetAside, StoppedBecause, VisitState
from portal.rounds.models import Visit, VisitAnswer, VisitCall, VisitChecklist, VisitItem, Visitor
from portal.rounds.queries import visits as queries
from portal.rounds.queries.visits import VISIT
from portal.rounds.rules.visiting import promised_pence
from portal.shared import audit, clock, tokens
from portal.shared.i18n import HOME_TIME

FORGETS = frozenset({SetAside.NAMES_SOMEONE})


def add_visitor(
    session: Session,
    *,
    name: str,
    contact: str,
    language: str,
    account_id: uuid.UUID | None = None,
    by: uuid.UUID | None,
) -> Visitor:
    """A volunteer or panel member. With an account they find their visits there; all others are reached by staff."""
    visitor = Visitor(
        name=name or None, contact=contact or None, language=language, account_id=account_id, created_at=clock.now()
    )
    session.add(visitor)
    session.flush()
    audit.record(session, action="create", subject="visitor", subject_id=visitor.id, actor_id=by)
    return visitor


def plan_visit(
    session: Session,
    *,
    checklist: VisitChecklist,
    visitor: Visitor,
    where: str,
    first_day: dt.date,
    last_day: dt.date,
    by: uuid.UUID | None,
    call: VisitCall | None = None,
) -> Visit:
    """One visit, with its own link and code, and the money that is promised for it. For a `call` of a panel nothing is
    promised here: the panel thanks its members.

    Raises:
        NotReady: the checklist is not ready for visits (any more).
    """
    if checklist.state is not ChecklistState.READY:
        raise NotReady
    visit_id = uuid.uuid4()
    visit = Visit(
        id=visit_id,
        checklist_id=checklist.id,
        visitor_id=visitor.id,
        number=queries.last_number(session, checklist_id=checklist.id) + 1,
        where=where,
        first_day=first_day,
        last_day=last_day,
        language=visitor.language,
        link_index=tokens.link_index(VISIT, link_of(visit_id)),
        code_index=tokens.code_index(VISIT, code_of(visit_id)),
        promised_pence=0
        if call
        else promised_pence(paid_per=checklist.paid_per, rate_pence=checklist.rate_pence, hours=checklist.hours),
        call_id=call.id if call else None,
        created_at=clock.now(),
        created_by=by,
    )
    session.add(visit)
    session.flush()
    _note(session, visit, "plan", by=by)
    return visit


def link_of(visit_id: uuid.UUID) -> str:
    """The token of this visit's address `/v/<token>`."""
    return tokens.link_token(VISIT, visit_id)


def code_of(visit_id: uuid.UUID) -> str:
    return tokens.short_code(VISIT, visit_id)


def call_off(session: Session, *, visit: Visit, by: uuid.UUID | None) -> None:
    """
    Raises:
        VisitOver: it has ended already.
    """
    _refuse_over(visit)
    visit.state = VisitState.CANCELLED
    session.flush()
    _note(session, visit, "call_off", by=by)


def begin(session: Session, *, visit: Visit, hours: int) -> BrowserSession:
    """Opens the visitor's pages in their browser.

    Raises:
        VisitOver
    """
    _refuse_over(visit)
    return begin_session(session, kind=SessionKind.VISITOR, hours=hours, subject_id=visit.id)


def keep_answer(session: Session, *, visit: Visit, item: VisitItem, saw: SawIt | None, words: str) -> None:
    """Keeps what was seen of one thing, as the visitor goes along.

    Raises:
        VisitOver; NotYet: the visit's first day is still to come.
    """
    _refuse_over(visit)
    if clock.today() < visit.first_day:
        raise NotYet
    answer = queries.answers_in(session, visit_id=visit.id).get(item.id)
    if answer is None:
        answer = VisitAnswer(visit_id=visit.id, item_id=item.id, saved_at=clock.now())
        session.add(answer)
    answer.saw, answer.words, answer.saved_at = saw, words or None, clock.now()
    visit.state = VisitState.STARTED
    session.flush()


def send_report(session: Session, *, visit: Visit, visited_on: dt.date, words: str) -> None:
    """The visitor has finished. Staff read it before it counts.

    Raises:
        VisitOver; NotYet
    """
    _refuse_over(visit)
    if clock.today() < visit.first_day:
        raise NotYet
    visit.visited_on, visit.words = visited_on, words or None
    visit.state, visit.ended_at = VisitState.REPORTED, clock.now()
    session.flush()
    _note(session, visit, "report", by=None)
    _tell_panel(session, visit)


def stop(session: Session, *, visit: Visit, because: StoppedBecause) -> None:
    """The visitor stops. They are paid all the same, and what they wrote is kept but does not count.

    Raises:
        VisitOver
    """
    _refuse_over(visit)
    visit.state, visit.stopped_because, visit.ended_at = VisitState.STOPPED, because, clock.now()
    session.flush()
    _note(session, visit, "stop", by=None)
    _tell_panel(session, visit)


def count_visit(session: Session, *, visit: Visit, by: uuid.UUID) -> None:
    """Someone of the staff has read the report, and it counts.

    Raises:
        VisitOver: there is no report to read. NeedsSecondPerson: it is their own.
    """
    _read(session, visit, by=by)
    visit.state, visit.set_aside_because = VisitState.COUNTED, None
    session.flush()
    _note(session, visit, "count", by=by)


def set_visit_aside(session: Session, *, visit: Visit, because: SetAside, by: uuid.UUID) -> None:
    """The report does not count. Words that point to a person are forgotten; the money stays promised.

    Raises:
        VisitOver, NeedsSecondPerson
    """
    _read(session, visit, by=by)
    visit.state, visit.set_aside_because = VisitState.SET_ASIDE, because
    if because in FORGETS:
        visit.words = None
        for answer in queries.answers_in(session, visit_id=visit.id).values():
            answer.words = None
    session.flush()
    _note(session, visit, "set_aside", by=by)


def note_payment(
    session: Session, *, visit: Visit, pence: int, paid_on: dt.date, method: PaidBy, by: uuid.UUID | None
) -> None:
    """What was paid, when and how. A code for the way: bank details have no place here.

    Raises:
        NotReady: the visit has not ended, or a panel pays for it. AlreadyPaid
    """
    if not visit.state.is_owed or visit.call_id is not None:
        raise NotReady
    if visit.paid_on is not None:
        raise AlreadyPaid
    visit.paid_pence, visit.paid_on, visit.paid_by, visit.payment_noted_by = pence, paid_on, method, by
    session.flush()
    _note(session, visit, "pay", by=by, pence=pence)


def ended_on(visit: Visit) -> dt.date | None:
    """The day at home on which the visitor had done their part."""
    return visit.ended_at.astimezone(HOME_TIME).date() if visit.ended_at else None


def _read(session: Session, visit: Visit, *, by: uuid.UUID) -> None:
    if visit.state not in (VisitState.REPORTED, VisitState.COUNTED, VisitState.SET_ASIDE):
        raise VisitOver
    if session.get_one(Visitor, visit.visitor_id).account_id == by:
        raise NeedsSecondPerson
    visit.reviewed_at, visit.reviewed_by = clock.now(), by


def _tell_panel(session: Session, visit: Visit) -> None:
    """Whoever visits for their panel has done what they were asked, and is thanked for it there."""
    member_id = session.get_one(Visitor, visit.visitor_id).member_id
    member = session.get(PanelMember, member_id) if member_id else None
    if visit.call_id is not None and member is not None:
        note_done_elsewhere(session, kind=AskKind.VISIT, about_id=visit.call_id, member=member)


def _refuse_over(visit: Visit) -> None:
    if not visit.state.takes_report:
        raise VisitOver


def _note(session: Session, visit: Visit, action: str, *, by: uuid.UUID | None, **details: int) -> None:
    audit.record(session, action=action, subject="visit", subject_id=visit.id, actor_id=by, **details)
