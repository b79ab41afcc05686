"""The linear and whole-number models behind a fair selection, solved by HiGHS: nothing else in the portal knows it.

One thread and a fixed seed: the same pool gives the same panels on every machine. Rows and columns stand in the order
of the kinds, which are sorted. HiGHS is imported only when a panel is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, floor
from typing import Any

from portal.sampling.panels.pool import Pool
from portal.sampling.panels.targets import Targets

SEED = 20261124
EXACT = 1e-9
# Which panel is peeled off next does not matter, only that it takes a good share and is found soon: (then, otherwise).
PATIENCE = (("mip_rel_gap", (0.1, 0.0)), ("mip_max_nodes", (500, 2**31 - 1)))
Panel = tuple[int, ...]  # how many people of each kind


@cache
def _highspy() -> Any:
    import highspy

    return highspy


def _model(*, largest: bool) -> Any:
    model = _highspy().Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", SEED)):
        model.setOptionValue(option, value)
    for option in ("primal_feasibility_tolerance", "dual_feasibility_tolerance", "mip_feasibility_tolerance"):
        model.setOptionValue(option, EXACT)
    model.setOptionValue("mip_rel_gap", 0.0)
    sense = _highspy().ObjSense
    model.changeObjectiveSense(sense.kMaximize if largest else sense.kMinimize)
    return model


def _solved(model: Any) -> list[float] | None:
    model.run()
    if model.modelStatusToString(model.getModelStatus()) != "Optimal":
        return None
    return list(model.getSolution().col_value)


@dataclass(frozen=True, slots=True)
class Row:
    """At least `least` and at most `most` seats go to these kinds together."""

    kinds: tuple[int, ...]
    least: float
    most: float


def rows_of(pool: Pool, targets: Targets) -> tuple[Row, ...]:
    """What every panel must fulfil: its size, each target, and one person of a home."""
    everyone = tuple(range(len(pool.kinds)))
    rows = [Row(everyone, targets.size, targets.size)]
    for target in targets.targets:
        place = targets.categories.index(target.category)
        inside = tuple(j for j in everyone if pool.kinds[j].profile[place] == target.value)
        rows.append(Row(inside, target.least, min(target.most, targets.size)))
    for group, homes in enumerate(pool.homes):
        rows.append(Row(tuple(j for j in everyone if pool.kinds[j].alike == group), 0, len(homes)))
    return tuple(rows)


class PanelModel:
    """All panels that fulfil the rows, one whole number per kind; asked for the one worth most at given prices."""

    def __init__(self, pool: Pool, rows: Sequence[Row], *, size: int) -> None:
        self.count, self.rows = len(pool.kinds), rows
        self.most = [min(kind.size, size) for kind in pool.kinds]
        self._all = list(range(self.count))
        self._model = _model(largest=True)
        for most in self.most:
            self._model.addVar(0, most)
        self._model.changeColsIntegrality(self.count, self._all, [_highspy().HighsVarType.kInteger] * self.count)
        for row in rows:
            self._model.addRow(row.least, row.most, len(row.kinds), list(row.kinds), [1.0] * len(row.kinds))

    def best(self, prices: Sequence[float]) -> Panel | None:
        """The panel whose people are worth most together; None when no panel fulfils the rows."""
        largest = max(prices) or 1.0  # the solver's tolerances are made for numbers around one
        self._model.changeColsCost(self.count, self._all, [price / largest for price in prices])
        values = _solved(self._model)
        return None if values is None else tuple(round(value) for value in values)

    def next_to(self, seats: Sequence[float], prices: Sequence[float]) -> Panel | None:
        """The best panel that rounds `seats` up or down, kind by kind and row by row; None when there is none."""
        low = [float(floor(one + EXACT)) for one in seats]
        high = [float(ceil(one - EXACT)) for one in seats]
        self._model.changeColsBounds(self.count, self._all, low, high)
        sums = [sum(seats[j] for j in row.kinds) for row in self.rows]
        for place, total in enumerate(sums):
            self._model.changeRowBounds(place, floor(total + EXACT), ceil(total - EXACT))
        for option, value in PATIENCE:
            self._model.setOptionValue(option, value[0])
        found = self.best(prices)
        for option, value in PATIENCE:
            self._model.setOptionValue(option, value[1])
        self._model.changeColsBounds(self.count, self._all, [0.0] * self.count, [float(m) for m in self.most])
        for place, row in enumerate(self.rows):
            self._model.changeRowBounds(place, row.least, row.most)
        return found


class SeatModel:
    """Expected seats per kind as if people could be shared out: what no mixture of panels can surpass.

    Column 0 is z, the least chance among the kinds still open; column 1 + j the seats of kind j.
    """

    def __init__(self, pool: Pool, rows: Sequence[Row], *, size: int) -> None:
        self.pool, self.count = pool, len(pool.kinds)
        self._inf = _highspy().kHighsInf
        self._model = _model(largest=True)
        self._model.addCol(1.0, 0.0, 1.0, 0, [], [])
        for kind in pool.kinds:
            self._model.addVar(0, min(kind.size, size))
        for j, kind in enumerate(pool.kinds):
            self._model.addRow(0.0, self._inf, 2, [0, 1 + j], [-float(kind.size), 1.0])
        for row in rows:
            self._model.addRow(row.least, row.most, len(row.kinds), [1 + j for j in row.kinds], [1.0] * len(row.kinds))

    def largest_least(self) -> tuple[float, list[float], list[float]] | None:
        """z, the price of each kind's row (not negative), and the seats; None when the rows contradict each other."""
        values = _solved(self._model)
        if values is None:
            return None
        duals = self._model.getSolution().row_dual
        prices = [abs(duals[j]) * kind.size for j, kind in enumerate(self.pool.kinds)]
        return values[0], prices, values[1:]

    def settle(self, kind: int, chance: float) -> None:
        """From now on this kind has at least `chance`, and z is no longer about it."""
        self._model.changeCoeff(kind, 0, 0.0)
        self._model.changeRowBounds(kind, max(0.0, chance) * self.pool.kinds[kind].size, self._inf)


