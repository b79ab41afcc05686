"""A round on paper: invented people answer one after another, counted by the portal's own rules without a database."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.questions.enums import Provenance
from portal.questions.rules import AskedSet
from portal.rounds.disclosure import protected_filters
from portal.rounds.rules import tallying
from portal.rounds.rules.bands import ranges_of
from portal.rounds.rules.filtering import FilterCounts
from portal.rounds.rules.grouping import Groups
from portal.rounds.rules.holding import EVERYONE, let_out
from portal.rounds.rules.tallying import AnswerGroup, Case
from portal.rounds.rules.weighting import NO_CLASS
from portal.sampling.dispositions import Disposition

FILTERED_BY = ("status", "sex", "language")
ALIKE = {"disability": ("no", "no", "yes"), "language": ("en", "en", "en", "ur")}
SPREAD = {
    "status": ("active", "active", "disengaged"),
    "area": ("North", "South", "East"),
    "sex": ("Female", "Male"),
    "age_band": ("16–17", "25–34", "75+"),
    "ethnicity": ("White",) * 6 + ("Asian",),
    **ALIKE,
    "channel": ("web", "web", "web", "phone", "kiosk", "paper"),
    "provenance": (Provenance.OWN_WORDS, Provenance.OWN_WORDS, Provenance.ON_BEHALF),
}
ANSWERS = {
    "using": lambda chance: {"code": chance.choice(["yes", "yes", "stopped", "never"])},
    "support": lambda chance: {"number": chance.choice([1, 2, 3, 4, 5, 5])},
    "helped": lambda chance: {"codes": chance.sample(["talking", "money", "nothing"], k=chance.choice([1, 2]))},
    "difference": lambda chance: {"number": chance.randrange(11)},
}


def invented_people(chance: random.Random, number: int) -> list[dict[str, str]]:
    """People with traits of their own; nearly all who were rung had someone speak for them."""
    people = [{name: str(chance.choice(values)) for name, values in SPREAD.items()} for _one in range(number)]
    for person in people:
        if person["channel"] == "phone" and chance.random() < 0.9:
            person["provenance"] = str(Provenance.ON_BEHALF)
    return people


@dataclass
class PaperRound:
    """Counts after each answer, and what would be shown. `held`: ten people at a time, as the worker does it."""

    asked: AskedSet
    people: list[dict[str, str]]
    held: bool = True
    filters_held: bool = True
    answered: int = 0
    cuts: dict[str, int] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    shown_cuts: dict[str, int] = field(default_factory=dict)
    filters: dict[str, Any] = field(default_factory=dict)  # as shown
    cells: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)  # who is in them, by question

    def __post_init__(self) -> None:
        self.chance = random.Random(len(self.people))
        self.given: list[tuple[int, str, str, Any]] = []
        self.filter_state: dict[str, Any] = {}
        self.groups = Groups()
        self.answers: dict[str, Counter[tuple[str, str | None, str]]] = {}
        self.facts: Counter[tuple[bool, str, str]] = Counter()
        self.doors: Counter[str] = Counter()
        self.closed = [one for one in self.asked.questions if one.kind.is_asked and not one.kind.is_open]

    def answer(self, given: Mapping[str, str]) -> None:
        """The next person sends their answers (JSON by question key), and the worker counts."""
        traits, mark = self.people[self.answered], 1 << self.answered
        self.answered += 1
        whose, channel = traits["provenance"], traits["channel"]
        self.facts[True, whose, traits["language"]] += 1
        self.doors[channel] += 1
        self.cuts[EVERYONE] = self.cuts.get(EVERYONE, 0) | mark
        profile = self.groups.profile(traits, channel=channel, whose=whose)
        for question in self.closed:
            value = given.get(question.key)
            state = "skipped" if value is None else "answered"
            self.answers.setdefault(question.id.hex, Counter())[state, value, whose] += 1
            if value is not None:
                self.groups.add(question.id.hex, value, NO_CLASS, profile)
                self.cuts[str(question.id)] = self.cuts.get(str(question.id), 0) | mark
                self.given.append((self.answered - 1, question.id.hex, value, profile))
        self._let_out(self._content())
        self._let_out_filters()

    def _content(self) -> dict[str, Any]:
        dispositions = [
            Disposition.COMPLETE if place < self.answered else Disposition.NOTHING_HEARD
            for place in range(len(self.people))
        ]
        cases = [Case(0.4, one, found, True) for one, found in zip(self.people, dispositions, strict=True)]
        return {
            "by_field": tallying.cases_by_field(cases),
            "frame": {},
            "coverage": {},
            "steps": {},
            "likeness": None,
            "weighting": None,
            "attempts": 0,
            "responses": [[*facts, n] for facts, n in sorted(self.facts.items())],
            "doors": dict(self.doors),
            "questions": {str(one.id): self._question(one) for one in self.closed if one.id.hex in self.answers},
            "comments": {},
            "themes": {},
        }

    def _question(self, question: Any) -> dict[str, Any]:
        groups = [
            AnswerGroup(state, value, whose, NO_CLASS, 0, n)
            for (state, value, whose), n in self.answers[question.id.hex].items()
        ]
        bands = ranges_of(question.kind)
        found = tallying.question_counts(groups, weighting=None, bands=bands)
        return found | {"groups": self.groups.of_question(question.id.hex, weighting=None, bands=bands)}

    def _let_out(self, content: dict[str, Any]) -> None:
        before = self.shown
        shown, held = let_out(before, content) if self.held else (content, frozenset())
        self.shown_cuts |= {name: people for name, people in self.cuts.items() if name not in held}
        for one, found in shown["questions"].items():
            kept = before.get("questions", {}).get(one, {}).get("groups", {}).get("rows", {})
            for name, rows in found["groups"]["rows"].items():
                for category, row in rows.items():
                    if kept.get(name, {}).get(category) != row:
                        self.shown_cuts[f"{one}:{name}={category}"] = self.cuts[one] & self._having(name, category)
        self.shown = shown

    def _having(self, name: str, category: str) -> int:
        return sum(1 << place for place, one in enumerate(self.people) if one[name] == category)

    def _let_out_filters(self) -> None:
        """As the worker does it; or, where nothing is held, everybody at once."""
        counted = FilterCounts(FILTERED_BY, state=self.filter_state, name_of=self.groups.name_of, chance=self.chance)
        for place, question, value, profile in self.given:
            counted.note(question, response=f"{place:032x}", moment=float(place), value=value, profile=profile)
        ranges = {one.id.hex: ranges_of(one.kind) for one in self.closed}
        before, self.filter_state = (
            self.filter_state,
            counted.let_out(ranges) if self.filters_held else self._at_once(ranges),
        )
        if self.filter_state == before:
            return
        for question, found in self.filter_state["questions"].items():
            was = before.get("questions", {}).get(question, {}).get("cells", [])
            for cell in found["cells"]:
                if cell not in was:
                    self.cells[question, tuple(cell["of"])] = self._counted_in(question, cell, found["out"])
        names = {name: sorted({one[name] for one in self.people}) for name in FILTERED_BY}
        self.filters = protected_filters(self.filter_state, asked=self.asked, categories=names)

    def _counted_in(self, question: str, cell: Mapping[str, Any], out: Sequence[str]) -> int:
        away = {int(one, 16) for one in (*out, *cell["waiting"])}
        return sum(
            1 << place
            for place, asked, _value, _profile in self.given
            if asked == question
            and place <= cell["until"]
            and place not in away
            and [self.people[place][name] for name in FILTERED_BY] == cell["of"]
        )

    def _at_once(self, ranges: Mapping[str, Mapping[str, range]]) -> dict[str, Any]:
        questions: dict[str, dict[tuple[str, ...], Counter[str]]] = {}
        for place, question, value, _profile in self.given:
            of = tuple(self.people[place][name] for name in FILTERED_BY)
            found = questions.setdefault(question, {}).setdefault(of, Counter())
            codes = tallying.codes_in(value)
            found.update(["", *(tallying.bands_in(codes, ranges[question]) or codes)])
        last = float(self.answered)
        return {
            "traits": list(FILTERED_BY),
            "questions": {
                question: {
                    "out": [],
                    "cells": [
                        {"of": list(of), "until": last, "waiting": [], "base": n[""], "values": dict(n)}
                        for of, n in sorted(cells.items())
                    ],
                }
                for question, cells in questions.items()
            },
        }
