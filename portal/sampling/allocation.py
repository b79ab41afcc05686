"""How many people to ask in each stratum, with minimums per group that are held or refused with reasons."""

import heapq
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.sampling.errors import Clash, ImpossiblePlan, PlanProblem, Relaxation, RelaxationKind
from portal.sampling.strata import Stratification, Stratum

# Two people per stratum are the fewest from which a variance can be estimated.
STRATUM_FLOOR = 2


class AllocationMethod(StrEnum):
    SQUARE_ROOT = "square_root"
    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    NEYMAN = "neyman"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class StratumAllocation:
    """n_h people of one stratum."""

    stratum: Stratum
    sample: int

    @property
    def take_all(self) -> bool:
        return self.sample == self.stratum.size

    @property
    def inclusion_probability(self) -> float:
        return self.sample / self.stratum.size if self.stratum.size else 0.0

    @property
    def base_weight(self) -> float:
        """People of the frame each one stands for; nought where nobody is asked."""
        return self.stratum.size / self.sample if self.sample else 0.0


@dataclass(frozen=True, slots=True)
class Allocation:
    """The whole sample over the strata. `short_groups` are the groups smaller than their minimum, asked in full:
    (group, minimum asked for, people there are)."""

    method: AllocationMethod
    strata: tuple[StratumAllocation, ...]
    short_groups: tuple[tuple[str, int, int], ...] = ()

    @property
    def total(self) -> int:
        return sum(part.sample for part in self.strata)

    def by_code(self) -> dict[str, int]:
        """People asked per stratum code."""
        return {part.stratum.code: part.sample for part in self.strata}

    def by_group(self) -> dict[str, int]:
        """People asked per group (status)."""
        groups: dict[str, int] = {}
        for part in self.strata:
            groups[part.stratum.group] = groups.get(part.stratum.group, 0) + part.sample
        return groups


def allocate(
    stratification: Stratification,
    *,
    total: int,
    method: AllocationMethod = AllocationMethod.SQUARE_ROOT,
    minimums: Mapping[str, int] | None = None,
    spreads: Mapping[str, float] | None = None,
    custom: Mapping[str, int] | None = None,
    factors: Mapping[str, float] | None = None,
    take_all: Collection[str] = (),
    stratum_floor: int = STRATUM_FLOOR,
) -> Allocation:
    """Divides `total` people over the strata.

    Every stratum gets `stratum_floor` people, or all it has, or all it has because it is to be asked in full. Groups
    below their minimum are filled to it; the rest goes person by person to the stratum with the largest claim (the
    method's weight / (2n + 1), the Webster–Sainte-Laguë rule), never beyond its size. So the sum is exact, minimums are
    held, and a group whose fair share is above its minimum is not touched by it. A group smaller than its minimum is
    asked in full and named in `short_groups`.

    Args:
        minimums: people per group (status).
        spreads: for Neyman, standard deviation per stratum code (J. Neyman 1934: n_h ∝ N_h S_h).
        custom: for the custom method, people per stratum code; nothing below changes these.
        factors: oversampling: what a claim is multiplied by, per group and per stratum code (both count).
        take_all: codes of strata in which everyone is asked.

    Raises:
        ImpossiblePlan: with the clash and the smallest changes that would do.
    """
    minimums = dict(minimums or {})
    _refuse_impossible_totals(stratification, total, minimums)
    sizes = stratification.group_sizes()
    short = tuple((group, least, sizes[group]) for group, least in sorted(minimums.items()) if least > sizes[group])
    least_of = {group: min(least, sizes[group]) for group, least in minimums.items()}
    if method is AllocationMethod.CUSTOM:
        sample = _custom_sample(stratification, total, least_of, custom or {})
    else:
        weights = _oversampled(stratification, _claims(stratification, method, spreads or {}), factors or {})
        sample = _floors(stratification, total, least_of, stratum_floor, frozenset(take_all))
        _fill(stratification, sample, weights, total, least_of)
    parts = tuple(StratumAllocation(stratum, sample[stratum.code]) for stratum in stratification.strata)
    return Allocation(method=method, strata=parts, short_groups=short)


