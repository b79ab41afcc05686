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
    """A PDF of one version in one language, size and ink; offered only when it passed both gates."""

    __tablename__ = "printed_file"
    __purpose__ = "Paper for people who want paper"
    __retention__ = "With the version"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    size: Mapped[PrintSize] = choice(PrintSize, info=PUBLIC)
    without_colour: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    state: Mapped[FileState] = choice(FileState, default=FileState.WAITING, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    proof: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("version_id", "language", "size", "without_colour"),)


class CopyBatch(Base):
    """Personal copies of a version out for checking, many in one PDF ready to print: each with its own code."""

    __tablename__ = "copy_batch"
    __purpose__ = "Checking on paper, for people we write to on paper"
    __retention__ = "90 days after the check ends"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[PrintSize] = choice(PrintSize, info=OPERATIONAL)
    without_colour: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    state: Mapped[FileState] = choice(FileState, default=FileState.WAITING, info=OPERATIONAL)
    copies: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("version_id", "number"),)


class CheckCopy(Base):
    """Whose copy lies at which place of the pile."""

    __tablename__ = "check_copy"
    __purpose__ = "Putting each copy into the right envelope, and taking out those of people who said stop since"
    __retention__ = "90 days after the check ends"

    batch_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("copy_batch.id"), index=True, info=OPERATIONAL)
    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("check_invitation.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("batch_id", "place"),)
