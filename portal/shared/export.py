"""The one export writer (choke point 4): everything that leaves as a file is written here, and who took it is noted.

Text that a spreadsheet would run is neutralised; formula cells are never written.
"""

import csv
import io
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.shared import audit

RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


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


def harmless(value: Any) -> Any:
    """A value no spreadsheet program will execute: a leading apostrophe is the convention they all understand."""
    if isinstance(value, str) and value.startswith(RUNS_IN_A_SPREADSHEET):
        return "'" + value
    return value


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
        made = WriteOnlyCell(sheet, value=harmless(value))
        if isinstance(value, str):
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
