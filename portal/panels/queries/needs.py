"""What members need at a meeting, and what is booked for it."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.meetings import BookingState, Coming, MeetingState, NeedState
from portal.panels.models import Attendance, Booking, Meeting, MeetingNeed, PanelMember
from portal.people.models import Person


def needs_at(session: Session, *, meeting_id: uuid.UUID) -> list[tuple[MeetingNeed, Person]]:
    rows = session.execute(
        sa.select(MeetingNeed, Person)
        .join(PanelMember, PanelMember.id == MeetingNeed.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(MeetingNeed.meeting_id == meeting_id)
        .order_by(MeetingNeed.need, PanelMember.since, MeetingNeed.id)
    )
    return [(need, person) for need, person in rows]


def needs_of_member(session: Session, *, meeting_id: uuid.UUID, member_id: uuid.UUID) -> Sequence[MeetingNeed]:
    mine = (MeetingNeed.meeting_id == meeting_id, MeetingNeed.member_id == member_id)
    return session.scalars(sa.select(MeetingNeed).where(*mine).order_by(MeetingNeed.need, MeetingNeed.id)).all()


def coming_members(session: Session, *, meeting_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Who said that they take part, by any way."""
    part = [one for one in Coming if one is not Coming.NOT_THIS_TIME]
    mine = (Attendance.meeting_id == meeting_id, Attendance.coming.in_(part))
    return session.scalars(sa.select(Attendance.member_id).where(*mine)).all()


def bookings_of(session: Session, *, meeting_id: uuid.UUID) -> Sequence[Booking]:
    mine = sa.select(Booking).where(Booking.meeting_id == meeting_id)
    return session.scalars(mine.order_by(Booking.due, Booking.id)).all()


def open_bookings(session: Session, *, panel_id: uuid.UUID) -> list[tuple[Booking, Meeting]]:
    still = [state for state in BookingState if state.is_open]
    rows = session.execute(
        sa.select(Booking, Meeting)
        .join(Meeting, Meeting.id == Booking.meeting_id)
        .where(Meeting.panel_id == panel_id, Meeting.state == MeetingState.PLANNED, Booking.state.in_(still))
        .order_by(Booking.due, Booking.id)
    )
    return [(booking, meeting) for booking, meeting in rows]


def unsettled(session: Session, *, meeting_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many needs of each meeting are neither met nor explained."""
    waiting = [state for state in NeedState if not state.is_settled]
    rows = session.execute(
        sa.select(MeetingNeed.meeting_id, sa.func.count())
        .where(MeetingNeed.meeting_id.in_(meeting_ids), MeetingNeed.state.in_(waiting))
        .group_by(MeetingNeed.meeting_id)
    )
    return {meeting_id: number for meeting_id, number in rows}
