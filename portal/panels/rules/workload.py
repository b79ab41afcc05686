"""How much is asked of each member, and whom we treat unfairly. About what we do, never about how good someone is: no
score, no order among people."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Unfair(StrEnum):
    """What we owe a member an answer for."""

    ASKED_OFTEN = "asked_often"
    NEVER_ASKED = "never_asked"
    UNPAID = "unpaid"
    UNTHANKED = "unthanked"


@dataclass(frozen=True)
class Quarter:
    """Three months of a year, numbered from 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        return self.after.first - dt.timedelta(days=1)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)


@dataclass(frozen=True, kw_only=True)
class Workload:
    """One member in one quarter: minutes asked and given, pence paid and owed, how many days the oldest debt is, how
    often they were asked at all, and how much they did that nobody has thanked them for."""

    member_id: uuid.UUID
    asked: int = 0
    given: int = 0
    paid: int = 0
    owed: int = 0
    oldest: int = 0
    times_asked: int = 0
    unthanked: int = 0
    is_new: bool = False
    is_paused: bool = False


def quarter_of(day: dt.date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def hours_of(minutes: int) -> Decimal:
    """Minutes in hours with at most one place: `Decimal("1.5")`."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP).normalize()


def unfair(work: Workload, *, most_minutes: int, days_to_pay: int) -> tuple[Unfair, ...]:
    """What we should put right for one member. Asked too often: more minutes than a panel allows for a quarter, given
    or asked. Never asked: nothing all quarter, unless they came within it or take a break."""
    found = []
    if max(work.asked, work.given) > most_minutes:
        found.append(Unfair.ASKED_OFTEN)
    if work.times_asked == 0 and work.given == 0 and not (work.is_new or work.is_paused):
        found.append(Unfair.NEVER_ASKED)
    if work.owed and work.oldest > days_to_pay:
        found.append(Unfair.UNPAID)
    if work.unthanked:
        found.append(Unfair.UNTHANKED)
    return tuple(found)


def summed(parts: Iterable[Workload]) -> Sequence[Workload]:
    """Parts of the same members put together: minutes and pence add up, of days the longest counts."""
    found: dict[uuid.UUID, Workload] = {}
    for one in parts:
        other = found.get(one.member_id)
        found[one.member_id] = one if other is None else _both(other, one)
    return list(found.values())


def _both(one: Workload, other: Workload) -> Workload:
    return Workload(
        member_id=one.member_id,
        asked=one.asked + other.asked,
        given=one.given + other.given,
        paid=one.paid + other.paid,
        owed=one.owed + other.owed,
        oldest=max(one.oldest, other.oldest),
        times_asked=one.times_asked + other.times_asked,
        unthanked=one.unthanked + other.unthanked,
        is_new=one.is_new or other.is_new,
        is_paused=one.is_paused or other.is_paused,
    )
