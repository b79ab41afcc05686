"""When someone is asked for a check-in, and when never. Dates only; the hour is the send gate's business.

A check-in each 13 weeks unless someone wants another pace; at most two nudges, on days 7 and 12 after it became due;
none while it rests, after a stop, or from the day someone has died until a person has looked.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

USUAL_WEEKS, LEAST_WEEKS, MOST_WEEKS = 13, 1, 52
NUDGE_DAYS = (7, 12)
# Two weeks after a check-in became due it is over: the next one comes in its turn, nothing piles up.
OPEN_DAYS = 14


class Rest(StrEnum):
    """Why nothing is asked just now."""

    NOT_NOW = "not_now"  # "not now": until a day
    ON_HOLD = "on_hold"  # a crisis, a stay in hospital: until a day, or until they say so
    BEREAVED = "bereaved"  # until someone has spoken with them
    STOPPED = "stopped"  # they said stop


@dataclass(frozen=True)
class Resting:
    """From a day to a day, both counted; no last day: until they, or someone who spoke with them, end it."""

    why: Rest
    since: dt.date
    until: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Pace:
    """From the first day on, each so many weeks."""

    first: dt.date
    weeks: int = USUAL_WEEKS

    def __post_init__(self) -> None:
        if not LEAST_WEEKS <= self.weeks <= MOST_WEEKS:
            raise ValueError(self.weeks)


def due_on(pace: Pace, *, on: dt.date) -> dt.date | None:
    """The day on which the check-in that is open on a day became due; None before the first and between two."""
    if on < pace.first:
        return None
    passed = (on - pace.first).days // (pace.weeks * 7)
    due = pace.first + dt.timedelta(weeks=passed * pace.weeks)
    return due if (on - due).days < min(OPEN_DAYS, pace.weeks * 7) else None


def next_due(pace: Pace, *, after: dt.date) -> dt.date:
    """The first day after a day on which one becomes due."""
    if after < pace.first:
        return pace.first
    passed = (after - pace.first).days // (pace.weeks * 7)
    return pace.first + dt.timedelta(weeks=(passed + 1) * pace.weeks)


def nudge_due(pace: Pace, *, on: dt.date, answered: Sequence[dt.date], rests: Sequence[Resting], nudged: int) -> bool:
    """Whether a nudge goes out on a day: the open check-in is unanswered, its seventh or twelfth day has come, fewer
    nudges than days have gone, and nothing rests."""
    due = due_on(pace, on=on)
    if due is None or any(due <= day <= on for day in answered) or any(rest.holds(on) for rest in rests):
        return False
    come = sum((on - due).days >= days for days in NUDGE_DAYS)
    return nudged < come
