"""Counting a round: once, into a tally, so that no page scans answers."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions import queries as questions
from portal.questions.rules import AskedSet
from portal.rosters.models import Frame
from portal.rounds.enums import RoundState
from portal.rounds.models import Round, Tally
from portal.rounds.queries import counts
from portal.rounds.rules import tallying
from portal.rounds.rules.outcomes import Sent, Story, disposition_of, is_reached
from portal.shared import clock, queue
from portal.shared.database import only_reading

# Up to so many responses a page counts for itself when the tally is behind; above, the worker does.
COUNTED_AT_ONCE = 2_000
# Themes and contacts change without new answers: a small round is counted again after this long in any case.
KEPT_FOR = dt.timedelta(seconds=10)
LARGE = 20_000
SMALL_WAITS, LARGE_WAITS = dt.timedelta(minutes=1), dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Seen:
    """Counts to show now. `content` is empty when nothing was counted yet and counting would keep a page waiting;
    `is_behind` is None where finding out would too."""

    content: Mapping[str, Any]
    counted_at: dt.datetime
    is_behind: bool | None = False

    @property
    def was_counted(self) -> bool:
        return bool(self.content)


def fresh_enough(session: Session, *, round_: Round) -> Seen:
    """The kept tally when it is up to date or the round is large, else a fresh count, which is not kept."""
    kept = counts.tally_of(session, round_id=round_.id)
    if kept is not None and kept.responses > COUNTED_AT_ONCE:
        return Seen(kept.content, kept.counted_at, None)
    responses = questions.count_responses(session, asked_in=round_.id)
    if responses > COUNTED_AT_ONCE:
        return Seen(kept.content if kept else {}, kept.counted_at if kept else clock.now(), True)
    if kept is not None and kept.responses == responses and clock.now() - kept.counted_at < KEPT_FOR:
        return Seen(kept.content, kept.counted_at)
    return Seen(count(session, round_=round_), clock.now())


def ask_to_count(session: Session, *, round_: Round, by: uuid.UUID | None) -> queue.Job:
    """Lets the worker count this round again."""
    return queue.enqueue(session, "rounds.count", asked_by=by, round_id=str(round_.id))


def recount(session: Session, *, round_: Round) -> Tally:
    """Counts, and keeps the tally. Call it with nothing unsaved: it commits before and after counting, which takes
    seconds in a large round and must hold up nobody who is sending answers."""
    session.commit()
    with only_reading():
        responses = questions.count_responses(session, asked_in=round_.id)
        content = count(session, round_=round_)
        session.commit()
    return keep_tally(session, round_=round_, responses=responses, content=content)


def keep_tally(session: Session, *, round_: Round, responses: int, content: dict[str, Any]) -> Tally:
    tally = counts.tally_of(session, round_id=round_.id)
    if tally is None:
        tally = Tally(round_id=round_.id)
        session.add(tally)
    tally.responses, tally.content, tally.counted_at = responses, content, clock.now()
    session.flush()
    return tally


def rounds_behind(session: Session) -> list[Round]:
    """Rounds under way whose tally is due: answers have come in, and it is a minute old (a large round's: fifteen)."""
    due = []
    for round_ in session.scalars(sa.select(Round).where(Round.state == RoundState.FIELDWORK).order_by(Round.id)):
        kept = counts.tally_of(session, round_id=round_.id)
        wait = LARGE_WAITS if kept and kept.responses > LARGE else SMALL_WAITS
        if kept and clock.now() - kept.counted_at < wait:
            continue
        if questions.count_responses(session, asked_in=round_.id) != (kept.responses if kept else 0):
            due.append(round_)
    return due


def count(session: Session, *, round_: Round) -> dict[str, Any]:
    """The true counts of a round as they stand; see `portal.rounds.rules.tallying` for the parts."""
    asked = questions.asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None
    cases = cases_of(session, round_=round_, asked=asked)
    frame = session.get(Frame, round_.frame_id) if round_.frame_id else None
    statuses = tallying.frame_statuses(frame.coverage) if frame else {}
    factors = tallying.status_factors(cases, frame=statuses) if statuses else None
    return {
        "cases": tallying.cases_by_status(cases),
        "frame": {"status": statuses, **tallying.only(tallying.FIELDS, frame.breakdown)} if frame else {},
        "coverage": dict(frame.coverage) if frame else {},
        "steps": tallying.steps(cases),
        "cells": tallying.outcome_cells(cases),
        "weighting": factors.as_json() if factors else None,
        "attempts": counts.attempt_count(session, round_id=round_.id),
        "responses": [list(row) for row in counts.response_facts(session, round_id=round_.id)],
        "questions": _closed(session, round_=round_, asked=asked, factors=factors) if asked else {},
        "comments": _open(session, round_=round_, asked=asked) if asked else {},
        "themes": {str(one): n for one, n in counts.theme_counts(session, round_id=round_.id).items()},
    }


def cases_of(session: Session, *, round_: Round, asked: AskedSet | None) -> list[tallying.Case]:
    """Everyone asked, with what became of them."""
    results = counts.attempt_results(session, round_id=round_.id)
    withheld, in_line = counts.messages_held(session, round_id=round_.id)
    full = counts.how_full(session, round_id=round_.id)
    gone = counts.a_wave_has_gone(session, round_id=round_.id)
    number = sum(question.kind.is_asked for question in asked.questions) if asked else 0
    cases = []
    for member in counts.asked_members(session, round_id=round_.id):
        sent = full.get(member.alias) if member.alias else None
        story = Story(
            invitation=member.state,
            declined_because=member.declined_because,
            sent=Sent(*sent) if sent else None,
            results=results.get(member.invitation_id, ()) if member.invitation_id else (),
            withheld=withheld.get(member.invitation_id, ()) if member.invitation_id else (),
            in_line=member.invitation_id in in_line,
            a_wave_has_gone=gone,
            do_not_contact=member.do_not_contact,
        )
        disposition = disposition_of(story, questions=number)
        cases.append(tallying.Case(member.chance, member.traits, disposition, is_reached(story)))
    return cases


def _closed(
    session: Session, *, round_: Round, asked: AskedSet, factors: tallying.StatusFactors | None
) -> dict[str, Any]:
    closed = [question.id for question in asked.questions if question.kind.is_asked and not question.kind.is_open]
    by_question: dict[uuid.UUID, list[Any]] = {question_id: [] for question_id in closed}
    for group in counts.answer_groups(session, round_id=round_.id, question_ids=closed):
        row = (group.state.value, group.value, group.status, group.chance, group.count)
        by_question[group.question_id].append(row)
    return {str(one): tallying.question_counts(rows, factors=factors) for one, rows in by_question.items()}


def _open(session: Session, *, round_: Round, asked: AskedSet) -> Mapping[str, Sequence[int]]:
    worded = counts.worded_counts(
        session, round_id=round_.id, question_ids=[question.id for question in asked.questions if question.kind.is_open]
    )
    return {str(question_id): list(numbers) for question_id, numbers in worded.items()}
