"""Remarks: what was said in passing, and what became of it after a second look."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds.informal_enums import Agreed, RemarkState, SaidBy
from portal.rounds.models import Finding, Remark, Theme

HEARD = [state for state in RemarkState if state.is_heard]


@dataclass(frozen=True)
class HeardBeside:
    """What was heard in passing beside the sample of a round. `base` is remarks, not people: one may have made several.

    Nothing here is part of the sample's counts, and nobody was drawn: it says that something was said, not how often.
    """

    base: int
    by_theme: Sequence[tuple[Theme, int]] = ()
    by_finding: Sequence[tuple[Finding, int]] = ()
    by_speaker: Mapping[SaidBy, int] = field(default_factory=dict)
    quotes: Sequence[Remark] = ()


def remarks(session: Session, *, page: int, per_page: int, **wanted: Any) -> tuple[Sequence[Remark], int]:
    """One page of remarks, newest first, and how many there are. `wanted`: columns and values that must fit."""
    given = {name: value for name, value in wanted.items() if value is not None}
    chosen = sa.select(Remark).filter_by(**given)
    total = session.scalar(sa.select(sa.func.count()).select_from(chosen.subquery())) or 0
    order = chosen.order_by(Remark.noted_at.desc(), Remark.id)
    return session.scalars(order.offset((page - 1) * per_page).limit(per_page)).all(), total


def heard_beside(session: Session, *, round_id: uuid.UUID) -> HeardBeside:
    """Remarks of a round that someone looked at a second time and kept."""
    heard = sa.and_(Remark.round_id == round_id, Remark.state.in_(HEARD))
    count = sa.func.count(Remark.id)
    said_by = session.execute(sa.select(Remark.said_by, count).where(heard).group_by(Remark.said_by))
    themes = session.execute(
        sa.select(Theme, count).join(Remark, Remark.theme_id == Theme.id).where(heard).group_by(Theme.id)
    )
    found = session.execute(
        sa.select(Finding, count).join(Remark, Remark.finding_id == Finding.id).where(heard).group_by(Finding.id)
    )
    by_speaker = {who: number for who, number in said_by}
    return HeardBeside(
        base=sum(by_speaker.values()),
        by_theme=sorted(((theme, number) for theme, number in themes), key=lambda row: (-row[1], row[0].name)),
        by_finding=sorted(((one, number) for one, number in found), key=lambda row: row[0].place),
        by_speaker=by_speaker,
        quotes=session.scalars(
            sa.select(Remark)
            .where(heard, Remark.may_quote == Agreed.YES, Remark.words_sealed.is_not(None))
            .order_by(Remark.heard_on.desc(), Remark.id)
            .limit(20)
        ).all(),
    )


def remarks_by_finding(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many remarks stand beside each finding of a round."""
    rows = session.execute(
        sa.select(Remark.finding_id, sa.func.count())
        .where(Remark.round_id == round_id, Remark.finding_id.is_not(None), Remark.state.in_(HEARD))
        .group_by(Remark.finding_id)
    )
    return {finding_id: count for finding_id, count in rows if finding_id}
