"""The yearly report as a PDF."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, choice
from portal.shared.privacy import OPERATIONAL, PUBLIC
from portal.summaries.enums import FileState


class PromiseReport(Base):
    """A PDF of one year's promises in one language; offered only when it passed the gates."""

    __tablename__ = "promise_report"
    __purpose__ = "The year's promises on paper"
    __retention__ = "Six years"

    year: Mapped[int] = mapped_column(info=PUBLIC)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    state: Mapped[FileState] = choice(FileState, default=FileState.WAITING, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("year", "language"),)
