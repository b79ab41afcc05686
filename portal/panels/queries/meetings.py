"""Meetings, their agendas, who comes, and what else happens at the same time."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.panels.enums import HERE_NOW, TAKES_PART
from portal.panels.enums.meetings import Coming, MeetingState
from portal.panels.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingChange,
    MeetingWishes,
    MeetingWriting,
    Panel,
    PanelMember,
)
from portal.people.models import Account, Person


@dataclass(frozen=True)
class Clash:
    """Another meeting at the same time: of which panel, and how many members are on both."""

    meeting: Meeting
    panel_name: Mapping[str, str]
    same_panel: bool
    members: int


def meetings_of(session: Session, *, panel_id: uuid.UUID) -> Sequence[Meeting]:
    return session.scalars(
        sa.select(Meeting).where(Meeting.panel_id == panel_id).order_by(Meeting.starts_at, Meeting.id)
    ).all()


def items_of(session: Session, *, meeting_id: uuid.UUID) -> Sequence[AgendaItem]:
    mine = sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return session.scalars(mine.order_by(AgendaItem.place, AgendaItem.id)).all()


def changes_of(session: Session, *, meeting_id: uuid.UUID) -> Sequence[MeetingChange]:
    """What was changed, the newest first."""
    mine = sa.select(MeetingChange).where(MeetingChange.meeting_id == meeting_id)
    return session.scalars(mine.order_by(MeetingChange.at.desc(), MeetingChange.id)).all()


def clashes_with(
    session: Session,
    *,
    panel_id: uuid.UUID,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    apart_from: uuid.UUID | None = None,
) -> list[Clash]:
    """Meetings at the same time: of this panel, and of others that share members with it."""
    here, there = aliased(PanelMember), aliased(PanelMember)
    shared = (
        sa.select(there.panel_id, sa.func.count().label("members"))
        .join(here, sa.and_(here.person_id == there.person_id, here.panel_id == panel_id, here.state.in_(HERE_NOW)))
        .where(there.state.in_(HERE_NOW))
        .group_by(there.panel_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(Meeting, Panel.name, sa.func.coalesce(shared.c.members, 0))
        .join(Panel, Panel.id == Meeting.panel_id)
        .outerjoin(shared, shared.c.panel_id == Meeting.panel_id)
        .where(
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at < ends_at,
            Meeting.ends_at > starts_at,
            Meeting.id != apart_from if apart_from else sa.true(),
            sa.or_(Meeting.panel_id == panel_id, shared.c.members > 0),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [Clash(meeting, name, meeting.panel_id == panel_id, members) for meeting, name, members in rows]


def attendances_of(session: Session, *, meeting_id: uuid.UUID) -> list[tuple[Attendance, PanelMember, Person]]:
    """Everyone who was asked, in the order they came to the panel."""
    rows = session.execute(
        sa.select(Attendance, PanelMember, Person)
        .join(PanelMember, PanelMember.id == Attendance.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(PanelMember.since, PanelMember.id)
    )
    return [(attendance, member, person) for attendance, member, person in rows]


def attendance_of(session: Session, *, meeting_id: uuid.UUID, member_id: uuid.UUID) -> Attendance | None:
    mine = (Attendance.meeting_id == meeting_id, Attendance.member_id == member_id)
    return session.scalar(sa.select(Attendance).where(*mine))


def meetings_of_member(session: Session, *, member_id: uuid.UUID) -> list[tuple[Meeting, Attendance]]:
    """Every meeting a member was asked to, by time."""
    rows = session.execute(
        sa.select(Meeting, Attendance)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(Attendance.member_id == member_id)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, attendance) for meeting, attendance in rows]


def asked_elsewhere(session: Session, *, member: PanelMember, meeting: Meeting) -> Sequence[Meeting]:
    """Meetings of other panels at the same time that this person was asked to as well."""
    return session.scalars(
        sa.select(Meeting)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(PanelMember, PanelMember.id == Attendance.member_id)
        .where(
            PanelMember.person_id == member.person_id,
            Meeting.id != meeting.id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at < meeting.ends_at,
            Meeting.ends_at > meeting.starts_at,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def next_meeting(session: Session, *, panel_id: uuid.UUID, now: dt.datetime) -> Meeting | None:
    planned = (Meeting.panel_id == panel_id, Meeting.state == MeetingState.PLANNED, Meeting.ends_at > now)
    return session.scalar(sa.select(Meeting).where(*planned).order_by(Meeting.starts_at, Meeting.id).limit(1))


def soon_with_coming(
    session: Session, *, now: dt.datetime, until: dt.datetime
) -> list[tuple[Meeting, Attendance, PanelMember]]:
    """Who said that they come to a meeting that begins by `until`."""
    rows = session.execute(
        sa.select(Meeting, Attendance, PanelMember)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(PanelMember, PanelMember.id == Attendance.member_id)
        .where(
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at.between(now, until),
            Attendance.coming.in_([one for one in Coming if one.is_there]),
            PanelMember.state.in_(TAKES_PART),
        )
        .order_by(Meeting.starts_at, Meeting.id, PanelMember.since, PanelMember.id)
    )
    return [(meeting, attendance, member) for meeting, attendance, member in rows]


def writings_about(
    session: Session, *, member_ids: Collection[uuid.UUID], abouts: Collection[uuid.UUID]
) -> set[tuple[uuid.UUID, str, uuid.UUID]]:
    """Who was written to (or tried) about what: member, why, about."""
    rows = session.execute(
        sa.select(MeetingWriting.member_id, MeetingWriting.because, MeetingWriting.about).where(
            MeetingWriting.member_id.in_(member_ids), MeetingWriting.about.in_(abouts)
        )
    )
    return {(member_id, because, about) for member_id, because, about in rows}


def writings_of(session: Session, *, meeting_id: uuid.UUID) -> list[tuple[MeetingWriting, Person]]:
    rows = session.execute(
        sa.select(MeetingWriting, Person)
        .join(PanelMember, PanelMember.id == MeetingWriting.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(MeetingWriting.meeting_id == meeting_id)
        .order_by(MeetingWriting.at.desc(), MeetingWriting.id)
    )
    return [(writing, person) for writing, person in rows]


def wishes_of(session: Session, *, member_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, MeetingWishes]:
    rows = session.scalars(sa.select(MeetingWishes).where(MeetingWishes.member_id.in_(member_ids)))
    return {row.member_id: row for row in rows}


def names_of_staff(session: Session, ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    rows = session.execute(sa.select(Account.id, Account.display_name).where(Account.id.in_([i for i in ids if i])))
    return {account_id: name for account_id, name in rows}
