"""Times as people say them at home, made into moments. On two nights a year an hour is missing, or comes twice."""

import datetime as dt

from portal.shared.i18n import HOME_TIME


class NoSuchTime(ValueError):
    """The clocks jump over this time (the last Sunday of March)."""


class TwiceThatTime(ValueError):
    """The clocks go through this time twice (the last Sunday of October), and nobody said which is meant."""


def moment_at(day: dt.date, time: dt.time, *, second: bool | None = None) -> dt.datetime:
    """The moment of a day and time at home, in UTC. Of a time that comes twice, `second` says which.

    Raises:
        NoSuchTime, TwiceThatTime
    """
    first, later = (dt.datetime.combine(day, time, HOME_TIME).replace(fold=fold) for fold in (0, 1))
    moment = (later if second else first).astimezone(dt.UTC)
    if moment.astimezone(HOME_TIME).replace(tzinfo=None) != dt.datetime.combine(day, time):
        raise NoSuchTime
    if second is None and first.utcoffset() != later.utcoffset():
        raise TwiceThatTime
    return moment


def day_at_home(moment: dt.datetime) -> dt.date:
    return moment.astimezone(HOME_TIME).date()


def time_at_home(moment: dt.datetime) -> dt.time:
    return moment.astimezone(HOME_TIME).time().replace(second=0, microsecond=0)


def is_second(moment: dt.datetime) -> bool:
    """Whether it is the second time that the clocks go through this time."""
    return bool(moment.astimezone(HOME_TIME).fold)
