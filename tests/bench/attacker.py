"""Someone who knows who answered and when, watches every number before and after each answer, and does the sums.

Independent of the gate: it shares no code with `portal.sampling` or `portal.rounds.disclosure`, only the published rule
that a shown count is within 2 of the true one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

ROUNDED_BY = 2
FAR = 10**9


@dataclass
class Watched:
    """One figure over time: for each time it was seen with a number, who stood behind it and what it said."""

    seen: list[tuple[frozenset[str], int]] = field(default_factory=list)

    def note(self, people: frozenset[str], value: int | None) -> None:
        if value is not None and (not self.seen or self.seen[-1] != (people, value)):
            self.seen.append((people, value))


def exposed(figures: Mapping[str, Watched]) -> list[tuple[str, str]]:
    """(figure, person) for each person of whom some figures tell, for certain, whether they are counted in it."""
    return [(name, person) for name, watched in figures.items() for person in sorted(_certain(watched.seen))]


def _certain(seen: Sequence[tuple[frozenset[str], int]]) -> Iterator[str]:
    """People in a block that must be counted altogether or not at all. Each sighting is a sum over a growing group;
    the sums are held together by difference constraints, solved exactly by shortest paths."""
    chain = _growing(seen)
    blocks = [people - before for (people, _v), (before, _w) in zip(chain, [(frozenset(), 0), *chain], strict=False)]
    bounds = _closure([value for _people, value in chain], [len(block) for block in blocks])
    for place, block in enumerate(blocks, start=1):
        most, least = bounds[place - 1][place], -bounds[place][place - 1]
        if block and (least == len(block) or most == 0):
            yield from block


def _growing(seen: Sequence[tuple[frozenset[str], int]]) -> list[tuple[frozenset[str], int]]:
    """Sightings in which the group only grew, the last of those over the same people."""
    chain: list[tuple[frozenset[str], int]] = []
    for people, value in seen:
        if chain and chain[-1][0] == people:
            chain[-1] = (people, value)
        elif not chain or chain[-1][0] < people:
            chain.append((people, value))
    return chain


def _closure(values: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """bounds[a][b]: the most by which the sum after sighting b can exceed that after sighting a (0: nobody yet)."""
    count = len(values) + 1
    most = [[0 if a == b else FAR for b in range(count)] for a in range(count)]
    for place, (value, size) in enumerate(zip(values, sizes, strict=True), start=1):
        most[place - 1][place] = min(most[place - 1][place], size)
        most[place][place - 1] = min(most[place][place - 1], 0)
        most[0][place] = min(most[0][place], value + ROUNDED_BY)
        most[place][0] = min(most[place][0], ROUNDED_BY - value)
    for via in range(count):
        for a in range(count):
            for b in range(count):
                most[a][b] = min(most[a][b], most[a][via] + most[via][b])
    return most


class Sums:
    """Every sighting of every answer: who was counted (as bits), and between which numbers the true one lies. Beside
    single figures: sums of several, and what is left of a whole, each as uncertain as the rounded numbers in it."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[int, tuple[int, int]]] = {}

    def note(self, name: str, people: int, value: int | None, *, terms: int = 1) -> None:
        """Seen again over the same people, a number can only grow more certain."""
        if value is None or not people:
            return
        slack = ROUNDED_BY * terms
        found = self._seen.setdefault(name, {})
        low, high = found.get(people, (0, people.bit_count()))
        found[people] = (max(low, value - slack), min(high, value + slack))

    def exposed(self) -> list[tuple[str, int]]:
        """(answer, people as bits) for each block of people of whom it is certain that all gave the answer, or none:
        those of one sighting, and those by whom a sighting differs from another within it."""
        return [(name, block) for name, seen in self._seen.items() for block in _blocks(seen)]


def _blocks(seen: Mapping[int, tuple[int, int]]) -> Iterator[int]:
    within = {0: (0, 0), **seen}
    for people, (low, high) in seen.items():
        for inside, (least, most) in within.items():
            block = people & ~inside
            if block and not inside & ~people:
                size = block.bit_count()
                if low - most >= size or high - least <= 0:
                    yield block


def small_and_certain(cells: Mapping[str, int | None], total: int | None) -> list[str]:
    """Hidden cells of one table whose true count the shown ones leave no choice about, or leave under ten for certain
    above nought."""
    hidden = [name for name, value in cells.items() if value is None]
    if total is None or len(hidden) != 1:
        return []
    shown = sum(value for value in cells.values() if value is not None)
    slack = ROUNDED_BY * (len(cells) - len(hidden) + 1)
    low, high = total - shown - slack, total - shown + slack
    return hidden if low >= 1 and high <= 9 else []
