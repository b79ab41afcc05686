"""Disclosure control: what may be shown of a count, a percentage or a mean so that it points at nobody.

The one way in is `protect_table` (and `protect_count` for a figure that stands alone). Percentages and means are made
from what these return, never from true counts, so that they cannot tell more than the rounded counts beside them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.sampling.intervals import Interval, wilson_interval
from portal.sampling.suppression import Relation, hide_complements
from portal.sampling.weights import may_be_weighted

Key = tuple[str, ...]

SMALLEST_COUNT = 10
ROUND_TO = 5


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """Counts under `smallest` are hidden, the rest rounded to the nearest `round_to`; cuts of the same people must
    differ by at least `smallest` people or by none."""

    smallest: int = SMALLEST_COUNT
    round_to: int = ROUND_TO


DEFAULT_RULES = DisclosureRules()


@dataclass(frozen=True, slots=True)
class ProtectedCount:
    """A count as it may be shown: rounded, or hidden (then `value` is None). Why it is hidden is not told: whether it
    is small, nought, or hidden to protect another is itself a disclosure."""

    value: int | None

    @property
    def hidden(self) -> bool:
        return self.value is None


HIDDEN = ProtectedCount(None)


def protect_count(count: int, *, rules: DisclosureRules = DEFAULT_RULES) -> ProtectedCount:
    """One count that stands alone. Nought is hidden like any other small number.

    Raises:
        ValueError: a negative count.
    """
    if count < 0:
        raise ValueError(count)
    return HIDDEN if count < rules.smallest else ProtectedCount(_rounded(count, rules))


def protected_percentage(part: ProtectedCount, whole: ProtectedCount) -> int | None:
    """Whole percent of one published count in another; None when either is hidden."""
    if part.value is None or not whole.value:
        return None
    return min(100, (200 * part.value + whole.value) // (2 * whole.value))


def protected_interval(part: ProtectedCount, whole: ProtectedCount) -> Interval | None:
    """Wilson's 95 % interval for a share, from the published counts only; None when either is hidden."""
    if part.value is None or not whole.value:
        return None
    return wilson_interval(min(part.value, whole.value), whole.value)


def protected_weighted_percentage(share: float, part: ProtectedCount, whole: ProtectedCount) -> int | None:
    """A weighted share (0 to 1) as a percentage no finer than the rounded counts beside it.

    `part` and `whole` are the published unweighted counts. None when either is hidden or fewer than 30 replied.
    """
    if part.value is None or whole.value is None or not may_be_weighted(whole.value):
        return None
    step = percentage_step(whole)
    return min(100, math.floor(100 * share / step + 0.5) * step)


def percentage_step(whole: ProtectedCount, *, rules: DisclosureRules = DEFAULT_RULES) -> int:
    """The steps a weighted percentage moves in, of 1, 2, 5, 10, 20 or 50: the finest that is worth at least 5 people
    of `whole`, so that it tells no more than a count rounded to 5."""
    people = whole.value or 0
    return next((step for step in (1, 2, 5, 10, 20) if step * people >= 100 * rules.round_to), 50)


