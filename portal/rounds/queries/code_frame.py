"""The history and the frozen versions of a code frame."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds.coding_enums import DoubleCodingState
from portal.rounds.models import Coding, DoubleCoding, FrameVersion, Theme, ThemeChange


def changes_of(session: Session, *, round_id: uuid.UUID, latest: int = 200) -> Sequence[ThemeChange]:
    """Newest first."""
    mine = sa.select(ThemeChange).where(ThemeChange.round_id == round_id)
    return session.scalars(mine.order_by(ThemeChange.at.desc(), ThemeChange.id).limit(latest)).all()


def versions_of(session: Session, *, round_id: uuid.UUID) -> Sequence[FrameVersion]:
    """Newest first."""
    mine = sa.select(FrameVersion).where(FrameVersion.round_id == round_id)
    return session.scalars(mine.order_by(FrameVersion.number.desc())).all()


def is_in_use(session: Session, *, round_id: uuid.UUID) -> bool:
    """Whether people are coding by this frame apart from each other right now."""
    using = sa.select(DoubleCoding.id).where(
        DoubleCoding.round_id == round_id, DoubleCoding.state != DoubleCodingState.SETTLED
    )
    return session.scalar(using.limit(1)) is not None


def answers_by_theme(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Ids of the answers under each theme of a round that has any."""
    rows = session.execute(
        sa.select(Coding.theme_id, Coding.answer_id)
        .join(Theme, Theme.id == Coding.theme_id)
        .where(Theme.round_id == round_id)
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for theme_id, answer_id in rows:
        found.setdefault(theme_id, set()).add(answer_id)
    return found
