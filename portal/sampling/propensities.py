"""The chance to answer by category: logistic regression on grouped cells, main effects only."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.sampling.linear import solve


@dataclass(frozen=True, slots=True)
class CellOutcome:
    """People with the same categories: how many were asked (`cases`) and how many `answered`. Both may be sums of
    base weights, where the draw gave unequal chances."""

    categories: tuple[str, ...]
    cases: float
    answered: float


def group_outcomes(rows: Sequence[tuple[tuple[str, ...], bool]]) -> tuple[CellOutcome, ...]:
    """Cells, in sorted order, from one (categories, answered) pair per person."""
    cases: dict[tuple[str, ...], int] = {}
    answers: dict[tuple[str, ...], int] = {}
    for categories, answered in rows:
        cases[categories] = cases.get(categories, 0) + 1
        answers[categories] = answers.get(categories, 0) + answered
    return tuple(CellOutcome(cell, cases[cell], answers[cell]) for cell in sorted(cases))


def narrow(cells: Sequence[CellOutcome], variables: Sequence[int]) -> tuple[CellOutcome, ...]:
    """The same people by fewer variables, given by their places."""
    sums: dict[tuple[str, ...], tuple[float, float]] = {}
    for cell in cells:
        key = tuple(cell.categories[place] for place in variables)
        cases, answered = sums.get(key, (0.0, 0.0))
        sums[key] = (cases + cell.cases, answered + cell.answered)
    return tuple(CellOutcome(key, *sums[key]) for key in sorted(sums))


def fit_propensities(
    cells: Sequence[CellOutcome], *, tolerance: float = 1e-12, max_rounds: int = 60
) -> tuple[float, ...]:
    """The fitted chance to answer of each cell, 0 to 1, from a logistic model with one effect per category.

    Iteratively reweighted least squares (P. McCullagh and J. A. Nelder 1989), until the deviance stands still. Where a
    category answered not at all or in full its effect runs to infinity while its chance settles; that is no error.

    Raises:
        ValueError: no cells, a cell with more answers than cases, or cells over different variables.
    """
    _refuse_bad_cells(cells)
    columns, size = _columns(cells)
    effects = [0.0] * size
    share = sum(cell.answered for cell in cells) / sum(cell.cases for cell in cells)
    if share in (0, 1):
        return tuple([float(share)] * len(cells))
    effects[0] = math.log(share / (1 - share))
    chances, before = _chances(columns, effects), math.inf
    for _round in range(max_rounds):
        deviance = _deviance(cells, chances)
        if abs(before - deviance) <= tolerance * (abs(deviance) + 0.1):
            break
        before = deviance
        matrix, gradient = _information(cells, columns, chances, size)
        step = solve(matrix, gradient)
        effects = [effect + max(-5.0, min(5.0, move)) for effect, move in zip(effects, step, strict=True)]
        chances = _chances(columns, effects)
    return tuple(chances)


def _refuse_bad_cells(cells: Sequence[CellOutcome]) -> None:
    if not cells or len({len(cell.categories) for cell in cells}) != 1:
        raise ValueError(len(cells))
    for cell in cells:
        if not (cell.cases > 0 and 0 <= cell.answered <= cell.cases):
            raise ValueError(cell)


def _columns(cells: Sequence[CellOutcome]) -> tuple[list[list[int]], int]:
    """Per cell the effects that apply to it: 0 is the constant; each variable's commonest category is its base."""
    place_of: dict[tuple[int, str], int] = {}
    for variable in range(len(cells[0].categories)):
        sizes: Mapping[str, float] = {part.categories[0]: part.cases for part in narrow(cells, [variable])}
        base = max(sorted(sizes), key=sizes.__getitem__)
        for category in sorted(sizes):
            if category != base:
                place_of[variable, category] = len(place_of) + 1
    columns = [[0, *(place_of[key] for key in enumerate(cell.categories) if key in place_of)] for cell in cells]
    return columns, len(place_of) + 1


def _chances(columns: Sequence[Sequence[int]], effects: Sequence[float]) -> list[float]:
    logits = [max(-30.0, min(30.0, sum(effects[place] for place in places))) for places in columns]
    return [1 / (1 + math.exp(-logit)) for logit in logits]


def _information(
    cells: Sequence[CellOutcome], columns: Sequence[Sequence[int]], chances: Sequence[float], size: int
) -> tuple[list[list[float]], list[float]]:
    matrix, gradient = [[0.0] * size for _row in range(size)], [0.0] * size
    for cell, places, chance in zip(cells, columns, chances, strict=True):
        weight = cell.cases * chance * (1 - chance)
        for row in places:
            gradient[row] += cell.answered - cell.cases * chance
            for column in places:
                matrix[row][column] += weight
    return matrix, gradient


def _deviance(cells: Sequence[CellOutcome], chances: Sequence[float]) -> float:
    """−2 log likelihood, up to a constant."""
    return -2 * math.fsum(
        cell.answered * math.log(chance) + (cell.cases - cell.answered) * math.log1p(-chance)
        for cell, chance in zip(cells, chances, strict=True)
    )
