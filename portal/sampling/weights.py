"""Weights: how many people each reply stands for, from the draw's chances to the frame's margins, all of it shown."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from portal.sampling.errors import ImpossibleWeights, WeightProblem

# No weighted figure for a group with fewer replies: the weights of a few would carry it.
SMALLEST_WEIGHTED_GROUP = 30


@dataclass(frozen=True, slots=True)
class Margin:
    """One variable known for the frame: each reply's category, and people per category in the frame."""

    name: str
    categories: Sequence[str]
    totals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WeightReport:
    """Weights in the order of the replies, with what the round report must print about them.

    `rounds`: how often the method went over the replies. `trimmed`: replies whose weight was cut, `trimmed_share`
    their share. `discrepancy`: the largest relative gap left between a weighted margin and its total.
    """

    weights: tuple[float, ...]
    rounds: int = 0
    trimmed: int = 0
    discrepancy: float = 0.0

    @property
    def smallest(self) -> float:
        return min(self.weights)

    @property
    def largest(self) -> float:
        return max(self.weights)

    @property
    def trimmed_share(self) -> float:
        return self.trimmed / len(self.weights)

    @property
    def design_effect(self) -> float:
        return kish_design_effect(self.weights)

    @property
    def effective_n(self) -> float:
        return effective_n(self.weights)


def may_be_weighted(replies: int) -> bool:
    """Whether a group has enough replies (30) for a weighted figure."""
    return replies >= SMALLEST_WEIGHTED_GROUP


def base_weights(inclusion_probabilities: Sequence[float]) -> tuple[float, ...]:
    """1 / inclusion probability of each reply.

    Raises:
        ImpossibleWeights: a probability outside 0…1 (nought included).
    """
    if any(not 0 < probability <= 1 for probability in inclusion_probabilities):
        raise ImpossibleWeights(WeightProblem.NOT_POSITIVE)
    return tuple(1 / probability for probability in inclusion_probabilities)


def kish_design_effect(weights: Sequence[float]) -> float:
    """n·Σw² / (Σw)² (L. Kish 1965): 1 for equal weights; 1.25 costs a fifth of the replies.

    Raises:
        ImpossibleWeights: no weights, or not one above nought.
    """
    total = math.fsum(weights)
    if total <= 0:
        raise ImpossibleWeights(WeightProblem.NO_REPLIES if not weights else WeightProblem.NOT_POSITIVE)
    return len(weights) * math.fsum(weight * weight for weight in weights) / total**2


def effective_n(weights: Sequence[float]) -> float:
    """Replies divided by the Kish design effect: (Σw)² / Σw²."""
    return len(weights) / kish_design_effect(weights)


def post_stratify(weights: Sequence[float], margin: Margin) -> WeightReport:
    """Scales the weights within each category so that it adds up to its total.

    Raises:
        ImpossibleWeights: weights that are not above nought, a category with people and no replies, or with replies
            and no people.
    """
    return rake(weights, (margin,))


def rake(
    weights: Sequence[float], margins: Sequence[Margin], *, tolerance: float = 1e-10, max_rounds: int = 1000
) -> WeightReport:
    """Iterative proportional fitting (W. E. Deming and F. F. Stephan 1940) from base weights to several margins.

    `tolerance`: the largest relative gap allowed between a weighted margin and its total.

    Raises:
        ImpossibleWeights: as `post_stratify`; margins that do not add up to one population; or no convergence, when
            categories that exclude each other among the replies stand in the way.
    """
    refuse_impossible_margins(weights, margins)
    prepared = [_prepare(margin) for margin in margins]
    fitted = list(weights)
    for rounds in range(1, max_rounds + 1):
        for index, totals in prepared:
            sums = _sums(fitted, index, len(totals))
            factors = [total / found for total, found in zip(totals, sums, strict=True)]
            fitted = [weight * factors[place] for weight, place in zip(fitted, index, strict=True)]
        gap = max(_gap(_sums(fitted, index, len(totals)), totals) for index, totals in prepared)
        if gap <= tolerance:
            return WeightReport(tuple(fitted), rounds=rounds, discrepancy=gap)
    raise ImpossibleWeights(WeightProblem.NO_CONVERGENCE)


