"""The one place that knows what time it is, so that tests, drills and the demonstration can move it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_shift: ContextVar[dt.timedelta] = ContextVar("clock_shift", default=dt.timedelta(0))


def now() -> dt.datetime:
    """The present moment, in UTC, to the microsecond."""
    return dt.datetime.now(dt.UTC) + _shift.get()


def today() -> dt.date:
    """Today's date in UTC; the people we write to live within an hour of it."""
    return now().date()


@contextmanager
def moved_to(moment: dt.datetime) -> Iterator[None]:
    """Inside, it is `moment` (aware) and time runs on from there, in this thread only."""
    token = _shift.set(moment - dt.datetime.now(dt.UTC))
    try:
        yield
    finally:
        _shift.reset(token)
