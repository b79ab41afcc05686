"""Weighted shares from counts by group, with the linearised error of `portal.sampling.estimates`."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.sampling.estimates import Estimate


@dataclass(frozen=True, slots=True)
class WeightedGroup:
    """Replies of one stratum with one weight each: `replies` counts all of them, whatever they answered."""

    stratum: str
    weight: float
    replies: int


def share_from_groups(
    groups: Sequence[WeightedGroup],
    *,
    base: Mapping[int, int],
    part: Mapping[int, int],
    population: Mapping[str, float],
) -> Estimate | None:
    """The weighted share of `part` in `base`, both counts of replies by place in `groups`; replies outside `base` are
    still part of the design. `population`: people per stratum (N_h), for the finite population correction.

    None when nobody is in `base`.
    """
    size = math.fsum(groups[place].weight * n for place, n in base.items())
    if size <= 0:
        return None
    share = math.fsum(groups[place].weight * n for place, n in part.items()) / size
    strata: dict[str, list[float]] = {}
    for place, group in enumerate(groups):
        sums = strata.setdefault(group.stratum, [0.0, 0.0, 0.0])
        sums[0] += group.replies
        said, inside = part.get(place, 0), base.get(place, 0)
        if inside:
            yes, no = group.weight * (1 - share) / size, -group.weight * share / size
            sums[1] += said * yes + (inside - said) * no
            sums[2] += said * yes * yes + (inside - said) * no * no
    replies = sum(group.replies for group in groups)
    middle = math.fsum(sums[1] for sums in strata.values()) / replies
    variances = [_variance(*sums, population=population.get(code), middle=middle) for code, sums in strata.items()]
    squares = math.fsum(groups[place].weight ** 2 * n for place, n in base.items())
    return Estimate(
        value=share,
        standard_error=math.sqrt(max(0.0, math.fsum(variances))),
        n=sum(base.values()),
        df=replies - len(strata),
        effective_n=size**2 / squares,
        lone_strata=sum(sums[0] == 1 for sums in strata.values()),
    )


def _variance(n: float, total: float, squares: float, *, population: float | None, middle: float) -> float:
    """n/(n−1) · (1 − n/N) · Σ(u − ū)²; a lone reply is compared with the mean of all, so that it is never free."""
    unsampled = 1.0 if population is None else max(0.0, 1 - n / population)
    if n == 1:
        return unsampled * (total - middle) ** 2
    return unsampled * n / (n - 1) * (squares - total**2 / n)
