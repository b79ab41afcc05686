"""Freezing results: only what passed the gate, and never a release that singles someone out beside an earlier one."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.questions import queries as questions
from portal.questions.rules import AskedSet
from portal.rounds.disclosure import freeze, shown_results
from portal.rounds.enums import RoundState
from portal.rounds.errors import NothingToRelease, SinglesOut
from portal.rounds.models import Release, Round
from portal.rounds.operations import filtering
from portal.rounds.operations.counting import Counted, count, keep_tally
from portal.rounds.queries import findings as queries
from portal.rounds.queries import words
from portal.rounds.rules.comparing import definitions_of
from portal.rounds.rules.cuts import Cuts
from portal.rounds.rules.figures import file_headings, file_rows, release_content
from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.rounds.shown import ShownResults
from portal.sampling.differencing import ReleasedCut, differencing_clashes
from portal.shared import audit, clock, queue
from portal.shared.export import Export, export


def results_of(session: Session, *, round_: Round, content: Mapping[str, Any], by: Sequence[str] = ()) -> ShownResults:
    """A tally's content through the gate, with the questions and themes it is about, the answers broken down by the
    groups of the fields `by`."""
    themes = {str(theme.id): theme.name for theme in words.themes_of(session, round_id=round_.id)}
    return shown_results(content, asked=_asked(session, round_), themes=themes, by=by)


def ask_to_release(session: Session, *, round_: Round, by: uuid.UUID | None) -> queue.Job:
    return queue.enqueue(session, "rounds.release", asked_by=by, round_id=str(round_.id), by=str(by or ""))


def prepare(session: Session, *, round_: Round) -> Counted:
    """Reads all that a release is made from; changes nothing, so that it can run beside people sending answers."""
    return count(session, round_=round_)


def release(session: Session, *, round_: Round, by: uuid.UUID | None, prepared: Counted | None = None) -> Release:
    """Freezes what the gate lets through. The database refuses to change it afterwards.

    A part of which a page has shown nearly the same people is released as it was shown, so that nothing can be learned
    from the two. `prepared` comes from `prepare`, called beforehand where counting would hold up people who are sending
    answers.

    Raises:
        NothingToRelease: fewer than ten people answered.
        SinglesOut: for some figure, nearly the same people stand behind an earlier release. Wait for more answers.
    """
    now, prepared = clock.now(), prepared or prepare(session, round_=round_)
    earlier = list(queries.releases_of(session, round_id=round_.id))
    _refuse_singling_out(prepared.cuts, earlier)
    tally = keep_tally(session, round_=round_, counted=prepared)
    results = results_of(session, round_=round_, content=tally.content, by=GROUP_FIELDS)
    if results.responses.hidden:
        raise NothingToRelease
    content = _content(session, round_=round_, results=results, now=now)
    made = Release(
        round_id=round_.id,
        number=len(earlier) + 1,
        content=content,
        sha256=fingerprint(content),
        cuts=tally.marks,
        released_at=now,
        released_by=by,
    )
    session.add(made)
    if round_.state is RoundState.CLOSED:
        round_.state = RoundState.RELEASED
    session.flush()
    audit.record(session, action="release", subject="release", subject_id=made.id, actor_id=by, sha256=made.sha256)
    return made


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: anyone can check that a release is the one that was published."""
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def names_of(session: Session, *, round_: Round, keys: Sequence[str]) -> list[Mapping[str, str]]:
    """The questions with these keys, as texts by language."""
    asked = _asked(session, round_)
    return [question.texts for question in asked.questions if question.key in keys] if asked else []


def export_results(
    session: Session,
    *,
    results: ShownResults,
    kind: str,
    language: str,
    by: uuid.UUID | None,
    round_id: uuid.UUID | None = None,
) -> Export:
    """Results as a file (`csv` or `xlsx`): what the page shows and no more. Who took it is noted."""
    return export(
        session,
        name="results",
        kind=kind,
        headings=[str(heading) for heading in file_headings()],
        rows=file_rows(results, language=language),
        taken_by=by,
        why="round_results",
        about_id=round_id,
    )


def _asked(session: Session, round_: Round) -> AskedSet | None:
    return questions.asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None


def _content(session: Session, *, round_: Round, results: ShownResults, now: dt.datetime) -> dict[str, Any]:
    """The figures others quote, the whole report, and what later rounds are compared by."""
    content = release_content(results, as_of=now.isoformat())
    content["report"] = freeze(results)
    content["definitions"] = definitions_of(_asked(session, round_))
    content["filters"] = dict(filtering.shown_now(session, round_=round_))
    return content


def _refuse_singling_out(cuts: Cuts, earlier: Sequence[Release]) -> None:
    released = [(one.number, Cuts.read(one.cuts)) for one in earlier if one.cuts]
    close = []
    for name in cuts.names() if released else ():
        same = [ReleasedCut(str(number), found.people(name)) for number, found in released if found.size(name)]
        if differencing_clashes(cuts.people(name), same):
            close.append(name)
    if close:
        raise SinglesOut(close)
