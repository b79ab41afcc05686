"""How often something may be tried. Counted in the database, since there are several processes.

Per account or code first, generously per address: a hostel's residents share one.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared import clock
from portal.shared.crypto import keys
from portal.shared.database import Base
from portal.shared.privacy import OPERATIONAL, SECRET


class Attempt(Base):
    __tablename__ = "throttled_attempt"
    __purpose__ = "Stopping people from guessing passwords and codes"
    __retention__ = "One day"

    what: Mapped[str] = mapped_column(info=OPERATIONAL)
    who: Mapped[str] = mapped_column(info=SECRET)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.Index("ix_throttled_attempt_what_who_at", "what", "who", "at"),)


class TooMany(Exception):
    """Asked too often; try again later."""


def count_attempt(session: Session, *, what: str, who: str, limit: int, within: dt.timedelta) -> None:
    """Notes an attempt. The caller commits it even when the attempt fails.

    Raises:
        TooMany: `limit` attempts were already made within the time.
    """
    fingerprint, now = keys().blind(who, kind=f"throttle:{what}"), clock.now()
    # A clock that once ran ahead must not lock people out until it is that late.
    recent = Attempt.at.between(now - within, now + within)
    made = session.scalar(
        sa.select(sa.func.count()).select_from(Attempt).where(Attempt.what == what, Attempt.who == fingerprint, recent)
    )
    if (made or 0) >= limit:
        raise TooMany
    session.add(Attempt(id=uuid.uuid4(), what=what, who=fingerprint, at=now))
    session.flush()


def forget_attempts(session: Session, *, what: str, who: str) -> None:
    """After a success the count starts again."""
    fingerprint = keys().blind(who, kind=f"throttle:{what}")
    session.execute(sa.delete(Attempt).where(Attempt.what == what, Attempt.who == fingerprint))
