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


def two_phase_factor(*, phone_chosen: bool | None, phone_chance: float | None) -> float:
    """By what an answer's weight from the first draw is multiplied, for the second draw: of the half that is rung.

    Who had answered before that draw was not in question (`phone_chosen` None) and counts once. Of those still silent,
    whoever was chosen stands for all of them: 1 / `phone_chance`, by whichever way their answer came, since nobody
    knows whether they would have answered unrung. Whoever was not chosen and answers later by themselves counts nought
    in weighted figures: those chosen stand for them already. To count them once more would lean towards people who
    need no call (Hansen & Hurwitz 1946; Särndal, Swensson & Wretman 1992, section 15.4). What they say is counted in
    the plain numbers and read like anyone's.
    """
    if phone_chosen is None:
        return 1.0
    return 1 / phone_chance if phone_chosen and phone_chance else 0.0


@dataclass(frozen=True)
class Change:
    """How a wave moved what we know: the largest change of a key share, in percentage points, and of R."""

    share_points: float
    r: float

    @property
    def is_nothing(self) -> bool:
        """Each key share moved by less than one point and R by less than 0.01."""
        return abs(self.share_points) < 1.0 and abs(self.r) < 0.01


def is_round_done(*, days: int, last_wave: Change | None) -> bool:
    """Stop at day 60, or when a wave moved each key share by less than one point and R by less than 0.01."""
    if days >= LAST_DAY:
        return True
    return last_wave is not None and last_wave.is_nothing


def target_of(*, asked: int, usual_reply: float) -> int:
    """How many answers were hoped for when so many were asked."""
    return round(asked * usual_reply)
