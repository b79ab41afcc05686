"""What members need at a meeting: taken from their passports, then met, or explained to them. And what is booked."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import NeedKind
from portal.panels.enums.meetings import BookingKind, BookingState, NeedState
from portal.panels.errors import MustSayWhy
from portal.panels.models import Booking, Meeting, MeetingNeed
from portal.panels.queries.needs import coming_members, needs_at
from portal.panels.queries.passports import Need, needs_of
from portal.shared import audit, clock

# How papers look and in which language is seen to when papers are made; for every meeting anew it says nothing.
NOT_OF_A_MEETING = frozenset({NeedKind.FORMATS, NeedKind.LANGUAGE})
FITTING: dict[NeedKind, BookingKind] = {
    NeedKind.INTERPRETER: BookingKind.INTERPRETER,
    NeedKind.COMPANION: BookingKind.COMPANION,
    NeedKind.CARER_COVER: BookingKind.CARER_COVER,
    NeedKind.FOOD: BookingKind.FOOD,
    NeedKind.STEP_FREE: BookingKind.ROOM,
    NeedKind.SEATING: BookingKind.ROOM,
    NeedKind.LIGHTING: BookingKind.ROOM,
}


def gather_needs(session: Session, *, meeting: Meeting) -> int:
    """Brings the lines of a meeting in step with the passports of who takes part: new needs become lines, other words
    open a line again, and lines of who does not come any more go. Returns how many are new or changed."""
    member_ids = coming_members(session, meeting_id=meeting.id)
    wanted = _wanted(session, list(member_ids))
    known = {(row.member_id, row.need): row for row, _person in needs_at(session, meeting_id=meeting.id)}
    for key, row in known.items():
        if key not in wanted:
            session.delete(row)
    changed = 0
    for (member_id, kind), need in wanted.items():
        line = known.get((member_id, kind))
        if line is None:
            line = MeetingNeed(meeting_id=meeting.id, member_id=member_id, need=kind)
            session.add(line)
        elif line.what == need.words:
            continue
        line.what, line.state, line.booking_id, line.words = need.words, NeedState.OPEN, None, None
        changed += 1
    session.flush()
    return changed


def settle_need(
    session: Session, *, need: MeetingNeed, state: NeedState, by: uuid.UUID, words: str = "", booking: Any = None
) -> None:
    """Met, being arranged, or explained: what could not be arranged is told to the member with the reason.

    Raises:
        MustSayWhy
    """
    if state is NeedState.EXPLAINED and not words.strip():
        raise MustSayWhy
    need.state, need.words = state, words.strip() or None
    need.booking_id = booking.id if booking is not None else need.booking_id
    need.settled_at, need.settled_by = (clock.now(), by) if state.is_settled else (None, None)
    session.flush()
    audit.record(session, action=f"need_{state}", subject="meeting_need", subject_id=need.id, actor_id=by)


def book(
    session: Session,
    *,
    meeting: Meeting,
    kind: BookingKind,
    owner_id: uuid.UUID,
    due: dt.date,
    words: str,
    by: uuid.UUID,
) -> Booking:
    """A task: someone arranges this for the meeting by that day."""
    booking = Booking(meeting_id=meeting.id, kind=kind, owner_id=owner_id, due=due)
    booking.words = words or None
    session.add(booking)
    session.flush()
    audit.record(session, action="book", subject="meeting_booking", subject_id=booking.id, actor_id=by)
    return booking


def change_booking(
    session: Session,
    *,
    booking: Booking,
    state: BookingState,
    owner_id: uuid.UUID,
    due: dt.date,
    words: str,
    by: uuid.UUID,
) -> None:
    """How it stands. What is booked is met for everyone who waits for it."""
    booking.state, booking.owner_id, booking.due, booking.words = state, owner_id, due, words or None
    session.flush()
    if state is BookingState.BOOKED:
        for need, _person in needs_at(session, meeting_id=booking.meeting_id):
            if need.booking_id == booking.id and need.state is NeedState.BEING_ARRANGED:
                settle_need(session, need=need, state=NeedState.MET, by=by, words=need.words or "")
    audit.record(session, action=f"booking_{state}", subject="meeting_booking", subject_id=booking.id, actor_id=by)


def _wanted(session: Session, member_ids: list[uuid.UUID]) -> dict[tuple[uuid.UUID, str], Need]:
    return {
        (member_id, need.kind.value): need
        for member_id, needs in needs_of(session, member_ids).items()
        for need in needs
        if need.kind not in NOT_OF_A_MEETING
    }
