"""Texts that go out as a sheet and come back."""

import csv
import io
import zipfile

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.questions import operations
from portal.questions.desk.sheet import HEADINGS, NotASheet, read_sheet, rows_of
from portal.questions.enums import QuestionKind
from portal.questions.operations import Written, WrittenOption
from portal.shared.audit import AuditEntry
from portal.shared.export import export
from tests.forms import forms_on, submit
from tests.people.factories import signed_in


@pytest.fixture
def draft(session):
    made = operations.start_set(session, name="Carers", language="en", by=None)
    options = (WrittenOption("=Yes"), WrittenOption("No"))  # a text a spreadsheet would run
    operations.add_question(
        session, question_set=made, kind=QuestionKind.SINGLE, written=Written("Did it help?", options=options)
    )
    operations.add_question(session, question_set=made, kind=QuestionKind.LONG_TEXT, written=Written("Why?"))
    session.commit()
    return made


def table(*rows, separator=","):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([HEADINGS, *rows])
    return text.getvalue()


def test_every_text_goes_out_in_the_order_it_is_read(draft):
    assert list(rows_of(draft, language="cy")) == [
        ("did-it-help", "text", "Did it help?", ""),
        ("did-it-help", "option:yes", "=Yes", ""),
        ("did-it-help", "option:no", "No", ""),
        ("why", "text", "Why?", ""),
    ]


def test_what_goes_out_comes_back_as_it_was_also_what_a_spreadsheet_would_run(session, draft):
    rows = [(*row[:3], f"-{row[2]}") for row in rows_of(draft, language="cy")]
    made = export(session, name="x", kind="csv", headings=HEADINGS, rows=rows, taken_by=None, why="question_texts")
    returned = read_sheet(draft, content=made.content)
    assert returned.left_out == []
    assert returned.words == {
        "did-it-help": {"text": "-Did it help?", "option:yes": "-=Yes", "option:no": "-No"},
        "why": {"text": "-Why?"},
    }


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_comes_back_as_it_was(session, draft, kind):
    rows = [(*row[:3], f"Cymraeg: {row[2]}") for row in rows_of(draft, language="cy")]
    made = export(session, name="x", kind=kind, headings=HEADINGS, rows=rows, taken_by=None, why="question_texts")
    returned = read_sheet(draft, content=made.content)
    assert returned.left_out == []
    assert returned.words == {
        "did-it-help": {
            "text": "Cymraeg: Did it help?",
            "option:yes": "Cymraeg: =Yes",
            "option:no": "Cymraeg: No",
        },
        "why": {"text": "Cymraeg: Why?"},
    }


