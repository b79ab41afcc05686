import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.promises.enums import PromiseState
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import OPERATIONAL, PUBLIC


class Promise(Base):
    """What a body says it will do because of what people said."""

    __tablename__ = "promise"
    __purpose__ = "Keeping our word, in public"
    __retention__ = "Kept: it is the public record"

    statement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("statement.id"), unique=True, info=OPERATIONAL)
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True, info=OPERATIONAL)
    # Who keeps it, as the public reads it: a team or a post, not a private name.
    owner_words: Mapped[str] = mapped_column(info=PUBLIC)
    what: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    how_we_will_know: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    # The statements of "what you told us" it answers, by id.
    because_of: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    due: Mapped[dt.date] = mapped_column(index=True, info=PUBLIC)
    state: Mapped[PromiseState] = choice(PromiseState, default=PromiseState.PROMISED, info=PUBLIC)
    claimed_state: Mapped[PromiseState | None] = choice(PromiseState, nullable=True, info=OPERATIONAL)
    claim: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    claimed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    checked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class PromiseEvent(Base):
    """Everything that happened to a promise, in order. Never changed."""

    __tablename__ = "promise_event"
    __purpose__ = "Showing how a promise came to be kept, changed or dropped"
    __retention__ = "Kept: it is the public record"

    promise_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("promise.id"), index=True, info=OPERATIONAL)
    what: Mapped[str] = mapped_column(info=OPERATIONAL)
    state: Mapped[PromiseState] = choice(PromiseState, info=PUBLIC)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


append_only("promise_event")
