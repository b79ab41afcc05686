"""Rows of the first sheet of an OpenDocument spreadsheet (.ods): read as text, a row at a time, nothing calculated."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

MOST_ROWS = 200_000
# A cell or row that says it stands so often does so to fill the sheet.
MOST_REPEATED = 1000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


class BadDocument(Exception):
    """It is damaged, or says things that a spreadsheet never does."""


def ods_rows(content: bytes, *, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with its number from 1. A formula is shown as a sign, never as its value.

    Raises:
        BadDocument
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    if b"\x00" in xml or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise BadDocument  # what could stand for more than it shows
    number, held = 1, 0
    for _event, element in iterparse(io.BytesIO(xml), events=("end",)):  # noqa: S314 - nothing is declared in it
        if element.tag == f"{_TABLE}table":
            return  # the first sheet is enough
        if element.tag != f"{_TABLE}table-row":
            continue
        cells, repeated = _cells(element, most_columns), _repeated(element, "rows")
        element.clear()
        if any(cell.strip() for cell in cells):
            for place in range(min(repeated, MOST_REPEATED)):
                yield number + place, cells
            held += min(repeated, MOST_REPEATED)
        number += repeated
        if held > MOST_ROWS:
            raise BadDocument


def _cells(row: Element, most_columns: int) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            words = _said(cell)
            room = most_columns + 1 - len(cells)
            cells += [words] * min(_repeated(cell, "columns"), room)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _said(cell: Element) -> str:
    if cell.get(f"{_TABLE}formula"):
        return "=…"
    lines = ["".join(_pieces(part)) for part in cell if part.tag == f"{_TEXT}p"]
    return "\n".join(lines) or cell.get(f"{_OFFICE}string-value", "")


def _pieces(part: Element) -> Iterator[str]:
    """The text with the spaces, tabs and line ends that are elements of their own; notes are left out."""
    yield part.text or ""
    for one in part:
        if one.tag == f"{_TEXT}s":
            yield " " * min(int(one.get(f"{_TEXT}c", "1")), MOST_REPEATED)
        elif one.tag == f"{_TEXT}tab":
            yield "\t"
        elif one.tag == f"{_TEXT}line-break":
            yield "\n"
        elif one.tag != f"{_TEXT}note":
            yield from _pieces(one)
        yield one.tail or ""


def _repeated(element: Element, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)