class MixtureModel:
    """How to mix panels so that no kind's chance falls short of its goal by more than need be.

    Column 0 is z. Row j: chance of kind j − z·open_j ≥ goal_j, where z is shortfall (minimised, `goals` given) or the
    least chance (maximised, goals of zero).
    """

    def __init__(self, pool: Pool, goals: Sequence[float] | None = None) -> None:
        self.pool, self.count = pool, len(pool.kinds)
        self.panels: list[Panel] = []
        self.raises = goals is None
        self._inf = _highspy().kHighsInf
        self._model = _model(largest=True)
        for goal in goals or [0.0] * self.count:
            self._model.addRow(goal, self._inf, 0, [], [])
        self._model.addRow(1.0, 1.0, 0, [], [])
        sign = -1.0 if self.raises else 1.0
        self._model.addCol(-sign, 0.0, self._inf, self.count, list(range(self.count)), [sign] * self.count)

    def add(self, panel: Panel) -> None:
        inside = [j for j, seats in enumerate(panel) if seats]
        shares = [panel[j] / self.pool.kinds[j].size for j in inside]
        self._model.addCol(0.0, 0.0, self._inf, len(inside) + 1, [*inside, self.count], [*shares, 1.0])
        self.panels.append(panel)

    def add_all(self, panels: Iterable[Panel]) -> None:
        for panel in panels:
            self.add(panel)

    def settle(self, kind: int, chance: float) -> None:
        """From now on this kind has at least `chance`, and z is no longer about it."""
        self._model.changeCoeff(kind, 0, 0.0)
        self._model.changeRowBounds(kind, max(0.0, chance), self._inf)

    def solve(self) -> tuple[float, list[float], float]:
        """z, the price of each kind's row (not negative), and what a panel must be worth to help."""
        values = _solved(self._model)
        if values is None:  # the goals are those of panels already here, so this cannot be
            raise RuntimeError("a mixture of known panels was refused")
        duals = self._model.getSolution().row_dual
        return values[0], [abs(value) for value in duals[: self.count]], abs(duals[self.count])

    def probabilities(self) -> list[float]:
        """Of each panel, in the order they were added."""
        return [max(0.0, value) for value in self._model.getSolution().col_value[1:]]


def smallest_slack(pool: Pool, targets: Targets) -> list[tuple[int, int]] | None:
    """Per target, by how many seats its least sinks and its most rises when as few as possible do; None when no
    panel comes of it within the flex. One seat costs the same everywhere; of equal answers the solver's first."""
    count, model = len(pool.kinds), _model(largest=False)
    for kind in pool.kinds:
        model.addVar(0, min(kind.size, targets.size))
    for target in targets.targets:
        lower = min(target.least, target.least_flex)
        raised = max(0, min(targets.size - target.most, target.most_flex))
        model.addCol(1.0, 0, lower, 0, [], [])
        model.addCol(1.0, 0, raised, 0, [], [])
    columns = count + 2 * len(targets.targets)
    model.changeColsIntegrality(columns, list(range(columns)), [_highspy().HighsVarType.kInteger] * columns)
    unbounded = _highspy().kHighsInf
    for place, row in enumerate(rows_of(pool, targets)):
        kinds, ones = list(row.kinds), [1.0] * len(row.kinds)
        if not 1 <= place <= len(targets.targets):
            model.addRow(row.least, row.most, len(kinds), kinds, ones)
            continue
        lower, raised = count + 2 * (place - 1), count + 2 * (place - 1) + 1
        model.addRow(row.least, unbounded, len(kinds) + 1, [*kinds, lower], [*ones, 1.0])
        model.addRow(-unbounded, row.most, len(kinds) + 1, [*kinds, raised], [*ones, -1.0])
    values = _solved(model)
    if values is None:
        return None
    slack = [round(value) for value in values[count:]]
    return list(zip(slack[::2], slack[1::2], strict=True))
