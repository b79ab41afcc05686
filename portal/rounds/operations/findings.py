"""What we think we heard, written from themes and released figures."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.rounds.disclosure import shown_part
from portal.rounds.models import Finding
from portal.rounds.operations.remarks import finding_gone
from portal.rounds.queries import findings as queries
from portal.rounds.queries import words
from portal.sampling.disclosure import HIDDEN, ProtectedCount
from portal.shared import audit, clock


@dataclass(frozen=True)
class FindingSeen:
    """A finding with what it rests on: `count` of `base` answers said so, as the gate lets it be shown."""

    finding: Finding
    themes: tuple[str, ...]
    count: ProtectedCount
    base: ProtectedCount
    figure: queries.ReleasedFigure | None

    @property
    def words(self) -> dict[str, str]:
        return {"en": self.finding.words}


def create_finding(
    session: Session,
    *,
    round_id: uuid.UUID,
    words: str,
    theme_ids: Sequence[str] = (),
    figure_key: str = "",
    by: uuid.UUID | None,
) -> Finding:
    """A finding at the end of the list. `figure_key` names a figure of the newest release."""
    others = queries.findings_in(session, round_id=round_id)
    finding = Finding(
        round_id=round_id,
        place=max((one.place for one in others), default=0) + 1,
        words=words,
        theme_ids=list(theme_ids),
        figure_key=figure_key,
        created_at=clock.now(),
        created_by=by,
    )
    session.add(finding)
    session.flush()
    audit.record(session, action="create", subject="finding", subject_id=finding.id, actor_id=by)
    return finding


def change_finding(
    session: Session,
    *,
    finding: Finding,
    words: str,
    theme_ids: Sequence[str],
    figure_key: str,
    by: uuid.UUID | None,
) -> None:
    finding.words, finding.theme_ids, finding.figure_key = words, list(theme_ids), figure_key
    session.flush()
    audit.record(session, action="change", subject="finding", subject_id=finding.id, actor_id=by)


def move_up(session: Session, *, finding: Finding) -> None:
    """Changes places with the finding before it; the first stays first."""
    ordered = list(queries.findings_in(session, round_id=finding.round_id))
    place = ordered.index(finding)
    if place:
        ordered[place - 1], ordered[place] = ordered[place], ordered[place - 1]
    for number, one in enumerate(ordered, start=1):
        if one.place != number:
            one.place = number
    session.flush()


def delete_finding(session: Session, *, finding: Finding, by: uuid.UUID | None) -> None:
    audit.record(session, action="delete", subject="finding", subject_id=finding.id, actor_id=by)
    finding_gone(session, finding_id=finding.id)
    session.delete(finding)
    session.flush()


def findings_of(session: Session, *, round_id: uuid.UUID) -> list[FindingSeen]:
    """Findings in order, each with its themes, its protected count, and its released figure."""
    found = queries.findings_in(session, round_id=round_id)
    names = {str(theme.id): theme.name for theme in words.themes_of(session, round_id=round_id)}
    figures = {figure.ref: figure for figure in queries.figures_of(session, round_id=round_id)}
    used = {uuid.UUID(one) for finding in found for one in finding.theme_ids if one in names}
    said = words.answers_under_themes(session, theme_ids=used)
    whole = words.count_worded(session, round_id=round_id)
    seen = []
    for finding in found:
        themes = [one for one in finding.theme_ids if one in names]
        said_so = set().union(*(said.get(uuid.UUID(one), set()) for one in themes))
        count, base = shown_part(len(said_so), whole) if themes else (HIDDEN, HIDDEN)
        seen.append(
            FindingSeen(finding, tuple(names[one] for one in themes), count, base, figures.get(finding.figure_key))
        )
    return seen
