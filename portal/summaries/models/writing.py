"""What a summary is made of while it is written."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.crypto import Sealed
from portal.shared.database import Base, choice
from portal.shared.privacy import OPERATIONAL, PERSONAL, PUBLIC, SPECIAL
from portal.summaries.enums import Section, SummaryState


class Summary(Base):
    """An easy-read document about one source, from first draft to published."""

    __tablename__ = "summary"
    __purpose__ = "Giving people back what we think they said"
    __retention__ = "Kept: it is the public record"

    source_kind: Mapped[str] = mapped_column(info=OPERATIONAL)
    source_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    slug: Mapped[str] = mapped_column(unique=True, info=PUBLIC)
    title: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    state: Mapped[SummaryState] = choice(SummaryState, default=SummaryState.DRAFTING, info=OPERATIONAL)
    writer_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    approved_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    approved_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    # "What we changed", in plain words by language, written while revising and frozen into the next version.
    what_changed: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    # Why a new version had to be made after publication, said on its face.
    notice: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    last_number: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class SharedQuote(Base):
    """One person's words, agreed to be shown. Kept apart from frozen versions, so that it can be taken out of all."""

    __tablename__ = "shared_quote"
    __purpose__ = "Showing people's own words, as long as they agree"
    __retention__ = "Until the person takes it back"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    answer_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    alias: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    removed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    removed_because: Mapped[str] = mapped_column(default="", info=OPERATIONAL)

    words = Sealed()

    __table_args__ = (sa.UniqueConstraint("summary_id", "answer_id"),)


class Statement(Base):
    """One idea, one or two short sentences, one picture."""

    __tablename__ = "statement"
    __purpose__ = "The parts of a summary, each checked by itself"
    __retention__ = "With the summary"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    section: Mapped[Section] = choice(Section, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    texts: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    # TextStatus by language; English is the source and has none.
    statuses: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    picture: Mapped[str] = mapped_column(default="", info=PUBLIC)
    # A number taken from the results: ref, kind, value, base_n, as_of. Never typed.
    number: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=PUBLIC)
    quote_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("shared_quote.id"), info=OPERATIONAL)
    # What it rests on at the source: ids of findings, themes and answers, refs of figures.
    evidence: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    # Laid out from the findings, and nobody has put it in plain words yet.
    is_draft: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    left_out_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    written_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}
