"""What this room forgets in time: words of messages, piles of letters, notices to staff. That something was sent, and
that someone was held back, is kept longer, in rows of their own."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import MessageState
from portal.contact.models import ContactMessage, HeldBack, LetterBatch, StaffNotice
from portal.contact.outside_models import OutsideNotice
from portal.shared import audit, clock
from portal.shared.storage import storage

KEPT = dt.timedelta(days=90)
AT_ONCE = 500
OVER = (MessageState.SENT, MessageState.FAILED, MessageState.UNSURE, MessageState.WITHHELD)


def forget_old_messages(session: Session) -> int:
    """Deletes some messages that ended 90 days ago; called until none is left. Why one was held back is kept."""
    ended = sa.func.coalesce(ContactMessage.sent_at, ContactMessage.taken_at, ContactMessage.not_before)
    old = session.scalars(
        sa.select(ContactMessage)
        .where(ContactMessage.state.in_(OVER), ended < clock.now() - KEPT)
        .order_by(ContactMessage.id)
        .limit(AT_ONCE)
    ).all()
    session.add_all(_held(one) for one in old if one.withheld is not None and one.state is MessageState.WITHHELD)
    for message in old:
        session.delete(message)
    session.flush()
    if old:
        audit.record(session, action="forget", subject="message", messages=len(old))
    return len(old)


def _held(message: ContactMessage) -> HeldBack:
    return HeldBack(
        person_id=message.person_id,
        subject_id=message.subject_id,
        asked_in=message.asked_in,
        wave=message.wave,
        reason=message.withheld,
        at=clock.now(),
    )


def forget_old_letters(session: Session) -> int:
    """Deletes piles posted 90 days ago, their files too, once none of their letters is left."""
    has_letters = sa.exists().where(ContactMessage.batch_id == LetterBatch.id)
    old = session.scalars(
        sa.select(LetterBatch).where(LetterBatch.posted_at < clock.now() - KEPT, ~has_letters).limit(AT_ONCE)
    ).all()
    for batch in old:
        storage().delete(batch.storage_key)
        session.delete(batch)
    session.flush()
    return len(old)


def forget_old_notices(session: Session) -> int:
    """Notices to staff, and to people outside, that were sent 90 days ago. Returns how many."""
    before, gone = clock.now() - KEPT, 0
    for kind in (StaffNotice, OutsideNotice):
        gone += session.execute(sa.delete(kind).where(kind.sent_at < before)).rowcount  # type: ignore[attr-defined]
    return gone
