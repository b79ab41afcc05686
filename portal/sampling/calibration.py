"""Bounded calibration: meet the margins without any weight moving further from its base weight than allowed."""

import math
from collections.abc import Sequence

from portal.sampling.errors import ImpossibleWeights, WeightProblem
from portal.sampling.linear import solve
from portal.sampling.weights import Margin, WeightReport, refuse_impossible_margins


def calibrate(
    weights: Sequence[float],
    margins: Sequence[Margin],
    *,
    lowest: float = 0.3,
    highest: float = 3.0,
    tolerance: float = 1e-8,
    max_rounds: int = 200,
) -> WeightReport:
    """Calibrated weights g·w with `lowest` ≤ g ≤ `highest`, by the logit distance of J.-C. Deville and
    C.-E. Särndal (1992), solved by Newton's method with halved steps.

    The base weights are first scaled to the population, so the bounds speak of the shape of the weights only.

    Raises:
        ImpossibleWeights: as `rake`; `no_convergence` when the bounds leave no solution.
        ValueError: bounds that do not stand on either side of 1.
    """
    if not 0 <= lowest < 1 < highest:
        raise ValueError((lowest, highest))
    refuse_impossible_margins(weights, margins)
    scale = math.fsum(margins[0].totals.values()) / math.fsum(weights)
    base = [weight * scale for weight in weights]
    columns, targets = _design(margins)
    multipliers = [0.0] * len(targets)
    gap, factors = _state(base, columns, targets, multipliers, lowest, highest)
    for rounds in range(1, max_rounds + 1):
        if _largest(gap, targets) <= tolerance:
            return WeightReport(_times(base, factors), rounds=rounds - 1, discrepancy=_largest(gap, targets))
        step = solve(_jacobian(base, columns, factors, len(targets), lowest, highest), gap)
        for _halving in range(40):
            tried = [sum(pair) for pair in zip(multipliers, step, strict=True)]
            new_gap, new_factors = _state(base, columns, targets, tried, lowest, highest)
            if _largest(new_gap, targets) < _largest(gap, targets):
                break
            step = [move / 2 for move in step]
        else:
            break
        multipliers, gap, factors = tried, new_gap, new_factors
    raise ImpossibleWeights(WeightProblem.NO_CONVERGENCE)


def _design(margins: Sequence[Margin]) -> tuple[list[list[int]], list[float]]:
    """Per reply the columns it belongs to. The first category of every margin but the first follows from the rest."""
    targets: list[float] = []
    place_of: dict[tuple[int, str], int] = {}
    for number, margin in enumerate(margins):
        for category in sorted(set(margin.categories))[1 if number else 0 :]:
            place_of[number, category] = len(targets)
            targets.append(float(margin.totals[category]))
    columns = [
        [place_of[key] for key in enumerate(values) if key in place_of]
        for values in zip(*(margin.categories for margin in margins), strict=True)
    ]
    return columns, targets


def _state(
    base: Sequence[float],
    columns: Sequence[Sequence[int]],
    targets: Sequence[float],
    multipliers: Sequence[float],
    lowest: float,
    highest: float,
) -> tuple[list[float], list[float]]:
    """What each target still lacks under these multipliers, and the factors g they give."""
    gap, factors = list(targets), []
    for weight, places in zip(base, columns, strict=True):
        factor = _factor(sum(multipliers[place] for place in places), lowest, highest)
        factors.append(factor)
        for place in places:
            gap[place] -= weight * factor
    return gap, factors


def _factor(u: float, lowest: float, highest: float) -> float:
    steep = (highest - lowest) / ((1 - lowest) * (highest - 1))
    grown = math.exp(min(steep * u, 600.0))
    above, below = highest - 1, 1 - lowest
    return (lowest * above + highest * below * grown) / (above + below * grown)


def _jacobian(
    base: Sequence[float],
    columns: Sequence[Sequence[int]],
    factors: Sequence[float],
    size: int,
    lowest: float,
    highest: float,
) -> list[list[float]]:
    matrix = [[0.0] * size for _row in range(size)]
    below, above = 1 - lowest, highest - 1
    for weight, places, factor in zip(base, columns, factors, strict=True):
        slope = weight * (factor - lowest) * (highest - factor) / (below * above)
        for row in places:
            for column in places:
                matrix[row][column] += slope
    return matrix


def _largest(gap: Sequence[float], targets: Sequence[float]) -> float:
    return max(abs(have) / want for have, want in zip(gap, targets, strict=True))


def _times(base: Sequence[float], factors: Sequence[float]) -> tuple[float, ...]:
    return tuple(weight * factor for weight, factor in zip(base, factors, strict=True))
