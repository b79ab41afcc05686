"""Reading records of outcomes from a table: one row for each thing said of an outcome, or of a person.

Columns: person, service, standing (referred, joined, unable), outcome, intent, what (agreed, baseline, goal, review,
on_hold, withdrawn), date, score, by. Everything wrong is reported by row and column; nothing is taken in before that
is mended. A scale that begins at 1 is refused: its 1 is not our 0, and no sum makes them the same.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.wellbeing.enums import Intent, Perspective
from portal.wellbeing.rules.measures import OutcomeOf, PersonOf, Reach, State
from portal.wellbeing.rules.paths import HIGHEST, LOWEST, Path, Score

COLUMNS = ("person", "service", "standing", "outcome", "intent", "what", "date", "score", "by")
SCORED = ("baseline", "goal", "review")
WHATS = ("agreed", *SCORED, "on_hold", "withdrawn")
# "Score (1-10)", "1 to 10", "1–10" in a heading.
FROM_ONE = re.compile(r"(?<!\d)1\s*(?:-|–|—|to|i|سے)\s*10(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class RowFault:
    """What is wrong, where: row 1 is the heading row."""

    row: int
    column: str
    code: str
    value: str = ""


@dataclass
class _Outcome:
    intent: Intent = Intent.CHANGE
    state: State = State.LIVE
    agreed: dt.date | None = None
    scores: dict[str, list[tuple[int, Score]]] = field(default_factory=lambda: {what: [] for what in SCORED})


@dataclass
class _Person:
    service: str
    reach: Reach = Reach.JOINED
    outcomes: dict[str, _Outcome] = field(default_factory=dict)


def faults_of_headings(headings: Sequence[str]) -> list[RowFault]:
    """A scale from 1 to 10 said in a heading, and columns we cannot do without."""
    faults = [RowFault(1, heading, "scale_from_one") for heading in headings if FROM_ONE.search(heading)]
    known = {heading.strip().casefold() for heading in headings}
    needed = ("person", "service", "what", "date", "score", "outcome", "by")
    return faults + [RowFault(1, column, "no_column") for column in needed if column not in known and not faults]


def people_from_rows(rows: Sequence[Mapping[str, str]]) -> tuple[list[PersonOf], list[RowFault]]:
    """The people with their outcomes, in the order of the file, or everything that is wrong: never both.

    `rows` by column name, without the heading row; texts as they stand in the file.
    """
    people: dict[str, _Person] = {}
    faults: list[RowFault] = []
    for number, row in enumerate(rows, 2):
        faults += _take(people, number, {key: str(row.get(key) or "").strip() for key in COLUMNS})
    faults += [fault for one in people.values() for outcome in one.outcomes.values() for fault in _out_of_turn(outcome)]
    if not faults and rows and _looks_like_from_one(people):
        faults.append(RowFault(1, "score", "no_nought_anywhere"))
    faults.sort(key=lambda fault: (fault.row, COLUMNS.index(fault.column) if fault.column in COLUMNS else 0))
    return ([] if faults else [_person(one) for one in people.values()]), faults


def _take(people: dict[str, _Person], number: int, row: Mapping[str, str]) -> list[RowFault]:
    """Puts one row where it belongs, or says what is wrong with it."""
    missing = [RowFault(number, column, "empty") for column in ("person", "service") if not row[column]]
    if missing:
        return missing
    person = people.setdefault(row["person"], _Person(row["service"]))
    if person.service != row["service"]:
        return [RowFault(number, "service", "two_services", row["service"])]
    faults = _standing(person, number, row)
    if not row["outcome"]:
        return faults + ([RowFault(number, "outcome", "empty")] if row["what"] else [])
    return faults + _about_outcome(person.outcomes.setdefault(row["outcome"], _Outcome()), number, row)


def _standing(person: _Person, number: int, row: Mapping[str, str]) -> list[RowFault]:
    if row["standing"] and row["standing"] not in list(Reach):
        return [RowFault(number, "standing", "unknown", row["standing"])]
    person.reach = Reach(row["standing"]) if row["standing"] else person.reach
    return []


def _about_outcome(outcome: _Outcome, number: int, row: Mapping[str, str]) -> list[RowFault]:
    if row["intent"] and row["intent"] not in list(Intent):
        return [RowFault(number, "intent", "unknown", row["intent"])]
    outcome.intent = Intent(row["intent"]) if row["intent"] else outcome.intent
    if row["what"] not in WHATS:
        return [RowFault(number, "what", "unknown" if row["what"] else "empty", row["what"])]
    if row["what"] in ("on_hold", "withdrawn"):
        outcome.state = State(row["what"])
        return []
    on = _day(row["date"])
    if on is None:
        return [RowFault(number, "date", "no_date", row["date"])]
    if row["what"] == "agreed":
        outcome.agreed = on
        return []
    return _scored(outcome, number, row, on)


def _scored(outcome: _Outcome, number: int, row: Mapping[str, str], on: dt.date) -> list[RowFault]:
    faults = []
    if not re.fullmatch(r"\d{1,2}", row["score"]) or not LOWEST <= int(row["score"]) <= HIGHEST:
        faults.append(RowFault(number, "score", "no_score" if row["score"] else "empty", row["score"]))
    if row["by"] not in list(Perspective):
        faults.append(RowFault(number, "by", "unknown" if row["by"] else "empty", row["by"]))
    if not faults:
        outcome.scores[row["what"]].append((number, Score(on, int(row["score"]), Perspective(row["by"]))))
    return faults


def _out_of_turn(outcome: _Outcome) -> list[RowFault]:
    """No baseline before the outcome was agreed, no review before the first baseline of the same person."""
    faults = [
        RowFault(number, "date", "before_agreed", score.on.isoformat())
        for number, score in outcome.scores["baseline"]
        if outcome.agreed and score.on < outcome.agreed
    ]
    first: dict[Perspective, dt.date] = {}
    for _number, score in sorted(outcome.scores["baseline"], key=lambda one: one[1].on):
        first.setdefault(score.by, score.on)
    return faults + [
        RowFault(number, "date", "before_baseline", score.on.isoformat())
        for number, score in outcome.scores["review"]
        if score.by in first and score.on < first[score.by]
    ]


def _looks_like_from_one(people: Mapping[str, _Person]) -> bool:
    """Many scores and not one 0, though there are 1s and 10s: someone must say that the scale began at 0."""
    values = [
        score.value
        for one in people.values()
        for outcome in one.outcomes.values()
        for scores in outcome.scores.values()
        for _number, score in scores
    ]
    return len(values) >= MANY and LOWEST not in values and values.count(1) >= MANY_ONES and HIGHEST in values


# On a scale from 0 a hundred scores without a single 0, and with several 1s, would be strange.
MANY, MANY_ONES = 100, 3


def _person(person: _Person) -> PersonOf:
    outcomes = [
        OutcomeOf(
            Path(
                baselines=tuple(score for _number, score in one.scores["baseline"]),
                goals=tuple(score for _number, score in one.scores["goal"]),
                reviews=tuple(score for _number, score in one.scores["review"]),
                intent=one.intent,
            ),
            one.state,
        )
        for one in person.outcomes.values()
    ]
    return PersonOf(person.service, person.reach, tuple(outcomes))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
