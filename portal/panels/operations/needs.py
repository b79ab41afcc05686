"""What members need at a meeting: taken from their passports, then met, or explained to them. And what is booked."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import NeedKind
from portal.panels.enums.meetings import BookingKind, BookingState, NeedState
from portal.panels.errors import MustSayWhy
from portal.panels.models import Booking, Meeting, MeetingNeed
from portal.panels.queries.needs import coming_members, lines_of_person, needs_at
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
    said = [(meeting.id, member_id) for member_id in coming_members(session, meeting_id=meeting.id)]
    return _bring_in_step(session, said=said, known=[row for row, _p in needs_at(session, meeting_id=meeting.id)])


def gather_for_person(session: Session, *, person_id: uuid.UUID) -> int:
    """The same for every meeting to come that one person takes part in, when what they need has changed. However many
    meetings there are, it asks the database as often. Returns how many lines are new or changed."""
    said, known = lines_of_person(session, person_id=person_id, now=clock.now())
    return _bring_in_step(session, said=said, known=known)


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


def _bring_in_step(
    session: Session, *, said: Collection[tuple[uuid.UUID, uuid.UUID]], known: Collection[MeetingNeed]
) -> int:
    """`said` are (meeting, member) of who takes part, `known` every line there is for them."""
    wanted = _wanted(session, said)
    lines = {(row.meeting_id, row.member_id, row.need): row for row in known}
    for key, row in lines.items():
        if key not in wanted:
            session.delete(row)
    changed = 0
    for (meeting_id, member_id, kind), need in wanted.items():
        line = lines.get((meeting_id, member_id, kind))
        if line is None:
            line = MeetingNeed(meeting_id=meeting_id, member_id=member_id, need=kind)
            session.add(line)
        elif line.what == need.words:
            continue
        line.what, line.state, line.booking_id, line.words = need.words, NeedState.OPEN, None, None
        changed += 1
    session.flush()
    return changed


def _wanted(
    session: Session, said: Collection[tuple[uuid.UUID, uuid.UUID]]
) -> dict[tuple[uuid.UUID, uuid.UUID, str], Need]:
    needs = needs_of(session, {member_id for _meeting_id, member_id in said})
    return {
        (meeting_id, member_id, need.kind.value): need
        for meeting_id, member_id in said
        for need in needs[member_id]
        if need.kind not in NOT_OF_A_MEETING
    }
