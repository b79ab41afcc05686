"""Sums of money in whole pence. A fraction of a penny exists only between a rate and the amount it comes to."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from portal.panels.enums.thanks import LimitPer

PENCE = Decimal(100)


def pence_of(pounds: Decimal) -> int:
    """Pounds as people type them in whole pence.

    Raises:
        ValueError: less than a penny somewhere, or below nought.
    """
    pence = pounds * PENCE
    if pence != pence.to_integral_value() or pence < 0:
        raise ValueError("not whole pence")
    return int(pence)


def pounds_of(pence: int) -> Decimal:
    """Whole pence in pounds, with two places: `Decimal("12.50")`."""
    return (Decimal(pence) / PENCE).quantize(Decimal("0.01"))


def for_minutes(pence_per_hour: int, minutes: int) -> int:
    """What time comes to, in whole pence; half a penny is rounded up, in favour of the member."""
    exact = Decimal(pence_per_hour) * Decimal(minutes) / Decimal(60)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def window(day: dt.date, per: LimitPer) -> tuple[dt.date, dt.date]:
    """First and last day of the week (from Monday) or the month a day lies in."""
    if per is LimitPer.WEEK:
        first = day - dt.timedelta(days=day.weekday())
        return first, first + dt.timedelta(days=6)
    first = day.replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return first, after - dt.timedelta(days=1)


def left_below(limit_pence: int, already: Iterable[int]) -> int:
    """How many pence may still come before a limit a member set is reached; never below nought."""
    return max(0, limit_pence - sum(already))
