"""XmR charts of a service's work over time (reviews done per month). Never of one person's scores.

W. A. Shewhart 1931; D. J. Wheeler, Understanding Variation, 1993: limits lie 2.66 mean moving ranges from the mean. The
signals are those of the NHS "Making data count" team: a point outside, seven on one side, seven rising or falling, two
of three near a limit on the same side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

FACTOR = 2.66
RUN = 7
ENOUGH = 12
NEAR = 2 / 3  # "near a limit": in the outer third between mean and limit


class Signal(StrEnum):
    OUTSIDE = "outside"
    ONE_SIDE = "one_side"
    RISING_OR_FALLING = "rising_or_falling"
    NEAR_A_LIMIT = "near_a_limit"


@dataclass(frozen=True)
class Chart:
    """Mean and limits in the unit of the points; `signals`: for each kind the places, from 0. Under twelve points the
    limits are a trial."""

    mean: float
    lower: float
    upper: float
    signals: dict[Signal, tuple[int, ...]]
    is_trial: bool


def chart_of(points: Sequence[float]) -> Chart:
    """The chart of counts in a row, one for each month.

    Raises:
        ValueError: fewer than two points: there is no moving range.
    """
    if len(points) < 2:
        raise ValueError(len(points))
    mean = sum(points) / len(points)
    ranges = [abs(after - before) for before, after in pairwise(points)]
    reach = FACTOR * sum(ranges) / len(ranges)
    signals = {
        Signal.OUTSIDE: tuple(at for at, point in enumerate(points) if abs(point - mean) > reach),
        Signal.ONE_SIDE: _runs([_side(point - mean) for point in points], RUN),
        Signal.RISING_OR_FALLING: _trends(points),
        Signal.NEAR_A_LIMIT: _near(points, mean, reach),
    }
    return Chart(mean=mean, lower=mean - reach, upper=mean + reach, signals=signals, is_trial=len(points) < ENOUGH)


def _side(distance: float) -> int:
    return (distance > 0) - (distance < 0)


def _runs(sides: Sequence[int], length: int) -> tuple[int, ...]:
    """Places that belong to a run of at least `length` alike, none of them nought."""
    found: list[int] = []
    start = 0
    for at in range(1, len(sides) + 1):
        if at == len(sides) or sides[at] != sides[start]:
            if sides[start] and at - start >= length:
                found.extend(range(start, at))
            start = at
    return tuple(found)


def _trends(points: Sequence[float]) -> tuple[int, ...]:
    """Seven points that rise or fall are six steps the same way."""
    steps = [_side(after - before) for before, after in pairwise(points)]
    return tuple(sorted({place for at in _runs(steps, RUN - 1) for place in (at, at + 1)}))


def _near(points: Sequence[float], mean: float, reach: float) -> tuple[int, ...]:
    """Two of three in a row beyond two thirds of the way to the same limit."""
    if reach == 0:
        return ()
    zones = [_side(point - mean) if abs(point - mean) > NEAR * reach else 0 for point in points]
    found: set[int] = set()
    for at in range(len(points) - 2):
        three = range(at, at + 3)
        for side in (1, -1):
            near = [place for place in three if zones[place] == side]
            if len(near) >= 2:
                found.update(near)
    return tuple(sorted(found))
