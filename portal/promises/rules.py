"""Where a promise may go from where it stands, who may check it, and when its owner is reminded."""

import datetime as dt
import uuid
from collections.abc import Mapping

from portal.promises.enums import PromiseState

NAG_EVERY = dt.timedelta(days=7)
P = PromiseState
ENDS = frozenset({P.DONE, P.CHANGED, P.DROPPED})
NEXT_STATES: Mapping[PromiseState, frozenset[PromiseState]] = {
    P.PROMISED: frozenset({P.DOING}) | ENDS,
    P.DOING: ENDS,
    P.DONE: frozenset(),
    P.CHANGED: frozenset(),
    P.DROPPED: frozenset(),
}


def may_become(state: PromiseState, wanted: PromiseState) -> bool:
    return wanted in NEXT_STATES[state]


def needs_second_person(wanted: PromiseState) -> bool:
    """Starting is one's own business; saying that a promise is over is checked by someone else."""
    return wanted in ENDS


def is_second_person(who: uuid.UUID, *, owner: uuid.UUID | None, claimed_by: uuid.UUID | None) -> bool:
    """Neither who keeps the promise nor who says that it is kept."""
    return who not in (owner, claimed_by)


def is_overdue(*, state: PromiseState, due: dt.date, today: dt.date) -> bool:
    """A promise is overdue the day after it was due, for as long as it is open."""
    return state.is_open and today > due


def came_late(*, state: PromiseState, first_due: dt.date, ended: dt.date | None, today: dt.date) -> bool:
    """Whether it was not over on the day that was promised at first. Moving the day makes nobody punctual."""
    return (ended or today) > first_due if not state.is_open else today > first_due


def nag_dates(*, due: dt.date, until: dt.date) -> list[dt.date]:
    """Days on which the owner is reminded: the day after `due`, then every week up to and including `until`."""
    days = (until - due).days
    count = 0 if days < 1 else (days - 1) // NAG_EVERY.days + 1
    return [due + dt.timedelta(days=1) + n * NAG_EVERY for n in range(count)]


def next_nag(*, due: dt.date, today: dt.date) -> dt.date:
    """The first day from `today` on, on which the owner is reminded while the promise stays open."""
    first = due + dt.timedelta(days=1)
    if today <= first:
        return first
    rounds = -(-(today - first).days // NAG_EVERY.days)
    return first + rounds * NAG_EVERY


def may_nag(*, last: dt.date | None, today: dt.date) -> bool:
    """At most once a week, also when a reminder came late because the worker stood still."""
    return last is None or today >= last + NAG_EVERY
