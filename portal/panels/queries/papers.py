"""Papers for meetings, their editions, and who has read them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.meetings import MeetingState
from portal.panels.enums.papers import PaperState, PrintKind, PrintState
from portal.panels.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingPrint,
    PanelMember,
    Paper,
    PaperRead,
    PaperVersion,
)
from portal.people.models import Person


@dataclass(frozen=True)
class PaperNow:
    """A paper with one of its editions, and the item of the agenda it is for."""

    paper: Paper
    version: PaperVersion
    item: AgendaItem | None


def papers_of(session: Session, *, meeting_id: uuid.UUID) -> list[PaperNow]:
    """Every paper of a meeting with its newest edition, in the order of the agenda."""
    newest = (
        sa.select(PaperVersion.paper_id, sa.func.max(PaperVersion.number).label("number"))
        .group_by(PaperVersion.paper_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(Paper, PaperVersion, AgendaItem)
        .join(PaperVersion, PaperVersion.paper_id == Paper.id)
        .join(
            newest,
            sa.and_(newest.c.paper_id == PaperVersion.paper_id, newest.c.number == PaperVersion.number),
        )
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(Paper.meeting_id == meeting_id)
        .order_by(sa.func.coalesce(AgendaItem.place, 0), Paper.made_at, Paper.id)
    )
    return [PaperNow(paper, version, item) for paper, version, item in rows]


def sent_papers(session: Session, *, meeting_id: uuid.UUID) -> list[PaperNow]:
    """What members have: of each paper the edition that was sent last."""
    rows = session.execute(
        sa.select(Paper, PaperVersion, AgendaItem)
        .join(PaperVersion, PaperVersion.paper_id == Paper.id)
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(Paper.meeting_id == meeting_id, PaperVersion.state == PaperState.SENT)
        .order_by(sa.func.coalesce(AgendaItem.place, 0), Paper.made_at, Paper.id)
    )
    return [PaperNow(paper, version, item) for paper, version, item in rows]


def versions_of(session: Session, *, paper_id: uuid.UUID) -> Sequence[PaperVersion]:
    """The newest first."""
    mine = sa.select(PaperVersion).where(PaperVersion.paper_id == paper_id)
    return session.scalars(mine.order_by(PaperVersion.number.desc())).all()


def prints_of(session: Session, *, meeting_id: uuid.UUID, kinds: Sequence[PrintKind]) -> Sequence[MeetingPrint]:
    mine = (MeetingPrint.meeting_id == meeting_id, MeetingPrint.kind.in_(kinds))
    return session.scalars(sa.select(MeetingPrint).where(*mine).order_by(MeetingPrint.made_at, MeetingPrint.id)).all()


def prints_of_version(session: Session, *, version_id: uuid.UUID) -> Sequence[MeetingPrint]:
    mine = sa.select(MeetingPrint).where(MeetingPrint.version_id == version_id)
    return session.scalars(mine.order_by(MeetingPrint.language, MeetingPrint.size, MeetingPrint.id)).all()


def ready_prints(session: Session, *, version_id: uuid.UUID) -> list[MeetingPrint]:
    return [one for one in prints_of_version(session, version_id=version_id) if one.state is PrintState.READY]


def reading_of(session: Session, *, paper_id: uuid.UUID, member_id: uuid.UUID) -> PaperRead | None:
    mine = (PaperRead.paper_id == paper_id, PaperRead.member_id == member_id)
    return session.scalar(sa.select(PaperRead).where(*mine))


def readers_of(session: Session, *, paper_id: uuid.UUID) -> list[tuple[PanelMember, Person, PaperRead | None]]:
    """Everyone who was asked to the meeting, and whether they have read the paper."""
    rows = session.execute(
        sa.select(PanelMember, Person, PaperRead)
        .join(Attendance, Attendance.member_id == PanelMember.id)
        .join(Paper, sa.and_(Paper.meeting_id == Attendance.meeting_id, Paper.id == paper_id))
        .join(Person, Person.id == PanelMember.person_id)
        .outerjoin(PaperRead, sa.and_(PaperRead.paper_id == Paper.id, PaperRead.member_id == PanelMember.id))
        .order_by(PanelMember.since, PanelMember.id)
    )
    return [(member, person, read) for member, person, read in rows]


def unread_papers(session: Session, *, member_id: uuid.UUID) -> list[tuple[PaperNow, Meeting]]:
    """Papers that were sent for meetings a member was asked to, and that they have not said they read."""
    read = sa.exists().where(PaperRead.paper_id == Paper.id, PaperRead.member_id == member_id)
    rows = session.execute(
        sa.select(Paper, PaperVersion, AgendaItem, Meeting)
        .join(PaperVersion, PaperVersion.paper_id == Paper.id)
        .join(Meeting, Meeting.id == Paper.meeting_id)
        .join(Attendance, sa.and_(Attendance.meeting_id == Meeting.id, Attendance.member_id == member_id))
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(PaperVersion.state == PaperState.SENT, ~read)
        .order_by(Meeting.starts_at, sa.func.coalesce(AgendaItem.place, 0), Paper.made_at)
    )
    return [(PaperNow(paper, version, item), meeting) for paper, version, item, meeting in rows]


def unsent_papers(session: Session, *, panel_id: uuid.UUID, now: dt.datetime) -> list[tuple[PaperNow, Meeting]]:
    """Papers still being written for meetings that are to come, with their meeting."""
    rows = session.execute(
        sa.select(Paper, PaperVersion, AgendaItem, Meeting)
        .join(PaperVersion, PaperVersion.paper_id == Paper.id)
        .join(Meeting, Meeting.id == Paper.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(
            Meeting.panel_id == panel_id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.ends_at > now,
            PaperVersion.state == PaperState.WRITING,
        )
        .order_by(Meeting.starts_at, Paper.made_at, Paper.id)
    )
    return [(PaperNow(paper, version, item), meeting) for paper, version, item, meeting in rows]
