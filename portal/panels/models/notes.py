"""Notes of a meeting in plain words, what members say of them, and who does what by when."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.notes import NoteKind, NoteReplyKind, NotesState, NoteVerdictKind
from portal.questions.enums import Provenance
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, SPECIAL


class Notes(Base):
    """One version of the notes. Once members were asked, its words stay; what they say makes the next."""

    __tablename__ = "meeting_notes"
    __purpose__ = "Agreeing on what was said and decided"
    __retention__ = "Kept: it is the record of what a panel did"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    state: Mapped[NotesState] = choice(NotesState, default=NotesState.WRITING, info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    sent_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    check_until: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    # How many members were asked, and how many said something: silence is never a yes.
    asked: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    answered: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("meeting_id", "number"),)


class NoteLine(Base):
    """One sentence of the notes. `key` stays the same from version to version."""

    __tablename__ = "note_line"
    __purpose__ = "Agreeing on what was said and decided"
    __retention__ = "Kept: it is the record of what a panel did"

    notes_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting_notes.id"), index=True, info=OPERATIONAL)
    key: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    item_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"), info=OPERATIONAL)
    kind: Mapped[NoteKind] = choice(NoteKind, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    words: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    # For "who does what, by when": a member of staff or a member, and the day.
    owner_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), info=OPERATIONAL)
    member_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_member.id"), info=OPERATIONAL)
    due: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    done_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    done_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class NoteVerdict(Base):
    """What one member says of one sentence. A later one of the same member counts; none is ever changed."""

    __tablename__ = "note_verdict"
    __purpose__ = "Members saying if the notes are right"
    __retention__ = "Two years"

    line_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("note_line.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    verdict: Mapped[NoteVerdictKind] = choice(NoteVerdictKind, info=OPERATIONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    via: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    provenance: Mapped[Provenance] = choice(Provenance, info=OPERATIONAL)
    noted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    words = Sealed()


class NoteReply(Base):
    """Our answer to "wrong" or "leave out": the member sees it beside what they said."""

    __tablename__ = "note_reply"
    __purpose__ = "Answering everyone who said that the notes are wrong"
    __retention__ = "Two years"

    verdict_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("note_verdict.id"), unique=True, info=OPERATIONAL)
    kind: Mapped[NoteReplyKind] = choice(NoteReplyKind, info=OPERATIONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    words = Sealed()


append_only("note_verdict", unless="old.at < ago(730)")
append_only("note_reply", unless="old.at < ago(730)")
