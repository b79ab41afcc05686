"""The texts of a set as a sheet for an agency: one row a text, the first language beside the translation, and back.

The sheet goes out with the words as they are now. When it comes back, a row counts only if those words still are.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.questions.desk.texts import Part, parts_of, source_of
from portal.questions.models import Question, QuestionSet
from portal.questions.rules import cleaned
from portal.shared import workbooks
from portal.shared.export import harmless
from portal.shared.i18n import _
from portal.shared.workbooks import WorkbookRefused

# Never translated: a sheet must come back whatever language the staff work in.
HEADINGS = ("question", "part", "source", "translation")
LARGEST = 2 * 1024 * 1024
LONGEST, MOST_COLUMNS = 2400, 50


class NotASheet(Exception):
    """The file cannot be read as a sheet of ours; the message says what would do."""


@dataclass(frozen=True)
class Returned:
    """What came back: texts by question and part, and in words what was left out and why."""

    words: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(parts) for parts in self.words.values())


def rows_of(question_set: QuestionSet, *, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Every text of the set in the first language, with what there is in `language`."""
    source = source_of(question_set)
    for question, part in _parts(question_set):
        if part.texts.get(source):
            yield question.key, part.name, part.texts[source], part.texts.get(language, "")


def read_sheet(question_set: QuestionSet, *, content: bytes) -> Returned:
    """The translations in a sheet that came back.

    Raises:
        NotASheet
    """
    source = source_of(question_set)
    known = {(question.key, part.name): part.texts.get(source, "") for question, part in _parts(question_set)}
    returned = Returned()
    for number, row in enumerate(_rows(content), 2):
        problem = _problem(row, known)
        if problem:
            returned.left_out.append(_("Row %(number)s: %(problem)s", number=number, problem=problem))
        elif cleaned(row["translation"]):
            returned.words.setdefault(row["question"], {})[row["part"]] = _as_written(row["translation"])
    return returned


def _parts(question_set: QuestionSet) -> Iterator[tuple[Question, Part]]:
    for question in sorted(question_set.questions, key=lambda one: one.place):
        for part in parts_of(question):
            yield question, part


def _problem(row: Mapping[str, str], known: Mapping[tuple[str, str], str]) -> str:
    now = known.get((row["question"], row["part"]))
    if not now:
        return _("these words are not in the set any more")
    if _as_written(row["source"]) != _as_written(now):
        return _("the words have changed since the sheet was made")
    if len(row["translation"]) > LONGEST:
        return _("the translation is too long")
    return ""


def _as_written(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a text; spaces at the ends do not count."""
    plain = cleaned(text)
    return plain[1:] if plain.startswith("'") and harmless(plain[1:]) == plain else plain


def _rows(content: bytes) -> Iterator[dict[str, str]]:
    if len(content) > LARGEST:
        raise NotASheet(_("This file is too big. Choose a smaller one."))
    if content[:2] == b"PK":
        yield from _named(_workbook(content))
        return
    text = _text(content)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as reason:
        raise NotASheet(_("This file cannot be read as a table. Save it as CSV and choose it again.")) from reason
    yield from _named(table)


def _workbook(content: bytes) -> list[list[str]]:
    """The first sheet of an Excel or OpenDocument workbook, opened with the same care as a roster."""
    try:
        kind = workbooks.check_before_unpacking(content)
        return [cells for _number, cells in workbooks.rows(content, most_columns=MOST_COLUMNS, kind=kind)]
    except WorkbookRefused as refused:
        words = _("This file cannot be read as a table. Save it as XLSX, ODS or CSV and choose it again.")
        raise NotASheet(words) from refused


def _named(table: Sequence[Sequence[str]]) -> Iterator[dict[str, str]]:
    headings = [cell.strip().lower() for cell in table[0]] if table else []
    missing = [name for name in HEADINGS if name not in headings]
    if missing:
        raise NotASheet(_("The first row must have these columns: %(names)s", names=", ".join(HEADINGS)))
    at = {name: headings.index(name) for name in HEADINGS}
    for cells in table[1:]:
        if any(cell.strip() for cell in cells):
            yield {name: cells[place] if place < len(cells) else "" for name, place in at.items()}


def _text(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\x00", "")
    except UnicodeDecodeError as reason:
        refusal = _("The letters in this file cannot be read. Save it as CSV UTF-8 and choose it again.")
        raise NotASheet(refusal) from reason
