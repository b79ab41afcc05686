"""Papers for meetings, their editions, and what is printed."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.papers import LetterSize, PaperState, PrintKind, PrintState
from portal.shared.database import Base, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL


class Paper(Base):
    """Something to read before a meeting, for one item of its agenda or for the whole."""

    __tablename__ = "panel_paper"
    __purpose__ = "Members being prepared"
    __retention__ = "Kept with the meeting"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    item_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True, info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


class PaperVersion(Base):
    """One edition of a paper. Once it was sent its words stay; what is changed afterwards is a new edition."""

    __tablename__ = "paper_version"
    __purpose__ = "Everyone reading the same words, and seeing what changed"
    __retention__ = "Kept with the meeting"

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_paper.id"), index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    title: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    # Our own simple structure (rules/paper_words.py), by language code.
    words: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    what_changed: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    state: Mapped[PaperState] = choice(PaperState, default=PaperState.WRITING, info=OPERATIONAL)
    reading_minutes: Mapped[int] = mapped_column(info=OPERATIONAL)
    # Why it came later than the panel's notice period; members see it.
    late_because: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    sent_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    # A PDF from elsewhere, only beside the words.
    file_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("paper_id", "number"),)
    __mapper_args__ = {"version_id_col": version}


class PaperRead(Base):
    """A member saying that they have read a paper: reading is work, and is thanked for."""

    __tablename__ = "paper_read"
    __purpose__ = "Thanking for the time it takes to read"
    __retention__ = "Two years after the member left"

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_paper.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    minutes: Mapped[int] = mapped_column(info=PERSONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    via: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    noted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("paper_id", "member_id"),)


class MeetingPrint(Base):
    """A PDF for a meeting: a paper, or cards. None that failed a gate is ever offered."""

    __tablename__ = "meeting_print"
    __purpose__ = "Meeting with paper in hand"
    __retention__ = "Papers with the meeting; cards 30 days after it"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    kind: Mapped[PrintKind] = choice(PrintKind, info=OPERATIONAL)
    version_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("paper_version.id"), index=True, info=OPERATIONAL
    )
    item_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"), info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[LetterSize] = choice(LetterSize, default=LetterSize.NORMAL, info=OPERATIONAL)
    state: Mapped[PrintState] = choice(PrintState, default=PrintState.WAITING, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
