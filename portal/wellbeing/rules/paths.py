"""One personal outcome over time: where it began, what is good enough, what was said at each review.

The scale is 0 to 10: 0 "things are as bad as they could be", 10 "things couldn't be any better", nothing in between is
defined; the goal is what is "good enough" to the person (SSIA personal outcomes pilot, Wales 2016, section 4).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from portal.wellbeing.enums import Direction, Intent, Perspective

LOWEST, HIGHEST = 0, 10


@dataclass(frozen=True)
class Score:
    """One number on one day. 0 is a real score."""

    on: dt.date
    value: int
    by: Perspective = Perspective.OWN

    def __post_init__(self) -> None:
        if not LOWEST <= self.value <= HIGHEST:
            raise ValueError(self.value)


@dataclass(frozen=True)
class Path:
    """Everything scored about one outcome. Baselines: the first, and each new one (a re-baseline begins a new piece of
    the line). Goals: the first, and each later one; a lowered goal does not rub out the one before."""

    baselines: tuple[Score, ...] = ()
    goals: tuple[Score, ...] = ()
    reviews: tuple[Score, ...] = ()
    intent: Intent = Intent.CHANGE


@dataclass(frozen=True)
class Standing:
    """How an outcome stands on a day. `ever_good_enough`: some review until then reached the goal of its day."""

    baseline: int
    goal: int
    now: int
    highest: int
    lowest: int
    direction: Direction
    ever_good_enough: bool


def standing(
    path: Path, *, since: dt.date | None = None, until: dt.date, by: Perspective = Perspective.OWN
) -> Standing | None:
    """How it stands by the latest review of one perspective from `since` to `until`, both days counted; None without a
    baseline, a goal or a review in that time.

    Each review is held against the baseline and the goal that were in force on its day. Highest and lowest are of the
    reviews until then: where it began is said beside them.
    """
    reviews = _of(path.reviews, by, until)
    if not reviews or (since is not None and reviews[-1].on < since):
        return None
    last = reviews[-1]
    baseline, goal = _in_force(_of(path.baselines, by, until), last.on), _in_force(_of(path.goals, by, until), last.on)
    if baseline is None or goal is None:
        return None
    values = [one.value for one in reviews]
    return Standing(
        baseline=baseline,
        goal=goal,
        now=last.value,
        highest=max(values),
        lowest=min(values),
        direction=direction_of(baseline=baseline, goal=goal, review=last.value, intent=path.intent),
        ever_good_enough=any(_was_good_enough(path, one, by, until) for one in reviews),
    )


def direction_of(*, baseline: int, goal: int, review: int, intent: Intent = Intent.CHANGE) -> Direction:
    """Achieved: at the goal or above. Progressed: above the baseline and not achieved; from 0 to 1 is progress as from
    3 to 8 is (SSIA pilot, 5.3). What should stay as it is, is achieved when it has not gone down."""
    aim = baseline if intent is Intent.KEEP_AS_IS else goal
    if review >= aim:
        return Direction.ACHIEVED
    if review > baseline:
        return Direction.PROGRESSED
    return Direction.SAME if review == baseline else Direction.LOWER


def has_only_proxies(path: Path) -> bool:
    """Someone scored it, and never the person themselves."""
    scored = [*path.baselines, *path.reviews]
    return bool(scored) and all(one.by is not Perspective.OWN for one in scored)


def pieces(path: Path, *, by: Perspective = Perspective.OWN) -> list[tuple[Score, ...]]:
    """The line to draw: a new piece begins at each baseline; within one, by day."""
    starts = _of(path.baselines, by, dt.date.max)
    cuts = [one.on for one in starts[1:]] + [dt.date.max]
    reviews, found, at = _of(path.reviews, by, dt.date.max), [], 0
    for start, cut in zip(starts, cuts, strict=True):
        piece = [start]
        while at < len(reviews) and reviews[at].on < cut:
            piece.append(reviews[at])
            at += 1
        found.append(tuple(piece))
    return found


def _was_good_enough(path: Path, review: Score, by: Perspective, until: dt.date) -> bool:
    goal = _in_force(_of(path.goals, by, until), review.on)
    baseline = _in_force(_of(path.baselines, by, until), review.on)
    aim = baseline if path.intent is Intent.KEEP_AS_IS else goal
    return aim is not None and review.value >= aim


def _of(scores: Sequence[Score], by: Perspective, until: dt.date) -> list[Score]:
    return sorted((one for one in scores if one.by is by and one.on <= until), key=lambda one: one.on)


def _in_force(scores: Sequence[Score], on: dt.date) -> int | None:
    """The latest on or before a day. What was only set later stands for reviews before it, as nothing else does."""
    before = [one for one in scores if one.on <= on]
    known = before[-1:] or list(scores[:1])
    return known[0].value if known else None
