"""Sums about mystery-shopper visits: what is owed, how long someone waits for it, what several visits saw together."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from portal.rounds.informal_enums import PaidPer, SawIt


def promised_pence(*, paid_per: PaidPer, rate_pence: int, hours: int) -> int:
    """What one visit is worth, in pence: the rate, or the rate for the hours agreed on beforehand."""
    return rate_pence * (hours if paid_per is PaidPer.HOUR else 1)


def days_waiting(*, ended_on: dt.date, paid_on: dt.date | None, today: dt.date) -> int:
    """Days between the end of a visit and its payment, or today when nothing is paid yet; never below 0."""
    return max(0, ((paid_on or today) - ended_on).days)


@dataclass(frozen=True)
class SeenTogether:
    """What the counted visits saw of one thing. `base` is the visits that could tell; the rest stands beside it."""

    yes: int
    partly: int
    no: int
    could_not_tell: int
    not_reported: int

    @property
    def base(self) -> int:
        return self.yes + self.partly + self.no

    @property
    def visits(self) -> int:
        return self.base + self.could_not_tell + self.not_reported


def seen_together(reports: Collection[SawIt | None], *, visits: int) -> SeenTogether:
    """Adds up what was seen of one thing in `visits` visits; a visit without a report on it is not a no.

    Raises:
        ValueError: more reports than visits.
    """
    said: Sequence[SawIt] = [one for one in reports if one is not None]
    if len(said) > visits:
        raise ValueError((len(said), visits))
    counts = {kind: sum(one is kind for one in said) for kind in SawIt}
    return SeenTogether(
        yes=counts[SawIt.YES],
        partly=counts[SawIt.PARTLY],
        no=counts[SawIt.NO],
        could_not_tell=counts[SawIt.COULD_NOT_TELL],
        not_reported=visits - len(said),
    )
