"""Answers by group: how each group answered each question, summed up while the answers go by."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Sized
from itertools import combinations
from typing import Any

from portal.rounds.rules.tallying import FIELDS, NO_BANDS, NOT_KNOWN, AnswerGroup, question_counts
from portal.rounds.rules.weighting import Weighting
from portal.sampling.disclosure import SMALLEST_COUNT

CHANNEL, PROVENANCE = "channel", "provenance"
GROUP_FIELDS = (*FIELDS, CHANNEL, PROVENANCE)
# Groups of two fields that differ by more people than this never come near each other, however long parts wait.
NEAR = 60


class QuestionGroups:
    """Sums of one question: people by the number of those like them, and, by value and weight class, how many of each
    group (by its place)."""

    def __init__(self, places: Sized) -> None:
        self._places = places
        self.people: Counter[int] = Counter()
        self.cells: dict[tuple[str | None, int], list[int]] = {}

    def add(self, value: str | None, weight_class: int, profile: tuple[int, tuple[int, ...]]) -> None:
        """One answer of someone with this profile."""
        number, places = profile
        self.people[number] += 1
        row = self.cells.get((value, weight_class))
        if row is None:
            row = self.cells[value, weight_class] = []
        if len(row) < len(self._places):
            row.extend([0] * (len(self._places) - len(row)))
        for place in places:
            row[place] += 1


class Groups:
    """Sums by group. What it holds grows with how different people are, not with how many."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], int] = {}
        self._names: list[tuple[str, str]] = []
        self._profiles: dict[tuple[int, ...], int] = {}
        self._known: dict[tuple[str, ...], tuple[int, tuple[int, ...]]] = {}
        self._questions: dict[str, QuestionGroups] = {}

    def profile(self, traits: Mapping[str, str], *, channel: str, whose: str) -> tuple[int, tuple[int, ...]]:
        """What `add` needs about someone: the number of people like them, and the place of each of their groups."""
        get = traits.get
        own = (*[get(field) or NOT_KNOWN for field in FIELDS], channel or NOT_KNOWN, whose or NOT_KNOWN)
        known = self._known.get(own)
        if known is None:
            places = tuple(
                self._places.setdefault(name, len(self._places)) for name in zip(GROUP_FIELDS, own, strict=True)
            )
            number = self._profiles.setdefault(places, len(self._profiles))
            known = self._known[own] = (number, places)
        return known

    def name_of(self, place: int) -> tuple[str, str]:
        """The field and the category at a place."""
        if len(self._names) < len(self._places):
            self._names = list(self._places)
        return self._names[place]

    def question(self, question: str) -> QuestionGroups:
        """The sums of one question, to add many answers to."""
        found = self._questions.get(question)
        if found is None:
            found = self._questions[question] = QuestionGroups(self._places)
        return found

    def add(self, question: str, value: str | None, weight_class: int, profile: tuple[int, tuple[int, ...]]) -> None:
        """One answer of someone with this profile."""
        self.question(question).add(value, weight_class, profile)

    def of_question(
        self, question: str, *, weighting: Weighting | None, bands: Mapping[str, range] = NO_BANDS
    ) -> dict[str, Any]:
        """{"rows": {field: {category: {"base", "values", "bands"} as `question_counts` has them}},
        "near": [[field, category, other field, its category, people by which the two differ]]}"""
        rows: dict[str, dict[str, Any]] = {field: {} for field in GROUP_FIELDS}
        cells = self.question(question).cells
        for (field, category), place in sorted(self._places.items()):
            groups = [
                AnswerGroup("answered", value, "", weight_class, 0, row[place])
                for (value, weight_class), row in cells.items()
                if place < len(row) and row[place]
            ]
            if groups:
                found = question_counts(groups, weighting=weighting, bands=bands, with_intervals=False)
                rows[field][category] = {name: found[name] for name in ("base", "values", "bands")}
        return {"rows": {field: found for field, found in rows.items() if found}, "near": list(self._near(question))}

    def _near(self, question: str) -> Iterator[list[Any]]:
        """Pairs of groups, of different fields, that are nearly the same people, or nearly all others but them."""
        people = self.question(question).people
        names = {place: name for name, place in self._places.items()}
        kinds = list(self._profiles)
        single: Counter[int] = Counter()
        both: Counter[tuple[int, int]] = Counter()
        for number, n in people.items():
            for place in kinds[number]:
                single[place] += n
            for pair in combinations(kinds[number], 2):
                both[pair] += n
        everyone = people.total()
        large = [place for place, n in single.items() if n >= SMALLEST_COUNT]
        for one, other in combinations(sorted(large, key=lambda place: _order(names[place])), 2):
            if names[one][0] == names[other][0]:
                continue
            shared = both[one, other] + both[other, one]
            apart = single[one] + single[other] - 2 * shared
            apart = min(apart, everyone - apart)
            if apart < NEAR:
                yield [*names[one], *names[other], apart]


