"""What can be wrong with a picture pack, by row and column, said in words only where a person reads it."""

from dataclasses import dataclass
from typing import Any

from portal.shared.i18n import _, lazy


class PackRefused(Exception):
    """The file cannot be read as a pack at all; `code` says why."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code, self.value = code, value


@dataclass(frozen=True)
class Problem:
    """`row` counts as a spreadsheet does: the headings are row 1. 0 is the pack as a whole."""

    row: int
    column: str
    code: str
    value: str = ""

    @property
    def words(self) -> str:
        """Where it is and what it is, in the language being spoken."""
        said = problem_words(self.code, self.value)
        if not self.row:
            return said
        place = _("Row %(row)s, column “%(column)s”:", row=self.row, column=self.column)
        return f"{place} {said}"


def problem_words(code: str, value: str = "") -> str:
    """What is wrong, and what to do."""
    return str(_WORDS[code]) % {"value": value}


_WORDS: dict[str, Any] = {
    "not_zip": lazy("This is not a ZIP file. Put the folder into a ZIP file and choose that."),
    "too_big": lazy("The file is too big. Make two packs of it, or make the pictures smaller."),
    "too_many": lazy("There are too many files in it. Make two packs of it."),
    "bomb": lazy("Unpacked, the file would be far too big. Nothing was unpacked."),
    "leads_out": lazy("A name in the ZIP file leads out of the folder: “%(value)s”. Nothing was unpacked."),
    "locked": lazy("The ZIP file has a password. Make one without."),
    "broken": lazy("The file “%(value)s” in it is damaged. Make the ZIP file again."),
    "twice_in_zip": lazy("The file “%(value)s” is in it twice."),
    "no_table": lazy("There is no table in it. Put a file called pictures.csv into the folder."),
    "table_unreadable": lazy("The table cannot be read. Save it as CSV with UTF-8 letters."),
    "no_rows": lazy("The table has no rows."),
    "too_many_rows": lazy("The table has too many rows. Make two packs of it."),
    "column_missing": lazy("The column “%(value)s” is missing."),
    "column_unknown": lazy("The column “%(value)s” is not one we know. Check its name."),
    "cells_over": lazy("This row has too many cells. Put words with a comma in quotation marks."),
    "empty": lazy("Nothing is filled in."),
    "bad_id": lazy("“%(value)s” cannot be a name here. Use small letters, digits, - and _."),
    "id_twice": lazy("“%(value)s” is there twice."),
    "no_file": lazy("There is no file “%(value)s” in the folder."),
    "wrong_type": lazy("“%(value)s” is not a picture we can use. Use PNG, JPEG or WebP."),
    "unreadable": lazy("“%(value)s” cannot be opened as a picture."),
    "too_large": lazy("“%(value)s” is too large: more than 25 million dots, or more than 20 MB."),
    "licence_no": lazy("The licence “%(value)s” does not let us use the picture in all we do."),
    "too_long": lazy("The words are too long."),
    "blocked": lazy("“%(value)s” is on our block list: this picture hurts or misleads people. Leave it out."),
    "alt_is_word": lazy("Say what the picture shows, and not only the search word."),
}
