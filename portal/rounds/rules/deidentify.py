"""Rows about people from which nobody can be told apart: k-anonymity by withholding values, never rows.

Source: L. Sweeney, "k-anonymity: a model for protecting privacy" (2002), by local suppression; values that all people
of a group share are withheld too (A. Machanavajjhala and others, "l-diversity", 2006). Values are only ever withheld,
so it ends. What is withheld of one person is withheld of at least `k`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WITHHELD = "withheld"
# Not given: nobody is known by what they did not say.
SILENT = frozenset({"", "skipped", "not_asked", "unable", "prefer_not_to_say", "not_known", WITHHELD})
Row = dict[str, str]


class TooFewRows(Exception):
    """Fewer rows than a group must have."""


@dataclass(frozen=True)
class SafeRows:
    """Rows that may be given away. `withheld`: values per column that are not in them; `smallest`: the smallest group
    of people who look alike in what is known about them from elsewhere."""

    rows: tuple[Mapping[str, str], ...]
    withheld: Mapping[str, int]
    smallest: int


def deidentify(rows: Sequence[Mapping[str, str]], *, traits: Sequence[str], answers: Sequence[str], k: int) -> SafeRows:
    """Withholds what could point at someone.

    Args:
        rows: a value for every trait and answer, "" where there is none.
        traits: columns that others may know about a person (area, age band, …), the most useful first; together they
            fit `k` people or more.
        answers: columns nobody else knows; each value alone is that of `k` people or more, and no group of people alike
            in their traits all gave the same answer.

    Raises:
        TooFewRows: fewer than `k`.
    """
    if len(rows) < k:
        raise TooFewRows
    held: list[Row] = [dict(row) for row in rows]
    while True:
        before = _count_withheld(held, (*traits, *answers))
        for column in (*traits, *answers):
            _withhold_rare_values(held, column, k)
        _withhold_rare_groups(held, traits, k)
        _withhold_shared_answers(held, traits, answers)
        after = _count_withheld(held, (*traits, *answers))
        if after == before:
            return SafeRows(tuple(held), after, min(_groups(held, traits).values()))


def _count_withheld(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, int]:
    return {column: sum(row[column] == WITHHELD for row in rows) for column in columns}


def _withhold_rare_values(rows: Sequence[Row], column: str, k: int) -> None:
    """Values of fewer than k people go; then the rarest others, until those without a value are k people too."""
    counts = Counter(row[column] for row in rows)
    gone = {value for value, count in counts.items() if value != WITHHELD and count < k}
    left = sorted((count, value) for value, count in counts.items() if value not in gone and value != WITHHELD)
    hidden = counts[WITHHELD] + sum(counts[value] for value in gone)
    while 0 < hidden < k and left:
        count, value = left.pop(0)
        gone.add(value)
        hidden += count
    for row in rows:
        if row[column] in gone:
            row[column] = WITHHELD


def _groups(rows: Sequence[Row], traits: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row[trait] for trait in traits) for row in rows)


def _withhold_rare_groups(rows: Sequence[Row], traits: Sequence[str], k: int) -> None:
    """Withholds of people in groups of fewer than k the trait without which the fewest are left in such groups, again
    and again; when nothing else helps, all traits of the next smallest group too."""
    while True:
        groups = _groups(rows, traits)
        small = [row for row in rows if groups[tuple(row[trait] for trait in traits)] < k]
        if not small:
            return
        known = [trait for trait in traits if any(row[trait] != WITHHELD for row in small)]
        if known:
            # The last of those that are about as good: traits are named with the most useful first.
            best = min(
                reversed(known), key=lambda trait: _left_without(trait, small, groups, traits, k) * 4 // len(small)
            )
            for row in small:
                row[best] = WITHHELD
            continue
        nothing_known = tuple(WITHHELD for _trait in traits)
        _count, smallest = min((count, group) for group, count in groups.items() if group != nothing_known)
        for row in rows:
            if tuple(row[trait] for trait in traits) == smallest:
                row.update(dict.fromkeys(traits, WITHHELD))


def _left_without(
    trait: str, small: Sequence[Row], groups: Counter[tuple[str, ...]], traits: Sequence[str], k: int
) -> int:
    """How many of these people would still be in groups of fewer than k if this trait of theirs were withheld."""
    fresh = Counter(tuple(WITHHELD if one == trait else row[one] for one in traits) for row in small)
    return sum(count for group, count in fresh.items() if count + groups.get(group, 0) < k)


def _withhold_shared_answers(rows: Sequence[Row], traits: Sequence[str], answers: Sequence[str]) -> None:
    """Who knows that someone is in a group must not learn their answer from everyone there having given it."""
    members: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        members[tuple(row[trait] for trait in traits)].append(row)
    for group, inside in members.items():
        if set(group) <= SILENT:
            continue
        for answer in answers:
            given = {row[answer] for row in inside}
            if len(given) == 1 and not given & SILENT:
                for row in inside:
                    row[answer] = WITHHELD
