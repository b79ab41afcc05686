"""240 invented people answer one after another; everything shown before and after each answer goes to the attacker."""

import json
import random
import tempfile
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.app import create_app
from portal.questions import queries as questions
from portal.questions.examples import carers_support
from portal.rounds.disclosure import every_filter, shown_results
from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.rounds.rules.holding import EVERYONE
from portal.rounds.shown import ShownQuestion, ShownResults
from portal.shared import crypto
from portal.shared.database import Base, db
from portal.shared.settings import Settings
from tests.bench.attacker import Sums, small_and_certain
from tests.bench.figures import Figure
from tests.bench.leaving import (
    KINDS,
    InFilter,
    InGroup,
    numbers_in_file,
    numbers_in_filter_file,
    numbers_on_paper,
)
from tests.bench.paper_round import ANSWERS, PaperRound, invented_people

PEOPLE = 240
PRINTED_AFTER = (150, 240)


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        crypto.new_key_file(Path(folder) / "keys.json")
        app = create_app(Settings(instance=Path(folder), testing=True))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            found = attack(db.session, seed=1)
            db.session.rollback()
            db.engine.dispose()
    return [Figure("differencing_exposed", float(len(found)), "people", 0.0)]


def attack(
    session: Session,
    *,
    seed: int,
    answers: int = PEOPLE,
    held: bool = True,
    filters_held: bool = True,
    leaving: bool = True,
) -> list[tuple[str, int]]:
    """Who was exposed by what: pages of all questions, groups and filters before and after each answer, and, with
    `leaving`, the files taken each time (one kind after the other) and the report on paper, twice. With `held` off, the
    page shows each count as it comes: what it would be without; with `filters_held` off, the filters alone do."""
    chance = random.Random(seed)
    asked = questions.asked_set(session, set_id=carers_support(session).id)
    round_ = PaperRound(asked, invented_people(chance, PEOPLE), held=held, filters_held=held and filters_held)
    sums, certain = Sums(), list[tuple[str, int]]()
    before: dict[str, Any] = {}
    filters: dict[str, Any] = {}
    kinds = cycle(KINDS if leaving else ())
    for number in range(1, answers + 1):
        given = {key: json.dumps(make(chance)) for key, make in ANSWERS.items() if chance.random() < 0.7}
        round_.answer(given)
        if round_.filters != filters:
            filters = round_.filters
            certain += _watch_filters(sums, round_)
            for kind in islice(kinds, 1):
                _note_filter_file(sums, numbers_in_filter_file(session, filters, kind=kind), round_)
        if round_.shown != before:  # else the page is the same, letter for letter
            before = round_.shown
            results = shown_results(before, asked=asked, themes={}, by=GROUP_FIELDS)
            certain += _watch(sums, results, round_)
            for kind in islice(kinds, 1):
                _note_file(sums, numbers_in_file(session, results, kind=kind), round_)
        if leaving and number in PRINTED_AFTER:
            _note_file(sums, numbers_on_paper(results), round_)
    return sums.exposed() + certain


def _note_file(sums: Sums, numbers: Mapping[InGroup, int | None], round_: PaperRound) -> None:
    """Numbers read from a file or from paper, with who stands behind them."""
    assert numbers
    ids = {question.key: str(question.id) for question in round_.closed}
    for (key, code, name, group), value in numbers.items():
        cut = round_.shown_cuts.get(f"{ids[key]}:{name}={group}" if name else ids[key], 0)
        sums.note(f"{key}:{code}", cut, value)


def _note_filter_file(sums: Sums, numbers: Mapping[InFilter, int | None], round_: PaperRound) -> None:
    ids = {question.key: question.id.hex for question in round_.closed}
    for (key, code, groups), value in numbers.items():
        sums.note(f"{key}:{code}", _in_filter(round_, ids[key], groups), value)


def _watch(sums: Sums, results: ShownResults, round_: PaperRound) -> list[tuple[str, int]]:
    """Notes every number about answers with who stands behind it; what one table tells by itself is returned."""
    certain = []
    everyone = round_.shown_cuts[EVERYONE]
    sums.note("answers", everyone, results.responses.value)
    for group in (rates for one in results.fields for rates in one.rates):
        sums.note(f"answered:{group.code}", everyone, group.answered.value)
    for way in (*results.doors, *results.provenance):
        sums.note(f"way:{way.code}", everyone, way.count.value)
    ids = {question.key: str(question.id) for question in round_.closed}
    for question in results.questions:
        people = round_.shown_cuts.get(ids[question.key], 0)
        for name, cut, value, terms in _figures(question, people, ids[question.key], round_):
            sums.note(name, cut, value, terms=terms)
        certain += [(name, cut.bit_length()) for name, cut in _certain(question, people, ids[question.key], round_)]
    return certain


