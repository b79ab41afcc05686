"""Whose drafts are to be forgotten."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import DraftAnswer
from portal.rounds.enums import RoundState
from portal.rounds.models import Invitation, PaperEntry, Round, WalkIn


def holders_to_forget(session: Session, *, closed_before: dt.datetime, limit: int) -> list[uuid.UUID]:
    """Invitations, walk-ins and typed-in forms that hold answers never sent, in rounds closed before this moment."""
    found: list[uuid.UUID] = []
    owners: tuple[Any, ...] = (Invitation, WalkIn, PaperEntry)
    for owner in owners:
        if len(found) < limit:
            held = (
                sa.select(DraftAnswer.holder_id)
                .join(owner, owner.id == DraftAnswer.holder_id)
                .join(Round, Round.id == owner.round_id)
                .where(_closed_before(closed_before))
                .distinct()
                .limit(limit - len(found))
            )
            found += session.scalars(held)
    return found


def _closed_before(moment: dt.datetime) -> sa.ColumnElement[bool]:
    """By the moment somebody closed the round; for rounds closed before that was kept, by their last day."""
    is_over = Round.state.in_([RoundState.CLOSED, RoundState.RELEASED])
    by_day = sa.and_(Round.closed_at.is_(None), Round.closes_on < moment.date())
    return sa.and_(is_over, sa.or_(Round.closed_at < moment, by_day))