def ods(table: str, *, before: str = "") -> bytes:
    """An OpenDocument spreadsheet as other programs write it."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    xml = f'<?xml version="1.0"?>{before}<office:document-content{spaces}>{table}</office:document-content>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
    return packed.getvalue()


def cell(words: str, more: str = "") -> str:
    return f"<table:table-cell{more}>{words}</table:table-cell>"


HEAD = "<table:table-row>" + "".join(cell(f"<text:p>{name}</text:p>") for name in HEADINGS) + "</table:table-row>"
REST = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
REST += "</table:table-row>"


def test_an_ods_file_is_read_as_other_programs_write_it(draft):
    words = '<text:p>Pam<text:s text:c="2"/><text:span>felly</text:span>?</text:p><text:p>Tell us</text:p>'
    row = cell("<text:p>why</text:p>") + cell("<text:p>text</text:p>") + cell("<text:p>Why?</text:p>") + cell(words)
    table = f"<table:table>{HEAD}{REST}<table:table-row>{row}</table:table-row>{REST}</table:table>"
    other = "<table:table><table:table-row><table:table-cell/></table:table-row></table:table>"
    assert read_sheet(draft, content=ods(table + other)).words == {"why": {"text": "Pam  felly?\nTell us"}}


def test_a_formula_in_a_workbook_is_never_taken_for_words(draft):
    row = cell("<text:p>why</text:p>") + cell("<text:p>text</text:p>") + cell("<text:p>Why?</text:p>")
    row += cell("<text:p>42</text:p>", ' table:formula="of:=6*7"')
    table = f"<table:table>{HEAD}<table:table-row>{row}</table:table-row></table:table>"
    assert "42" not in str(read_sheet(draft, content=ods(table)).words)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no archive",
        ods("<table:table>", before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
        ods("<table:table><broken"),
        ods(f"<table:table>{HEAD}</table:table>")[:-30],
    ],
)
def test_a_workbook_that_is_damaged_or_plays_tricks_is_refused_in_words(draft, content):
    with pytest.raises(NotASheet) as refused:
        read_sheet(draft, content=content)
    assert str(refused.value) == "This file cannot be read as a table. Save it as XLSX, ODS or CSV and choose it again."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_it_is_read_as_spreadsheets_write_it(draft, encoding, separator):
    sheet = table(("why", "text", "Why?", "کیوں؟"), ("", "", "", ""), separator=separator)
    assert read_sheet(draft, content=sheet.encode(encoding)).words == {"why": {"text": "کیوں؟"}}


def test_rows_that_no_longer_fit_are_named_and_left_out(draft):
    sheet = table(
        ("why", "text", "Why not?", "Pam?"),
        ("gone", "text", "Gone?", "Wedi mynd?"),
        ("why", "option:x", "X", "X"),
        ("did-it-help", "text", "Did it help?", "x" * 2401),
        ("did-it-help", "option:no", "No", ""),
    )
    returned = read_sheet(draft, content=sheet.encode())
    assert (returned.count, returned.left_out) == (
        0,
        [
            "Row 2: the words have changed since the sheet was made",
            "Row 3: these words are not in the set any more",
            "Row 4: these words are not in the set any more",
            "Row 5: the translation is too long",
        ],
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The first row must have these columns: question, part, source, translation"),
        (b"question,part\n", "The first row must have these columns: question, part, source, translation"),
        (b"\xe9\xe8,x\n", "The letters in this file cannot be read. Save it as CSV UTF-8 and choose it again."),
        (
            b'question,part,source,translation\n"x',
            "This file cannot be read as a table. Save it as CSV and choose it again.",
        ),
        (b"x" * (2 * 1024 * 1024 + 1), "This file is too big. Choose a smaller one."),
    ],
)
def test_a_file_that_is_no_sheet_says_what_would_do(draft, content, message):
    with pytest.raises(NotASheet) as refused:
        read_sheet(draft, content=content)
    assert str(refused.value) == message


def test_a_translator_takes_the_sheet_and_brings_it_back(client, session, draft):
    signed_in(client, session, Role.TRANSLATOR)
    here = f"/questions/{draft.id}/in/cy"
    [form] = [f for f in forms_on(client.get(here).text) if f["action"] == f"{here}/sheet"]
    answer = client.post(form["action"], data=dict(form["fields"]))
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    taken = session.scalars(sa.select(AuditEntry).where(AuditEntry.subject == "question_texts")).all()
    assert [entry.details["rows"] for entry in taken] == [4]
    filled = answer.data.decode("utf-8-sig").replace("Why?,", "Why?,Pam?")
    path = f"{here}/bring-back"
    page = submit(client, path, sheet=(io.BytesIO(filled.encode()), "back.csv"), status="checked_by_speaker")
    assert page.headers["Location"] == here
    session.expire_all()
    assert (draft.questions[1].texts["cy"], draft.questions[1].text_status) == ("Pam?", {"cy": "checked_by_speaker"})
    later = table(("why", "text", "Why not?", "Pam?"), ("did-it-help", "text", "Did it help?", "A oedd yn help?"))
    page = submit(client, path, sheet=(io.BytesIO(later.encode()), "back.csv"))
    assert "1 text was kept." in page.text
    assert "Row 2: the words have changed since the sheet was made" in page.text
    session.expire_all()
    assert draft.questions[0].texts["cy"] == "A oedd yn help?"
    page = submit(client, path, sheet=(io.BytesIO(b"no sheet"), "back.csv"))
    assert page.text.count("The first row must have these columns") == 2
