"""Weighted estimates with standard errors that know the strata, the weights and that the population has an end."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.sampling.errors import ImpossibleWeights, WeightProblem
from portal.sampling.intervals import CONFIDENCE, Interval, logit_interval, mean_interval, wilson_interval
from portal.sampling.weights import effective_n, refuse_bad_weights


@dataclass(frozen=True, slots=True)
class Design:
    """How the replies were drawn, in the order of the replies: stratum code and weight of each. `population`: people
    per stratum (N_h) for the finite population correction; without it the strata count as endless.

    Raises:
        ImpossibleWeights: no replies, a weight not above nought, or lists of different length.
    """

    strata: Sequence[str]
    weights: Sequence[float]
    population: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        refuse_bad_weights(self.weights)
        if len(self.strata) != len(self.weights):
            raise ImpossibleWeights(WeightProblem.LENGTHS_DIFFER)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its standard error, the replies it rests on (`n`), the design's degrees of freedom (replies − strata)
    and the effective number of replies (Kish). `lone_strata`: strata with a single reply, whose spread is taken about
    the mean of all strata."""

    value: float
    standard_error: float
    n: int
    df: int
    effective_n: float
    lone_strata: int = 0

    def interval(self, *, confidence: float = CONFIDENCE) -> Interval:
        """value ± t × standard error; the value alone where there are no degrees of freedom."""
        if self.df < 1:
            return Interval(self.value, self.value)
        return mean_interval(self.value, self.standard_error, df=self.df, confidence=confidence)

    def share_interval(self, *, confidence: float = CONFIDENCE) -> Interval:
        """For a share: on the logit scale; Wilson's with the effective n where that says nothing (0 or 1)."""
        if self.df < 1 or self.standard_error == 0 or not 0 < self.value < 1:
            share = min(max(self.value, 0.0), 1.0)
            return wilson_interval(share * self.effective_n, self.effective_n, confidence=confidence)
        return logit_interval(self.value, self.standard_error, df=self.df, confidence=confidence)


def estimate_mean(values: Sequence[float], design: Design, *, members: Sequence[bool] | None = None) -> Estimate:
    """Weighted mean Σwy/Σw, by Taylor linearisation (K. M. Wolter, Introduction to Variance Estimation).

    `members` marks the replies of a group; the rest still count for the design, as they should.

    Raises:
        ImpossibleWeights: lists of different length, or a group without replies.
    """
    inside = _membership(values, design, members)
    chosen = [weight for weight, member in zip(design.weights, inside, strict=True) if member]
    if not chosen:
        raise ImpossibleWeights(WeightProblem.NO_REPLIES)
    rows = list(zip(values, design.weights, inside, strict=True))
    size = math.fsum(chosen)
    mean = math.fsum(weight * value for value, weight, member in rows if member) / size
    scores = [weight * (value - mean) / size if member else 0.0 for value, weight, member in rows]
    return _estimate(mean, scores, chosen, design)


def estimate_share(answers: Sequence[bool], design: Design, *, members: Sequence[bool] | None = None) -> Estimate:
    """Weighted share of replies that are true, 0 to 1; as `estimate_mean`. Print `share_interval()` with it."""
    return estimate_mean([float(answer) for answer in answers], design, members=members)


def estimate_total(values: Sequence[float], design: Design, *, members: Sequence[bool] | None = None) -> Estimate:
    """Weighted total Σwy over the population, in the unit of the values; raises as `estimate_mean`."""
    inside = _membership(values, design, members)
    chosen = [weight for weight, member in zip(design.weights, inside, strict=True) if member]
    if not chosen:
        raise ImpossibleWeights(WeightProblem.NO_REPLIES)
    rows = zip(values, design.weights, inside, strict=True)
    scores = [weight * value if member else 0.0 for value, weight, member in rows]
    return _estimate(math.fsum(scores), scores, chosen, design)


def _membership(values: Sequence[float], design: Design, members: Sequence[bool] | None) -> Sequence[bool]:
    inside = [True] * len(design.weights) if members is None else members
    if not len(values) == len(inside) == len(design.weights):
        raise ImpossibleWeights(WeightProblem.LENGTHS_DIFFER)
    return inside


def _estimate(value: float, scores: Sequence[float], chosen: Sequence[float], design: Design) -> Estimate:
    by_stratum: dict[str, list[float]] = {}
    for code, score in zip(design.strata, scores, strict=True):
        by_stratum.setdefault(code, []).append(score)
    middle = math.fsum(scores) / len(scores)
    variances = [_stratum_variance(part, design.population.get(code), middle) for code, part in by_stratum.items()]
    return Estimate(
        value=value,
        standard_error=math.sqrt(math.fsum(variances)),
        n=len(chosen),
        df=len(scores) - len(by_stratum),
        effective_n=effective_n(chosen),
        lone_strata=sum(len(part) == 1 for part in by_stratum.values()),
    )


def _stratum_variance(scores: Sequence[float], population: float | None, middle: float) -> float:
    """n/(n−1) · (1 − n/N) · Σ(u − ū)²; a lone reply is compared with the mean of all, so that it is never free."""
    n = len(scores)
    unsampled = 1.0 if population is None else max(0.0, 1 - n / population)
    if n == 1:
        return unsampled * (scores[0] - middle) ** 2
    mean = math.fsum(scores) / n
    return unsampled * n / (n - 1) * math.fsum((score - mean) ** 2 for score in scores)
