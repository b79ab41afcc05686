"""What was shown to people: frozen versions, and what was taken back."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PUBLIC, SECRET
from portal.summaries.enums import SpeakerKind, VersionKind


class SummaryVersion(Base):
    """A summary as it stood when it was sent for checking or published: frozen, with its hash. Never changed."""

    __tablename__ = "summary_version"
    __purpose__ = "A permanent record of what people were shown"
    __retention__ = "Kept: it is the public record"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=PUBLIC)
    kind: Mapped[VersionKind] = choice(VersionKind, info=OPERATIONAL)
    content: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    content_sha256: Mapped[str] = mapped_column(info=PUBLIC)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    published_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    # Only for checking: until when, whom to talk to, and the seed of the sample of those who had not answered.
    check_until: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    talk_to: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    sample_seed: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # Nothing is published without one of these two: the check it rests on, or the reason why there was none.
    rests_on: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    unchecked_because: Mapped[str] = mapped_column(default="", info=PUBLIC)

    __table_args__ = (
        sa.UniqueConstraint("summary_id", "number"),
        sa.CheckConstraint(
            "kind <> 'published' OR rests_on IS NOT NULL OR unchecked_because <> ''", name="checked_or_says_why"
        ),
    )


append_only("summary_version")


class VersionWithdrawal(Base):
    """A published version taken back, with the reason. Its address stays and says so."""

    __tablename__ = "version_withdrawal"
    __purpose__ = "Saying openly that something published was taken back"
    __retention__ = "Kept: it is the public record"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), unique=True, info=OPERATIONAL)
    why: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


append_only("version_withdrawal")


class LanguageCheck(Base):
    """Someone read one text (a statement, or the title) in one language and found it right: who, as they want to be
    named, and when. This is the only place a check is noted: whatever is called checked is worked out from it.

    It counts for exactly these words (`words_sha256`) beside exactly this English (`source_sha256`); when either
    changes it counts no longer.
    """

    __tablename__ = "language_check"
    __purpose__ = "Saying who checked each language, and which nobody has checked"
    __retention__ = "Kept: it is the public record"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    # None: the title.
    statement_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("statement.id"), index=True, info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    source_sha256: Mapped[str] = mapped_column(info=PUBLIC)
    words_sha256: Mapped[str] = mapped_column(info=PUBLIC)
    named: Mapped[str] = mapped_column(info=PUBLIC)
    kind: Mapped[SpeakerKind] = choice(SpeakerKind, info=PUBLIC)
    on: Mapped[dt.date] = mapped_column(info=PUBLIC)
    noted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    noted_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


append_only("language_check")


class FinalNotice(Base):
    """One person told where the published version is, or why they could not be told."""

    __tablename__ = "final_notice"
    __purpose__ = "Telling people what came of what they said"
    __retention__ = "One year after publication"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    code_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    tried_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    sent_by: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    not_sent_because: Mapped[str] = mapped_column(default="", info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("version_id", "person_id"),)
