"""Whether something hangs on an item of an agenda."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.models import MeetingPrint, NoteLine, Paper, ViewAhead


def is_in_use(session: Session, *, item_id: uuid.UUID) -> bool:
    """Papers, views sent before, notes, or cards made for it."""
    hangs = [sa.exists().where(table.item_id == item_id) for table in (Paper, ViewAhead, NoteLine, MeetingPrint)]
    return bool(session.scalar(sa.select(sa.or_(*hangs))))
