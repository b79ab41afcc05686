"""Nothing that leaves as a file runs anywhere, and who took it is noted."""

import csv
import io
import json
import uuid

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from portal.shared.audit import AuditEntry
from portal.shared.export import export, hand_out, harmless

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
    for kind in ("csv", "xlsx"):
        made = export(session, name="f", kind=kind, headings=[text], rows=[[text]], taken_by=None, why="round_results")
        cells = read(kind, made.content)
        assert len(cells) == 2
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)


def read(kind, content):
    if kind == "csv":
        return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    sheet = load_workbook(io.BytesIO(content)).active
    assert all(cell.data_type == "s" for row in sheet.rows for cell in row)
    return [cell.value for row in sheet.rows for cell in row]


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
