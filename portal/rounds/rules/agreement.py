"""Do people who code apart mean the same? Krippendorff's alpha, with missing values.

Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania, 2011). Alpha is 1
when all agree, 0 when they agree as often as by chance, below 0 when they differ on purpose. For sets of themes
the distance is MASI: R. Passonneau, "Measuring Agreement on Set-valued Items (MASI)" (LREC 2006).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any

Values = Sequence[Hashable | None]
Distance = Callable[[Any, Any], Fraction]
# Krippendorff's own advice (Content Analysis, 3rd ed., section 11.4): rely on 0.800, be careful down to 0.667.
RELIABLE, TENTATIVE = 0.8, 0.667


def nominal(one: Hashable, other: Hashable) -> Fraction:
    """Equal or not."""
    return Fraction(int(one != other))


def interval(one: int, other: int) -> Fraction:
    """The square of the difference, for numbers with equal steps."""
    return Fraction(one - other) ** 2


def masi(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """1 − Jaccard × monotonicity: 1, 2/3, 1/3 or 0 for equal, one inside the other, overlapping, apart."""
    if one == other:
        return Fraction(0)
    common = one & other
    if not common:
        return Fraction(1)
    shape = Fraction(2, 3) if one < other or other < one else Fraction(1, 3)
    return 1 - Fraction(len(common), len(one | other)) * shape


def alpha(units: Sequence[Values], *, distance: Distance = nominal) -> float | None:
    """Krippendorff's alpha of `units`: for each unit the value of each coder, None where there is none.

    Units with fewer than two values say nothing. None when there is nothing to compare, or when only one value was
    ever used: then agreement cannot be told from everyone always saying the same.
    """
    pairs, totals = _coincidences(units)
    n = sum(totals.values())
    expected = sum(
        (Fraction(totals[c] * totals[k]) * distance(c, k) for c in totals for k in totals if c != k), Fraction(0)
    )
    if not expected:
        return None
    observed = sum((weight * distance(c, k) for (c, k), weight in pairs.items() if c != k), Fraction(0))
    return float(1 - (n - 1) * observed / expected)


def pairable(units: Sequence[Values]) -> int:
    """How many values stand beside another one of the same unit."""
    return sum(len(found) for found in map(_given, units) if len(found) > 1)


def _coincidences(units: Sequence[Values]) -> tuple[Mapping[tuple[Any, Any], Fraction], Counter[Any]]:
    pairs: dict[tuple[Any, Any], Fraction] = defaultdict(Fraction)
    totals: Counter[Any] = Counter()
    for found in map(_given, units):
        if len(found) < 2:
            continue
        counted = Counter(found)
        totals.update(counted)
        for c, times in counted.items():
            for k, others in counted.items():
                pairs[c, k] += Fraction(times * (others - (c == k)), len(found) - 1)
    return pairs, totals


def _given(values: Values) -> list[Hashable]:
    return [value for value in values if value is not None]


def agreement(units: Sequence[Sequence[frozenset[str] | None]], themes: Sequence[str]) -> dict[str, Any]:
    """{"alpha": over whole sets of themes by MASI, "values": n, "themes": {id: alpha of "under it or not"}}."""
    by_theme = {
        theme: alpha([[None if one is None else theme in one for one in unit] for unit in units]) for theme in themes
    }
    return {"alpha": alpha(units, distance=masi), "values": pairable(units), "themes": by_theme}


def agreed(judgements: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """The themes that two or more coders chose alike with nobody unsure or of another mind; None: to be settled."""
    if len(judgements) < 2 or None in judgements or len(set(judgements)) > 1:
        return None
    return judgements[0]
