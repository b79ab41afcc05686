"""How a round's answers are weighted: from the chance to be drawn to the margins of the frame that were chosen."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.sampling.errors import ImpossibleWeights
from portal.sampling.grouped_estimates import WeightedGroup, share_from_groups
from portal.sampling.grouped_weights import GroupWeights, ReplyGroup, pooled_margin, scaled_to, weigh_groups
from portal.sampling.intervals import Interval
from portal.sampling.weights import may_be_weighted

# What may be chosen. Language and the way someone was reached describe the asking, not the people of the frame.
MARGIN_FIELDS = ("status", "area", "age_band", "sex", "ethnicity", "disability")
USUAL_MARGINS = ("status",)
USUAL_TRIM = 5.0
NO_CLASS = -1


@dataclass(frozen=True)
class WeightingPlan:
    """The margins chosen, and how many times the median a weight may be."""

    margins: tuple[str, ...] = USUAL_MARGINS
    trim_at: float = USUAL_TRIM


@dataclass(frozen=True)
class WeightClass:
    """Replies alike in all that weighting looks at: stratum, base weight, category of each margin."""

    stratum: str
    base: float
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Weighting:
    """The weight of each class of replies by its number, and what the report prints about the weights."""

    plan: WeightingPlan
    groups: Mapping[int, WeightedGroup]
    population: Mapping[str, float]
    report: GroupWeights
    unheard: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def sum_of(self, classes: Mapping[int, int]) -> float:
        """The weight of so many replies of each class."""
        return math.fsum(self.groups[one].weight * n for one, n in classes.items() if one in self.groups)

    def interval(self, *, base: Mapping[int, int], part: Mapping[int, int]) -> Interval | None:
        """95 % for the weighted share of `part` in `base`; None where too few of the sample answered."""
        known = {one: n for one, n in base.items() if one in self.groups}
        if not may_be_weighted(sum(known.values())):
            return None
        order = sorted(self.groups)
        place_of = {one: place for place, one in enumerate(order)}
        estimate = share_from_groups(
            [self.groups[one] for one in order],
            base={place_of[one]: n for one, n in known.items()},
            part={place_of[one]: n for one, n in part.items() if one in known},
            population=self.population,
        )
        return estimate.share_interval() if estimate else None

    def as_json(self) -> dict[str, Any]:
        return {
            "margins": list(self.plan.margins),
            "trim_at": self.plan.trim_at,
            "smallest": self.report.smallest,
            "largest": self.report.largest,
            "trimmed": self.report.trimmed,
            "discrepancy": self.report.discrepancy,
            "design_effect": self.report.design_effect,
            "effective_n": self.report.effective_n,
            "replies": sum(self.report.replies),
            "unheard": {name: list(found) for name, found in self.unheard.items()},
        }


def weigh(
    classes: Mapping[WeightClass, tuple[int, int]],
    *,
    frame: Mapping[str, Mapping[str, int]],
    population: Mapping[str, float],
    plan: WeightingPlan,
) -> Weighting | None:
    """Weights for the replies in `classes` (each with its number and how many replies it holds); None under 30 replies
    or where no weights could meet the margins. Replies whose category the frame does not know stay unweighted.

    `frame`: people by field and category. `population`: people per stratum.
    """
    margins = [_pooled(name, place, classes, frame) for place, name in enumerate(plan.margins)]
    heard = {one: found for one, found in classes.items() if found[1] and _is_known(one, margins)}
    if not may_be_weighted(sum(n for _number, n in heard.values())):
        return None
    people = math.fsum(frame.get("status", {}).values()) or 1.0
    groups = [
        ReplyGroup(n, one.base, tuple(names[c] for (names, _t, _u), c in zip(margins, one.categories, strict=True)))
        for one, (_number, n) in heard.items()
    ]
    targets = [
        (name, scaled_to(totals, people if len(plan.margins) > 1 else math.fsum(totals.values())))
        for name, (_names, totals, _unheard) in zip(plan.margins, margins, strict=True)
    ]
    try:
        report = weigh_groups(groups, targets, most_times_median=plan.trim_at)
    except ImpossibleWeights:
        return None
    weighted = {
        number: WeightedGroup(one.stratum, weight, n)
        for (one, (number, n)), weight in zip(heard.items(), report.weights, strict=True)
    }
    unheard = {name: found[2] for name, found in zip(plan.margins, margins, strict=True) if found[2]}
    return Weighting(plan, weighted, population, report, unheard=unheard)


_Pooled = tuple[dict[str, str], dict[str, float], tuple[str, ...]]


def _pooled(
    name: str, place: int, classes: Mapping[WeightClass, tuple[int, int]], frame: Mapping[str, Mapping[str, int]]
) -> _Pooled:
    replies: dict[str, int] = {}
    for one, (_number, n) in classes.items():
        replies[one.categories[place]] = replies.get(one.categories[place], 0) + n
    return pooled_margin(replies, {category: float(n) for category, n in frame.get(name, {}).items()})


def _is_known(one: WeightClass, margins: Sequence[_Pooled]) -> bool:
    return all(category in names for (names, _t, _u), category in zip(margins, one.categories, strict=True))
