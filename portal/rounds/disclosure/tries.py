"""What the answers said after one, two, three … tries to reach people, through the gate."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from portal.rounds.disclosure.numbers import coarse, one_way, percent_of, shown_part
from portal.rounds.rules import wording
from portal.rounds.shown import Percent, ShownTry
from portal.sampling.disclosure import SMALLEST_COUNT, ProtectedCount

_Sums = Mapping[str, Sequence[float]]


def tries_of(tries: Mapping[str, Any], codes: Sequence[str], *, several: bool) -> tuple[ShownTry, ...]:
    """One row after each try that brought ten answers or more; fewer are shown with the next try."""
    rows = list(_cumulated(tries, codes))
    return tuple(_row(attempt, base, sums, codes, several) for attempt, base, sums in rows) if len(rows) > 1 else ()


def _cumulated(tries: Mapping[str, Any], codes: Sequence[str]) -> Iterator[tuple[int, Sequence[float], _Sums]]:
    base, sums = [0.0, 0.0], {code: [0.0, 0.0] for code in codes}
    shown = 0.0
    for attempt in sorted(tries, key=int):
        found = tries[attempt]
        _add(base, found["base"])
        for code in codes:
            _add(sums[code], found["values"].get(code, (0, 0.0)))
        if base[0] - shown >= SMALLEST_COUNT:
            shown = base[0]
            yield int(attempt), tuple(base), {code: tuple(row) for code, row in sums.items()}


def _add(row: list[float], more: Sequence[float]) -> None:
    row[0] += more[0]
    row[1] += more[1]


def _row(attempt: int, base: Sequence[float], sums: _Sums, codes: Sequence[str], several: bool) -> ShownTry:
    whole, counts = _counts(int(base[0]), {code: int(sums[code][0]) for code in codes}, several)
    return ShownTry(
        texts=wording.try_texts(attempt),
        base=whole,
        percents=tuple(percent_of(counts[code], whole) for code in codes),
        weighted=tuple(_weighted(sums[code][1], base[1], counts[code], whole) for code in codes),
    )


def _counts(base: int, people: Mapping[str, int], several: bool) -> tuple[ProtectedCount, Mapping[str, ProtectedCount]]:
    if several:
        return shown_part(0, base)[1], {code: shown_part(n, base)[0] for code, n in people.items()}
    table = one_way(people)
    return table.total, {code: table.cells[(code,)] for code in people}


def _weighted(part: float, whole: float, count: ProtectedCount, base: ProtectedCount) -> Percent | None:
    return coarse(part / whole if whole else None, count, base)
