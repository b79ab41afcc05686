"""Files of a round: results, themes, words we may quote, answers by week. Each says what its columns mean, and each
taking is noted with who and why."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.rounds.coding_enums import ExportWhat
from portal.rounds.disclosure import every_filter, timeline_of
from portal.rounds.errors import NotReady
from portal.rounds.models import Round
from portal.rounds.operations import filtering
from portal.rounds.queries import counts, words
from portal.rounds.rules import code_frame, exporting
from portal.rounds.rules.figures import file_rows
from portal.rounds.shown import ShownResults
from portal.shared import clock
from portal.shared.export import Column, Export, export
from portal.shared.i18n import lazy

DICTIONARY = (lazy("Column"), lazy("What it means"), lazy("Values"))
DESCRIBED = {
    ExportWhat.RESULTS: exporting.RESULTS,
    ExportWhat.THEMES: exporting.THEMES,
    ExportWhat.QUOTES: exporting.QUOTES,
    ExportWhat.TIMELINE: exporting.TIMELINE,
    ExportWhat.FILTERED: exporting.FILTERED,
}


def export_of(
    session: Session,
    *,
    round_: Round,
    results: ShownResults | None,
    what: ExportWhat,
    kind: str,
    language: str,
    reason: str,
    by: uuid.UUID | None,
) -> Export:
    """One file of a round as `csv`, `xlsx`, `ods`, `json`, or its dictionary alone (`columns`).

    Raises:
        NotReady: numbers are wanted and nothing was counted yet (`results` is None).
    """
    rows = _rows(session, round_=round_, results=results, what=what, language=language)
    return _file(session, round_=round_, what=what, rows=rows, kind=kind, reason=reason, by=by)


def export_filters(
    session: Session,
    *,
    round_: Round,
    shown: Mapping[str, Any],
    within: Mapping[str, str],
    kind: str,
    language: str,
    reason: str,
    by: uuid.UUID | None,
) -> Export:
    """Answers by several traits, live or frozen (`shown`), of people `within` these groups and of every narrower
    filter."""
    rows = exporting.filter_rows(every_filter(shown, within=within), language=language)
    return _file(session, round_=round_, what=ExportWhat.FILTERED, rows=rows, kind=kind, reason=reason, by=by)


def _file(
    session: Session,
    *,
    round_: Round,
    what: ExportWhat,
    rows: Iterable[Sequence[Any]],
    kind: str,
    reason: str,
    by: uuid.UUID | None,
) -> Export:
    columns = DESCRIBED[what]
    return export(
        session,
        name=what.value,
        kind=kind,
        headings=[str(one.heading) for one in columns],
        rows=rows,
        dictionary=[Column(str(one.heading), str(one.means), str(one.values)) for one in columns],
        dictionary_headings=[str(heading) for heading in DICTIONARY],
        taken_by=by,
        why=f"round_{what.value}",
        about_id=round_.id,
        reason=reason,
    )


def _rows(
    session: Session, *, round_: Round, results: ShownResults | None, what: ExportWhat, language: str
) -> Sequence[Sequence[Any]]:
    if what is ExportWhat.QUOTES:
        quotes = words.quotes_of(session, round_id=round_.id)
        # In no order that says who came first.
        return sorted([one.words, one.language, ", ".join(one.themes)] for one in quotes)
    if what is ExportWhat.TIMELINE:
        answers, tries = counts.moments_of(session, round_id=round_.id)
        now = clock.now()
        weeks = [timeline_of(exporting.whole_weeks(moments, now=now)) for moments in (answers, tries)]
        return exporting.timeline_rows(*weeks)
    if what is ExportWhat.FILTERED:
        every = every_filter(filtering.shown_now(session, round_=round_), within={})
        return list(exporting.filter_rows(every, language=language))
    if results is None:
        raise NotReady
    if what is ExportWhat.RESULTS:
        return file_rows(results, language=language)
    return exporting.theme_rows(results, frame=code_frame.frozen(words.themes_of(session, round_id=round_.id)))
