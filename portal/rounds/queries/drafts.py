"""Whose drafts are to be forgotten."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import DraftAnswer
from portal.rounds.enums import RoundState
from portal.rounds.models import Invitation, PaperBatch, PaperEntry, Round, WalkIn


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


def papers_to_drop(session: Session, *, closed_before: dt.datetime, limit: int) -> Sequence[PaperBatch]:
    """Files of paper forms of rounds closed before this moment: they carry codes, and nobody needs them any more."""
    kept = (
        sa.select(PaperBatch)
        .join(Round, Round.id == PaperBatch.round_id)
        .where(PaperBatch.storage_key != "", _closed_before(closed_before))
        .limit(limit)
    )
    return session.scalars(kept).all()
