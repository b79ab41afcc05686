"""What leaves a round on paper or as a file, made by the portal and read back as anyone can read it: the attacker's
other eyes."""

import csv
import io
import json
import re
import subprocess
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from portal.rounds.disclosure import every_filter
from portal.rounds.models import Release, Round
from portal.rounds.operations.exporting import export_filters
from portal.rounds.operations.releasing import export_results
from portal.rounds.printing import Imprint, document_of
from portal.rounds.shown import ShownResults
from portal.shared import clock
from portal.shared.pdf import render

KINDS = ("csv", "xlsx", "ods", "json")
# A number by what it is about: question and answer; with them a field and its group, or the groups of a filter.
InGroup = tuple[str, str, str, str]
InFilter = tuple[str, str, tuple[str, ...]]
_CELL = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-cell"
_ROW = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"
_SHEET = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"


def numbers_in_file(session: Session, results: ShownResults, *, kind: str) -> dict[InGroup, int | None]:
    """The file of a round's results, written and read; every answer of every question and group."""
    made = export_results(session, results=results, kind=kind, language="en", by=None, round_id=uuid.uuid4())
    names = dict(_names(results))
    rows = rows_of(kind, made.content)
    found = {names[row[0], row[1]]: _number(row[2]) for row in rows if (row[0], row[1]) in names}
    assert found.keys() == set(names.values()), kind
    return found


def numbers_in_filter_file(session: Session, shown: Mapping[str, Any], *, kind: str) -> dict[InFilter, int | None]:
    """The file of all filters, written and read."""
    made = export_filters(
        session, round_=Round(id=uuid.uuid4()), shown=shown, within={}, kind=kind, language="en", reason="", by=None
    )
    names = {
        ("; ".join(f"{t.texts['en']}: {t.group['en']}" for t in one.traits if t.code), q.texts["en"], s.texts["en"]): (
            (q.key, s.code, tuple(t.code for t in one.traits))
        )
        for one in every_filter(shown, within={})
        for q in one.questions
        for s in q.shares
    }
    rows = rows_of(kind, made.content)
    found = {names[tuple(row[:3])]: _number(row[3]) for row in rows if tuple(row[:3]) in names}
    assert found.keys() == set(names.values()), kind
    return found


def numbers_on_paper(results: ShownResults) -> dict[InGroup, int | None]:
    """The report as a PDF, read as text."""
    release = Release(number=1, sha256="0" * 64, released_at=clock.now(), content={})
    round_ = Round(name={"en": "How are we doing?"})
    imprint = Imprint(organisation="Us")
    made = render(document_of(round_, release, results, language="en", imprint=imprint))
    text = subprocess.run(["pdftotext", "-", "-"], input=made.pdf, capture_output=True, check=True).stdout.decode()
    return dict(_on_paper(" ".join(text.split()), results))


def _on_paper(text: str, results: ShownResults) -> Iterator[tuple[InGroup, int | None]]:
    text = text[text.index("What people answered") :]
    for question in results.questions:
        part = text[text.index(question.texts["en"]) :]
        for share in question.shares:
            label = re.escape(share.texts["en"])
            found = re.search(rf"{label}: (?:hidden|\d+%)[^:]*; People: (hidden|[\d,]+)", part)
            assert found, (question.key, share.code)
            yield (question.key, share.code, "", ""), _number(found[1].replace(",", ""))


def _names(results: ShownResults) -> Iterator[tuple[tuple[str, str], InGroup]]:
    for question in results.questions:
        for share in question.shares:
            yield (question.texts["en"], share.texts["en"]), (question.key, share.code, "", "")
        for by in question.by:
            for group in by.groups:
                words = f"{question.texts['en']} ({by.texts['en']}: {group.texts['en']})"
                for texts, share in zip(by.answers, group.shares, strict=True):
                    yield (words, texts["en"]), (question.key, share.code, by.field, group.code)


def rows_of(kind: str, content: bytes) -> list[list[str]]:
    """The rows of a file as text, headings first."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if kind == "json":
        found = json.loads(content)
        rows = found if isinstance(found, list) else found["rows"]
        return [[_text(cell) for cell in row.values()] for row in rows]
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = next(ET.fromstring(archive.read("content.xml")).iter(_SHEET))
    return [["".join(cell.itertext()) for cell in row.iter(_CELL)] for row in sheet.iter(_ROW)]


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _number(text: str) -> int | None:
    return int(float(text)) if re.fullmatch(r"[\d.]+", text) else None
