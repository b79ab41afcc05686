"""Roster files as they really arrive: broken in more than forty ways, each with the words a person should read.

And files that only look unusual: those must be brought in like any other.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openpyxl import Workbook

from tests.rosters.factories import ANA, BEN, CIA, HEADINGS, PEOPLE, csv_file, xlsx_file


@dataclass(frozen=True)
class BrokenFile:
    name: str
    make: Callable[[], bytes]
    words: str


@dataclass(frozen=True)
class UnusualFile:
    name: str
    make: Callable[[], bytes]


def ana(**changed: str) -> tuple[str, ...]:
    """Ana's row with some cells changed, by heading."""
    return tuple(changed.get(heading, cell) for heading, cell in zip(HEADINGS, ANA, strict=True))


def with_cell(**changed: str) -> Callable[[], bytes]:
    """A file whose third row (Ana's) has these cells."""
    return lambda: csv_file(BEN, ana(**changed))


def with_column(heading: str, *cells: str) -> Callable[[], bytes]:
    rows = [(*row, cell) for row, cell in zip(PEOPLE, cells, strict=False)]
    return lambda: csv_file(*rows, headings=(*HEADINGS, heading))


def text(content: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: content.encode(encoding)


def replaced(old: bytes, new: bytes) -> Callable[[], bytes]:
    """The good file with some bytes swapped."""
    good = csv_file(*PEOPLE)
    assert old in good
    return lambda: good.replace(old, new, 1)


def workbook(**parts: bytes) -> bytes:
    """The good workbook with members of its archive added or replaced."""
    source, target = zipfile.ZipFile(io.BytesIO(xlsx_file(*PEOPLE))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.infolist():
            if member.filename not in parts:
                made.writestr(member, source.read(member))
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def with_formula() -> bytes:
    return xlsx_file(ANA, ("A002", "active", "North", "=1+1", *BEN[4:]))


def billion_laughs() -> bytes:
    """A sheet whose few letters mean gigabytes."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    return workbook(**{"xl/worksheets/sheet1.xml": sheet.encode()})


def two_sheets() -> bytes:
    book = Workbook()
    for row in (HEADINGS, *PEOPLE):
        book.active.append(list(row))
    book.create_sheet("Notes").append(["nothing to read here"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def numbers_and_dates() -> bytes:
    """A workbook with real numbers, as people type them."""
    return xlsx_file(*[(ref, status, area, int(age), *rest) for ref, status, area, age, *rest in PEOPLE])


def _in(row: int, column: str, what: str) -> str:
    return f"Row {row}, column {column}: {what}."


BAD_BYTES = "Row 3: letters are damaged. Save the file again as CSV UTF-8."
NO_EMAIL, NO_PHONE = "this is not an e-mail address", "this is not a phone number"
BROKEN = [
    # ── no table at all ──
    BrokenFile("empty", lambda: b"", "The file is empty."),
    BrokenFile("only blank lines", lambda: b"\r\n\r\n  \r\n", "The file is empty."),
    BrokenFile("only a byte order mark", lambda: b"\xef\xbb\xbf", "The file is empty."),
    BrokenFile("only NULs", lambda: b"\x00" * 500, "The file is empty."),
    BrokenFile("header only", lambda: csv_file(), "There is only the heading row. There are no people in the file."),
    BrokenFile(
        "header only workbook", lambda: xlsx_file(), "There is only the heading row. There are no people in the file."
    ),
    BrokenFile(
        "too big", lambda: csv_file(ANA) + b"x" * 21 * 1024 * 1024, "The file is too big. It can be up to 20 MB."
    ),
    BrokenFile(
        "PDF renamed to CSV", lambda: b"%PDF-1.7\n1 0 obj", "This is a PDF. Choose a CSV or Excel (.xlsx) file."
    ),
    BrokenFile("picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "This is not a CSV or Excel (.xlsx) file."),
    BrokenFile("web page", text("<!DOCTYPE html><table><tr><td>ref"), "This is not a CSV or Excel (.xlsx) file."),
    BrokenFile("rich text", text(r"{\rtf1 ref,status}"), "This is not a CSV or Excel (.xlsx) file."),
    BrokenFile(
        "old Excel",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
        "This is an old Excel file, or it has a password. Save it as .xlsx without a password.",
    ),
    BrokenFile(
        "10 MB in one line",
        lambda: b"a" * 10 * 1024 * 1024,
        "Row 1: a cell is far too long. Is a quotation mark or a line end missing?",
    ),
    BrokenFile(
        "prose",
        text("We met on Monday.\nEverybody was there.\n"),
        "There is only one column. We looked for commas, semicolons and tabs between columns.",
    ),
    # ── workbooks ──
    BrokenFile(
        "workbook cut short",
        lambda: xlsx_file(*PEOPLE)[:-400],
        "The Excel file is damaged. Open it, save it again, and try once more.",
    ),
    BrokenFile(
        "workbook with a damaged sheet",
        lambda: workbook(**{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}),
        "The Excel file is damaged. Open it, save it again, and try once more.",
    ),
    BrokenFile(
        "billion laughs", billion_laughs, "The Excel file is damaged. Open it, save it again, and try once more."
    ),
    BrokenFile(
        "zip bomb",
        lambda: workbook(**{"xl/media/bomb.bin": b"\x00" * 40 * 1024 * 1024}),
        "The Excel file unpacks to far more than it should. It was not opened.",
    ),
    BrokenFile(
        "workbook with macros",
        lambda: workbook(**{"xl/vbaProject.bin": b"x"}),
        "This workbook holds macros. Save it as .xlsx without macros.",
    ),
    BrokenFile(
        "OpenDocument",
        lambda: workbook(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "This is an OpenDocument file. Save it as .xlsx or CSV.",
    ),
    BrokenFile("some other archive", lambda: _archive("letter.txt"), "This is not a CSV or Excel (.xlsx) file."),
    BrokenFile("formula in a workbook", with_formula, _in(3, "age", "“=1+1” is a formula. Replace it with its value")),
    # ── letters ──
    BrokenFile("half of it UTF-8", replaced(b"A002", "Zoë".encode() + b"\xe9"), BAD_BYTES),
    BrokenFile("bytes of no encoding", replaced(b"A002", b"A\x81\x8d"), BAD_BYTES),
    BrokenFile("surrogates written as letters", replaced(b"A002", b"A\xed\xa0\x80"), BAD_BYTES),
    BrokenFile(
        "UTF-16 cut in the middle",
        lambda: csv_file(*PEOPLE, encoding="utf-16")[:-1],
        "Row 4: letters are damaged. Save the file again as CSV UTF-8.",
    ),
    BrokenFile(
        "replacement signs",
        with_cell(district="Nor�th"),
        _in(3, "district", "letters in this cell are damaged. Save the file again as CSV UTF-8"),
    ),
    BrokenFile(
        "NUL in a cell",
        with_cell(district="No\x00rth"),
        _in(3, "district", "there is a sign in this cell that is not text (NUL)"),
    ),
    BrokenFile(
        "control signs",
        with_cell(district="No\x07rth"),
        _in(3, "district", "there is a hidden control sign in this cell"),
    ),
    BrokenFile(
        "direction turned round",
        with_cell(ref="A‮100"),
        _in(3, "ref", "there are hidden signs in this cell that turn the reading direction round"),
    ),
    BrokenFile(
        "right-to-left words with an isolate left open",
        with_cell(district="⁧شمالی North"),
        _in(3, "district", "there are hidden signs in this cell that turn the reading direction round"),
    ),
    # ── headings ──
    BrokenFile(
        "no heading row",
        text("A001,active,ana@example.org\nA002,active,\n"),
        "The first row should hold headings, but “active” looks like a person's details.",
    ),
    BrokenFile(
        "heading row of numbers",
        text("1,2,3\nA002,active,\n"),
        "The first row should hold headings, but “1” looks like a person's details.",
    ),
    BrokenFile(
        "duplicate headings",
        text("ref,status,Status\nA1,active,x\n"),
        "Row 1: the heading “Status” stands twice. Give each column its own heading.",
    ),
    BrokenFile("a column without heading", text("ref,,status\nA1,x,active\n"), "Row 1: column 2 has no heading."),
    BrokenFile(
        "script in a heading",
        text("ref,status,<script>alert(1)</script>\nA1,active,x\n"),
        "Row 1: heading 3 holds signs that do not belong in a heading.",
    ),
    BrokenFile(
        "formula in a heading",
        text("ref,status,=cmd|' /C calc'!A0\nA1,active,x\n"),
        "Row 1: heading 3 holds signs that do not belong in a heading.",
    ),
    BrokenFile(
        "heading of a thousand signs",
        text(f"ref,{'s' * 1000}\nA1,active\n"),
        "Row 1: a heading is longer than 100 signs. Is this file a table with a heading row?",
    ),
    BrokenFile(
        "too many columns",
        text(",".join(f"c{n}" for n in range(150)) + "\n" + ",".join("x" * 150) + "\n"),
        "There are more than 100 columns. Keep the ones that are needed.",
    ),
    # ── the table's shape ──
    BrokenFile(
        "too many cells",
        lambda: csv_file(ANA, (*BEN, "one more")),
        "Row 3: there are more cells than headings (14 > 13).",
    ),
    BrokenFile("too few cells", lambda: csv_file(ANA, BEN[:5]), "Row 3: there are fewer cells than headings (5 < 13)."),
    BrokenFile(
        "quotation mark not closed",
        replaced(b"A002", b'"A002'),
        "Row 3: a quotation mark is opened but not closed, or stands in the wrong place.",
    ),
    BrokenFile(
        "quotation mark in the wrong place",
        replaced(b"A002", b'"A"002'),
        "Row 3: a quotation mark is opened but not closed, or stands in the wrong place.",
    ),
    BrokenFile(
        "endless cell",
        with_cell(district="N" * 200_000),
        "Row 3: a cell is far too long. Is a quotation mark or a line end missing?",
    ),
    BrokenFile(
        "long cell", with_cell(district="N" * 5000), _in(3, "district", "there are more than 1,000 signs in this cell")
    ),
    # ── references ──
    BrokenFile("no reference", with_cell(ref=""), _in(3, "ref", "there is no reference. Every person needs one")),
    BrokenFile(
        "reference of spaces", with_cell(ref="   \t "), _in(3, "ref", "there is no reference. Every person needs one")
    ),
    BrokenFile(
        "reference of invisible signs",
        with_cell(ref="​﻿"),
        _in(3, "ref", "there is no reference. Every person needs one"),
    ),
    BrokenFile(
        "reference over two lines", with_cell(ref="A0\n01"), _in(3, "ref", "the reference goes over more than one line")
    ),
    BrokenFile(
        "reference shortened by a spreadsheet",
        with_cell(ref="1.23E+11"),
        _in(3, "ref", "“1.23E+11” was shortened by a spreadsheet program. Save the column as text"),
    ),
    BrokenFile("long reference", with_cell(ref="A" * 101), _in(3, "ref", "the reference is longer than 100 signs")),
    BrokenFile(
        "one reference, two people",
        lambda: csv_file(ANA, CIA, ana(age="35")),
        _in(4, "ref", "the reference “A001” stands twice, with different details"),
    ),
    # ── what the cells say ──
    BrokenFile("no status", with_cell(status=""), _in(3, "status", "there is no status")),
    BrokenFile(
        "unknown status",
        with_cell(status="gone fishing"),
        _in(3, "status", "“gone fishing” is not a status we know. Say below what it means, or change the file"),
    ),
    BrokenFile("age in words", with_cell(age="abc"), _in(3, "age", "“abc” is not a number")),
    BrokenFile("age below nought", with_cell(age="-4"), _in(3, "age", "“-4” is less than 0")),
    BrokenFile("age above a hundred and twenty", with_cell(age="199"), _in(3, "age", "“199” is more than 120")),
    BrokenFile("age and a half", with_cell(age="11.5"), _in(3, "age", "“11.5” is not a whole number")),
    BrokenFile("age with an underscore", with_cell(age="1_0"), _in(3, "age", "“1_0” is not a number")),
    BrokenFile("age sNaN", with_cell(age="sNaN"), _in(3, "age", "“sNaN” is not a number")),
    BrokenFile(
        "formula",
        with_cell(district='=HYPERLINK("http://x","y")'),
        _in(3, "district", '“=HYPERLINK("http://x","y")” is a formula. Replace it with its value'),
    ),
    BrokenFile(
        "command behind a plus",
        with_cell(district="+cmd|' /C calc'!A0"),
        _in(3, "district", "“+cmd|' /C calc'!A0” is a formula. Replace it with its value"),
    ),
    BrokenFile(
        "error of a spreadsheet",
        with_cell(age="#N/A"),
        _in(3, "age", "“#N/A” is an error of the spreadsheet. Replace it with a value"),
    ),
    BrokenFile(
        "e-mail address without a name",
        with_cell(email="@example.org"),
        _in(3, "email", "“@example.org” is a formula. Replace it with its value"),
    ),
    BrokenFile("e-mail address without an end", with_cell(email="ana@example"), _in(3, "email", NO_EMAIL)),
    BrokenFile("two e-mail addresses", with_cell(email="ana@example.org; ben@example.org"), _in(3, "email", NO_EMAIL)),
    BrokenFile("phone number in words", with_cell(mobile="ask her mum"), _in(3, "mobile", NO_PHONE)),
    BrokenFile("phone number too short", with_cell(mobile="07700"), _in(3, "mobile", NO_PHONE)),
    BrokenFile(
        "unknown language",
        with_cell(language="zz"),
        _in(3, "language", "“zz” is not a language we know. Use a code like en, cy or ur"),
    ),
    BrokenFile(
        "neither yes nor no", with_cell(do_not_contact="maybe"), _in(3, "do_not_contact", "“maybe” is not yes or no")
    ),
    BrokenFile(
        "unknown safe contact rule",
        with_cell(safe_contact="only on Tuesdays"),
        _in(3, "safe_contact", "“only on Tuesdays” is not a safe contact rule we know"),
    ),
    BrokenFile(
        "unknown reason not to ask",
        with_column("flag", "", "on holiday", ""),
        _in(3, "flag", "“on holiday” is not a reason we know"),
    ),
    BrokenFile(
        "no such day",
        with_column("date of birth", "01/02/1990", "31/02/1990", ""),
        _in(3, "date of birth", "there is no such day as “31/02/1990”. We read dates as Day, month, year (31/12/1990)"),
    ),
    BrokenFile(
        "year of two digits",
        with_column("date of birth", "", "01/02/90", ""),
        _in(3, "date of birth", "“01/02/90” needs a year with four digits"),
    ),
    BrokenFile(
        "born in words",
        with_column("date of birth", "", "last spring", ""),
        _in(3, "date of birth", "“last spring” is not a date"),
    ),
    BrokenFile(
        "born in the future",
        with_column("date of birth", "", "2999-01-01", ""),
        _in(3, "date of birth", "“2999-01-01” is in the future"),
    ),
    BrokenFile(
        "born too long ago",
        with_column("date of birth", "", "01/01/1800", ""),
        _in(3, "date of birth", "“01/01/1800” is more than 120 years ago"),
    ),
    BrokenFile(
        "a category of names",
        lambda: csv_file(*_ethnicities(80)),
        "Column ethnicity: there are more than 60 different words. Is this the right column?",
    ),
]

UNUSUAL = [
    UnusualFile("plain", lambda: csv_file(*PEOPLE)),
    UnusualFile("UTF-8 with a byte order mark", lambda: csv_file(*PEOPLE, encoding="utf-8-sig")),
    UnusualFile("UTF-16", lambda: csv_file(*PEOPLE, encoding="utf-16")),
    UnusualFile("UTF-16 big end first, marked", lambda: b"\xfe\xff" + csv_file(*PEOPLE, encoding="utf-16-be")),
    UnusualFile("UTF-16 without a mark", lambda: csv_file(*PEOPLE, encoding="utf-16-le")),
    UnusualFile("UTF-32", lambda: csv_file(*PEOPLE, encoding="utf-32")),
    UnusualFile("Windows-1252", lambda: csv_file(*PEOPLE, encoding="cp1252")),
    UnusualFile("semicolons", lambda: csv_file(*PEOPLE, separator=";")),
    UnusualFile("tabs", lambda: csv_file(*PEOPLE, separator="\t")),
    UnusualFile("separator stated", lambda: b"sep=;\r\n" + csv_file(*PEOPLE, separator=";")),
    UnusualFile("line feeds", lambda: csv_file(*PEOPLE, end="\n")),
    UnusualFile("carriage returns", lambda: csv_file(*PEOPLE, end="\r")),
    UnusualFile("blank lines", lambda: b"\r\n" + csv_file(*PEOPLE).replace(b"\r\n", b"\r\n\r\n") + b",,,\r\n"),
    UnusualFile("columns in another order", lambda: csv_file(*(row[::-1] for row in PEOPLE), headings=HEADINGS[::-1])),
    UnusualFile("a row twice, word for word", lambda: csv_file(*PEOPLE, ANA)),
    UnusualFile("spaces around everything", lambda: csv_file(*([f"  {cell} " for cell in row] for row in PEOPLE))),
    UnusualFile("a workbook", lambda: xlsx_file(*PEOPLE)),
    UnusualFile("a workbook with numbers", numbers_and_dates),
    UnusualFile("a workbook with a second sheet", two_sheets),
]


def _archive(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(name, "hello")
    return target.getvalue()


def _ethnicities(count: int) -> Iterator[tuple[str, ...]]:
    return (ana(ref=f"A{n}", ethnicity=f"Someone {n}") for n in range(count))
