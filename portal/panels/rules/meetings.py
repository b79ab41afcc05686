"""What follows from when a meeting is: when papers must be there, who is reminded, when each item begins."""

import datetime as dt
from collections.abc import Iterable, Sequence

from portal.panels.enums.meetings import WrittenBecause
from portal.shared.home_time import day_at_home

SOON_DAYS, TOMORROW_DAYS = 3, 1
LONGEST = dt.timedelta(hours=12)


def papers_by(*, starts_at: dt.datetime, notice_days: int) -> dt.date:
    """The last day on which papers reach the members in time: so many days before the meeting, by days at home."""
    return day_at_home(starts_at) - dt.timedelta(days=notice_days)


def is_late(*, sent_on: dt.date, starts_at: dt.datetime, notice_days: int) -> bool:
    return sent_on > papers_by(starts_at=starts_at, notice_days=notice_days)


def reminder_due(*, starts_at: dt.datetime, today: dt.date) -> WrittenBecause | None:
    """Which reminder is due today (a day at home), if any: some days before (or a day later), and the day before."""
    days = (day_at_home(starts_at) - today).days
    if days in (SOON_DAYS, SOON_DAYS - 1):
        return WrittenBecause.SOON
    return WrittenBecause.TOMORROW if days == TOMORROW_DAYS else None


def begins(*, starts_at: dt.datetime, minutes: Iterable[int]) -> list[dt.datetime]:
    """When each item begins, and when the last one ends: one more than there are items."""
    at = [starts_at]
    for length in minutes:
        at.append(at[-1] + dt.timedelta(minutes=length))
    return at


def minutes_over(*, starts_at: dt.datetime, ends_at: dt.datetime, minutes: Sequence[int]) -> int:
    """By how many minutes the agenda is longer than the meeting; negative when there is time left."""
    return sum(minutes) - minutes_between(starts_at, ends_at)


def minutes_between(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    return int((ends_at - starts_at).total_seconds() // 60)


def longest_without_break(items: Iterable[tuple[int, bool]]) -> int:
    """The most minutes in a row without a break; `items` are (minutes, is it a break)."""
    longest = run = 0
    for minutes, is_break in items:
        run = 0 if is_break else run + minutes
        longest = max(longest, run)
    return longest