def _order(name: tuple[str, str]) -> tuple[int, str]:
    return GROUP_FIELDS.index(name[0]), name[1]


def let_out_groups(
    kept: Mapping[str, Any] | None, fresh: Mapping[str, Any], *, base: int, was: int | None
) -> dict[str, Any]:
    """What to show now of the answers by group, when the question itself has just moved from `was` answers (None:
    nothing was shown) to `base`.

    A group moves when ten people or more were added to it or went. What the groups shown leave over of the question,
    and what that changed by, is nobody or ten people at least: else the smallest of the moving groups stays as it was.
    A field whose groups are nearly those of an earlier one is not shown.

    Result: {"rows": as shown, "standing": {field: {category: answers behind the question's own counts}},
    "unshown": [field]}.
    """
    kept_rows: Mapping[str, Any] = kept["rows"] if kept and was is not None else {}
    standing: Mapping[str, Any] | None = kept.get("standing", {}) if kept and was is not None else None
    rows = {
        field: _field(
            kept_rows.get(field, {}), found, base=base, standing=None if standing is None else standing.get(field, {})
        )
        for field, found in fresh["rows"].items()
    }
    sizes = {field: _sizes(found) for field, found in fresh["rows"].items()}
    return {"rows": rows, "standing": sizes, "unshown": sorted(_too_near(rows, sizes, fresh["near"]))}


def _sizes(rows: Mapping[str, Any]) -> dict[str, int]:
    return {category: row["base"][0] for category, row in rows.items()}


def _field(
    kept: Mapping[str, Any], fresh: Mapping[str, Any], *, base: int, standing: Mapping[str, int] | None
) -> dict[str, Any]:
    before, now = _sizes(kept), _sizes(fresh)
    moving = {one for one in {*before, *now} if abs(now.get(one, 0) - before.get(one, 0)) >= SMALLEST_COUNT}
    while moving and not _leaves_enough(before, now, moving, base=base, standing=standing):
        moving.remove(min(moving, key=lambda one: (now.get(one, 0), one)))
    shown = {**{one: row for one, row in kept.items() if one not in moving}}
    return shown | {one: fresh[one] for one in moving if now.get(one, 0) >= SMALLEST_COUNT}


def _leaves_enough(
    before: Mapping[str, int],
    now: Mapping[str, int],
    moving: set[str],
    *,
    base: int,
    standing: Mapping[str, int] | None,
) -> bool:
    shown = {one: now.get(one, 0) if one in moving else before.get(one, 0) for one in {*before, *now}}
    left = base - sum(n for n in shown.values() if n >= SMALLEST_COUNT)
    changed = 0
    if standing is not None:
        changed = sum(abs(standing.get(one, 0) - before.get(one, 0)) for one in moving)
        changed += sum(abs(n - standing.get(one, 0)) for one, n in now.items() if one not in moving)
    return _none_or_ten(left) and _none_or_ten(changed)


def _none_or_ten(people: int) -> bool:
    return people == 0 or people >= SMALLEST_COUNT


def _too_near(
    rows: Mapping[str, Mapping[str, Any]], sizes: Mapping[str, Mapping[str, int]], near: Sequence[Sequence[Any]]
) -> set[str]:
    """Fields with a group that differs from one of an earlier field by one to nine people, as far as they may wait."""
    found: set[str] = set()
    for field, category, other, its, apart in near:
        if field in found or other in found or category not in rows[field] or its not in rows[other]:
            continue
        waiting = sum(
            abs(sizes[name][one] - rows[name][one]["base"][0]) for name, one in ((field, category), (other, its))
        )
        if (apart or waiting) and apart - waiting < SMALLEST_COUNT:
            found.add(other)
    return found