def trim(
    weights: Sequence[float], *, most_times_median: float = 5.0, least_times_median: float = 0.0, max_rounds: int = 50
) -> WeightReport:
    """Cuts weights above `most_times_median` × the median (and lifts those below `least_times_median` ×), and spreads
    the difference over the others in proportion, so the sum stays. Repeats until none is outside the limits.

    Margins fitted before no longer hold exactly afterwards: rake again, or calibrate with bounds.

    Raises:
        ImpossibleWeights: weights not above nought, or limits that leave the sum no room (`no_convergence`).
        ValueError: limits that do not stand on either side of 1.
    """
    refuse_bad_weights(weights)
    if not 0 <= least_times_median <= 1 <= most_times_median:
        raise ValueError((least_times_median, most_times_median))
    middle, total = median(weights), math.fsum(weights)
    low, high = least_times_median * middle, most_times_median * middle
    fixed: dict[int, float] = {}
    trimmed = list(weights)
    for rounds in range(max_rounds):
        outside = {place: min(max(weight, low), high) for place, weight in enumerate(trimmed)}
        outside = {place: limit for place, limit in outside.items() if limit != trimmed[place] and place not in fixed}
        if not outside:
            return WeightReport(tuple(trimmed), rounds=rounds, trimmed=len(fixed))
        fixed |= outside
        free = math.fsum(weight for place, weight in enumerate(trimmed) if place not in fixed)
        if free <= 0:
            break
        scale = (total - math.fsum(fixed.values())) / free
        trimmed = [fixed.get(place, weight * scale) for place, weight in enumerate(trimmed)]
    raise ImpossibleWeights(WeightProblem.NO_CONVERGENCE)


def refuse_bad_weights(weights: Sequence[float]) -> None:
    """Raises ImpossibleWeights unless there are weights and each is finite and above nought."""
    if not weights:
        raise ImpossibleWeights(WeightProblem.NO_REPLIES)
    if any(not 0 < weight < math.inf for weight in weights):
        raise ImpossibleWeights(WeightProblem.NOT_POSITIVE)


def refuse_impossible_margins(weights: Sequence[float], margins: Sequence[Margin]) -> None:
    """Raises ImpossibleWeights, naming margin and category, when no weights could ever meet the margins."""
    refuse_bad_weights(weights)
    sums = [math.fsum(margin.totals.values()) for margin in margins]
    for margin, population in zip(margins, sums, strict=True):
        if len(margin.categories) != len(weights):
            raise ImpossibleWeights(WeightProblem.LENGTHS_DIFFER, margin.name)
        answered = set(margin.categories)
        for category, total in sorted(margin.totals.items()):
            if not 0 <= total < math.inf:
                raise ImpossibleWeights(WeightProblem.NOT_POSITIVE, margin.name, category)
            if total > 0 and category not in answered:
                raise ImpossibleWeights(WeightProblem.CATEGORY_WITHOUT_REPLIES, margin.name, category)
        for category in sorted(answered):
            if margin.totals.get(category, 0) <= 0:
                raise ImpossibleWeights(WeightProblem.CATEGORY_WITHOUT_TARGET, margin.name, category)
        if not math.isclose(population, sums[0], rel_tol=1e-9):
            raise ImpossibleWeights(WeightProblem.TOTALS_DIFFER, margin.name)


def _prepare(margin: Margin) -> tuple[list[int], list[float]]:
    names = sorted(set(margin.categories))
    place_of = {name: place for place, name in enumerate(names)}
    return [place_of[category] for category in margin.categories], [float(margin.totals[name]) for name in names]


def _sums(weights: Sequence[float], index: Sequence[int], size: int) -> list[float]:
    sums = [0.0] * size
    for weight, place in zip(weights, index, strict=True):
        sums[place] += weight
    return sums


def _gap(found: Sequence[float], wanted: Sequence[float]) -> float:
    return max(abs(have - want) / want for have, want in zip(found, wanted, strict=True))
