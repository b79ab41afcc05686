"""240 invented people answer one after another; everything shown before and after each answer goes to the attacker."""

import copy
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.app import create_app
from portal.rounds.disclosure import thaw
from portal.rounds.errors import NothingToRelease, SinglesOut
from portal.rounds.models import Release
from portal.rounds.operations import counting, releasing
from portal.rounds.rules.cuts import Cuts
from portal.rounds.rules.figures import file_rows
from portal.rounds.shown import ShownResults
from portal.shared import crypto
from portal.shared.database import Base, db
from portal.shared.settings import Settings
from tests.bench.attacker import Watched, exposed, small_and_certain
from tests.bench.figures import Figure
from tests.rounds.understanding.factories import Asked, ask, make_round, respond

PEOPLE = 240
RELEASE_EVERY = 7
DOORS = ("web", "web", "web", "phone", "kiosk", "paper")


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


def attack(session: Session, *, seed: int, answers: int = PEOPLE, held: bool = True) -> list[tuple[str, str]]:
    """Who was exposed by what. With `held` off, the page shows each count as it comes: what it would be without."""
    chance, doors = random.Random(seed), random.Random(-seed)
    asked, people = _crowd(session, chance)
    figures: dict[str, Watched] = {}
    certain: list[tuple[str, str]] = []
    before: Mapping[str, Any] = {}
    for number, invitation in enumerate(people[:answers], start=1):
        respond(session, asked, [invitation], channel=doors.choice(DOORS), **_answers(chance))
        counted = counting.count(session, round_=asked.round)
        content, cuts = counted.content, counted.cuts
        if held:
            tally = counting.keep_tally(session, round_=asked.round, counted=counted)
            content, cuts = tally.content, Cuts.read(tally.marks or "")
        if content != before:  # else the page is the same, letter for letter
            results = releasing.results_of(session, round_=asked.round, content=content)
            certain += _watch(figures, results, cuts)
            before = copy.deepcopy(content)
        if held and number % RELEASE_EVERY == 0 and (made := _released(session, asked, counted)):
            certain += _watch(figures, thaw(made.content["report"]), Cuts.read(made.cuts or ""))
        session.expire_all()
    return exposed(figures) + certain


def _crowd(session: Session, chance: random.Random):
    asked, people = make_round(session, on_the_list={"active": 400, "disengaged": 200}), []
    for number in range(PEOPLE):
        status = chance.choice(["active", "active", "disengaged"])
        traits = {
            "area": chance.choice(["North", "South", "East"]),
            "sex": chance.choice(["Female", "Male"]),
            "age_band": chance.choice(["16–17", "25–34", "75+"]),
            "ethnicity": "White" if number % 7 else "Asian",
        }
        people += ask(session, asked, status, count=1, chance=0.4, **traits)
    chance.shuffle(people)
    return asked, people


def _answers(chance: random.Random) -> dict:
    given = {
        "using": chance.choice(["yes", "yes", "stopped", "never"]),
        "support": chance.choice([1, 2, 3, 4, 5, 5]),
        "helped": chance.sample(["talking", "money", "nothing"], k=chance.choice([1, 2])),
        "difference": chance.randrange(11),
    }
    return {key: value for key, value in given.items() if chance.random() < 0.7}


def _released(session: Session, asked: Asked, counted: counting.Counted) -> Release | None:
    try:
        return releasing.release(session, round_=asked.round, by=None, prepared=counted)
    except (SinglesOut, NothingToRelease):
        return None


def _watch(figures: dict[str, Watched], results: ShownResults, cuts: Cuts) -> list[tuple[str, str]]:
    """Notes every number of a page with who stands behind it; what one table tells by itself is returned."""
    everyone, certain = cuts.people("round"), []
    for group in results.fields:
        for rates in group.rates:
            _note(figures, f"{group.field}={rates.code}", everyone, rates.answered.value)
        cells = {rates.code: rates.answered.value for rates in group.rates}
        certain += [(group.field, cell) for cell in small_and_certain(cells, results.everyone.answered.value)]
    for door in results.doors:
        _note(figures, f"door={door.code}", everyone, door.count.value)
    by_door = {door.code: door.count.value for door in results.doors}
    certain += [("door", cell) for cell in small_and_certain(by_door, results.everyone.answered.value)]
    for question in results.questions:
        people = cuts.people(question.key)
        kind = "bands" if question.banded else "values"
        for share in question.shares:
            _note(figures, f"{question.key}:{kind}:{share.code}", people, share.count.value)
        if not question.several:
            cells = {share.code: share.count.value for share in question.shares}
            certain += [(question.key, cell) for cell in small_and_certain(cells, question.base.value)]
    assert _numbers_of_file(results) <= _numbers_of_page(results)
    return certain


def _note(figures: dict[str, Watched], name: str, people: frozenset[str], value: int | None) -> None:
    figures.setdefault(name, Watched()).note(people, value)


def _numbers_of_file(results: ShownResults) -> set[tuple[str, int]]:
    """A file holds no count that the page does not show."""
    return {(row[1], cell) for row in file_rows(results, language="en") for cell in row[2:4] if isinstance(cell, int)}


def _numbers_of_page(results: ShownResults) -> set[tuple[str, int]]:
    found = [("Answered", rates.answered.value) for rates in (results.everyone, *results.statuses)]
    found += [("Answered", rates.asked.value) for rates in (results.everyone, *results.statuses)]
    for question in results.questions:
        found += [("Mean", question.base.value)]
        for share in question.shares:
            label = share.texts.get("en", "")
            found += [(label, share.count.value), (label, question.base.value)]
    return {(label, value) for label, value in found if value is not None}
