"""What rounds are called and which questions they ask: for rooms that know no rounds."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.desk.uses import Use
from portal.rounds.models import Round


def rounds_asking(session: Session, set_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Use]]:
    """By the id of the set, oldest round first."""
    mine = sa.select(Round.id, Round.name, Round.question_set_id).where(Round.question_set_id.in_(set_ids))
    found: dict[uuid.UUID, list[Use]] = {}
    for row in session.execute(mine.order_by(Round.created_at, Round.id)):
        found.setdefault(row.question_set_id, []).append(Use(row.name, "rounds.show_round", {"round_id": row.id}))
    return found


def names_of(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, str]]:
    """What these rounds are called, by language: for the outbox, which knows no rounds."""
    rows = session.execute(sa.select(Round.id, Round.name).where(Round.id.in_(ids)))
    return {round_id: name for round_id, name in rows}
