"""A file against the roster: who is new, who changed, who is missing, who stands twice."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from portal.rosters.rules.people import RowReader
from portal.rosters.rules.problems import Problem
from portal.rosters.rules.tables import Row

SAVED_PROBLEMS = 1000
FIRST_ROWS = 10


class Known(NamedTuple):
    """What the roster holds about a reference already."""

    entry_id: Any
    person_id: Any
    fingerprint: str
    removed: bool


@dataclass
class Comparison:
    counts: Counter[str] = field(default_factory=Counter)
    by_status: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    first_rows: list[dict[str, Any]] = field(default_factory=list)

    def note(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.counts["problems"] += 1
            if len(self.problems) < SAVED_PROBLEMS:
                self.problems.append(problem)


class Compared(NamedTuple):
    said: dict[str, Any]
    fingerprint: str
    known: Known | None

    @property
    def is_unchanged(self) -> bool:
        return self.known is not None and not self.known.removed and self.known.fingerprint == self.fingerprint


def canonical(said: Mapping[str, Any]) -> str:
    """One text for one content, whatever the order of the columns."""
    return json.dumps(dict(said), sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def people_of(
    rows: Iterable[Row],
    *,
    reader: RowReader,
    known: Mapping[str, Known],
    fingerprint: Callable[[str], str],
    into: Comparison,
) -> Iterator[Compared]:
    """Each sound row once, compared with the roster; problems and counts go `into` the comparison.

    A row that repeats another word for word is counted and left out; one that contradicts it is a problem.
    """
    seen: dict[str, str] = {}
    for number, row in rows:
        into.counts["rows"] += 1
        said, problems = reader.read(number, row)
        if problems:
            into.note(problems)
        reference = said.get("reference")
        if reference is None:
            continue
        mark = fingerprint(canonical(said))
        if reference in seen:
            if seen[reference] == mark:
                into.counts["duplicates"] += 1
            else:
                into.note(
                    [Problem(number, reader.headings[reader.mapping["reference"]], "duplicate_reference", reference)]
                )
            continue
        seen[reference] = mark
        if problems:
            continue
        yield Compared(said, mark, known.get(reference))
    into.note(reader.too_many_words())
    into.counts["missing"] = sum(1 for ref, entry in known.items() if ref not in seen and not entry.removed)


def compare(
    rows: Iterable[Row],
    *,
    reader: RowReader,
    known: Mapping[str, Known],
    fingerprint: Callable[[str], str],
    report: Callable[[int], None],
) -> Comparison:
    """The whole file, counted. `report(n)` hears how many sound rows are behind us."""
    found = Comparison()
    people = people_of(rows, reader=reader, known=known, fingerprint=fingerprint, into=found)
    for count, person in enumerate(people, start=1):
        kind = "unchanged" if person.is_unchanged else "new" if person.known is None else "changed"
        found.counts[kind] += 1
        found.by_status[person.said["status"]] += 1
        if len(found.first_rows) < FIRST_ROWS:
            found.first_rows.append(person.said)
        if count % 250 == 0:
            report(count)
    return found
