"""Writing about a call: to people a service knows, and to those whose answer or renewal is due. Through the gate."""

import datetime as dt
import uuid
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact import operations as contact
from portal.contact.operations.gate import SendOutcome
from portal.contact.rules import PANEL_CALL, PANEL_NEWS
from portal.contact.wording import Letterhead
from portal.panels.enums import CallStanding, InterestState
from portal.panels.errors import CallNotOpen
from portal.panels.models import Interest, PanelCall
from portal.panels.operations.calls import standing_of
from portal.panels.operations.interest import code_of, link_of, new_interest
from portal.panels.queries import calls as queries
from portal.people.models import Person
from portal.rosters.models import RosterEntry
from portal.shared import clock
from portal.shared.settings import current_settings

BATCH = 50


def people_to_ask(session: Session, *, call: PanelCall, service_id: uuid.UUID) -> list[uuid.UUID]:
    """Everyone the service knows and who was not asked in this call, nor came by themselves."""
    known = session.scalars(
        sa.select(RosterEntry.person_id)
        .where(
            RosterEntry.service_id == service_id,
            RosterEntry.removed_at.is_(None),
            RosterEntry.excluded_reason.is_(None),
        )
        .order_by(RosterEntry.id)
    )
    asked = queries.asked_already(session, call_id=call.id)
    return [person_id for person_id in known if person_id not in asked]


def ask_people(session: Session, *, call: PanelCall, service_id: uuid.UUID, by: uuid.UUID) -> Iterator[int]:
    """Asks them, a batch at a time; yields after each how many were written to so far. The caller commits between.

    Raises:
        CallNotOpen
    """
    if standing_of(call) is not CallStanding.OPEN:
        raise CallNotOpen
    ids, sent = people_to_ask(session, call=call, service_id=service_id), 0
    for start in range(0, len(ids), BATCH):
        for person_id in ids[start : start + BATCH]:
            sent += ask(session, call=call, person=session.get_one(Person, person_id), by=by).is_sent
        yield sent


def ask(session: Session, *, call: PanelCall, person: Person, by: uuid.UUID) -> SendOutcome:
    """Tells one person of the call, by their safest way; the link leads to a page of their own. Who cannot be written
    to now is not counted as asked."""
    interest = new_interest(call, language=person.language, state=InterestState.INVITED)
    interest.person_id, interest.invited_at = person.id, clock.now()
    session.add(interest)
    session.flush()
    outcome = _send(session, interest, template=PANEL_CALL, by=by)
    if not outcome.is_sent:
        session.delete(interest)
        session.flush()
    return outcome


def tell(session: Session, *, interest: Interest, wave: int = 1, by: uuid.UUID | None = None) -> SendOutcome:
    """There is something new on their page: what came of the draw, or whether they want to stay. It never says what."""
    outcome = _send(session, interest, template=PANEL_NEWS, by=by, wave=wave)
    interest.told_at = clock.now()
    session.flush()
    return outcome


def ask_to_renew(session: Session, *, before: dt.date) -> int:
    """Whose day on the list is near is asked whether they want to stay. Returns how many were asked."""
    due = queries.to_renew(session, before=before)
    for interest in due:
        _send(session, interest, template=PANEL_NEWS, wave=2)
        interest.renewal_asked_at = clock.now()
    session.flush()
    return len(due)


def _send(
    session: Session, interest: Interest, *, template: str, wave: int = 1, by: uuid.UUID | None = None
) -> SendOutcome:
    settings = current_settings()
    return contact.send(
        session,
        person=session.get_one(Person, interest.person_id),
        subject_id=interest.id,
        asked_in=interest.call_id or interest.panel_id,
        wave=wave,
        template=template,
        link=link_of(interest, base_url=settings.base_url),
        code=code_of(interest),
        letterhead=Letterhead(organisation=settings.organisation, phone=settings.contact_phone),
        by=by,
    )
