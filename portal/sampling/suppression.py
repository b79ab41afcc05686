"""Complementary suppression: hide enough besides the small counts that none of them can be worked out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Node = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum a reader can do: `total` is the sum of `parts`."""

    total: Node
    parts: tuple[Node, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (*self.parts, self.total)


def hide_complements(
    counts: Mapping[Node, int], relations: Sequence[Relation], small: Collection[Node], *, smallest: int
) -> frozenset[Node]:
    """`small` with every count that has to be hidden as well.

    It goes on hiding, each time the smallest count still shown in the relation at fault (parts before totals, ties in
    the relation's order), until two things hold: hidden parts of a shown total add up to `smallest` or more, and no
    hidden count is fixed by all relations together (linear algebra over exact fractions).

    It does not search for hidden counts that the sums hold within a narrow range; that every shown count is rounded
    by itself is what keeps such ranges wide.
    """
    hidden = set(small)
    while (fault := _fault(counts, relations, hidden, smallest)) is not None:
        hidden.add(fault)
    return frozenset(hidden)


def hide_in_sums(
    counts: Mapping[Node, int], relations: Sequence[Relation], small: Collection[Node], *, smallest: int
) -> frozenset[Node]:
    """`small` with every count that has to be hidden as well, where there are too many sums for `hide_complements`.

    It looks at one sum at a time, again and again: of a shown total, hidden parts are two or more and add up to
    `smallest`; of a hidden total, some part is hidden. It solves no sums together; rounding keeps those vague.
    """
    hidden = set(small)
    touched: dict[Node, list[Relation]] = {}
    for relation in relations:
        for node in relation.nodes:
            touched.setdefault(node, []).append(relation)
    waiting = [relation for node in small for relation in touched.get(node, ())]
    while waiting:
        relation = waiting.pop()
        if _is_fixed(counts, relation, hidden, smallest) and (more := _cheapest(counts, relation, hidden)) is not None:
            hidden.add(more)
            waiting += touched[more]
    return frozenset(hidden)


def _is_fixed(counts: Mapping[Node, int], relation: Relation, hidden: Collection[Node], smallest: int) -> bool:
    parts = [part for part in relation.parts if part in hidden]
    if relation.total in hidden:
        return not parts
    return bool(parts) and (len(parts) == 1 or sum(counts[part] for part in parts) < smallest)


def _fault(
    counts: Mapping[Node, int], relations: Sequence[Relation], hidden: Collection[Node], smallest: int
) -> Node | None:
    """The next count to hide, or None when the table is safe."""
    for relation in relations:
        if _gives_itself_away(counts, relation, hidden, smallest):
            shown = _cheapest(counts, relation, hidden)
            if shown is not None:
                return shown
    for node in determined(relations, hidden):
        for relation in relations:
            if node in relation.nodes:
                shown = _cheapest(counts, relation, hidden)
                if shown is not None:
                    return shown
    return None


def _gives_itself_away(counts: Mapping[Node, int], relation: Relation, hidden: Collection[Node], smallest: int) -> bool:
    if relation.total in hidden:
        return False
    parts = [part for part in relation.parts if part in hidden]
    return bool(parts) and sum(counts[part] for part in parts) < smallest


def _cheapest(counts: Mapping[Node, int], relation: Relation, hidden: Collection[Node]) -> Node | None:
    parts = [part for part in relation.parts if part not in hidden]
    if parts:
        return min(parts, key=lambda part: counts[part])
    return None if relation.total in hidden else relation.total


def determined(relations: Sequence[Relation], hidden: Collection[Node]) -> Iterator[Node]:
    """Hidden counts that follow from the shown ones: those whose value is the same in every solution of all sums."""
    unknowns = sorted(hidden)
    place_of = {node: place for place, node in enumerate(unknowns)}
    rows = []
    for relation in relations:
        row = {place_of[part]: Fraction(1) for part in relation.parts if part in place_of}
        if relation.total in place_of:
            row[place_of[relation.total]] = Fraction(-1)
        if row:
            rows.append(row)
    for row in _reduced(rows):
        if len(row) == 1:
            yield unknowns[next(iter(row))]


def _reduced(rows: Sequence[dict[int, Fraction]]) -> list[dict[int, Fraction]]:
    """Reduced row echelon form of sparse rows (place → coefficient)."""
    done: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        row = dict(row)
        for pivot, above in done.items():
            _subtract(row, above, pivot)
        if not row:
            continue
        pivot = min(row)
        scale = row[pivot]
        row = {place: value / scale for place, value in row.items()}
        for other in done.values():
            _subtract(other, row, pivot)
        done[pivot] = row
    return list(done.values())


def _subtract(row: dict[int, Fraction], other: Mapping[int, Fraction], pivot: int) -> None:
    factor = row.get(pivot)
    if not factor:
        return
    for place, value in other.items():
        left = row.get(place, Fraction(0)) - factor * value
        if left:
            row[place] = left
        else:
            row.pop(place, None)
