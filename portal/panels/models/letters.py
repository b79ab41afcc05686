"""Letters a member can show to an office: what they do here, what they were paid, and that it is their choice."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base
from portal.shared.privacy import OPERATIONAL, PERSONAL, SECRET


class ThanksLetter(Base):
    """One letter as a PDF, sealed in storage. `file_key` is empty until it is made; `faults` say why it was not."""

    __tablename__ = "thanks_letter"
    __purpose__ = "Giving members proof of what they were paid"
    __retention__ = "30 days: it can be made again"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    first_day: Mapped[dt.date] = mapped_column(info=PERSONAL)
    last_day: Mapped[dt.date] = mapped_column(info=PERSONAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    file_key: Mapped[str] = mapped_column(default="", info=SECRET)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
