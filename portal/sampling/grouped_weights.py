"""Weights for replies that come in groups alike: as many replies as you like cost no more than the groups they form."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.sampling.errors import ImpossibleWeights, WeightProblem
from portal.sampling.weights import Margin, rake, refuse_bad_weights

# A category with fewer replies joins the other small ones of its margin: a few people may not carry a whole group.
SMALLEST_MARGIN_CATEGORY = 5
MOST_TURNS = 10


@dataclass(frozen=True, slots=True)
class ReplyGroup:
    """Replies alike in all that weighting looks at. `base`: the weight each has from the draw; `categories`: one for
    each margin, in their order."""

    replies: int
    base: float
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupWeights:
    """The weight of one reply of each group, in the groups' order, with what the round report must print.

    `trimmed`: replies whose weight was cut. `discrepancy`: the largest relative gap left between a weighted margin
    and its total. `turns`: how often fitting and trimming took turns.
    """

    weights: tuple[float, ...]
    replies: tuple[int, ...]
    trimmed: int
    discrepancy: float
    turns: int

    @property
    def smallest(self) -> float:
        return min(self.weights)

    @property
    def largest(self) -> float:
        return max(self.weights)

    @property
    def trimmed_share(self) -> float:
        return self.trimmed / sum(self.replies)

    @property
    def design_effect(self) -> float:
        """Kish's n·Σw² / (Σw)², over replies."""
        pairs = list(zip(self.weights, self.replies, strict=True))
        total = math.fsum(weight * n for weight, n in pairs)
        return sum(self.replies) * math.fsum(weight * weight * n for weight, n in pairs) / total**2

    @property
    def effective_n(self) -> float:
        return sum(self.replies) / self.design_effect


def weigh_groups(
    groups: Sequence[ReplyGroup], margins: Sequence[tuple[str, Mapping[str, float]]], *, most_times_median: float
) -> GroupWeights:
    """Post-stratification (one margin) or raking (several) from the base weights, and no weight above
    `most_times_median` × the median of all replies' weights. Fitting and trimming take turns until both hold, at most
    ten times; trimming has the last word, and `discrepancy` says what the margins lost by it.

    `margins`: (name, people of the frame per category), all adding up to one population. Without margins the base
    weights stay.

    Raises:
        ImpossibleWeights: as `portal.sampling.weights.rake`.
        ValueError: a limit below 1.
    """
    if most_times_median < 1:
        raise ValueError(most_times_median)
    replies = [group.replies for group in groups]
    weights = [group.base for group in groups]
    refuse_bad_weights(weights)
    named = [
        Margin(name, [group.categories[place] for group in groups], totals)
        for place, (name, totals) in enumerate(margins)
    ]
    cut: set[int] = set()
    above, turns = {0}, 0
    while above and turns < MOST_TURNS:
        weights, above = _cut(_fitted(weights, replies, named), replies, most_times_median)
        cut |= above
        turns += 1
    trimmed = sum(replies[place] for place in cut)
    return GroupWeights(tuple(weights), tuple(replies), trimmed, _discrepancy(weights, replies, named), turns)


def pooled_margin(
    replies: Mapping[str, int], totals: Mapping[str, float]
) -> tuple[dict[str, str], dict[str, float], tuple[str, ...]]:
    """(category → the name it goes by in the margin, totals by that name, categories that nobody answered for).

    Categories with fewer than 5 replies are put together, with the next smallest if they still are too few; those
    without any reply, or without people in the frame, are left out: nobody can be made to speak by weighting.
    """
    heard = {one: n for one, n in sorted(replies.items()) if n and totals.get(one, 0) > 0}
    unheard = tuple(one for one, people in sorted(totals.items()) if people and one not in heard)
    small = [one for one, n in heard.items() if n < SMALLEST_MARGIN_CATEGORY]
    rest = sorted((one for one in heard if one not in small), key=lambda one: heard[one])
    while small and rest and sum(heard[one] for one in small) < SMALLEST_MARGIN_CATEGORY:
        small.append(rest.pop(0))
    pool = " + ".join(sorted(small))
    name_of = {one: pool if one in small else one for one in heard}
    sums: dict[str, float] = {}
    for one, name in name_of.items():
        sums[name] = sums.get(name, 0.0) + totals[one]
    return name_of, sums, unheard


def scaled_to(totals: Mapping[str, float], population: float) -> dict[str, float]:
    """The same shares for another population, so that several margins add up to one."""
    people = math.fsum(totals.values())
    return {name: total * population / people for name, total in totals.items()}


def _fitted(weights: Sequence[float], replies: Sequence[int], margins: Sequence[Margin]) -> list[float]:
    if not margins:
        return list(weights)
    sums = [weight * n for weight, n in zip(weights, replies, strict=True)]
    report = rake(sums, margins, tolerance=1e-9, max_rounds=2000)
    return [fitted / n for fitted, n in zip(report.weights, replies, strict=True)]


def _cut(weights: Sequence[float], replies: Sequence[int], most: float) -> tuple[list[float], set[int]]:
    """Weights above the limit set to it and the rest scaled so that the sum stays; and which were above."""
    limit = most * weighted_median(weights, replies)
    found, above = list(weights), set[int]()
    total = math.fsum(weight * n for weight, n in zip(weights, replies, strict=True))
    while more := {place for place, weight in enumerate(found) if weight > limit * (1 + 1e-6)} - above:
        above |= more
        kept = math.fsum(limit * replies[place] for place in above)
        free = math.fsum(weight * replies[place] for place, weight in enumerate(found) if place not in above)
        scale = (total - kept) / free
        found = [limit if place in above else weight * scale for place, weight in enumerate(found)]
    return found, above


def weighted_median(values: Sequence[float], counts: Sequence[int]) -> float:
    """The lower median of values that occur `counts` times.

    Raises:
        ImpossibleWeights: nothing to take the middle of.
    """
    half, seen = sum(counts) / 2, 0
    for value, count in sorted(zip(values, counts, strict=True)):
        seen += count
        if seen >= half:
            return value
    raise ImpossibleWeights(WeightProblem.NO_REPLIES)


def _discrepancy(weights: Sequence[float], replies: Sequence[int], margins: Sequence[Margin]) -> float:
    worst = 0.0
    for margin in margins:
        sums: dict[str, float] = {}
        for weight, n, category in zip(weights, replies, margin.categories, strict=True):
            sums[category] = sums.get(category, 0.0) + weight * n
        gaps = [abs(sums[one] - total) / total for one, total in margin.totals.items() if total]
        worst = max(worst, *gaps) if gaps else worst
    return worst
