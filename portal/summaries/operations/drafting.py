"""A first draft, laid out from what was found: a heap of stones in the right order, to be written in plain words."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portal.shared import audit
from portal.shared.i18n import _, best_text, speaking
from portal.summaries import queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import Section
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.history import note
from portal.summaries.operations.numbers import SMALLEST_BASE, as_number, may_be_shown
from portal.summaries.operations.states import open_for_edits
from portal.summaries.rules import strength
from portal.summaries.sources import Figure, Source, SourceFinding, SourceTheme, source_of

MOST_TOLD = 10
MOST_UNSURE = 3


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """One statement to be: English words that are not written for readers yet, and what they rest on."""

    section: Section
    words: str
    evidence: tuple[str, ...] = ()
    figure: Figure | None = field(default=None)


def lay_out_draft(session: Session, *, summary: Summary, by: uuid.UUID) -> list[Statement]:
    """Adds a statement for each of the strongest findings and clearest themes that none rests on yet, and one line for
    every section that is empty. All are marked as drafts: none goes out before someone has rewritten it.

    Raises:
        WrongState
    """
    open_for_edits(summary)
    rows = queries.statements_of(session, summary_id=summary.id)
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    place = queries.last_place(session, summary_id=summary.id)
    with speaking("en"):
        lines = list(_lines(source, rows))
    added = []
    for number, line in enumerate(lines, start=1):
        statement = Statement(
            summary_id=summary.id,
            section=line.section,
            place=place + number,
            texts={"en": line.words},
            statuses={},
            evidence=list(line.evidence),
            number=as_number(line.figure) if line.figure else None,
            is_draft=True,
            written_by=by,
        )
        session.add(statement)
        session.flush()
        note(session, statement=statement, deed=StatementDeed.LAID_OUT, by=by, before=None)
        added.append(statement)
    audit.record(session, action="summary_lay_out", subject="summary", subject_id=summary.id, actor_id=by)
    return added


def _lines(source: Source, rows: Sequence[Statement]) -> Iterator[DraftLine]:
    used = {ref for row in rows for ref in row.evidence}
    filled = {row.section for row in rows}
    if Section.ABOUT not in filled:
        title = best_text(source.title(), "en")[0]
        yield DraftLine(section=Section.ABOUT, words=_("We asked people about this: %(title)s", title=title))
    findings = list(source.findings())
    clear, unsure = _sorted_by_strength([one for one in findings if str(one.id) not in used])
    figures = {one.ref: one for one in source.numbers() if may_be_shown(one)}
    for finding in clear[:MOST_TOLD]:
        yield DraftLine(
            section=Section.TOLD,
            words=best_text(finding.words, "en")[0],
            evidence=(str(finding.id), *finding.themes),
            figure=figures.get(finding.figure),
        )
    room = MOST_TOLD - len(clear[:MOST_TOLD])
    yield from _themes(source.themes(), used | {ref for one in findings for ref in one.themes}, room)
    for finding in unsure[:MOST_UNSURE]:
        yield DraftLine(
            section=Section.UNSURE,
            words=best_text(finding.words, "en")[0],
            evidence=(str(finding.id), *finding.themes),
        )
    for section, words in _openings():
        if section not in filled:
            yield DraftLine(section=section, words=words)


def _sorted_by_strength(findings: Sequence[SourceFinding]) -> tuple[list[SourceFinding], list[SourceFinding]]:
    """(clear, unsure): those many people stand behind, strongest first; and those of which we cannot say how many."""
    clear = [one for one in findings if one.count is not None and (one.base_n or 0) >= SMALLEST_BASE]
    clear += [one for one in findings if one not in clear and one.figure]
    order = sorted(clear, key=lambda one: strength(one.count, one.base_n), reverse=True)
    return order, [one for one in findings if one not in clear]


def _themes(themes: Sequence[SourceTheme], used: set[str], room: int) -> Iterator[DraftLine]:
    """Themes nobody has written a finding about, as far as there is room."""
    clear = [one for one in themes if str(one.id) not in used and one.count is not None]
    for theme in sorted(clear, key=lambda one: strength(one.count, one.base_n), reverse=True)[:room]:
        words = _("Several people spoke about this: %(theme)s", theme=theme.name)
        yield DraftLine(section=Section.TOLD, words=words, evidence=(str(theme.id),))


def _openings() -> Iterator[tuple[Section, str]]:
    yield Section.NEXT, _("Say what you will do, and what you cannot do, and why.")
    yield Section.TALK_TO, _("Say who people can talk to, and how.")
    yield Section.TELL_US, _("Say how people can tell you that something is wrong.")
