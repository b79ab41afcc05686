"""What can be wrong with a roster file, in words that say where and what to do."""

from dataclasses import dataclass
from typing import Any

from portal.rosters.errors import FileRefused
from portal.shared.i18n import _, lazy

LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. Row 1 is the heading row; `column` is the file's own heading, "" for a whole row."""

    row: int
    column: str
    code: str
    value: str = ""


# Never quoted back: the words must not carry someone's address into a list of problems.
UNQUOTED = frozenset({"bad_email", "bad_phone"})

_IN_A_CELL: dict[str, Any] = {
    "missing_reference": lazy("there is no reference. Every person needs one"),
    "long_reference": lazy("the reference is longer than 100 signs"),
    "reference_lines": lazy("the reference goes over more than one line"),
    "shortened_reference": lazy("“%(value)s” was shortened by a spreadsheet program. Save the column as text"),
    "duplicate_reference": lazy("the reference “%(value)s” stands twice, with different details"),
    "missing_status": lazy("there is no status"),
    "unknown_status": lazy("“%(value)s” is not a status we know. Say below what it means, or change the file"),
    "not_a_number": lazy("“%(value)s” is not a number"),
    "not_whole": lazy("“%(value)s” is not a whole number"),
    "negative_age": lazy("“%(value)s” is less than 0"),
    "age_too_high": lazy("“%(value)s” is more than 120"),
    "not_a_date": lazy("“%(value)s” is not a date"),
    "no_such_day": lazy("there is no such day as “%(value)s”. We read dates as %(style)s"),
    "short_year": lazy("“%(value)s” needs a year with four digits"),
    "future_date": lazy("“%(value)s” is in the future"),
    "too_long_ago": lazy("“%(value)s” is more than 120 years ago"),
    "not_yes_or_no": lazy("“%(value)s” is not yes or no"),
    "bad_email": lazy("this is not an e-mail address"),
    "bad_phone": lazy("this is not a phone number"),
    "unknown_language": lazy("“%(value)s” is not a language we know. Use a code like en, cy or ur"),
    "unknown_safe_contact": lazy("“%(value)s” is not a safe contact rule we know"),
    "unknown_day": lazy("“%(value)s” is not a day we know. Use Mon, Tue, Wed, Thu, Fri or Sat"),
    "safe_sunday": lazy("we never write or ring on a Sunday. Leave it out, or give another day"),
    "not_hours": lazy("“%(value)s” is not hours we can read. Use for example 9-12, after 14 or before 12"),
    "not_whole_hours": lazy("“%(value)s” is not whole hours. Use for example 9-12"),
    "hours_backwards": lazy("“%(value)s” ends before it begins. Use 14 for 2 in the afternoon"),
    "hours_never": lazy("“%(value)s” is outside our hours, which are 9 to 20. We would never reach this person"),
    "unknown_way": lazy("“%(value)s” is not a way we know. Use phone, e-mail or post"),
    "long_say_only": lazy("the words are too long. Use up to 200 signs"),
    "unknown_flag": lazy("“%(value)s” is not a reason we know"),
    "too_long": lazy("there are more than 1,000 signs in this cell"),
    "long_word": lazy("“%(value)s” is too long. Use up to 100 signs"),
    "formula": lazy("“%(value)s” is a formula. Replace it with its value"),
    "error_cell": lazy("“%(value)s” is an error of the spreadsheet. Replace it with a value"),
    "nul": lazy("there is a sign in this cell that is not text (NUL)"),
    "control": lazy("there is a hidden control sign in this cell"),
    "bidi": lazy("there are hidden signs in this cell that turn the reading direction round"),
    "damaged": lazy("letters in this cell are damaged. Save the file again as CSV UTF-8"),
    "too_many_words": lazy("there are more than 60 different words. Is this the right column?"),
}

_IN_A_ROW: dict[str, Any] = {
    "too_many_cells": lazy("there are more cells than headings (%(value)s)"),
    "too_few_cells": lazy("there are fewer cells than headings (%(value)s)"),
}

_WHOLE_FILE: dict[str, Any] = {
    "empty": lazy("The file is empty."),
    "too_big": lazy("The file is too big. It can be up to 20 MB."),
    "old_excel": lazy("This is an old Excel file, or it has a password. Save it as .xlsx without a password."),
    "macros": lazy("This workbook holds macros. Save it as .xlsx without macros."),
    "ods": lazy("This is an OpenDocument file. Save it as .xlsx or CSV."),
    "pdf": lazy("This is a PDF. Choose a CSV or Excel (.xlsx) file."),
    "not_a_table": lazy("This is not a CSV or Excel (.xlsx) file."),
    "damaged_workbook": lazy("The Excel file is damaged. Open it, save it again, and try once more."),
    "bomb": lazy("The Excel file unpacks to far more than it should. It was not opened."),
    "no_sheet": lazy("The Excel file has no sheet with rows."),
    "header_only": lazy("There is only the heading row. There are no people in the file."),
    "no_heading_row": lazy("The first row should hold headings, but “%(value)s” looks like a person's details."),
    "empty_heading": lazy("Row 1: column %(column)s has no heading."),
    "duplicate_heading": lazy("Row 1: the heading “%(column)s” stands twice. Give each column its own heading."),
    "long_heading": lazy("Row 1: a heading is longer than 100 signs. Is this file a table with a heading row?"),
    "odd_heading": lazy("Row 1: heading %(column)s holds signs that do not belong in a heading."),
    "one_column": lazy("There is only one column. We looked for commas, semicolons and tabs between columns."),
    "too_many_columns": lazy("There are more than 100 columns. Keep the ones that are needed."),
    "too_many_rows": lazy("There are more than 100,000 rows. Bring them in as several files."),
    "damaged_text": lazy("Row %(row)s: letters are damaged. Save the file again as CSV UTF-8."),
    "open_quote": lazy("Row %(row)s: a quotation mark is opened but not closed, or stands in the wrong place."),
    "cell_too_long": lazy("Row %(row)s: a cell is far too long. Is a quotation mark or a line end missing?"),
}


def problem_words(problem: Problem, *, date_style: Any = "") -> str:
    """The whole sentence: "Row 14, column age: “abc” is not a number." """
    if problem.code in _WHOLE_FILE:
        return _about_the_file(problem)
    if problem.code in _IN_A_ROW:
        said = str(_IN_A_ROW[problem.code]) % {"value": problem.value}
        return _("Row %(row)s: %(problem)s.", row=problem.row, problem=said)
    said = str(_IN_A_CELL[problem.code]) % {"value": shown(problem.value), "style": date_style}
    if problem.code == "too_many_words":
        return _("Column %(column)s: %(problem)s", column=problem.column, problem=said)
    return _("Row %(row)s, column %(column)s: %(problem)s.", row=problem.row, column=problem.column, problem=said)


def refusal(error: FileRefused) -> Problem:
    return Problem(error.row, error.column, error.code, error.value)


def _about_the_file(problem: Problem) -> str:
    values = {"row": problem.row, "column": shown(problem.column), "value": shown(problem.value)}
    return str(_WHOLE_FILE[problem.code]) % values


def shown(text: str) -> str:
    """A text from a file as it may be quoted: short, and without signs that could upset the page around it."""
    visible = "".join(sign if sign.isprintable() else "�" for sign in text)
    return visible if len(visible) <= LONGEST_SHOWN else visible[:LONGEST_SHOWN] + "…"


def is_known_code(code: str) -> bool:
    return code in _IN_A_CELL or code in _IN_A_ROW or code in _WHOLE_FILE
