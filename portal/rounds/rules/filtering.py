"""Answers by several traits at once: who may be counted in them, and when, so that no two numbers that were ever shown
can be taken from each other to learn about fewer than ten people. The reasons: docs/decisions/0019.

People alike in all chosen traits are a *cell*; a filter adds up cells. Three rules hold for each question by itself:

1. A cell moves only when ten people or more were added to it or went. So filters differ by whole tens, at any time.
2. The first ten of every group of a chosen trait are kept out of all filters for good. So everybody's answers, or
   those of a group, always have ten more people in them than any filter within.
3. Of those who could be added to a cell, five drawn by lot wait for the next time. So what was added is not what came
   in between two moments anyone could name.
"""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import Any

from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.rounds.rules.tallying import NO_BANDS, bands_in, codes_in
from portal.sampling.disclosure import SMALLEST_COUNT

MOST_TRAITS = 3
KEPT_OUT = SMALLEST_COUNT
WAITING = 5
# People of one cell who may come to be kept out at one time, and who wait besides.
_DRAWN = WAITING + KEPT_OUT * (MOST_TRAITS + 1)
_EVERYONE = -1
_NEVER = float("-inf")

Cell = tuple[str, ...]
# The number of people like someone, and the place of each of their groups, as `Groups` has them.
Profile = tuple[int, tuple[int, ...]]


@dataclass(slots=True)
class _Arrival:
    """Someone who is in no filter yet."""

    moment: float
    response: str
    value: str | None
    cell: Cell
    places: tuple[int, ...]


@dataclass(slots=True)
class _CellCounts:
    """`until`, `waiting`, `base`, `values`: as it was let out. The rest is found on the way through the answers."""

    until: float = _NEVER
    waiting: frozenset[str] = frozenset()
    base: int = 0
    values: Mapping[str, int] = field(default_factory=dict)
    counted: Counter[str | None] = field(default_factory=Counter)
    could_be: Counter[str | None] = field(default_factory=Counter)
    lot: list[tuple[float, str, str | None]] = field(default_factory=list)
    newest: float = _NEVER
    alike: Counter[tuple[int, ...]] = field(default_factory=Counter)


@dataclass(slots=True)
class _QuestionCounts:
    out: frozenset[str]
    cells: dict[Cell, _CellCounts]
    still_out: dict[str, tuple[int, ...]] = field(default_factory=dict)
    first: dict[int, list[tuple[float, str, _Arrival]]] = field(default_factory=dict)


