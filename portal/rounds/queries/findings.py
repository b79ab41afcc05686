"""Findings and the releases they rest on."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import QuestionSet
from portal.rounds.models import Finding, Release, ReportFile, Round, WeightingChoice


@dataclass(frozen=True)
class ReleasedFigure:
    """A number of the newest release. `kind` is "count" (of people) or "share" (0 to 1); None when it is hidden."""

    ref: str
    label: Mapping[str, str]
    kind: str
    value: float | None
    base_n: int
    as_of: dt.datetime


def findings_in(session: Session, *, round_id: uuid.UUID) -> Sequence[Finding]:
    mine = sa.select(Finding).where(Finding.round_id == round_id)
    return session.scalars(mine.order_by(Finding.place, Finding.created_at, Finding.id)).all()


def releases_of(session: Session, *, round_id: uuid.UUID) -> Sequence[Release]:
    """Newest first."""
    mine = sa.select(Release).where(Release.round_id == round_id)
    return session.scalars(mine.order_by(Release.number.desc())).all()


def newest_release(session: Session, *, round_id: uuid.UUID) -> Release | None:
    mine = sa.select(Release).where(Release.round_id == round_id)
    return session.scalar(mine.order_by(Release.number.desc()).limit(1))


def figures_of(session: Session, *, round_id: uuid.UUID) -> list[ReleasedFigure]:
    """Every figure of the newest release, in its order; none before the first release."""
    release = newest_release(session, round_id=round_id)
    if release is None:
        return []
    figures: Mapping[str, Any] = release.content["figures"]
    refs: Sequence[str] = release.content["order"]
    return [
        ReleasedFigure(
            ref=ref,
            label=figures[ref]["label"],
            kind=figures[ref]["kind"],
            value=figures[ref]["value"],
            base_n=figures[ref]["base_n"],
            as_of=dt.datetime.fromisoformat(release.content["as_of"]),
        )
        for ref in refs
    ]


def release_numbered(session: Session, *, round_id: uuid.UUID, number: int) -> Release | None:
    return session.scalar(sa.select(Release).where(Release.round_id == round_id, Release.number == number))


def weighting_choice(session: Session, *, round_id: uuid.UUID) -> WeightingChoice | None:
    return session.scalar(sa.select(WeightingChoice).where(WeightingChoice.round_id == round_id))


def report_files(session: Session, *, release_id: uuid.UUID) -> Sequence[ReportFile]:
    mine = sa.select(ReportFile).where(ReportFile.release_id == release_id)
    return session.scalars(mine.order_by(ReportFile.language)).all()


@dataclass(frozen=True)
class Comparable:
    """An earlier release and the name of its round."""

    release: Release
    name: Mapping[str, str]


def comparable_releases(session: Session, *, release: Release) -> list[Comparable]:
    """Earlier releases of rounds that asked an edition of the same questions, newest first, one for each round."""
    mine = (
        sa.select(QuestionSet.series)
        .join(Round, Round.question_set_id == QuestionSet.id)
        .where(Round.id == release.round_id)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(Release, Round.name)
        .join(Round, Round.id == Release.round_id)
        .join(QuestionSet, QuestionSet.id == Round.question_set_id)
        .where(
            QuestionSet.series == mine,
            Release.round_id != release.round_id,
            Release.released_at < release.released_at,
        )
        .order_by(Release.released_at.desc(), Release.id)
    )
    newest: dict[uuid.UUID, Comparable] = {}
    for found, name in rows:
        if "report" in found.content:
            newest.setdefault(found.round_id, Comparable(found, name))
    return list(newest.values())
