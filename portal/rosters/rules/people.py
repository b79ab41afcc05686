"""One row of a roster file as one person, or what is wrong with it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.rosters.enums import CATEGORIES, NOT_KNOWN, DateStyle, RosterField
from portal.rosters.rules import cells, safe_cells
from portal.rosters.rules.cells import OLDEST, CellRefused
from portal.rosters.rules.dates import NotADate, age_on, read_date
from portal.rosters.rules.languages import read_language
from portal.rosters.rules.problems import Problem

MOST_WORDS = 60
Meanings = Mapping[str, Mapping[str, str]]


@dataclass
class RowReader:
    """Reads rows by a mapping (column number by field) and the meanings of category words.

    `words` counts the category words seen, by field: what the file says, before it is given a meaning.
    """

    headings: Sequence[str]
    mapping: Mapping[str, int]
    date_style: DateStyle
    today: dt.date
    meanings: Meanings = field(default_factory=dict)
    own_categories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: dict[str, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._own = {name: {word.casefold(): word for word in words} for name, words in self.own_categories.items()}
        self._columns = [(RosterField(name), column) for name, column in self.mapping.items()]
        self.words = {kind.value: Counter() for kind in CATEGORIES if kind.value in self.mapping}

    def read(self, number: int, row: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
        """What the row says, by field (`reference` always there), and its problems."""
        if len(row) != len(self.headings) and (length := self._wrong_length(number, row)):
            return {}, [length]
        said: dict[str, Any] = {}
        problems: list[Problem] = []
        for kind, column in self._columns:
            raw = row[column] if column < len(row) else ""
            try:
                said[kind.value] = self._read_cell(kind, raw)
            except (CellRefused, NotADate) as refused:
                problems.append(Problem(number, self.headings[column], refused.code, raw.strip()[:200]))
        return said, problems

    def _wrong_length(self, number: int, row: Sequence[str]) -> Problem | None:
        """Cells too many, or too few; empty ones too many do no harm."""
        count = len(row)
        while count > len(self.headings) and not row[count - 1].strip():
            count -= 1
        wanted = len(self.headings)
        if count > wanted:
            return Problem(number, "", "too_many_cells", f"{count} > {wanted}")
        return Problem(number, "", "too_few_cells", f"{count} < {wanted}") if count < wanted else None

    def _read_cell(self, kind: RosterField, raw: str) -> Any:
        text = cells.clean_cell(raw)
        if kind is RosterField.REFERENCE:
            return cells.read_reference(raw, text)
        if kind in self.words_by_kind:
            return self._category(kind, cells.read_word(text))
        if kind in _WHEN_GIVEN:
            return _WHEN_GIVEN[kind](text) if text else None
        return _READERS[kind](self, text)

    words_by_kind = frozenset(CATEGORIES)

    def _category(self, kind: RosterField, text: str) -> str:
        self.words[kind.value][text] += 1
        meant = self.meanings.get(kind.value, {}).get(text.casefold())
        if meant is None:
            meant = self.usual_meaning(kind, text)
        if meant is None:
            raise CellRefused("unknown_status" if text else "missing_status")
        return meant

    def usual_meaning(self, kind: RosterField, text: str) -> str | None:
        """What a word means when nobody said otherwise; None for a status we do not know."""
        if kind is RosterField.STATUS:
            return cells.usual_status(text)
        own = self._own.get(kind.value, {}).get(text.casefold())
        return own or cells.usual_category(text) or text

    def too_many_words(self) -> list[Problem]:
        """A category column with more words than categories ever have: probably another column."""
        return [
            Problem(1, self.headings[self.mapping[name]], "too_many_words")
            for name, seen in self.words.items()
            if len(seen) > MOST_WORDS
        ]

    def birth_date(self, text: str) -> int | None:
        """Only the age is kept: it is all the draw and the report need."""
        if not text:
            return None
        born = read_date(text, style=self.date_style)
        if born > self.today:
            raise CellRefused("future_date")
        age = age_on(self.today, born=born)
        if age > OLDEST:
            raise CellRefused("too_long_ago")
        return age

    def confirmed_on(self, text: str) -> str | None:
        if not text:
            return None
        day = read_date(text, style=self.date_style)
        if day > self.today:
            raise CellRefused("future_date")
        return day.isoformat()


def _language(text: str) -> str:
    code = read_language(text)
    if code is None:
        raise CellRefused("unknown_language")
    return code


_WHEN_GIVEN: dict[RosterField, Callable[[str], Any]] = {
    RosterField.AGE: cells.read_age,
    RosterField.LANGUAGE: _language,
    RosterField.EMAIL: cells.read_email,
    RosterField.MOBILE: cells.read_phone,
    RosterField.NAME: str,
    RosterField.ADDRESS: str,
    RosterField.POSTCODE: str.upper,
    RosterField.HOUSEHOLD: cells.read_word,
}
_READERS: dict[RosterField, Callable[[RowReader, str], Any]] = {
    RosterField.AREA: lambda _reader, text: cells.read_word(text) or NOT_KNOWN,
    RosterField.UNIT: lambda _reader, text: cells.read_word(text) or NOT_KNOWN,
    RosterField.BIRTH_DATE: RowReader.birth_date,
    RosterField.DO_NOT_CONTACT: lambda _reader, text: cells.read_yes_or_no(text),
    RosterField.SAFE_CONTACT: lambda _reader, text: cells.read_safe_contact(text),
    RosterField.NO_VOICEMAIL: lambda _reader, text: safe_cells.read_no_voicemail(text),
    RosterField.SEEN_BY_OTHERS: lambda _reader, text: safe_cells.read_seen_by_others(text),
    RosterField.SAFE_DAYS: lambda _reader, text: safe_cells.read_safe_days(text),
    RosterField.SAFE_HOURS: lambda _reader, text: safe_cells.read_safe_hours(text),
    RosterField.SAY_ONLY: lambda _reader, text: safe_cells.read_say_only(text),
    RosterField.SAFE_CONTACT_CONFIRMED: RowReader.confirmed_on,
    RosterField.FLAG: lambda _reader, text: cells.read_flag(text),
}
