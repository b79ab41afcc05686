"""A file of people who would like to be on a panel: which column is what, and what is wrong with it, by row and
column. The file itself is read as a roster is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.panels.enums.attributes import NAMES, PREFER_NOT_TO_SAY, VALUES
from portal.rosters.errors import FileRefused
from portal.rosters.rules import headings, tables
from portal.rosters.rules.problems import Problem, problem_words
from portal.shared.i18n import LANGUAGES, _, lazy

CONTACTS = ("name", "email", "mobile", "address", "postcode", "language")
OWN_WORDS: dict[str, tuple[str, ...]] = {
    "standing": ("standing", "status", "service status", "use of the service"),
    "disability": ("disability", "disabled"),
    "gender": ("gender", "sex"),
    "age": ("age", "age group", "age band"),
}
_UNKNOWN_VALUE = lazy("“%(value)s” is not one of the answers of this call. These are: %(known)s")
_MOST = {"name": 200, "email": 254, "mobile": 40, "address": 500, "postcode": 20, "language": 10}
MOST_PROBLEMS = 300
NO_NAME, NO_WAY = "no_name", "no_way"


@dataclass
class Found:
    """What a file holds: people as they would be typed in, and everything wrong with it."""

    people: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    twice: int = 0


def guess_mapping(names: Sequence[str], categories: Sequence[str]) -> dict[str, int]:
    """Column number by field, as far as the headings give it away."""
    known = headings.guess_mapping(names)
    mapping = {one: known[one] for one in CONTACTS if one in known}
    plain = [headings.comparable_heading(name) for name in names]
    for category in categories:
        words = (*OWN_WORDS.get(category, ()), category, headings.comparable_heading(str(NAMES.get(category, ""))))
        place = next((plain.index(word) for word in words if word in plain), known.get(category))
        if place is not None and place not in mapping.values():
            mapping[category] = place
    return mapping


def read_names(content: bytes) -> list[str]:
    """The headings of a file.

    Raises:
        FileRefused
    """
    first = next(tables.rows(content, tables.recognise(content)), None)
    if first is None:
        raise FileRefused("empty")
    return headings.read_headings(first[1])


def read_people(content: bytes, *, mapping: Mapping[str, int], values: Mapping[str, Sequence[str]]) -> Found:
    """Every row of a file. A row without a name, or without any way to reach the person, is a problem; so is a word
    that is none of the answers of the call. The same row twice is left out and counted.

    Raises:
        FileRefused
    """
    names, found, seen = read_names(content), Found(), set()
    rows = tables.rows(content, tables.recognise(content))
    next(rows)
    for number, cells in rows:
        found.rows += 1
        if len(cells) != len(names):
            code = "too_many_cells" if len(cells) > len(names) else "too_few_cells"
            found.problems.append(Problem(number, "", code, str(len(cells))))
            continue
        key = tuple(cell.strip().casefold() for cell in cells)
        if key in seen:
            found.twice += 1
            continue
        seen.add(key)
        said, wrong = _read(number, cells, names, mapping, values)
        found.problems += wrong
        if not wrong:
            found.people.append(said)
    if not found.rows:
        raise FileRefused("header_only")
    return found


def _read(
    number: int,
    cells: Sequence[str],
    names: Sequence[str],
    mapping: Mapping[str, int],
    values: Mapping[str, Sequence[str]],
) -> tuple[dict[str, Any], list[Problem]]:
    said: dict[str, Any] = {"about": {}}
    wrong: list[Problem] = []
    for name, place in mapping.items():
        text = " ".join(cells[place].split())
        code = _fault(name, text)
        if code:
            wrong.append(Problem(number, names[place], code, "" if name in CONTACTS else text))
        elif name in CONTACTS:
            said[name] = text
        else:
            value = value_of(name, text, values.get(name, ()))
            said["about"][name] = value
            if value is None:
                wrong.append(Problem(number, names[place], "unknown_value", text))
    if said.get("postcode"):
        said["address"] = "\n".join(part for part in (said.get("address"), said["postcode"]) if part)
    wrong += _lacks(number, said)
    return said, wrong


def _fault(name: str, text: str) -> str:
    if any(sign in text for sign in ("\x00", "�", "\u202e", "\u202d", "\u2066", "\u2067")):
        return "control"
    if text.startswith("=") or len(text) > _MOST.get(name, 100):
        return "formula" if text.startswith("=") else "too_long"
    if name == "email" and text and ("@" not in text or " " in text or "." not in text.rpartition("@")[2]):
        return "bad_email"
    if name == "mobile" and text and sum(sign.isdigit() for sign in text) < 7:
        return "bad_phone"
    return "unknown_language" if name == "language" and text and text not in LANGUAGES else ""


def _lacks(number: int, said: Mapping[str, Any]) -> Iterable[Problem]:
    if not said.get("name"):
        yield Problem(number, "", NO_NAME)
    if not any(said.get(way) for way in ("email", "mobile", "address")):
        yield Problem(number, "", NO_WAY)


def value_of(category: str, text: str, known: Sequence[str]) -> str | None:
    """The answer a word stands for; None when it is none of them. An empty cell: would rather not say."""
    plain = headings.comparable_heading(text)
    if not plain or plain in ("prefer not to say", "not known", "unknown"):
        return PREFER_NOT_TO_SAY
    for value in known:
        label = str(VALUES.get(category, {}).get(value, value))
        if plain in (headings.comparable_heading(value), headings.comparable_heading(label)):
            return value
    if category == "age" and text.isdigit():
        return _band(int(text), known)
    return None


def _band(age: int, known: Sequence[str]) -> str | None:
    for value in known:
        low, _dash, high = value.partition("-")
        if low.isdigit() and int(low) <= age <= (int(high) if high.isdigit() else 130):
            return value
    return None


def words_of(problem: Problem, *, values: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> str:
    """The whole sentence; `names` gives the category of a heading."""
    if problem.code == NO_NAME:
        return _("Row %(row)s: there is no name.", row=problem.row)
    if problem.code == NO_WAY:
        return _("Row %(row)s: there is no e-mail, phone number or address.", row=problem.row)
    if problem.code == "unknown_value":
        known = ", ".join(values.get(names.get(problem.column, ""), ()))
        said = str(_UNKNOWN_VALUE) % {"value": problem.value[:60], "known": known}
        return _("Row %(row)s, column %(column)s: %(problem)s.", row=problem.row, column=problem.column, problem=said)
    return problem_words(problem)