def protected_mean(bands: Mapping[float, ProtectedCount]) -> float | None:
    """The mean of a scale from the published count of each band (the key: the band's value or middle), to one
    decimal. None when any band is hidden: a mean of the rest would mislead, and a mean of all would tell. Put small
    bands together first (0–4, 5–6, 7–10, say)."""
    shown = [(value, count.value) for value, count in bands.items() if count.value is not None]
    people = sum(count for _value, count in shown)
    if len(shown) < len(bands) or not people:
        return None
    return round(sum(value * count for value, count in shown) / people, 1)


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table of one or two dimensions as it may be shown. Cells and margins are rounded each by itself, so they
    need not add up; the page says so.

    `cells`: by key (one or two category names). `rows` and `columns`: margins of a two-way table, empty for one-way.
    """

    cells: Mapping[Key, ProtectedCount]
    rows: Mapping[str, ProtectedCount]
    columns: Mapping[str, ProtectedCount]
    total: ProtectedCount

    def percentage(self, *key: str) -> int | None:
        """Whole percent of the total in this cell."""
        return protected_percentage(self.cells[key], self.total)

    def row_percentage(self, row: str, column: str) -> int | None:
        """Whole percent of its row in this cell of a two-way table."""
        return protected_percentage(self.cells[row, column], self.rows[row])

    @property
    def hidden_cells(self) -> int:
        return sum(count.hidden for count in self.cells.values())


def protect_table(counts: Mapping[Key, int], *, rules: DisclosureRules = DEFAULT_RULES) -> ProtectedTable:
    """A table of people per category, `{("yes",): 40, …}`, or per pair of categories, `{("yes", "north"): 12, …}`,
    made safe to publish with its margins. Each person may be counted in one cell only.

    1. Counts under 10 are hidden, noughts too, in cells and margins.
    2. Complementary suppression: further counts are hidden, smallest first, until no hidden one follows from the
       others by any sum over rows and columns, and until what is hidden in a row or column adds up to at least 10.
    3. What is left is rounded to 5.

    Pairs that are not given are nought. The order of the keys is kept.

    Raises:
        ValueError: no cells, keys that are not all of one or all of two names, or a negative count.
    """
    dimensions = {len(key) for key in counts}
    if dimensions not in ({1}, {2}) or min(counts.values()) < 0:
        raise ValueError(dimensions)
    return _protect_one_way(counts, rules) if dimensions == {1} else _protect_two_way(counts, rules)


_TOTAL: Key = ("total",)


def _protect_one_way(counts: Mapping[Key, int], rules: DisclosureRules) -> ProtectedTable:
    nodes = {("cell", *key): count for key, count in counts.items()}
    relations = [Relation(total=_TOTAL, parts=tuple(nodes))]
    nodes[_TOTAL] = sum(counts.values())
    shown = _suppress(nodes, relations, rules)
    cells = {key: shown["cell", *key] for key in counts}
    empty: Mapping[str, ProtectedCount] = MappingProxyType({})
    return ProtectedTable(MappingProxyType(cells), empty, empty, shown[_TOTAL])


def _protect_two_way(counts: Mapping[Key, int], rules: DisclosureRules) -> ProtectedTable:
    rows, columns = list(dict.fromkeys(row for row, _ in counts)), list(dict.fromkeys(column for _, column in counts))
    nodes: dict[Key, int] = {("cell", r, c): counts.get((r, c), 0) for r in rows for c in columns}
    relations = [Relation(("row", r), tuple(("cell", r, c) for c in columns)) for r in rows]
    relations += [Relation(("column", c), tuple(("cell", r, c) for r in rows)) for c in columns]
    for relation in list(relations):
        nodes[relation.total] = sum(nodes[part] for part in relation.parts)
    relations.append(Relation(_TOTAL, tuple(("row", r) for r in rows)))
    relations.append(Relation(_TOTAL, tuple(("column", c) for c in columns)))
    nodes[_TOTAL] = sum(counts.values())
    shown = _suppress(nodes, relations, rules)
    return ProtectedTable(
        cells=MappingProxyType({(r, c): shown["cell", r, c] for r in rows for c in columns}),
        rows=MappingProxyType({r: shown["row", r] for r in rows}),
        columns=MappingProxyType({c: shown["column", c] for c in columns}),
        total=shown[_TOTAL],
    )


def _suppress(nodes: dict[Key, int], relations: list[Relation], rules: DisclosureRules) -> dict[Key, ProtectedCount]:
    small = {node for node, count in nodes.items() if count < rules.smallest}
    hidden = hide_complements(nodes, relations, small, smallest=rules.smallest)
    return {node: HIDDEN if node in hidden else ProtectedCount(_rounded(count, rules)) for node, count in nodes.items()}


def _rounded(count: int, rules: DisclosureRules) -> int:
    return (2 * count + rules.round_to) // (2 * rules.round_to) * rules.round_to
