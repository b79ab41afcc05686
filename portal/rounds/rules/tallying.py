"""True counts of a round, from facts already fetched. Nothing here is fit to be shown: that is the gate's work."""

import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portal.rounds.rules.weighting import NO_CLASS, Weighting
from portal.sampling.dispositions import AaporGroup, Disposition
from portal.sampling.propensities import CellOutcome
from portal.sampling.representativeness import r_indicator

# Fixed before fieldwork for every round, and printed beside the R-indicator.
R_VARIABLES = ("status", "age_band", "sex", "ethnicity")
FIELDS = ("status", "area", "age_band", "sex", "ethnicity", "disability", "language")
# The way someone was first written to or rung: known of those asked, not of the frame.
ROUTE = "route"
RATE_FIELDS = (*FIELDS, ROUTE)
ANSWERED = (AaporGroup.COMPLETE, AaporGroup.PARTIAL)
NOT_KNOWN = "not_known"
NO_BANDS: Mapping[str, range] = {}


@dataclass(frozen=True)
class Case:
    """People asked who are alike, at the end: chance to be drawn, traits, final disposition, whether we reached them.
    `count`: how many they are; `factor`: for how many asked an answer of theirs stands, where only a half was rung."""

    chance: float
    traits: Mapping[str, str]
    disposition: Disposition
    reached: bool
    count: int = 1
    factor: float = 1.0

    @property
    def answered(self) -> bool:
        return self.disposition.group in ANSWERED

    def trait(self, field: str) -> str:
        return self.traits.get(field) or NOT_KNOWN


def cases_by_field(cases: Iterable[Case]) -> dict[str, dict[str, dict[str, int]]]:
    """{field: {category: {disposition: people}}}, the way they were reached among the fields."""
    counts: dict[str, dict[str, dict[str, int]]] = {field: {} for field in RATE_FIELDS}
    for case in cases:
        for field in RATE_FIELDS:
            found = counts[field].setdefault(case.trait(field), {})
            found[case.disposition.value] = found.get(case.disposition.value, 0) + case.count
    return {field: dict(sorted(found.items())) for field, found in counts.items()}


def steps(cases: Iterable[Case]) -> dict[str, dict[str, list[float]]]:
    """{field: {category: [invited, reached, answered, and the same three as sums of base weights]}}"""
    found: dict[str, dict[str, list[float]]] = {field: {} for field in FIELDS}
    for case in cases:
        weight = 1 / case.chance
        flags = (case.count, case.count * case.reached, case.count * case.answered)
        for field in FIELDS:
            row = found[field].setdefault(case.trait(field), [0, 0, 0, 0.0, 0.0, 0.0])
            for place, flag in enumerate(flags):
                row[place] += flag
                row[place + 3] += flag * weight * (case.factor if place == 2 else 1)
    return found


def likeness(cases: Iterable[Case]) -> dict[str, Any] | None:
    """R-indicator and partial indicators by R_VARIABLES, in base weights, without people known to be ineligible:
    {"r": …, "partial": [[variable, between, within, [[category, asked, chance to answer, partial]]]]}.

    None where nobody answered or there are too few to compare.
    """
    cells: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for case in cases:
        if case.disposition.group is AaporGroup.NOT_ELIGIBLE:
            continue
        cell = cells[tuple(case.trait(variable) for variable in R_VARIABLES)]
        cell[0] += case.count / case.chance
        cell[1] += case.answered * case.count / case.chance
    outcomes = [CellOutcome(key, *sums) for key, sums in sorted(cells.items())]
    if math.fsum(cell.cases for cell in outcomes) <= 1 or not any(cell.answered for cell in outcomes):
        return None
    found = r_indicator(outcomes, R_VARIABLES)
    return {
        "r": found.r_indicator,
        "partial": [
            [
                one.variable,
                one.unconditional,
                one.conditional,
                [[part.category, part.cases, part.response_rate, part.partial] for part in one.categories],
            ]
            for one in found.partial
        ],
    }


def codes_in(value: str | None) -> list[str]:
    """The categories one stored answer stands for: its code or codes, its number, the year of its date, first place."""
    return list(_codes_in(value))


@lru_cache(maxsize=10_000)
def _codes_in(value: str | None) -> tuple[str, ...]:
    given = json.loads(value) if value else None
    if not isinstance(given, dict):
        return ()
    if "codes" in given:
        return tuple(str(code) for code in given["codes"])
    if "ranked" in given:
        return tuple(str(code) for code in given["ranked"][:1])
    if "date" in given:
        return (str(given["date"])[:4],)
    return tuple(str(given[name]) for name in ("code", "number") if name in given)


