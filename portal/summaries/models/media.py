"""A summary to listen to, and to see in sign language."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import OPERATIONAL, PUBLIC
from portal.summaries.media_enums import MediaSort


class SummaryMedia(Base):
    """A recording or film of one statement, or of the whole summary where `statement_id` is empty.

    It belongs to the words it was made from, by their fingerprint: when the words change it is offered to nobody.
    """

    __tablename__ = "summary_media"
    __purpose__ = "Listening to a summary, or seeing it in sign language"
    __retention__ = "With the summary"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    statement_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("statement.id"), info=OPERATIONAL)
    sort: Mapped[MediaSort] = choice(MediaSort, info=PUBLIC)
    # The language of the words it was made from; a film in sign language is made from English.
    language: Mapped[str] = mapped_column(info=PUBLIC)
    words_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(info=OPERATIONAL)
    media_type: Mapped[str] = mapped_column(info=PUBLIC)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    captions_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # What is said or signed, in writing, taken from the captions where there are some.
    transcript: Mapped[str] = mapped_column(default="", info=PUBLIC)
    added_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    removed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)


class TranslationNote(Base):
    """Who translated or checked one text, when, and which English it was made from. The newest note counts."""

    __tablename__ = "translation_note"
    __purpose__ = "Knowing which translations are up to date, and who checked them"
    __retention__ = "With the summary"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    # Empty for the title.
    statement_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("statement.id"), info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    status: Mapped[str] = mapped_column(info=OPERATIONAL)
    source_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    words_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    came_by: Mapped[str] = mapped_column(info=OPERATIONAL)  # desk, xliff, po
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("translation_note")


class TranslationImport(Base):
    """A file from a translator, read and waiting for a yes. Nothing is written before."""

    __tablename__ = "translation_import"
    __purpose__ = "Looking at translations before they are taken over"
    __retention__ = "30 days"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    format: Mapped[str] = mapped_column(info=OPERATIONAL)
    units: Mapped[list[Any]] = mapped_column(info=PUBLIC)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    taken_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
