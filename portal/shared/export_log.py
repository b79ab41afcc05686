"""Which files left, who took them and why. Written by the export writer, read by those who must account for it."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared.database import Base, append_only
from portal.shared.privacy import CONTENT, OPERATIONAL


class ExportTaken(Base):
    __tablename__ = "export_taken"
    __purpose__ = "Accountability: which files left, who took them and why"
    __retention__ = "Seven years"

    # What it is about, such as a round; None for a file about no single thing.
    about_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    what: Mapped[str] = mapped_column(info=OPERATIONAL)
    kind: Mapped[str] = mapped_column(info=OPERATIONAL)
    rows: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    reason: Mapped[str] = mapped_column(default="", info=CONTENT)
    taken_at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)
    taken_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("export_taken")


def exports_taken(
    session: Session, *, about_id: uuid.UUID | None = None, page: int = 1, per_page: int = 50
) -> tuple[Sequence[ExportTaken], int]:
    """One page of the files that left, newest first, and how many there are; with `about_id`, those about it."""
    wanted = sa.select(ExportTaken)
    if about_id is not None:
        wanted = wanted.where(ExportTaken.about_id == about_id)
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(ExportTaken.taken_at.desc(), ExportTaken.id)
    return session.scalars(ordered.offset((page - 1) * per_page).limit(per_page)).all(), total