def _refuse_impossible_totals(stratification: Stratification, total: int, minimums: Mapping[str, int]) -> None:
    population = stratification.population
    if population == 0:
        raise ImpossiblePlan(PlanProblem.EMPTY_FRAME)
    change = Relaxation(RelaxationKind.CHANGE_TOTAL, "", total, min(max(total, 1), population))
    if total < 1:
        raise ImpossiblePlan(PlanProblem.TOTAL_NOT_POSITIVE, (Clash("", total, population),), ((change,),))
    if total > population:
        raise ImpossiblePlan(PlanProblem.TOTAL_EXCEEDS_FRAME, (Clash("", total, population),), ((change,),))
    known = stratification.group_sizes()
    if unknown := sorted(set(minimums) - set(known)):
        clashes = tuple(Clash(group, minimums[group], 0) for group in unknown)
        lower = tuple(Relaxation(RelaxationKind.LOWER_MINIMUM, group, minimums[group], 0) for group in unknown)
        raise ImpossiblePlan(PlanProblem.GROUP_UNKNOWN, clashes, (lower,))
    if negative := sorted(group for group, least in minimums.items() if least < 0):
        raise ImpossiblePlan(
            PlanProblem.MINIMUM_NEGATIVE, tuple(Clash(group, minimums[group], known[group]) for group in negative)
        )


def _claims(stratification: Stratification, method: AllocationMethod, spreads: Mapping[str, float]) -> dict[str, float]:
    if method is AllocationMethod.EQUAL:
        return {stratum.code: 1.0 for stratum in stratification.strata}
    if method is AllocationMethod.PROPORTIONAL:
        return {stratum.code: float(stratum.size) for stratum in stratification.strata}
    if method is AllocationMethod.SQUARE_ROOT:
        return {stratum.code: math.sqrt(stratum.size) for stratum in stratification.strata}
    if missing := [s.code for s in stratification.strata if s.code not in spreads]:
        raise ImpossiblePlan(PlanProblem.SPREAD_MISSING, tuple(Clash(code, 0, 0) for code in missing))
    if negative := [s.code for s in stratification.strata if not (0 <= spreads[s.code] < math.inf)]:
        raise ImpossiblePlan(PlanProblem.SPREAD_NEGATIVE, tuple(Clash(code, spreads[code], 0) for code in negative))
    return {stratum.code: stratum.size * spreads[stratum.code] for stratum in stratification.strata}


def _oversampled(
    stratification: Stratification, claims: Mapping[str, float], factors: Mapping[str, float]
) -> dict[str, float]:
    if bad := sorted(name for name, factor in factors.items() if not 0 < factor < math.inf):
        raise ImpossiblePlan(PlanProblem.FACTOR_NOT_POSITIVE, tuple(Clash(name, factors[name], 0) for name in bad))
    return {
        one.code: claims[one.code] * factors.get(one.group, 1.0) * factors.get(one.code, 1.0)
        for one in stratification.strata
    }


def _floors(
    stratification: Stratification,
    total: int,
    minimums: Mapping[str, int],
    stratum_floor: int,
    take_all: frozenset[str],
) -> dict[str, int]:
    usual = {stratum.code: min(stratum.size, max(stratum_floor, 0)) for stratum in stratification.strata}
    sample = usual | {one.code: one.size for one in stratification.strata if one.code in take_all}
    floors: dict[str, int] = {}
    for stratum in stratification.strata:
        floors[stratum.group] = floors.get(stratum.group, 0) + sample[stratum.code]
    needed = {group: max(floor, minimums.get(group, 0)) for group, floor in floors.items()}
    if sum(needed.values()) > total:
        raise _clash_of_minimums(
            total,
            needed,
            floors,
            minimums,
            stratum_floor,
            {c: sample[c] - usual[c] for c in sorted(take_all & set(usual))},
        )
    return sample


def _clash_of_minimums(
    total: int,
    needed: Mapping[str, int],
    floors: Mapping[str, int],
    minimums: Mapping[str, int],
    stratum_floor: int,
    in_full: Mapping[str, int],
) -> ImpossiblePlan:
    """`in_full`: people a stratum would need fewer, were it not to be asked in full."""
    excess = sum(needed.values()) - total
    options: list[tuple[Relaxation, ...]] = [(Relaxation(RelaxationKind.CHANGE_TOTAL, "", total, total + excess),)]
    room = {group: needed[group] - floors[group] for group in minimums if needed[group] > floors[group]}
    for group in sorted(room, key=lambda name: (-room[name], name)):
        if room[group] >= excess:
            change = Relaxation(RelaxationKind.LOWER_MINIMUM, group, minimums[group], needed[group] - excess)
            options.append((change,))
    for code in sorted(in_full, key=lambda name: (-in_full[name], name)):
        if in_full[code] >= excess:
            options.append((Relaxation(RelaxationKind.DROP_TAKE_ALL, code, in_full[code], 0),))
    if len(options) == 1 and sum(room.values()) >= excess:
        options.append(_lower_together(room, excess, needed, minimums))
    if len(options) == 1 and stratum_floor > 0:
        options.append((Relaxation(RelaxationKind.LOWER_STRATUM_FLOOR, "", stratum_floor, stratum_floor - 1),))
    clashes = tuple(Clash(group, people, total) for group, people in sorted(needed.items()) if people)
    return ImpossiblePlan(PlanProblem.MINIMUMS_EXCEED_TOTAL, clashes, tuple(options))


