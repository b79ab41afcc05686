"""The one export writer (choke point 4): everything that leaves as a file is written here, and who took it is noted."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.shared import audit, clock
from portal.shared.export_files import WRITERS, Column, Table, harmless
from portal.shared.export_log import ExportTaken

__all__ = ["WRITERS", "Column", "Export", "export", "hand_out", "harmless"]


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
    dictionary: Sequence[Column] = (),
    dictionary_headings: Sequence[str] = ("column", "meaning", "values"),
    about_id: uuid.UUID | None = None,
    reason: str = "",
) -> Export:
    """Writes rows as `csv`, `xlsx`, `ods` or `json`, and records the taking. `columns` writes the dictionary alone.

    `why` is a code like `round_results`, `reason` what the person said it is for, `about_id` the round or the like.
    XLSX and ODS hold the dictionary as a second sheet, JSON beside the rows.

    Raises:
        KeyError: an unknown kind.
    """
    media_type, write = WRITERS[kind]
    table = Table(list(headings), [list(row) for row in rows], dictionary, name, dictionary_headings)
    content = write(table)
    audit.record(session, action="export", subject=why, actor_id=taken_by, rows=len(table.rows), kind=kind)
    _note(session, why, kind, content, rows=len(table.rows), about_id=about_id, reason=reason, by=taken_by)
    ending = "columns.csv" if kind == "columns" else kind
    return Export(name=f"{name}.{ending}", media_type=media_type, content=content)


def hand_out(
    session: Session,
    *,
    name: str,
    media_type: str,
    content: bytes,
    taken_by: uuid.UUID | None,
    why: str,
    about_id: uuid.UUID | None = None,
    reason: str = "",
) -> Export:
    """A file that exists already, byte for byte (a record with a fingerprint): who took it is noted like the rest."""
    kind = name.rpartition(".")[2]
    audit.record(session, action="export", subject=why, actor_id=taken_by, kind=kind, size=len(content))
    _note(session, why, kind, content, rows=None, about_id=about_id, reason=reason, by=taken_by)
    return Export(name=name, media_type=media_type, content=content)


def _note(
    session: Session,
    why: str,
    kind: str,
    content: bytes,
    *,
    rows: int | None,
    about_id: uuid.UUID | None,
    reason: str,
    by: uuid.UUID | None,
) -> None:
    taken = ExportTaken(
        about_id=about_id,
        what=why,
        kind=kind,
        rows=rows,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        reason=reason,
        taken_at=clock.now(),
        taken_by=by,
    )
    session.add(taken)
    session.flush()
