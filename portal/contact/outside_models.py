"""Notices to people of other bodies who look after something for us."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.crypto import Sealed
from portal.shared.database import Base
from portal.shared.privacy import CONTACT, OPERATIONAL, PERSONAL, SECRET


class OutsideNotice(Base):
    """Someone of another body is told that something waits for them behind a private link; never what."""

    __tablename__ = "outside_notice"
    __purpose__ = "Telling those who keep a promise, and do not work here, that something waits for them"
    __retention__ = "90 days after sending"

    to_sealed: Mapped[bytes] = mapped_column(info=CONTACT)
    link_sealed: Mapped[bytes] = mapped_column(info=SECRET)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    about_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    occasion: Mapped[str] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    not_before: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    tries: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(index=True, info=OPERATIONAL)

    to, link = Sealed(), Sealed()

    __table_args__ = (sa.UniqueConstraint("about_id", "occasion"),)
