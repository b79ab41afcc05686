"""Single numbers through the gate."""

from collections.abc import Mapping

from portal.rounds.shown import Decimal1, Percent, ShownCount
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import ProtectedCount, ProtectedTable

YES, NO = "yes", "no"


def shown_count(count: int) -> ProtectedCount:
    """One count that stands alone."""
    return protect.protect_count(count)


def shown_part(part: int, whole: int) -> tuple[ProtectedCount, ProtectedCount]:
    """How many of `whole` people are in `part`, where people may be in several such parts: both or neither."""
    if not 0 <= part <= whole:
        raise ValueError((part, whole))
    table = protect.protect_table({(YES,): part, (NO,): whole - part})
    return table.cells[(YES,)], table.total


def one_way(counts: Mapping[str, int]) -> ProtectedTable:
    return protect.protect_table({(category,): count for category, count in counts.items()})


def timeline_of(weeks: Mapping[str, int]) -> tuple[ShownCount, ...]:
    """Whole weeks (by the day they begin) with what happened in each."""
    if not weeks:
        return ()
    table = one_way(weeks)
    return tuple(ShownCount(week, {"en": week}, table.cells[(week,)]) for week in weeks)


def coarse(share: float | None, part: ProtectedCount, whole: ProtectedCount) -> Percent | None:
    """A share that is no plain ratio of published counts, as a percentage no finer than they are."""
    percent = None if share is None else protect.protected_weighted_percentage(share, part, whole)
    return None if percent is None else Percent(percent)


def percent_of(part: ProtectedCount, whole: ProtectedCount) -> Percent | None:
    percent = protect.protected_percentage(part, whole)
    return None if percent is None else Percent(percent)


def ratio(part: ProtectedCount, whole: ProtectedCount) -> Decimal1 | None:
    return None if part.value is None or not whole.value else Decimal1(round(part.value / whole.value, 1))
