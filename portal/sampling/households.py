"""At most one person of a household: who lives with whom, and what that does to chances and weights.

Drawing has two steps then. First one person of every household is picked at random, each with the same chance 1/m;
then the strata are drawn from those picked. A person's chance is the product, n_h/N'_h · 1/m, with N'_h the people of
the stratum left after the first step; its inverse is the weight of the two-phase estimator (C.-E. Särndal, B. Swensson
and J. Wretman 1992, § 9.3), which is unbiased.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.sampling.frames import HOUSEHOLD, Frame
from portal.sampling.ordering import one_of_household
from portal.sampling.strata import Stratification

Households = tuple[tuple[str, ...], ...]


def households_of(frame: Frame, *, left_out: Collection[str] = ()) -> Households:
    """Those of the frame who live with someone else of it, whoever is left out aside: ids sorted, homes by first id."""
    homes: dict[str, list[str]] = {}
    for row in frame:
        home = row.fields.get(HOUSEHOLD)
        if home and row.person_id not in left_out:
            homes.setdefault(home, []).append(row.person_id)
    return tuple(sorted(tuple(ids) for ids in homes.values() if len(ids) > 1))


def set_aside(households: Households, *, seed: str) -> frozenset[str]:
    """Everyone of a household but the one picked."""
    aside: set[str] = set()
    for ids in households:
        aside.update(ids)
        aside.discard(one_of_household(ids, seed=seed))
    return frozenset(aside)


@dataclass(frozen=True, slots=True)
class Crowding:
    """A stratum whose people share homes: `people` in it, `homes` expected to be left after one of each home was
    picked (Σ 1/m), and `sharing` = Σ m over its people, which says how unequal the weights become."""

    people: int
    homes: float
    sharing: int


def crowding(frame: Frame, stratification: Stratification, households: Households) -> dict[str, Crowding]:
    """Crowding per stratum code. `frame` without those left out."""
    size_of = {person: len(ids) for ids in households for person in ids}
    stratum_of = stratification.stratum_of_cell()
    found = {stratum.code: [0, 0.0, 0] for stratum in stratification.strata}
    for row in frame:
        counts = found[stratum_of[row.cell(stratification.fields)].code]
        size = size_of.get(row.person_id, 1)
        counts[0] += 1
        counts[1] += 1 / size
        counts[2] += size
    return {code: Crowding(int(people), homes, int(sharing)) for code, (people, homes, sharing) in found.items()}


def expected_sizes(crowded: Mapping[str, Crowding]) -> dict[str, int]:
    """People who can be drawn per stratum, on average, rounded down; at least one where there is anyone."""
    return {code: max(1, int(one.homes + 1e-9)) if one.people else 0 for code, one in crowded.items()}
