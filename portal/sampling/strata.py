"""Strata: service status by one reporting field; cells that are too small are merged, and the merge is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.sampling.errors import CellNotPlanned
from portal.sampling.frames import Frame

SMALLEST_CELL = 5

Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stratum:
    """People drawn from together. `group` is the status, `cells` the (status, value) pairs in it, `size` N_h."""

    code: str
    group: str
    cells: tuple[Cell, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Merge:
    """What was put together because a cell held too few people: the cells with their sizes, and the stratum made.

    `still_small` is true when even the whole group stays under the limit; groups are never merged with each other.
    """

    code: str
    group: str
    cells: tuple[tuple[Cell, int], ...]
    size: int
    still_small: bool


@dataclass(frozen=True, slots=True)
class Stratification:
    """The strata of a frame over `fields` (status first), in a fixed order, and every merge that was needed."""

    fields: tuple[str, ...]
    strata: tuple[Stratum, ...]
    merges: tuple[Merge, ...]

    @property
    def population(self) -> int:
        return sum(stratum.size for stratum in self.strata)

    def group_sizes(self) -> dict[str, int]:
        """People per group (status)."""
        sizes: dict[str, int] = {}
        for stratum in self.strata:
            sizes[stratum.group] = sizes.get(stratum.group, 0) + stratum.size
        return sizes

    def resized(self, sizes: Mapping[str, int]) -> "Stratification":
        """The same strata with other numbers of people, by code: some cannot be drawn, or were left out."""
        return replace(self, strata=tuple(replace(one, size=sizes.get(one.code, 0)) for one in self.strata))

    def sizes_in(self, frame: Frame) -> dict[str, int]:
        """People of each stratum, by code, in a part of the frame these strata were made for.

        Raises:
            CellNotPlanned: a combination of values that no stratum holds.
        """
        stratum_of, sizes = self.stratum_of_cell(), {stratum.code: 0 for stratum in self.strata}
        for cell, people in frame.count(self.fields).items():
            if cell not in stratum_of:
                raise CellNotPlanned(cell)
            sizes[stratum_of[cell].code] += people
        return sizes

    def stratum_of_cell(self) -> dict[Cell, Stratum]:
        """Where each combination of field values is drawn from."""
        return {cell: stratum for stratum in self.strata for cell in stratum.cells}


def stratify(frame: Frame, *, fields: tuple[str, ...], smallest: int = SMALLEST_CELL) -> Stratification:
    """Strata of a frame over `fields`: the first is the group (status), the rest split each group.

    Raises:
        FieldNotInFrame: a row lacks one of the fields.
    """
    return stratify_counts(frame.count(fields), fields=fields, smallest=smallest)


def stratify_counts(
    counts: Mapping[Cell, int], *, fields: tuple[str, ...], smallest: int = SMALLEST_CELL
) -> Stratification:
    """Strata from people per cell. Within a group the smallest cell joins the next smallest until none is under
    `smallest` (product rule: cells under 5 merge, shown). Ties go by the cells' values, so order does not matter."""
    by_group: dict[str, list[tuple[int, tuple[Cell, ...]]]] = {}
    for cell, size in sorted(counts.items()):
        if size > 0:
            by_group.setdefault(cell[0], []).append((size, (cell,)))
    made = [
        (group, size, cells)
        for group, parts in sorted(by_group.items())
        for size, cells in sorted(_merge_small(parts, smallest), key=lambda part: part[1])
    ]
    width = max(2, len(str(len(made))))
    strata = tuple(
        Stratum(code=f"s{number:0{width}d}", group=group, cells=cells, size=size)
        for number, (group, size, cells) in enumerate(made, start=1)
    )
    merges = tuple(_merge_of(s, counts, smallest) for s in strata if len(s.cells) > 1 or s.size < smallest)
    return Stratification(fields=fields, strata=strata, merges=merges)


def _merge_small(parts: list[tuple[int, tuple[Cell, ...]]], smallest: int) -> list[tuple[int, tuple[Cell, ...]]]:
    parts = sorted(parts)
    while len(parts) > 1 and parts[0][0] < smallest:
        (first_size, first_cells), (next_size, next_cells) = parts[0], parts[1]
        parts = sorted([(first_size + next_size, tuple(sorted(first_cells + next_cells))), *parts[2:]])
    return parts


def _merge_of(stratum: Stratum, counts: Mapping[Cell, int], smallest: int) -> Merge:
    return Merge(
        code=stratum.code,
        group=stratum.group,
        cells=tuple((cell, counts[cell]) for cell in stratum.cells),
        size=stratum.size,
        still_small=stratum.size < smallest,
    )