@dataclass(frozen=True)
class AnswerGroup:
    """Answers to one question alike in state, value, whose words they are, the weight class of who gave them
    (`NO_CLASS`: not of the sample, or not weighted) and at which try they answered (0: not of the sample)."""

    state: str
    value: str | None
    whose: str
    weight_class: int
    attempt: int
    count: int


def question_counts(
    groups: Iterable[AnswerGroup],
    *,
    weighting: Weighting | None,
    bands: Mapping[str, range] = NO_BANDS,
    with_intervals: bool = True,
) -> dict[str, Any]:
    """Counts of one question:
    {"states": {state: n}, "whose": {provenance: n}, "base": [n, of the sample, weight],
    "values": {code: [n, of the sample, weight, lowest and highest weighted share]}, "bands": the same for `bands`,
    "tries": {attempt: {"base": [n, weight], "values": {code: [n, weight]}}}}.

    Without `with_intervals` the weighted intervals, which take long to find, are None.
    Answers of people who were not drawn (imported ones) count unweighted and carry no weight.
    """
    states: dict[str, int] = defaultdict(int)
    whose: dict[str, int] = defaultdict(int)
    base, values, banded = _Counted(), defaultdict[str, _Counted](_Counted), defaultdict[str, _Counted](_Counted)
    counted: dict[str | None, tuple[_Counted, ...]] = {}  # by value: what it adds to
    for group in groups:
        states[group.state] += group.count
        if group.state == "answered":
            whose[group.whose] += group.count
            if group.value not in counted:
                codes = codes_in(group.value)
                into = (*(values[code] for code in codes), *(banded[band] for band in bands_in(codes, bands)))
                counted[group.value] = (base, *into)
            for one in counted[group.value]:
                one.add(group)
    ranged = weighting if with_intervals else None
    return {
        "states": dict(states),
        "whose": dict(whose),
        "base": base.row(weighting),
        "values": {code: [*one.row(weighting), *_interval(ranged, base, one)] for code, one in values.items()},
        "bands": {band: [*one.row(weighting), *_interval(ranged, base, one)] for band, one in banded.items()},
        "tries": _tries(base, values, weighting),
    }


def bands_in(codes: Iterable[str], bands: Mapping[str, range]) -> list[str]:
    """The bands into which these numbers fall."""
    numbers = [int(code) for code in codes if code.lstrip("-").isdigit()]
    return [band for band, found in bands.items() if any(number in found for number in numbers)]


class _Counted:
    """How many in all, by weight class and by try."""

    def __init__(self) -> None:
        self.all = 0
        self.classes: dict[int, int] = defaultdict(int)
        self.tries: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, group: AnswerGroup) -> None:
        self.all += group.count
        if group.weight_class != NO_CLASS:
            self.classes[group.weight_class] += group.count
        if group.attempt:
            self.tries[group.attempt][group.weight_class] += group.count

    def row(self, weighting: Weighting | None) -> list[float]:
        weight = weighting.sum_of(self.classes) if weighting else 0.0
        return [self.all, sum(self.classes.values()), weight]


def _interval(weighting: Weighting | None, base: _Counted, part: _Counted) -> list[float | None]:
    found = weighting.interval(base=base.classes, part=part.classes) if weighting else None
    return [None, None] if found is None else [found.low, found.high]


def _tries(base: _Counted, values: Mapping[str, _Counted], weighting: Weighting | None) -> dict[str, Any]:
    def row(one: _Counted, attempt: int) -> list[float]:
        classes = one.tries.get(attempt, {})
        return [sum(classes.values()), weighting.sum_of(classes) if weighting else 0.0]

    return {
        str(attempt): {"base": row(base, attempt), "values": {code: row(one, attempt) for code, one in values.items()}}
        for attempt in sorted(base.tries)
    }


def sum_of(rows: Iterable[Sequence[float]], place: int) -> float:
    return math.fsum(row[place] for row in rows)


def frame_statuses(coverage: Mapping[str, Any]) -> dict[str, int]:
    """People in the frame by status, from a frame's coverage."""
    return {status: int(found["in_frame"]) for status, found in coverage.items() if found.get("in_frame")}


def only(fields: Collection[str], breakdown: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The frame's people by field and category, for the fields the report compares."""
    return {field: dict(breakdown[field]) for field in fields if field in breakdown}
