"""Workbooks (.xlsx, .ods), opened with care: sizes first, no macros, no calculation, one row at a time."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from portal.shared.opendocument import BadDocument, ods_rows

MOST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 2000
# XML of real rosters packs to a tenth or a thirtieth; a hundred and fifty times is somebody's joke.
STEEPEST = 150
SMALL = 10 * 1024 * 1024
_BROKEN = (
    BadDocument,
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class WorkbookRefused(Exception):
    """It cannot be read as a workbook; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_before_unpacking(content: bytes) -> str:
    """Reads only the directory of the archive. Returns "xlsx" or "ods".

    Raises:
        WorkbookRefused: no workbook, one with macros, or one that would unpack to more than it should.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except _BROKEN as error:
        raise WorkbookRefused("damaged_workbook") from error
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise WorkbookRefused("bomb")
    if unpacked > SMALL and unpacked > STEEPEST * len(content):
        raise WorkbookRefused("bomb")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WorkbookRefused("macros")
    is_ods = "mimetype" in names
    if not is_ods and "xl/workbook.xml" not in names:
        raise WorkbookRefused("not_a_table")
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookRefused("old_excel")
    return "ods" if is_ods else "xlsx"


def rows(content: bytes, *, most_columns: int, kind: str = "xlsx") -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet as text, each with its number from 1; of an .ods only those with something in them.

    Raises:
        WorkbookRefused: the workbook is damaged.
    """
    try:
        yield from ods_rows(content, most_columns=most_columns) if kind == "ods" else _rows(content, most_columns)
    except _BROKEN as error:
        raise WorkbookRefused("damaged_workbook") from error


def _rows(content: bytes, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about decoration it cannot read, which we do not want either
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        if not book.worksheets:
            raise WorkbookRefused("no_sheet")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, cells in enumerate(sheet.iter_rows(max_col=most_columns + 1), start=1):
                yield number, without_tail([_text(cell) for cell in cells])
    finally:
        book.close()


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return "=" + value.lstrip("=") if cell.data_type == "f" else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if cell.data_type == "f":
        return "=…"  # an array formula or a data table
    return str(value)


def without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def count_rows(content: bytes) -> int:
    """About how many rows the largest sheet has, for showing progress: counted in its XML, without reading it."""
    most = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/"):
                with archive.open(part) as sheet:
                    most = max(most, sum(piece.count(b"<row ") for piece in iter(lambda: sheet.read(1 << 20), b"")))
    return most
