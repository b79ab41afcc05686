"""How hard we try, decided beforehand: steps on days, never above the caps. And the half of the silent that is rung."""

import datetime as dt
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.contact.rules import APART, MOST_MESSAGES
from portal.rounds.enums import ChannelRule, Track

LAST_DAY = 60
PHONE_FROM, PHONE_UNTIL = 40, 54
PHONE_SHARE = 0.5
MOST_SHORT_QUESTIONS = 3
# What says "we wrote to you before": said only to people to whom that happened.
FOLLOW_UPS = frozenset({"reminder", "short_reminder", "last"})
TEMPLATES = ("notice", "invitation", "reminder", "short_reminder", "last")


@dataclass(frozen=True)
class Step:
    day: int
    template: str
    channels: ChannelRule = ChannelRule.DIFFERENT

    @property
    def is_short(self) -> bool:
        return self.template == "short_reminder"


# The published days are 0, 5, 19 and 33 for people who disengaged or never started (after Hostick & Newell 2004 and
# the mixed-mode practice of Dillman). The cap of seven days between two messages comes first: 5 becomes 7.
USUAL: dict[Track, tuple[Step, ...]] = {
    Track.DISENGAGED: (
        Step(0, "notice", ChannelRule.PREFERRED),
        Step(7, "invitation", ChannelRule.PREFERRED),
        Step(19, "short_reminder"),
        Step(33, "last", ChannelRule.PAPER),
    ),
    Track.NEVER_STARTED: (
        Step(0, "notice", ChannelRule.PREFERRED),
        Step(7, "invitation", ChannelRule.PREFERRED),
        Step(19, "short_reminder"),
        Step(33, "last"),
    ),
    Track.OTHERS: (
        Step(0, "invitation", ChannelRule.PREFERRED),
        Step(14, "reminder"),
        Step(28, "last"),
    ),
}


def faults_of_plan(days: Sequence[int]) -> list[str]:
    """Why the days of one track cannot be: codes too_many, too_close, too_late, before_start; empty when they can."""
    faults, ordered = [], sorted(days)
    if len(ordered) > MOST_MESSAGES:
        faults.append("too_many")
    if any(later - earlier < APART.days for earlier, later in itertools.pairwise(ordered)):
        faults.append("too_close")
    if ordered and ordered[-1] >= LAST_DAY:
        faults.append("too_late")
    if ordered and ordered[0] < 0:
        faults.append("before_start")
    return faults


def day_of(starts_on: dt.date, day: int) -> dt.date:
    return starts_on + dt.timedelta(days=day)


def how_many_to_ring(people: int) -> int:
    """Half of those not heard from, rounded up."""
    return math.ceil(people * PHONE_SHARE)


def two_phase_weight(*, chance: float, phone_chosen: bool | None, phone_chance: float | None, by_phone: bool) -> float:
    """What one answer counts for: 1 / chance of the first draw, and for an answer that only the calls brought, times
    1 / chance of being among those rung (2 for a half). Hansen & Hurwitz (1946): the half that was not rung is stood
    for by the half that was.

    Args:
        chance: of the first draw, above 0. phone_chance: of the second, for those chosen.
        by_phone: whether the answer came after this person had been chosen to be rung.
    """
    first = 1 / chance
    if by_phone and phone_chosen and phone_chance:
        return first / phone_chance
    return first


@dataclass(frozen=True)
class Change:
    """How a wave moved what we know: the largest change of a key share, in percentage points, and of R."""

    share_points: float
    r: float


def is_round_done(*, days: int, last_wave: Change | None) -> bool:
    """Stop at day 60, or when a wave moved each key share by less than one point and R by less than 0.01."""
    if days >= LAST_DAY:
        return True
    return last_wave is not None and abs(last_wave.share_points) < 1.0 and abs(last_wave.r) < 0.01


def target_of(*, asked: int, usual_reply: float) -> int:
    """How many answers were hoped for when so many were asked."""
    return round(asked * usual_reply)
