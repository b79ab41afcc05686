"""What members need at a meeting, and what is booked for it."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import TAKES_PART
from portal.panels.enums.meetings import BookingState, Coming, MeetingState, NeedState
from portal.panels.models import Attendance, Booking, Meeting, MeetingNeed, PanelMember
from portal.people.models import Account, Person


def needs_at(session: Session, *, meeting_id: uuid.UUID) -> list[tuple[MeetingNeed, Person]]:
    rows = session.execute(
        sa.select(MeetingNeed, Person)
        .join(PanelMember, PanelMember.id == MeetingNeed.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(MeetingNeed.meeting_id == meeting_id)
        .order_by(MeetingNeed.need, PanelMember.since, MeetingNeed.id)
    )
    return [(need, person) for need, person in rows]


def needs_to_meet(session: Session, *, meeting_id: uuid.UUID) -> Sequence[MeetingNeed]:
    """The lines of whoever takes part now. Those of someone on a break are kept, and come back with them."""
    return session.scalars(
        sa.select(MeetingNeed)
        .join(PanelMember, PanelMember.id == MeetingNeed.member_id)
        .where(MeetingNeed.meeting_id == meeting_id, PanelMember.state.in_(TAKES_PART))
        .order_by(MeetingNeed.need, PanelMember.since, MeetingNeed.id)
    ).all()


def lines_of_person(
    session: Session, *, person_id: uuid.UUID, now: dt.datetime
) -> tuple[list[tuple[uuid.UUID, uuid.UUID]], Sequence[MeetingNeed]]:
    """Meetings to come that a person said they take part in, as (meeting, member), and the lines there are for them."""
    part = [one for one in Coming if one is not Coming.NOT_THIS_TIME]
    rows = session.execute(
        sa.select(Attendance.meeting_id, Attendance.member_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(PanelMember, PanelMember.id == Attendance.member_id)
        .where(
            PanelMember.person_id == person_id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.ends_at > now,
            Attendance.coming.in_(part),
        )
    )
    said = [(meeting_id, member_id) for meeting_id, member_id in rows]
    mine = (
        MeetingNeed.meeting_id.in_([meeting_id for meeting_id, _member_id in said]),
        MeetingNeed.member_id.in_([member_id for _meeting_id, member_id in said]),
    )
    return said, session.scalars(sa.select(MeetingNeed).where(*mine)).all()


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


def open_bookings(session: Session, *, panel_id: uuid.UUID) -> list[tuple[Booking, Meeting, str]]:
    """What is to be arranged, for which meeting, and the name of whoever does it."""
    still = [state for state in BookingState if state.is_open]
    rows = session.execute(
        sa.select(Booking, Meeting, Account.display_name)
        .join(Meeting, Meeting.id == Booking.meeting_id)
        .join(Account, Account.id == Booking.owner_id)
        .where(Meeting.panel_id == panel_id, Meeting.state == MeetingState.PLANNED, Booking.state.in_(still))
        .order_by(Booking.due, Booking.id)
    )
    return [(booking, meeting, name) for booking, meeting, name in rows]


def unsettled(session: Session, *, meeting_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many needs of each meeting are neither met nor explained; whoever does not take part now counts nowhere."""
    waiting = [state for state in NeedState if not state.is_settled]
    rows = session.execute(
        sa.select(MeetingNeed.meeting_id, sa.func.count())
        .join(PanelMember, PanelMember.id == MeetingNeed.member_id)
        .where(
            MeetingNeed.meeting_id.in_(meeting_ids),
            MeetingNeed.state.in_(waiting),
            PanelMember.state.in_(TAKES_PART),
        )
        .group_by(MeetingNeed.meeting_id)
    )
    return {meeting_id: number for meeting_id, number in rows}
