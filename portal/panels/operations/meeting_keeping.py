"""What is no longer kept of meetings: who came and what they needed, what they said, the cards with their names."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW
from portal.panels.enums.papers import PrintKind
from portal.panels.models import (
    Attendance,
    Booking,
    Meeting,
    MeetingNeed,
    MeetingPrint,
    MeetingWishes,
    MeetingWriting,
    NoteReply,
    NoteVerdict,
    PanelMember,
    PaperRead,
    ViewAhead,
)
from portal.panels.models.meetings import AgendaItem
from portal.shared import queue

TWO_YEARS, CARDS_KEPT = dt.timedelta(days=731), dt.timedelta(days=30)
DELETE_TASK = "questions.delete_files"


def forget_members_part(session: Session, *, now: dt.datetime) -> int:
    """Two years after a member left: how they came and what they read. At once: their calendar and their card."""
    left = sa.select(PanelMember.id).where(PanelMember.left_at < now - TWO_YEARS)
    gone = sa.select(PanelMember.id).where(PanelMember.state.not_in(HERE_NOW))
    rows = [sa.delete(table).where(table.member_id.in_(left)) for table in (Attendance, MeetingWriting, PaperRead)]
    rows.append(sa.delete(MeetingWishes).where(MeetingWishes.member_id.in_(gone)))
    return _ran(session, rows)


def forget_what_was_needed(session: Session, *, now: dt.datetime) -> int:
    """Two years after a meeting: needs, what was booked, what was said before. And what was said of notes."""
    over = sa.select(Meeting.id).where(Meeting.ends_at < now - TWO_YEARS)
    items = sa.select(AgendaItem.id).where(AgendaItem.meeting_id.in_(over))
    answered = sa.exists().where(NoteReply.verdict_id == NoteVerdict.id)
    return _ran(
        session,
        [
            sa.delete(MeetingNeed).where(MeetingNeed.meeting_id.in_(over)),
            sa.delete(Booking).where(Booking.meeting_id.in_(over)),
            sa.delete(ViewAhead).where(ViewAhead.item_id.in_(items)),
            sa.delete(NoteReply).where(NoteReply.at < now - TWO_YEARS),
            sa.delete(NoteVerdict).where(NoteVerdict.at < now - TWO_YEARS, ~answered),
        ],
    )


def forget_cards(session: Session, *, now: dt.datetime) -> int:
    """30 days after a meeting, file and row."""
    rows = session.scalars(
        sa.select(MeetingPrint)
        .join(Meeting, Meeting.id == MeetingPrint.meeting_id)
        .where(MeetingPrint.kind != PrintKind.PAPER, Meeting.ends_at < now - CARDS_KEPT)
    ).all()
    for row in rows:
        if row.storage_key:
            queue.enqueue(session, DELETE_TASK, keys=row.storage_key)
        session.delete(row)
    session.flush()
    return len(rows)


def _ran(session: Session, statements: list[sa.Delete]) -> int:
    """Rows gone; on PostgreSQL the driver may not say how many."""
    count = 0
    for statement in statements:
        result = session.execute(statement.execution_options(synchronize_session=False))
        count += max(result.rowcount, 0)  # type: ignore[attr-defined]
    return count
