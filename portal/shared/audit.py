"""What was done, by whom, when: append-only, each entry sealed to the one before it by an HMAC chain.

Entries hold opaque ids only, never a name. `verify` finds one changed, deleted, reordered or inserted; a cut at the
end is found against a head that was noted outside (`python3 -m portal audit --head`).
"""

import datetime as dt
import hashlib
import hmac
import json
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared import clock
from portal.shared.crypto import keys
from portal.shared.database import Base, append_only
from portal.shared.privacy import OPERATIONAL

START = "0" * 64
CHAIN_LOCK = 0x4845415244  # any number that nothing else locks


class AuditEntry(Base):
    __tablename__ = "audit_entry"
    __purpose__ = "Accountability: who did what, when"
    __retention__ = "Seven years"

    number: Mapped[int] = mapped_column(unique=True, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    action: Mapped[str] = mapped_column(info=OPERATIONAL)
    subject: Mapped[str] = mapped_column(info=OPERATIONAL)
    subject_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    details: Mapped[dict[str, Any]] = mapped_column(info=OPERATIONAL)
    link: Mapped[str] = mapped_column(info=OPERATIONAL)


append_only("audit_entry")


def record(
    session: Session,
    *,
    action: str,
    subject: str,
    subject_id: uuid.UUID | None = None,
    actor_id: uuid.UUID | None = None,
    **details: str | int | bool | None,
) -> AuditEntry:
    """Adds an entry. `details` are ids, counts, codes; never names or people's words."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite writers are one at a time already; here the chain needs its own queue.
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(CHAIN_LOCK)))
    session.flush()
    last = session.execute(
        sa.select(AuditEntry.number, AuditEntry.link).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    number, previous = (last.number + 1, last.link) if last else (1, START)
    entry = AuditEntry(
        number=number,
        at=clock.now(),
        actor_id=actor_id,
        action=action,
        subject=subject,
        subject_id=subject_id,
        details=details,
    )
    entry.link = _link(entry, previous)
    session.add(entry)
    session.flush()
    return entry


def verify(session: Session, *, head: str | None = None) -> list[str]:
    """Faults in the chain, in words; an empty list means it is whole.

    Args:
        head: a link noted outside earlier; the chain must still pass through it, or its end was cut off or rewritten.
    """
    faults, previous, expected, passed = [], START, 1, head in (None, START)
    for entry in session.scalars(sa.select(AuditEntry).order_by(AuditEntry.number)).yield_per(1000):
        if entry.number != expected:
            faults.append(f"entries {expected} to {entry.number - 1} are missing")
        if entry.link != _link(entry, previous):
            faults.append(f"entry {entry.number} does not follow from the one before it")
        previous, expected = entry.link, entry.number + 1
        passed = passed or entry.link == head
    if not passed:
        faults.append("the entry noted outside is not there: the end was cut off or rewritten")
    return faults


def head_of(session: Session) -> tuple[int, str]:
    """How many entries there are, and the last link: the value to note outside."""
    last = session.execute(
        sa.select(AuditEntry.number, AuditEntry.link).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    return (last.number, last.link) if last else (0, START)


def _link(entry: AuditEntry, previous: str) -> str:
    content = json.dumps(
        [
            previous,
            entry.number,
            entry.at.astimezone(dt.UTC).isoformat(),
            str(entry.actor_id),
            entry.action,
            entry.subject,
            str(entry.subject_id),
            entry.details,
        ],
        sort_keys=True,
    )
    return hmac.new(keys().audit_key, content.encode(), hashlib.sha256).hexdigest()
