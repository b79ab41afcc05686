"""The one export writer (choke point 4): everything that leaves as a file is written here, and who took it is noted.

Text that a spreadsheet would run is neutralised; formula cells are never written.
"""

import csv
import datetime as dt
import io
import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from portal.shared import audit

# OWASP, CSV injection: also after a line end, and as the wide signs that spreadsheets read like the narrow ones.
RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r", "\n")
# What no file of ours may hold, and what is not seen: it must not hide the sign that comes after it.
_NOT_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
_UNSEEN = " \u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"


@dataclass(frozen=True)
class Export:
    name: str
    media_type: str
    content: bytes


def export(
    session: Session,
    *,
    name: str,
    kind: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    taken_by: uuid.UUID | None,
    why: str,
) -> Export:
    """Writes rows as `csv`, `xlsx` or `json`, and records the taking. `why` is a code like `round_results`.

    Raises:
        KeyError: an unknown kind.
    """
    media_type, write = WRITERS[kind]
    held = [list(row) for row in rows]
    content = write(list(headings), held)
    audit.record(session, action="export", subject=why, actor_id=taken_by, rows=len(held), kind=kind)
    return Export(name=f"{name}.{kind}", media_type=media_type, content=content)


def hand_out(
    session: Session, *, name: str, media_type: str, content: bytes, taken_by: uuid.UUID | None, why: str
) -> Export:
    """A file that exists already, byte for byte (a record with a fingerprint): who took it is noted like the rest."""
    kind = name.rpartition(".")[2]
    audit.record(session, action="export", subject=why, actor_id=taken_by, kind=kind, size=len(content))
    return Export(name=name, media_type=media_type, content=content)


def harmless(value: Any) -> Any:
    """A value no spreadsheet program will execute: a leading apostrophe is the convention they all understand.

    A value that is neither text nor a number (a list, say) is written as its text.
    """
    if value is None or isinstance(value, (bool, int, float, Decimal, dt.date)):
        return value
    text = _NOT_TEXT.sub("", str(value))
    first_seen = unicodedata.normalize("NFKC", text.lstrip(_UNSEEN)[:1])
    return "'" + text if first_seen in RUNS_IN_A_SPREADSHEET else text


def _csv(headings: list[str], rows: list[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([harmless(cell) for cell in row] for row in [headings, *rows])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(headings: list[str], rows: list[list[Any]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()

    def cell(value: Any) -> Any:
        plain = harmless(value)
        made = WriteOnlyCell(sheet, value=plain)
        if isinstance(plain, str):
            made.data_type = "s"
        return made

    for row in [headings, *rows]:
        sheet.append([cell(value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _json(headings: list[str], rows: list[list[Any]]) -> bytes:
    return json.dumps([dict(zip(headings, row, strict=True)) for row in rows], default=str, ensure_ascii=False).encode()


WRITERS = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "json": ("application/json", _json),
}
