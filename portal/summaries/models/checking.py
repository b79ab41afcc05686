"""Asking people whether we understood them, what they said, and what we answered."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import OPERATIONAL, PERSONAL, PUBLIC, SECRET, SPECIAL
from portal.summaries.enums import AskedBecause, CheckChannel, MissingReplyKind, ReplyKind, VerdictKind, WhoHelped


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
    # The group they were drawn in, for results by group; empty for whoever was not drawn.
    stratum: Mapped[str] = mapped_column(default="", info=SPECIAL)
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
    # Sent after the last day, or after the writer ended the check: read and answered, counted apart.
    is_late: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    # The one reminder: when it was tried, how it went, or why it did not go.
    reminded_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    reminded_by: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    not_reminded_because: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # Their own words when they sent it: tell me what came of it. None: they were not asked, or said nothing.
    wants_news: Mapped[bool | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("version_id", "person_id"),)


class CheckPlan(Base):
    """How one version is checked: who was to be asked and how they were chosen, the reminder, how paper is typed in."""

    __tablename__ = "check_plan"
    __purpose__ = "Being able to show who was asked, and how they were picked"
    __retention__ = "Kept: it is the public record"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), unique=True, info=OPERATIONAL)
    panel_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    # The random sample of those reached who stayed silent: how many there were, how many were drawn, the fingerprint
    # of the list drawn from. With the seed of the version anyone who holds the list can draw it again.
    silent: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    drawn: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    list_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    remind_on: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    reminded_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    two_typists: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    # When the next version was out: nothing that comes now can be answered any more.
    settled_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)


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


append_only("verdict", unless="old.at < ago(365)")


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


append_only("missing_remark", unless="old.at < ago(365)")


class VoiceNote(Base):
    """A recording instead of typed words: of one statement, or of what is missing. Kept sealed, as it was spoken."""

    __tablename__ = "voice_note"
    __purpose__ = "Hearing people who do not write"
    __retention__ = "One year after publication"

    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("check_invitation.id"), index=True, info=OPERATIONAL)
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    # None: what is missing in the whole.
    statement_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(info=OPERATIONAL)
    media_type: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    # In which visit it was recorded: until it is sent, only that visit can play it.
    visit: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # Staff who sent it in for someone on the phone; empty for what checkers recorded themselves.
    added_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    # What staff heard, typed out for colleagues who cannot hear it.
    transcript_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    transcript = Sealed()


class CheckPhoto(Base):
    """A photo or drawing of what is missing. Drawn anew without what a camera writes into it; kept sealed."""

    __tablename__ = "check_photo"
    __purpose__ = "Hearing people who would rather show it"
    __retention__ = "One year after publication"

    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("check_invitation.id"), index=True, info=OPERATIONAL)
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    # Where the picture lies, and so what somebody showed us: it may be of themselves.
    storage_key: Mapped[str] = mapped_column(info=SPECIAL)
    media_type: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    # In which visit it was added: until it is sent, only that visit can see it.
    visit: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)


class CheckPaper(Base):
    """A paper that came back, as one person typed it in. Where two people type, what they read is compared."""

    __tablename__ = "check_paper"
    __purpose__ = "Typing in what came back on paper, without slips"
    __retention__ = "Until it is counted, or 30 days after the check ends"

    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("check_invitation.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    entries_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    typed_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    typed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    entries = Sealed()

    __table_args__ = (sa.UniqueConstraint("invitation_id", "place"),)


class WriterReply(Base):
    """What we did about the verdicts on one statement: changed to …, kept because …, explained by …

    A translation added later is a new row with the same words beside it.
    """

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
    not_understood: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    # TextStatus by language; English is the source and has none.
    statuses: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("writer_reply")


class MissingReply(Base):
    """What we did about one "something is missing": added to …, not added because …

    The remark itself goes after a year; this stays, as it is printed. A translation added later is a new row.
    """

    __tablename__ = "missing_reply"
    __purpose__ = "Answering everyone who said that something is missing"
    __retention__ = "Kept: it is printed with the summary"

    # No foreign key: the remark is deleted before the reply.
    remark_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    kind: Mapped[MissingReplyKind] = choice(MissingReplyKind, info=PUBLIC)
    words: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    # TextStatus by language; English is the source and has none.
    statuses: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("missing_reply")
