"""True counts of a round, from facts already fetched. Nothing here is fit to be shown: that is the gate's work."""

import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.sampling.dispositions import AaporGroup, Disposition
from portal.sampling.errors import ImpossibleWeights
from portal.sampling.weights import Margin, base_weights, effective_n, may_be_weighted, post_stratify

# Fixed before fieldwork for every round, and printed beside the R-indicator.
R_VARIABLES = ("status", "age_band", "sex", "ethnicity")
FIELDS = ("status", "area", "age_band", "sex", "ethnicity", "disability", "language")
ANSWERED = (AaporGroup.COMPLETE, AaporGroup.PARTIAL)
NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Case:
    """One person asked, at the end: chance to be drawn, traits, final disposition, and whether we reached them."""

    chance: float
    traits: Mapping[str, str]
    disposition: Disposition
    reached: bool

    @property
    def answered(self) -> bool:
        return self.disposition.group in ANSWERED

    def trait(self, field: str) -> str:
        return self.traits.get(field) or NOT_KNOWN


def cases_by_status(cases: Iterable[Case]) -> dict[str, dict[str, int]]:
    """{status: {disposition: people}}"""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case in cases:
        counts[case.trait("status")][case.disposition.value] += 1
    return {status: dict(found) for status, found in sorted(counts.items())}


def steps(cases: Iterable[Case]) -> dict[str, dict[str, list[float]]]:
    """{field: {category: [invited, reached, answered, and the same three as sums of base weights]}}"""
    found: dict[str, dict[str, list[float]]] = {field: {} for field in FIELDS}
    for case in cases:
        weight = 1 / case.chance
        flags = (1, int(case.reached), int(case.answered))
        for field in FIELDS:
            row = found[field].setdefault(case.trait(field), [0, 0, 0, 0.0, 0.0, 0.0])
            for place, flag in enumerate(flags):
                row[place] += flag
                row[place + 3] += flag * weight
    return found


def outcome_cells(cases: Iterable[Case]) -> list[list[Any]]:
    """[[categories of R_VARIABLES], cases, answered] in base weights, without people known to be ineligible."""
    cells: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for case in cases:
        if case.disposition.group is AaporGroup.NOT_ELIGIBLE:
            continue
        cell = cells[tuple(case.trait(variable) for variable in R_VARIABLES)]
        cell[0] += 1 / case.chance
        cell[1] += case.answered / case.chance
    return [[list(key), *sums] for key, sums in sorted(cells.items())]


@dataclass(frozen=True)
class StatusFactors:
    """What base weights are multiplied by within each status so that they add up to the frame, and what the report
    prints about the final weights. `unheard`: statuses of the frame that nobody answered for."""

    factors: Mapping[str, float]
    smallest: float
    largest: float
    effective_n: float
    unheard: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "smallest": self.smallest,
            "largest": self.largest,
            "effective_n": self.effective_n,
            "unheard": list(self.unheard),
        }


def status_factors(cases: Iterable[Case], *, frame: Mapping[str, int]) -> StatusFactors | None:
    """Post-stratification of 1 / chance to the frame's people per status; None under 30 replies or where impossible.

    A status nobody answered for is left out of the margin: its people cannot be made to speak by weighting.
    """
    heard = [case for case in cases if case.answered]
    if not may_be_weighted(len(heard)):
        return None
    statuses = [case.trait("status") for case in heard]
    totals = {status: float(frame.get(status, 0)) for status in sorted(set(statuses))}
    try:
        base = base_weights([case.chance for case in heard])
        report = post_stratify(base, Margin("status", statuses, totals))
    except ImpossibleWeights:
        return None
    factors = {status: final / first for status, first, final in zip(statuses, base, report.weights, strict=True)}
    unheard = tuple(status for status, people in sorted(frame.items()) if people and status not in totals)
    return StatusFactors(factors, report.smallest, report.largest, effective_n(report.weights), unheard)


def codes_in(value: str | None) -> list[str]:
    """The categories one stored answer stands for: its code or codes, its number, the year of its date, first place."""
    given = json.loads(value) if value else None
    if not isinstance(given, dict):
        return []
    if "codes" in given:
        return [str(code) for code in given["codes"]]
    if "ranked" in given:
        return [str(code) for code in given["ranked"][:1]]
    if "date" in given:
        return [str(given["date"])[:4]]
    return [str(given[name]) for name in ("code", "number") if name in given]


def question_counts(
    groups: Iterable[tuple[str, str | None, str | None, float | None, int]], *, factors: StatusFactors | None
) -> dict[str, Any]:
    """Counts of one question from (state, value, status, chance, count) groups:
    {"states": {state: n}, "values": {code: [n, of the sample, weight]}, "base": [n, of the sample, weight]}.

    Answers of people who were not drawn (imported ones) count unweighted and carry no weight.
    """
    states: dict[str, int] = defaultdict(int)
    values: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    base: list[float] = [0, 0, 0.0]
    for state, value, status, chance, count in groups:
        states[state] += count
        if state != "answered":
            continue
        weight = _weight(status, chance, factors)
        for row in (base, *(values[code] for code in codes_in(value))):
            row[0] += count
            row[1] += count if chance is not None else 0
            row[2] += count * weight
    return {"states": dict(states), "values": dict(values), "base": base}


def _weight(status: str | None, chance: float | None, factors: StatusFactors | None) -> float:
    if factors is None or chance is None:
        return 0.0
    return factors.factors.get(status or NOT_KNOWN, 0.0) / chance


def sum_of(rows: Iterable[Sequence[float]], place: int) -> float:
    return math.fsum(row[place] for row in rows)


def frame_statuses(coverage: Mapping[str, Any]) -> dict[str, int]:
    """People in the frame by status, from a frame's coverage."""
    return {status: int(found["in_frame"]) for status, found in coverage.items() if found.get("in_frame")}


def only(fields: Collection[str], breakdown: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The frame's people by field and category, for the fields the report compares."""
    return {field: dict(breakdown[field]) for field in fields if field in breakdown}
