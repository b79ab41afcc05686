"""A file of comments made elsewhere: which column is what, and what is wrong in which row."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.questions.enums import QuestionKind
from portal.questions.rules import LONGEST, cleaned
from portal.rosters.rules.headings import comparable_heading
from portal.rosters.rules.tables import Row
from portal.shared.i18n import _, lazy

LONGEST_WORDS = LONGEST[QuestionKind.LONG_TEXT]
LONGEST_THEME = 100
MOST_THEMES = 60
SHOWN_PROBLEMS = 200
USES = {
    "words": ("feedback", "comment", "comments", "answer", "response", "text", "free text", "what they said", "words"),
    "theme": ("label", "theme", "category", "topic", "code label", "subcategory"),
    "consent": ("consent", "may quote", "may we quote", "quote", "consent to quote", "can we quote", "permission"),
}
YES = {"yes", "y", "true", "1", "agreed", "ie", "ydw", "ہاں"}
PROBLEMS = {
    "too_long": lazy("the words are longer than 20,000 letters"),
    "long_theme": lazy("the theme is longer than 100 letters. Is this the right column?"),
    "shifted": lazy("there are more cells than headings. Is a quotation mark missing?"),
    "not_text": lazy("there are signs in this cell that are not text"),
    "many_themes": lazy("there are more than 60 different themes. Is this the right column?"),
}
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class FoundComment:
    """One row's comment. `agreed` is None when the file says nothing about quoting."""

    row: int
    words: str
    theme: str
    agreed: bool | None


@dataclass(frozen=True)
class RowProblem:
    row: int
    column: str
    code: str


@dataclass
class Check:
    """What bringing a file in would do."""

    rows: int = 0
    comments: int = 0
    empty: int = 0
    agreed: int = 0
    themes: Counter[str] = field(default_factory=Counter)
    problems: list[RowProblem] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "rows": self.rows,
            "comments": self.comments,
            "empty": self.empty,
            "agreed": self.agreed,
            "themes": dict(self.themes.most_common()),
            "faults": len(self.problems),
            "problems": [[one.row, one.column, one.code] for one in self.problems[:SHOWN_PROBLEMS]],
        }


def guess_columns(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, int]:
    """Column number by use: by its heading; the words, failing that, where the cells are longest."""
    plain = [comparable_heading(heading) for heading in headings]
    found: dict[str, int] = {}
    for use, names in USES.items():
        for name in names:
            if name in plain and plain.index(name) not in found.values():
                found[use] = plain.index(name)
                break
    if "words" not in found:
        free = [place for place in range(len(headings)) if place not in found.values()]
        if free:
            found["words"] = max(free, key=lambda place: sum(len(row[place]) for row in sample if place < len(row)))
    return found


def read_comments(rows: Iterable[Row], columns: Mapping[str, int]) -> Iterator[FoundComment]:
    """Every row's comment, the blank ones too; words and theme cleaned."""
    for number, cells in rows:
        consent = _cell(cells, columns.get("consent"))
        yield FoundComment(
            row=number,
            words=cleaned(_cell(cells, columns["words"])),
            theme=" ".join(cleaned(_cell(cells, columns.get("theme"))).split()),
            agreed=None if "consent" not in columns else consent.strip().casefold() in YES,
        )


def check(rows: Iterable[Row], *, headings: Sequence[str], columns: Mapping[str, int]) -> Check:
    """Reads all rows without keeping them, and lists what must be put right by row and column (row 1: headings)."""
    result = Check()
    for number, cells in rows:
        result.rows += 1
        (one,) = read_comments([(number, cells)], columns)
        problems = list(_problems(number, cells, headings=headings, columns=columns, one=one))
        result.problems += problems
        if problems:
            continue
        result.comments += bool(one.words)
        result.empty += not one.words
        result.agreed += bool(one.words and one.agreed)
        if one.words and one.theme:
            result.themes[one.theme] += 1
    if len(result.themes) > MOST_THEMES:
        result.problems.insert(0, RowProblem(1, headings[columns["theme"]], "many_themes"))
    return result


def _problems(
    number: int, cells: Sequence[str], *, headings: Sequence[str], columns: Mapping[str, int], one: FoundComment
) -> Iterator[RowProblem]:
    if any(cell.strip() for cell in cells[len(headings) :]):
        yield RowProblem(number, "", "shifted")
    if _NOT_TEXT.search(_cell(cells, columns["words"])):
        yield RowProblem(number, headings[columns["words"]], "not_text")
    if len(one.words) > LONGEST_WORDS:
        yield RowProblem(number, headings[columns["words"]], "too_long")
    if len(one.theme) > LONGEST_THEME:
        yield RowProblem(number, headings[columns["theme"]], "long_theme")


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def problem_words(row: int, column: str, code: str) -> str:
    """ "Row 14, column feedback: the words are longer than 20,000 letters." """
    said = str(PROBLEMS[code])
    if column:
        words = _("Row %(row)s, column %(column)s: %(problem)s.", row=row, column=column, problem=said)
    else:
        words = _("Row %(row)s: %(problem)s.", row=row, problem=said)
    return words[:-1] if said.endswith(("?", "؟")) else words
