"""Time that members gave to meetings and papers: what thanks and workload are reckoned from."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.meetings import Coming
from portal.panels.models import Attendance, Meeting, Paper, PaperRead
from portal.shared.home_time import day_at_home


@dataclass(frozen=True, kw_only=True)
class Attended:
    """One member at one meeting, or one paper read: the day at home and the minutes. `how` is None for reading."""

    member_id: uuid.UUID
    meeting_id: uuid.UUID
    paper_id: uuid.UUID | None
    day: dt.date
    minutes: int
    how: Coming | None


def attended(session: Session, panel_id: uuid.UUID) -> list[Attended]:
    """Meetings that members came to by any way, as recorded afterwards; views sent before count as they were noted."""
    rows = session.execute(
        sa.select(Attendance.member_id, Attendance.came, Attendance.minutes, Meeting.id, Meeting.starts_at)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.panel_id == panel_id,
            Attendance.came.is_not(None),
            Attendance.came != Coming.NOT_THIS_TIME,
        )
        .order_by(Meeting.starts_at, Attendance.id)
    )
    return [
        Attended(
            member_id=member_id,
            meeting_id=meeting_id,
            paper_id=None,
            day=day_at_home(starts_at),
            minutes=minutes or 0,
            how=came,
        )
        for member_id, came, minutes, meeting_id, starts_at in rows
    ]


def papers_read(session: Session, panel_id: uuid.UUID) -> list[Attended]:
    """Papers that members said they have read: reading time counts for thanks."""
    rows = session.execute(
        sa.select(PaperRead.member_id, PaperRead.paper_id, PaperRead.minutes, PaperRead.at, Meeting.id)
        .join(Paper, Paper.id == PaperRead.paper_id)
        .join(Meeting, Meeting.id == Paper.meeting_id)
        .where(Meeting.panel_id == panel_id)
        .order_by(PaperRead.at, PaperRead.id)
    )
    return [
        Attended(
            member_id=member_id,
            meeting_id=meeting_id,
            paper_id=paper_id,
            day=day_at_home(at),
            minutes=minutes,
            how=None,
        )
        for member_id, paper_id, minutes, at, meeting_id in rows
    ]
