"""Age bands, from a service's own lower ends."""

from collections.abc import Sequence
from itertools import pairwise

from portal.rosters.enums import NOT_KNOWN


def age_band(age: int | None, *, lower_ends: Sequence[int]) -> str:
    """The band as text, "16–17" or "75+"; "not_known" without an age, "0–4" style below the lowest end.

    >>> age_band(17, lower_ends=[0, 16, 18])
    '16–17'
    """
    if age is None:
        return NOT_KNOWN
    ends = sorted({0, *lower_ends})
    for low, above in pairwise(ends):
        if low <= age < above:
            return f"{low}–{above - 1}" if above - low > 1 else str(low)
    return f"{ends[-1]}+"


def band_order(band: str) -> tuple[int, str]:
    """For sorting bands by age, with what is not known last."""
    digits = band.split("–")[0].rstrip("+")
    return (int(digits), band) if digits.isdigit() else (10_000, band)
