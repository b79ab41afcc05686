"""A promise, what happened to it, and what shows it."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.promises.enums import EvidenceKind, PromiseState
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PUBLIC


class Promise(Base):
    """What a body says it will do because of what people said."""

    __tablename__ = "promise"
    __purpose__ = "Keeping our word, in public"
    __retention__ = "Kept: it is the public record"

    statement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("statement.id"), unique=True, info=OPERATIONAL)
    # Who answers for it: a colleague with an account, or someone of another body whom we reach by e-mail. One of them.
    owner_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True, info=OPERATIONAL)
    outside_owner_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("outside_owner.id"), index=True, info=OPERATIONAL
    )
    # Who keeps it, as the public reads it: a team or a post, not a private name.
    owner_words: Mapped[str] = mapped_column(info=PUBLIC)
    what: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    how_we_will_know: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    # The statements of "what you told us" it answers, by id.
    because_of: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    due: Mapped[dt.date] = mapped_column(index=True, info=PUBLIC)
    # The day that was promised at first: moving the day makes no promise punctual.
    first_due: Mapped[dt.date] = mapped_column(info=PUBLIC)
    state: Mapped[PromiseState] = choice(PromiseState, default=PromiseState.PROMISED, info=PUBLIC)
    claimed_state: Mapped[PromiseState | None] = choice(PromiseState, nullable=True, info=OPERATIONAL)
    claim: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    claimed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    checked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}

    @property
    def kept_by(self) -> uuid.UUID | None:
        """Who answers for it: the id of an account or of an outside owner."""
        return self.owner_id or self.outside_owner_id


class PromiseEvent(Base):
    """Everything that happened to a promise, in order. Never changed."""

    __tablename__ = "promise_event"
    __purpose__ = "Showing how a promise came to be kept, changed or dropped"
    __retention__ = "Kept: it is the public record"

    promise_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("promise.id"), index=True, info=OPERATIONAL)
    what: Mapped[str] = mapped_column(info=OPERATIONAL)
    state: Mapped[PromiseState] = choice(PromiseState, info=PUBLIC)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    # The day promised in this step, where it promises one.
    due: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


append_only("promise_event")


class PromiseEvidence(Base):
    """What shows that a promise is kept: a picture, a PDF or a link. The file stays sealed until someone shows it."""

    __tablename__ = "promise_evidence"
    __purpose__ = "Showing that a promise is kept"
    __retention__ = "Kept: it is the public record; files that are not shown six years"

    promise_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("promise.id"), index=True, info=OPERATIONAL)
    kind: Mapped[EvidenceKind] = choice(EvidenceKind, info=OPERATIONAL)
    # What it shows, by language; for a picture also its text for those who do not see it.
    words: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    address: Mapped[str] = mapped_column(default="", info=CONTENT)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    media_type: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    size: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    added_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    shown_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    shown_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    removed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