class FilterCounts:
    """Fed with every answer (`note`), then lets out what may be shown (`let_out`). What it holds grows with how
    different people are, not with how many.

    `state`: what `let_out` gave last time; another choice of traits begins anew. `name_of`: the field and category at a
    place. `chance`: by which the lot falls; no one outside may know it.
    """

    def __init__(
        self,
        traits: Sequence[str],
        *,
        state: Mapping[str, Any],
        name_of: Callable[[int], tuple[str, str]],
        chance: random.Random,
    ) -> None:
        self._traits, self._name_of, self._chance = list(traits), name_of, chance
        self._chosen = [GROUP_FIELDS.index(name) for name in traits]
        self._others = [place for place in range(len(GROUP_FIELDS)) if place not in self._chosen]
        self._cells: dict[int, Cell] = {}
        kept = state["questions"] if state.get("traits") == self._traits else {}
        self._questions = {question: _read(found) for question, found in kept.items()}

    def note(self, question: str, *, response: str, moment: float, value: str | None, profile: Profile) -> None:
        """One answer: who gave it (an opaque id), when their answers came in (seconds), what they are like."""
        found = self._questions.get(question)
        if found is None:
            found = self._questions[question] = _QuestionCounts(frozenset(), {})
        number, places = profile
        if response in found.out:
            found.still_out[response] = places
            return
        name = self._cells.get(number)
        if name is None:
            name = self._cells[number] = tuple(self._name_of(places[one])[1] for one in self._chosen)
        cell = found.cells.get(name)
        if cell is None:
            cell = found.cells[name] = _CellCounts()
        cell.alike[places] += 1
        if moment <= cell.until and response not in cell.waiting:
            cell.counted[value] += 1
            return
        cell.could_be[value] += 1
        cell.newest = max(cell.newest, moment)
        self._draw(cell, response, value)
        self._first(found, _Arrival(moment, response, value, name, places))

    def _draw(self, cell: _CellCounts, response: str, value: str | None) -> None:
        ticket = (-self._chance.random(), response, value)
        if len(cell.lot) < _DRAWN:
            heappush(cell.lot, ticket)
        elif ticket[0] > cell.lot[0][0]:
            heappushpop(cell.lot, ticket)

    def _first(self, found: _QuestionCounts, one: _Arrival) -> None:
        for place in self._groups(one.places):
            first = found.first.setdefault(place, [])
            if len(first) < KEPT_OUT:
                heappush(first, (-one.moment, one.response, one))
            elif -one.moment > first[0][0]:
                heappushpop(first, (-one.moment, one.response, one))

    def _groups(self, places: Sequence[int]) -> list[int]:
        return [_EVERYONE, *(places[one] for one in self._chosen)]

    def let_out(self, ranges: Mapping[str, Mapping[str, range]]) -> dict[str, Any]:
        """The new state: {"traits", "questions": {question: {"out": [response], "cells": [{"of": cell, "until",
        "waiting": [response], "base", "values": {code or band: n}}]}}}. `ranges`: of the questions counted in bands."""
        return {
            "traits": self._traits,
            "questions": {
                question: self._question(found, ranges.get(question, NO_BANDS))
                for question, found in sorted(self._questions.items())
            },
        }

    def _question(self, found: _QuestionCounts, bands: Mapping[str, range]) -> dict[str, Any]:
        for one in self._to_keep_out(found):
            _take_out(found.cells[one.cell], one)
            found.still_out[one.response] = one.places
        kept_out = Counter(place for places in found.still_out.values() for place in (_EVERYONE, *places))
        for cell in found.cells.values():
            if _may_move(cell) and (not _added(cell) or self._stands_apart(cell, kept_out)):
                _move(cell, bands)
        return {
            "out": sorted(found.still_out),
            "cells": [_written(name, cell) for name, cell in sorted(found.cells.items()) if cell.until > _NEVER],
        }

    def _to_keep_out(self, found: _QuestionCounts) -> Collection[_Arrival]:
        """The first of every group, so many that ten of each are kept out. Some are the first of several groups."""
        have = Counter(place for places in found.still_out.values() for place in self._groups(places))
        picked: dict[str, _Arrival] = {}
        for place, first in found.first.items():
            for _moment, response, one in sorted(first, key=lambda entry: (-entry[0], entry[1]))[
                : max(0, KEPT_OUT - have[place])
            ]:
                picked[response] = one
        return picked.values()

    def _stands_apart(self, cell: _CellCounts, kept_out: Mapping[int, int]) -> bool:
        """No group that is shown beside the filters is nearly the people of this cell: it has ten in it who are kept
        out, or the cell has enough people who are not of it."""
        if min(kept_out.get(place, 0) for place in self._groups(next(iter(cell.alike)))) < KEPT_OUT:
            return False
        people = cell.alike.total()
        for field_place in self._others:
            sizes: Counter[int] = Counter()
            for places, n in cell.alike.items():
                sizes[places[field_place]] += n
            for place, n in sizes.items():
                if people - n < KEPT_OUT + WAITING and kept_out.get(place, 0) < KEPT_OUT:
                    return False
        return True


def _take_out(cell: _CellCounts, one: _Arrival) -> None:
    cell.could_be[one.value] -= 1
    cell.alike[one.places] -= 1
    cell.lot = [ticket for ticket in cell.lot if ticket[1] != one.response]


def _added(cell: _CellCounts) -> int:
    return max(0, cell.could_be.total() - WAITING)


def _may_move(cell: _CellCounts) -> bool:
    return abs(cell.counted.total() + _added(cell) - cell.base) >= SMALLEST_COUNT


def _move(cell: _CellCounts, bands: Mapping[str, range]) -> None:
    found = Counter(cell.counted)
    if _added(cell):
        waiting = sorted(cell.lot, reverse=True)[:WAITING]
        found.update(cell.could_be)
        found.subtract(value for _ticket, _response, value in waiting)
        cell.waiting = frozenset(response for _ticket, response, _value in waiting)
        cell.until = max(cell.until, cell.newest)
    people = found.total()
    is_enough = people >= SMALLEST_COUNT
    cell.base, cell.values = (people, _in_columns(found, bands)) if is_enough else (0, {})


def _in_columns(found: Mapping[str | None, int], bands: Mapping[str, range]) -> dict[str, int]:
    columns: Counter[str] = Counter()
    for value, n in found.items():
        codes: Iterable[str] = codes_in(value)
        for column in bands_in(codes, bands) if bands else codes:
            columns[column] += n
    return {column: n for column, n in sorted(columns.items()) if n}


def _read(found: Mapping[str, Any]) -> _QuestionCounts:
    cells = {
        tuple(one["of"]): _CellCounts(one["until"], frozenset(one["waiting"]), one["base"], one["values"])
        for one in found["cells"]
    }
    return _QuestionCounts(frozenset(found["out"]), cells)


def _written(name: Cell, cell: _CellCounts) -> dict[str, Any]:
    return {
        "of": list(name),
        "until": cell.until,
        "waiting": sorted(cell.waiting),
        "base": cell.base,
        "values": dict(cell.values),
    }
