"""Files made from a version."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, choice
from portal.shared.privacy import OPERATIONAL, PUBLIC
from portal.summaries.enums import FileState, PrintSize


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
