"""The one place that knows what time it is, so that tests and drills can move it."""

import datetime as dt


def now() -> dt.datetime:
    """The present moment, in UTC, to the microsecond."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Today's date in UTC; the people we write to live within an hour of it."""
    return now().date()
