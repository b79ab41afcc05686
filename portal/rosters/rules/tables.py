"""A file's bytes as rows of text, whatever program wrote it: kind, encoding and separator are recognised.

Nothing is unpacked before its size is known, and nothing in a workbook is ever calculated.
"""

import csv
import io
import re
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from portal.rosters.errors import FileRefused
from portal.rosters.rules import workbooks

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 100
SEPARATORS = (",", ";", "\t", "|")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Half a pair of UTF-16, written as if it were a letter of its own: no program writes this on purpose.
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_NOT_TABLES = (
    (b"\xd0\xcf\x11\xe0", "old_excel"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "not_a_table"),
    (b"\xff\xd8\xff", "not_a_table"),
    (b"GIF8", "not_a_table"),
    (b"{\\rtf", "not_a_table"),
    (b"\x1f\x8b", "not_a_table"),
)
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Reading:
    """How a file is read. `encoding` and `separator` are empty for a workbook."""

    kind: str
    encoding: str = ""
    separator: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def recognise(content: bytes) -> Reading:
    """Finds out how to read a file.

    Raises:
        FileRefused: it is no table we can read, or not one we want to open.
    """
    if len(content) > MOST_BYTES:
        raise FileRefused("too_big")
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise FileRefused("empty")
    for start, code in _NOT_TABLES:
        if content.startswith(start):
            raise FileRefused(code)
    if content.startswith(b"PK"):
        workbooks.check_before_unpacking(content)
        return Reading("xlsx")
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise FileRefused("not_a_table")
    encoding = _encoding(content)
    return Reading("csv", encoding, _separator(content, encoding))


def rows(content: bytes, reading: Reading) -> Generator[Row, None, None]:
    """The rows that are not blank, each with its number in the file (1 is the first), one at a time.

    Raises:
        FileRefused: the table breaks off or is too big; it says in which row.
    """
    found = (
        workbooks.rows(content, most_columns=MOST_COLUMNS) if reading.kind == "xlsx" else _csv_rows(content, reading)
    )
    kept = width = 0
    for number, cells in found:
        if not any(cell.strip() for cell in cells):
            continue
        kept += 1
        width = width or len(cells)
        if reading.kind == "xlsx":  # a workbook leaves out empty cells at the end of a row
            cells += [""] * (width - len(cells))
        if kept > MOST_ROWS + 1:
            raise FileRefused("too_many_rows")
        yield number, cells


def _csv_rows(content: bytes, reading: Reading) -> Iterator[Row]:
    text = io.TextIOWrapper(io.BytesIO(content), encoding=reading.encoding, newline="")
    if not _skip_separator_line(text):
        text.seek(0)
    number = 0
    try:
        for cells in csv.reader(text, delimiter=reading.separator, strict=True):
            number += 1
            yield number, cells
    except csv.Error as error:
        code = "cell_too_long" if "field larger" in str(error) else "open_quote"
        raise FileRefused(code, row=number + 1) from error
    except UnicodeError as error:
        raise FileRefused("damaged_text", row=number + 1) from error


def _skip_separator_line(text: io.TextIOWrapper) -> bool:
    """Some programs write "sep=;" above the headings; it is no row of the table."""
    return bool(re.fullmatch(r'"?sep=."?[\r\n]*', text.readline(20)))


def _encoding(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:4000]
    if len(sample) > 3 and sample[1::2].count(0) > len(sample) * 0.3:
        return "utf-16-le"
    if len(sample) > 3 and sample[::2].count(0) > len(sample) * 0.3:
        return "utf-16-be"
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        return _single_byte_encoding(content, error)


def _single_byte_encoding(content: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1252, unless the file is UTF-8 with broken letters in it: then guessing would only hide the damage."""
    row = content.count(b"\n", 0, error.start) + 1
    kept = content.decode("utf-8", errors="ignore")
    if not kept.isascii() or _SURROGATE.search(content):
        raise FileRefused("damaged_text", row=row) from error
    try:
        content.decode("cp1252")
    except UnicodeDecodeError as second:
        row = content.count(b"\n", 0, second.start) + 1
        raise FileRefused("damaged_text", row=row) from second
    return "cp1252"


def _separator(content: bytes, encoding: str) -> str:
    """The sign that parts the headings, counted outside quotation marks."""
    try:
        start = io.TextIOWrapper(io.BytesIO(content[:400_000]), encoding=encoding, errors="ignore", newline="").read(
            65_536
        )
    except UnicodeError as error:
        raise FileRefused("damaged_text", row=1) from error
    stated = re.match(r'"?sep=(.)"?[\r\n]', start)
    if stated and stated[1] in SEPARATORS:
        return stated[1]
    headings = re.split(r"[\r\n]+", re.sub(r'"[^"]*"', '""', start.lstrip("\r\n")), maxsplit=1)[0]
    counts = {sign: headings.count(sign) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: counts[sign])
    return best if counts[best] else ","
