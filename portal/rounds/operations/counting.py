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
from portal.rounds.operations import filtering
from portal.rounds.operations.going_through import FiltersBefore, Gathered, go_through
from portal.rounds.queries import counts
from portal.rounds.rules import tallying
from portal.rounds.rules.bands import ranges_of
from portal.rounds.rules.cuts import Cuts
from portal.rounds.rules.filtering import FilterCounts
from portal.rounds.rules.holding import EVERYONE, let_out
from portal.rounds.rules.weighting import Weighting, WeightingPlan, weigh
from portal.shared import clock, queue
from portal.shared.database import only_reading

# Up to so many responses a page finds out whether new ones have come in.
COUNTED_AT_ONCE = 2_000
LARGE = 20_000
SMALL_WAITS, LARGE_WAITS = dt.timedelta(minutes=1), dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Seen:
    """Counts to show now. `content` is empty when nothing was counted yet; `is_behind` is None where finding out would
    keep the page waiting. `is_held`: some of it waits until ten more people have answered."""

    content: Mapping[str, Any]
    counted_at: dt.datetime
    is_behind: bool | None = False
    is_held: bool = False

    @property
    def was_counted(self) -> bool:
        return bool(self.content)


@dataclass(frozen=True)
class Counted:
    """True counts of one moment, and whose answers stand behind them."""

    content: dict[str, Any]
    responses: int
    cuts: Cuts
    asked: AskedSet | None
    filters: FilterCounts | None = None

    @property
    def keys(self) -> dict[uuid.UUID, str]:
        """The keys of the questions by their ids."""
        return {question.id: question.key for question in self.asked.questions} if self.asked else {}


def seen_now(session: Session, *, round_: Round) -> Seen:
    """The kept tally, as it was let out. A page never counts for itself: the worker does, every minute."""
    kept = counts.tally_of(session, round_id=round_.id)
    if kept is None:
        return Seen({}, clock.now())
    is_behind = None
    if kept.responses <= COUNTED_AT_ONCE:
        is_behind = questions.count_responses(session, asked_in=round_.id) != kept.responses
    return Seen(kept.content, kept.counted_at, is_behind, kept.held_back)


def ask_to_count(session: Session, *, round_: Round, by: uuid.UUID | None) -> queue.Job:
    """Lets the worker count this round again."""
    return queue.enqueue(session, "rounds.count", asked_by=by, round_id=str(round_.id))


def recount(session: Session, *, round_: Round) -> Tally:
    """Counts, and keeps what may be let out. Call it with nothing unsaved: it commits before and after counting, which
    takes seconds in a large round and must hold up nobody who is sending answers."""
    session.commit()
    with only_reading():
        counted = count(session, round_=round_)
        session.commit()
    return keep_tally(session, round_=round_, counted=counted)


def keep_tally(session: Session, *, round_: Round, counted: Counted) -> Tally:
    """Lets out the parts of a count that differ by ten people from what was shown; the others stay as they were."""
    tally = counts.tally_of(session, round_id=round_.id)
    if tally is None:
        tally = Tally(round_id=round_.id, content={})
        session.add(tally)
    content, held = let_out(tally.content, counted.content)
    cuts = counted.cuts
    if held and tally.marks:
        before = Cuts.read(tally.marks)
        keys = {str(question_id): key for question_id, key in counted.keys.items()} | {EVERYONE: EVERYONE}
        cuts = cuts.with_others({keys[one]: before.people(keys[one]) for one in held if one in keys})
    tally.responses, tally.content, tally.counted_at = counted.responses, content, clock.now()
    tally.held_back, tally.marks = bool(held), cuts.text()
    session.flush()
    if counted.filters and counted.asked:
        groups = {name: list(found) for name, found in content["by_field"].items()}
        filtering.keep(session, round_=round_, asked=counted.asked, counted=counted.filters, groups=groups)
    return tally


def rounds_behind(session: Session) -> list[Round]:
    """Rounds under way whose tally is due: answers have come in, and it is a minute old (a large round's: fifteen)."""
    due = []
    counted = (RoundState.FIELDWORK, RoundState.CLOSED)  # the last answers of a round that has just closed, too
    for round_ in session.scalars(sa.select(Round).where(Round.state.in_(counted)).order_by(Round.id)):
        kept = counts.tally_of(session, round_id=round_.id)
        wait = LARGE_WAITS if kept and kept.responses > LARGE else SMALL_WAITS
        if kept and clock.now() - kept.counted_at < wait:
            continue
        if questions.count_responses(session, asked_in=round_.id) != (kept.responses if kept else 0):
            due.append(round_)
    return due


def count(session: Session, *, round_: Round) -> Counted:
    """The true counts of a round as they stand; see `portal.rounds.rules.tallying` for the parts."""
    asked = questions.asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None
    frame = session.get(Frame, round_.frame_id) if round_.frame_id else None
    plan = plan_of(session, round_=round_)
    traits = filtering.choice_of(session, round_=round_).traits
    before = FiltersBefore(traits, filtering.state_of(session, round_=round_)) if traits else None
    found = go_through(session, round_id=round_.id, asked=asked, plan=plan, before=before)
    people = {"status": tallying.frame_statuses(frame.coverage)} if frame else {}
    people |= tallying.only(tallying.FIELDS, frame.breakdown) if frame else {}
    weighting = weigh(found.sized_classes(), frame=people, population=found.population, plan=plan) if frame else None
    cases = found.all_cases()
    content = {
        "by_field": tallying.cases_by_field(cases),
        "frame": people,
        "coverage": dict(frame.coverage) if frame else {},
        "steps": tallying.steps(cases),
        "likeness": tallying.likeness(cases),
        "weighting": weighting.as_json() if weighting else None,
        "attempts": found.attempts,
        "doors": dict(sorted(found.doors.items())),
        "responses": [[*facts, n] for facts, n in sorted(found.facts.items())],
        "questions": _closed(found, asked=asked, weighting=weighting) if asked else {},
        "comments": _open(session, round_=round_, asked=asked) if asked else {},
        "themes": {str(one): n for one, n in counts.theme_counts(session, round_id=round_.id).items()},
    }
    return Counted(content, sum(found.facts.values()), found.cuts, asked, found.filters)


def plan_of(session: Session, *, round_: Round) -> WeightingPlan:
    """The margins chosen for this round, or the usual ones."""
    chosen = counts.weighting_of(session, round_id=round_.id)
    return WeightingPlan(tuple(chosen.margins), chosen.trim_at) if chosen else WeightingPlan()


def _closed(found: Gathered, *, asked: AskedSet, weighting: Weighting | None) -> dict[str, Any]:
    closed = [one for one in asked.questions if one.kind.is_asked and not one.kind.is_open and not one.kind.takes_file]
    return {
        str(question.id): {
            **tallying.question_counts(
                found.groups_of(question.id), weighting=weighting, bands=ranges_of(question.kind)
            ),
            "groups": found.groups.of_question(question.id.hex, weighting=weighting, bands=ranges_of(question.kind)),
        }
        for question in closed
    }


def _open(session: Session, *, round_: Round, asked: AskedSet) -> Mapping[str, Sequence[int]]:
    worded = counts.worded_counts(
        session, round_id=round_.id, question_ids=[question.id for question in asked.questions if question.kind.is_open]
    )
    return {str(question_id): list(numbers) for question_id, numbers in worded.items()}
