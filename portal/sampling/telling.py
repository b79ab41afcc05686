"""What a planned sample can tell and what it cannot, before anyone is asked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.sampling.sample_sizes import GroupPrecision

# Under ten answers nothing is shown of a group, under thirty nothing weighted (product rules of the disclosure gate).
FEWEST_SHOWN, FEWEST_WEIGHTED = 10, 30


class Telling(StrEnum):
    """How much figures about a group will be worth, by the margin of a share of one half."""

    CLOSE = "close"  # ± 5 points or better
    FAIR = "fair"  # ± 10 points or better
    ROUGH = "rough"  # worse, but thirty answers or more
    WORDS_ONLY = "words_only"  # fewer than thirty: counts and words, no weighted share
    HIDDEN = "hidden"  # fewer than ten: nothing may be shown of this group by itself
    NOTHING = "nothing"  # nobody asked, or no answer expected


def telling(group: GroupPrecision) -> Telling:
    """The word for one group's expected precision."""
    if group.margin is None:
        return Telling.NOTHING
    if group.expected_replies < FEWEST_SHOWN:
        return Telling.HIDDEN
    if group.expected_replies < FEWEST_WEIGHTED:
        return Telling.WORDS_ONLY
    if group.margin <= 0.05:
        return Telling.CLOSE
    return Telling.FAIR if group.margin <= 0.10 else Telling.ROUGH


@dataclass(frozen=True, slots=True)
class Comparison:
    """The smallest difference between two groups' shares that chance would seldom make: √(margin₁² + margin₂²)."""

    first: str
    second: str
    difference: float


def comparisons(groups: Sequence[GroupPrecision]) -> tuple[Comparison, ...]:
    """Each pair of groups of which figures can be shown, the finest comparison first; everyone ("") is no group."""
    shown = [one for one in groups if one.group and telling(one) not in (Telling.NOTHING, Telling.HIDDEN)]
    pairs = [
        Comparison(one.group, other.group, math.hypot(one.margin or 0.0, other.margin or 0.0))
        for place, one in enumerate(shown)
        for other in shown[place + 1 :]
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.difference, pair.first, pair.second)))
