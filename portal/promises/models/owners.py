"""Who answers for promises: people outside, private calendars, and every reminder that was sent."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only
from portal.shared.privacy import CONTACT, IDENTITY, OPERATIONAL, PERSONAL, SECRET


class OutsideOwner(Base):
    """Someone of another body who keeps promises of ours. No account: a private link, sent to their work e-mail."""

    __tablename__ = "outside_owner"
    __purpose__ = "Reminding those who keep a promise, also when they do not work here"
    __retention__ = "One year after their last promise ended"

    name_sealed: Mapped[bytes] = mapped_column(info=IDENTITY)
    email_sealed: Mapped[bytes] = mapped_column(info=CONTACT)
    email_index: Mapped[str] = mapped_column(unique=True, info=CONTACT)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    name, email = Sealed(), Sealed()


class OwnerFeed(Base):
    """The private address of one owner's calendar. A new address ends the old one."""

    __tablename__ = "owner_feed"
    __purpose__ = "Promised days in the owner's own calendar"
    __retention__ = "Until a new address replaces it"

    # An account or an outside owner: their ids never meet.
    owner_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)


class PromiseReminder(Base):
    """One reminder to the owner of a late promise. Never changed."""

    __tablename__ = "promise_reminder"
    __purpose__ = "Showing that owners were reminded, and not too often"
    __retention__ = "With the promise"

    promise_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("promise.id"), index=True, info=OPERATIONAL)
    owner_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    day: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("promise_id", "day"),)


append_only("promise_reminder")
