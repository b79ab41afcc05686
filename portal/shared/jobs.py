"""One piece of queued work, and how far it is."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, choice
from portal.shared.i18n import lazy
from portal.shared.privacy import OPERATIONAL


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Any:
        return {
            "queued": lazy("Waiting to start"),
            "running": lazy("Working"),
            "done": lazy("Done"),
            "failed": lazy("It did not work"),
            "cancelled": lazy("Stopped"),
        }[self.value]


class Job(Base):
    __tablename__ = "job"
    __purpose__ = "Running slow work outside requests"
    __retention__ = "90 days"

    task: Mapped[str] = mapped_column(info=OPERATIONAL)
    arguments: Mapped[dict[str, Any]] = mapped_column(info=OPERATIONAL)
    state: Mapped[JobState] = choice(JobState, default=JobState.QUEUED, info=OPERATIONAL, index=True)
    done: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    total: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, info=OPERATIONAL)
    error: Mapped[str | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    started_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    # The last sign of life of whoever is working on it.
    heard_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
