"""Nothing that leaves as a file runs anywhere, and who took it is noted."""

import csv
import hashlib
import io
import json
import uuid
import zipfile
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy.exc import DBAPIError

from portal.shared.audit import AuditEntry
from portal.shared.export import Column, export, hand_out, harmless
from portal.shared.export_log import exports_taken

NAMES = "urn:oasis:names:tc:opendocument:xmlns"

RUNS = [
    "=1+1",
    "+44 7700 900123",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u061c\u200f=1+1",
    "\x00=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
    '=HYPERLINK("https://elsewhere.example")',
]


@pytest.mark.parametrize("text", RUNS)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text):
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Like it = yes", "میں\u200cہوں", "a\tb", "12", "’s"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_numbers_stay_numbers_and_lists_become_text():
    assert [harmless(value) for value in (-3, 2.5, None, True)] == [-3, 2.5, None, True]
    assert harmless(["=1"]) == "['=1']"


@pytest.mark.parametrize("text", [*RUNS, "half \ud800 a sign", "bell \x07"])
def test_no_file_holds_a_formula_whatever_the_heading_or_cell_says(session, text):
    for kind in ("csv", "xlsx", "ods"):
        made = export(session, name="f", kind=kind, headings=[text], rows=[[text]], taken_by=None, why="round_results")
        cells = read(kind, made.content)
        assert len(cells) == 2
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)


def read(kind, content):
    if kind == "csv":
        return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    if kind == "ods":
        return [text for row in ods_rows(content) for text in row]
    sheet = load_workbook(io.BytesIO(content)).active
    assert all(cell.data_type == "s" for row in sheet.rows for cell in row)
    return [cell.value for row in sheet.rows for cell in row]


def ods_rows(content, sheet=0):
    """The texts of a sheet as an OpenDocument program reads them; no cell may be a formula."""
    names = {"table": f"{NAMES}:table:1.0", "text": f"{NAMES}:text:1.0"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
        assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        text = archive.read("content.xml").decode()
    assert "table:formula" not in text
    tables = ElementTree.fromstring(text).findall(".//table:table", names)
    return [
        ["\n".join("".join(line.itertext()) for line in cell.findall("text:p", names)) for cell in row]
        for row in tables[sheet].findall("table:table-row", names)
    ]


DICTIONARY = [Column("age", "How old", "16 to 99"), Column("said", "What they said")]


def made(session, kind, **more):
    return export(
        session,
        name="people",
        kind=kind,
        headings=["age", "said"],
        rows=[[31, "Two  blanks & <b>\nand a line"], [None, "میں یہاں ہوں"]],
        taken_by=None,
        why="round_results",
        dictionary=DICTIONARY,
        **more,
    )


def test_every_kind_says_what_its_columns_mean(session):
    meaning = [["column", "meaning", "values"], ["age", "How old", "16 to 99"], ["said", "What they said", ""]]
    assert ods_rows(made(session, "ods").content, sheet=1) == meaning
    book = load_workbook(io.BytesIO(made(session, "xlsx").content))
    assert [[cell or "" for cell in row] for row in book.worksheets[1].iter_rows(values_only=True)] == meaning
    whole = json.loads(made(session, "json").content)
    assert [[one["name"], one["means"], one["values"]] for one in whole["columns"]] == meaning[1:]
    assert whole["rows"][0]["age"] == 31
    alone = made(session, "columns")
    assert alone.name == "people.columns.csv"
    assert list(csv.reader(io.StringIO(alone.content.decode("utf-8-sig")))) == meaning


def test_an_open_document_keeps_numbers_lines_and_scripts(session):
    content = made(session, "ods").content
    # Two blanks are written as a blank and a mark for one more, which has no text of its own.
    assert ods_rows(content) == [["age", "said"], ["31", "Two blanks & <b>\nand a line"], ["", "میں یہاں ہوں"]]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert 'office:value-type="float" office:value="31"' in archive.read("content.xml").decode()
    assert content == made(session, "ods").content


def test_every_file_that_left_is_listed_with_who_and_why_and_the_list_stays(session):
    taker, about = uuid.uuid4(), uuid.uuid4()
    file = made(session, "csv", about_id=about, reason="For the board")
    hand_out(session, name="d.json", media_type="application/json", content=b"{}", taken_by=taker, why="draw_record")
    session.commit()
    (mine,), total = exports_taken(session, about_id=about)
    assert (total, mine.what, mine.kind, mine.rows, mine.reason) == (1, "round_results", "csv", 2, "For the board")
    assert mine.sha256 == hashlib.sha256(file.content).hexdigest()
    assert exports_taken(session)[1] == 2
    for change in ("UPDATE export_taken SET reason = ''", "DELETE FROM export_taken"):
        with pytest.raises(DBAPIError):
            session.execute(sa.text(change))
        session.rollback()


def test_who_took_what_is_noted(session):
    taker = uuid.uuid4()
    export(session, name="f", kind="json", headings=["a"], rows=[[1], [2]], taken_by=taker, why="round_results")
    given = hand_out(
        session, name="draw.json", media_type="application/json", content=b"{}", taken_by=taker, why="draw_record"
    )
    assert json.loads(given.content) == {}
    noted = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [(one.action, one.subject, one.actor_id, one.details) for one in noted] == [
        ("export", "round_results", taker, {"rows": 2, "kind": "json"}),
        ("export", "draw_record", taker, {"kind": "json", "size": 2}),
    ]
