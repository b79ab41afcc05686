"""Asking people whether we understood them, what they said, and what we answered."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import OPERATIONAL, PERSONAL, PUBLIC, SECRET, SPECIAL
from portal.summaries.enums import AskedBecause, CheckChannel, ReplyKind, VerdictKind, WhoHelped


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