def _figures(question: ShownQuestion, people: int, one: str, round_: PaperRound) -> Iterator[tuple[str, int, Any, int]]:
    """(answer, who was counted, how many said it, how many rounded numbers that is made of)"""
    own = {share.code: share.count.value for share in question.shares}
    for code, value in own.items():
        yield f"{question.key}:{code}", people, value, 1
    for by in question.by:
        rows = [(round_.shown_cuts[f"{one}:{by.field}={group.code}"], group) for group in by.groups]
        codes = [share.code for share in rows[0][1].shares] if rows else []
        for place, code in enumerate(codes):
            shown = [(cut, group.shares[place].count.value) for cut, group in rows]
            known = [(cut, value) for cut, value in shown if value is not None]
            for cut, value in known:
                yield f"{question.key}:{code}", cut, value, 1
            if len(known) > 1:
                yield f"{question.key}:{code}", _union(known), sum(v for _cut, v in known), len(known)
            if known and (whole := own.get(code)) is not None and not _union(known) & ~people:
                left = people & ~_union(known)
                yield f"{question.key}:{code}", left, whole - sum(v for _cut, v in known), len(known) + 1


def _watch_filters(sums: Sums, round_: PaperRound) -> list[tuple[str, int]]:
    """Every filter there is; the sum of those that differ in one trait; what they leave of all who answered."""
    certain = []
    ids = {question.key: question.id for question in round_.closed}
    seen: dict[tuple[str, str], dict[tuple[str, ...], tuple[int, int]]] = {}
    for one in every_filter(round_.filters, within={}):
        codes = tuple(trait.code for trait in one.traits)
        for question in one.questions:
            cut = _in_filter(round_, ids[question.key].hex, codes)
            cells = {share.code: share.count.value for share in question.shares}
            for code, value in cells.items():
                sums.note(f"{question.key}:{code}", cut, value)
                if value is not None:
                    seen.setdefault((question.key, code), {})[codes] = cut, value
            if not question.several:
                certain += [(f"{question.key}={c}:{codes}", cut) for c in small_and_certain(cells, question.base.value)]
    for (key, code), found in seen.items():
        for parts in _families(found):
            cut, total = _union(parts), sum(value for _cut, value in parts)
            sums.note(f"{key}:{code}", cut, total, terms=len(parts))
    return certain


def _families(found: dict[tuple[str, ...], tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Filters that differ in one trait only, or in two: together they are a wider one."""
    groups: dict[tuple[int, tuple[str, ...]], list[tuple[int, int]]] = {}
    for codes, seen in found.items():
        kept = tuple(bool(code) for code in codes)
        for mask in range(1, 2 ** len(codes)):
            if all(kept[place] for place in range(len(codes)) if mask >> place & 1):
                rest = tuple("*" if mask >> place & 1 else code for place, code in enumerate(codes))
                groups.setdefault((mask, rest), []).append(seen)
    yield from (parts for parts in groups.values() if len(parts) > 1)


def _in_filter(round_: PaperRound, question: str, codes: tuple[str, ...]) -> int:
    found = 0
    for (asked, of), cut in round_.cells.items():
        if asked == question and all(code in ("", own) for code, own in zip(codes, of, strict=True)):
            found |= cut
    return found


def _union(parts: list[tuple[int, int]]) -> int:
    found = 0
    for cut, _value in parts:
        found |= cut
    return found


def _certain(question: ShownQuestion, people: int, one: str, round_: PaperRound) -> Iterator[tuple[str, int]]:
    if question.several:
        return
    cells = {share.code: share.count.value for share in question.shares}
    yield from ((f"{question.key}={cell}", people) for cell in small_and_certain(cells, question.base.value))
    for by in question.by:
        for group in by.groups:
            cells = {share.code: share.count.value for share in group.shares}
            cut = round_.shown_cuts[f"{one}:{by.field}={group.code}"]
            found = small_and_certain(cells, group.base.value)
            yield from ((f"{question.key}={cell}:{by.field}={group.code}", cut) for cell in found)
