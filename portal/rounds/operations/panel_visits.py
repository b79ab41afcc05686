"""Members of a panel asked to visit: whoever says yes has a visit of their own, with its briefing on its own page.

What it takes of their time is known and paid by the panel; what they saw stays here.
"""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.panels.asking_places import offer_place
from portal.panels.enums.asks import AskKind
from portal.panels.errors import NotThisAsk
from portal.panels.models import Panel, PanelMember
from portal.panels.operations.asks import Asking, ask_members, end_ask
from portal.panels.queries.asks import open_asks_about
from portal.rounds.errors import NotReady
from portal.rounds.informal_enums import ChecklistState
from portal.rounds.models import VisitCall, VisitChecklist, Visitor
from portal.rounds.operations import visits
from portal.rounds.queries import visits as queries
from portal.shared import audit, clock


def offer_visits() -> None:
    """Called once at start-up."""
    offer_place(AskKind.VISIT, _place, accepted=_accepted, declined=_declined)


def ask_panel(
    session: Session,
    *,
    checklist: VisitChecklist,
    panel: Panel,
    where: str,
    first_day: dt.date,
    last_day: dt.date,
    minutes: int,
    by: uuid.UUID,
    member_ids: Collection[uuid.UUID] | None = None,
) -> Asking:
    """Asks members of a panel, or some of them, to visit one place. They read the briefing before they say yes.

    Raises:
        NotReady: the checklist is not ready for visits (any more).
    """
    if checklist.state is not ChecklistState.READY:
        raise NotReady
    call = VisitCall(
        checklist_id=checklist.id,
        panel_id=panel.id,
        where=where,
        first_day=first_day,
        last_day=last_day,
        made_at=clock.now(),
        made_by=by,
    )
    session.add(call)
    session.flush()
    audit.record(session, action="ask_panel", subject="visit_call", subject_id=call.id, actor_id=by)
    return ask_members(
        session,
        panel=panel,
        kind=AskKind.VISIT,
        about_id=call.id,
        title={"en": where},
        words=checklist.briefing,
        minutes=minutes,
        due=last_day,
        by=by,
        member_ids=member_ids,
    )


def end_calls(session: Session, *, checklist: VisitChecklist, by: uuid.UUID | None) -> None:
    """A checklist is closed: nobody is asked to visit with it any more."""
    calls = queries.calls_of(session, checklist_id=checklist.id)
    for ask in open_asks_about(session, kind=AskKind.VISIT, about_ids=[one.id for one in calls]):
        end_ask(session, ask=ask, by=by)


def _accepted(session: Session, call_id: uuid.UUID, member_id: uuid.UUID, by: uuid.UUID | None) -> None:
    call = session.get_one(VisitCall, call_id)
    if queries.visit_for_call(session, call_id=call.id, member_id=member_id) is not None:
        return
    try:
        visits.plan_visit(
            session,
            checklist=session.get_one(VisitChecklist, call.checklist_id),
            visitor=_visitor(session, member_id),
            where=call.where,
            first_day=call.first_day,
            last_day=call.last_day,
            by=by,
            call=call,
        )
    except NotReady as closed:
        raise NotThisAsk from closed


def _declined(session: Session, call_id: uuid.UUID, member_id: uuid.UUID, by: uuid.UUID | None) -> None:
    visit = queries.visit_for_call(session, call_id=call_id, member_id=member_id)
    if visit is not None and visit.state.takes_report:
        visits.call_off(session, visit=visit, by=by)


def _place(session: Session, call_id: uuid.UUID, member_id: uuid.UUID) -> str:
    """The member's own visit, while it takes a report."""
    visit = queries.visit_for_call(session, call_id=call_id, member_id=member_id)
    return f"/v/{visits.link_of(visit.id)}" if visit is not None and visit.state.takes_report else ""


def _visitor(session: Session, member_id: uuid.UUID) -> Visitor:
    known = queries.visitor_of_member(session, member_id=member_id)
    if known is not None:
        return known
    member = session.get_one(PanelMember, member_id)
    visitor = Visitor(member_id=member.id, language=member.language, created_at=clock.now())
    session.add(visitor)
    session.flush()
    return visitor