def _lower_together(
    room: Mapping[str, int], excess: int, needed: Mapping[str, int], minimums: Mapping[str, int]
) -> tuple[Relaxation, ...]:
    """No single minimum can give enough: take from the one with most to give, then the next."""
    changes = []
    for group in sorted(room, key=lambda name: (-room[name], name)):
        less = min(room[group], excess)
        excess -= less
        if less:
            changes.append(Relaxation(RelaxationKind.LOWER_MINIMUM, group, minimums[group], needed[group] - less))
    return tuple(changes)


def _fill(
    stratification: Stratification,
    sample: dict[str, int],
    weights: Mapping[str, float],
    total: int,
    minimums: Mapping[str, int],
) -> None:
    """Adds people to `sample`: first inside the groups below their minimum, then anywhere."""
    for group, least in sorted(minimums.items()):
        members = [stratum for stratum in stratification.strata if stratum.group == group]
        _hand_out(members, sample, weights, least - sum(sample[stratum.code] for stratum in members))
    _hand_out(list(stratification.strata), sample, weights, total - sum(sample.values()))


def _hand_out(strata: list[Stratum], sample: dict[str, int], weights: Mapping[str, float], people: int) -> None:
    def claim(stratum: Stratum) -> tuple[float, str]:
        return -weights[stratum.code] / (2 * sample[stratum.code] + 1), stratum.code

    size_of = {stratum.code: stratum for stratum in strata}
    queue = [claim(stratum) for stratum in strata if sample[stratum.code] < stratum.size]
    heapq.heapify(queue)
    for _turn in range(max(people, 0)):
        _priority, code = heapq.heappop(queue)
        sample[code] += 1
        if sample[code] < size_of[code].size:
            heapq.heappush(queue, claim(size_of[code]))


def _custom_sample(
    stratification: Stratification, total: int, minimums: Mapping[str, int], custom: Mapping[str, int]
) -> dict[str, int]:
    sizes = {stratum.code: stratum.size for stratum in stratification.strata}
    if odd := sorted(set(sizes) ^ set(custom)):
        raise ImpossiblePlan(
            PlanProblem.CUSTOM_MISSING, tuple(Clash(code, custom.get(code, 0), sizes.get(code, 0)) for code in odd)
        )
    if negative := [code for code in sizes if custom[code] < 0]:
        raise ImpossiblePlan(
            PlanProblem.CUSTOM_NEGATIVE, tuple(Clash(code, custom[code], sizes[code]) for code in negative)
        )
    if large := [code for code in sizes if custom[code] > sizes[code]]:
        changes = tuple(Relaxation(RelaxationKind.CHANGE_CUSTOM, code, custom[code], sizes[code]) for code in large)
        clashes = tuple(Clash(code, custom[code], sizes[code]) for code in large)
        raise ImpossiblePlan(PlanProblem.CUSTOM_EXCEEDS_STRATUM, clashes, (changes,))
    asked = sum(custom.values())
    if asked != total:
        change = Relaxation(RelaxationKind.CHANGE_TOTAL, "", total, asked)
        raise ImpossiblePlan(PlanProblem.CUSTOM_TOTAL_DIFFERS, (Clash("", asked, total),), ((change,),))
    _refuse_custom_below_minimums(stratification, minimums, custom)
    return dict(custom)


def _refuse_custom_below_minimums(
    stratification: Stratification, minimums: Mapping[str, int], custom: Mapping[str, int]
) -> None:
    asked = {group: 0 for group in minimums}
    for stratum in stratification.strata:
        if stratum.group in asked:
            asked[stratum.group] += custom[stratum.code]
    if below := sorted(group for group, least in minimums.items() if asked[group] < least):
        clashes = tuple(Clash(group, minimums[group], asked[group]) for group in below)
        lower = tuple(Relaxation(RelaxationKind.LOWER_MINIMUM, g, minimums[g], asked[g]) for g in below)
        raise ImpossiblePlan(PlanProblem.CUSTOM_BELOW_MINIMUM, clashes, (lower,))
