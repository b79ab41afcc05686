import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, PUBLIC, SECRET, SPECIAL
from portal.summaries.enums import (
    AskedBecause,
    CheckChannel,
    FileState,
    PrintSize,
    ReplyKind,
    Section,
    SummaryState,
    VerdictKind,
    VersionKind,
    WhoHelped,
)


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
    alias: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
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
    evidence: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    left_out_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    written_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


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

    __table_args__ = (sa.UniqueConstraint("summary_id", "number"),)


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


class CheckInvitation(Base):
    """One person's way to check one version. Link and code are kept as keyed fingerprints only."""

    __tablename__ = "check_invitation"
    __purpose__ = "Asking people whether we understood them right"
    __retention__ = "One year after publication"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    # The invitation of the source, under which consents were given, and the alias of the answers.
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    alias: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    because: Mapped[AskedBecause] = choice(AskedBecause, info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    code_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    # How the invitation went out (a channel of the contact room), or why it did not.
    sent_by: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    not_sent_because: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    tried_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    opened_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    answered_by: Mapped[CheckChannel | None] = choice(CheckChannel, nullable=True, info=OPERATIONAL)
    receipt: Mapped[str] = mapped_column(default="", info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("version_id", "person_id"),)


class CheckDraft(Base):
    """What someone has said so far, until they send it: survives a dead phone, shown again to the same visit only."""

    __tablename__ = "check_draft"
    __purpose__ = "Losing nothing half said"
    __retention__ = "Until it is sent, or 30 days after the check ends"

    invitation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("check_invitation.id"), unique=True, info=OPERATIONAL
    )
    entries_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    changed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    entries = Sealed()


class Verdict(Base):
    """What one person said of one statement."""

    __tablename__ = "verdict"
    __purpose__ = "Knowing whether we understood people right"
    __retention__ = "Six years after publication; comments one year"

    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("check_invitation.id"), index=True, info=OPERATIONAL)
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    statement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("statement.id"), index=True, info=OPERATIONAL)
    statement_version: Mapped[int] = mapped_column(info=OPERATIONAL)
    verdict: Mapped[VerdictKind] = choice(VerdictKind, info=OPERATIONAL)
    comment_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    provenance: Mapped[WhoHelped] = choice(WhoHelped, info=OPERATIONAL)
    channel: Mapped[CheckChannel] = choice(CheckChannel, info=OPERATIONAL)
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    comment = Sealed()

    __table_args__ = (sa.UniqueConstraint("invitation_id", "statement_id"),)


append_only("verdict")


class MissingRemark(Base):
    """ "Something is missing": what someone said about the whole summary."""

    __tablename__ = "missing_remark"
    __purpose__ = "Hearing what we did not write down"
    __retention__ = "One year after publication"

    invitation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("check_invitation.id"), unique=True, info=OPERATIONAL
    )
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    provenance: Mapped[WhoHelped] = choice(WhoHelped, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    words = Sealed()


append_only("missing_remark")


class WriterReply(Base):
    """What we did about the verdicts on one statement: changed to …, kept because …"""

    __tablename__ = "writer_reply"
    __purpose__ = "Answering everyone who said we got it wrong"
    __retention__ = "Kept: it is printed with the summary"

    statement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("statement.id"), index=True, info=OPERATIONAL)
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    kind: Mapped[ReplyKind] = choice(ReplyKind, info=PUBLIC)
    words: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    # How many it answers: later verdicts need a new reply.
    wrong: Mapped[int] = mapped_column(info=OPERATIONAL)
    leave_out: Mapped[int] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("writer_reply")


class PrintedFile(Base):
    """A PDF of one version in one language and size; offered only when it passed both gates."""

    __tablename__ = "printed_file"
    __purpose__ = "Paper for people who want paper"
    __retention__ = "With the version"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    size: Mapped[PrintSize] = choice(PrintSize, info=PUBLIC)
    state: Mapped[FileState] = choice(FileState, default=FileState.WAITING, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    proof: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("version_id", "language", "size"),)
