"""Bringing in a file of people who would like to be on a panel: seen first, agreed to, then all of it or nothing."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import CallStanding, InterestState, PoolImportState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import CallNotOpen, WrongState
from portal.panels.models import PanelCall, PoolImport
from portal.panels.operations.calls import standing_of
from portal.panels.operations.interest import KEPT_FOR, new_interest, send
from portal.panels.queries.selecting import own_values
from portal.panels.rules import pool_files as rules
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.storage import checksum, storage


def take_file(
    session: Session, *, call: PanelCall, content: bytes, file_name: str, agreed_on: dt.date, by: uuid.UUID
) -> PoolImport:
    """Keeps a file sealed and looks through it. Nobody of it is in the pool yet. `agreed_on`: the day these people said
    that they would like to be on the list.

    Raises:
        FileRefused: it is no table with headings and people.
        CallNotOpen: the call was drawn already, or is not published.
    """
    if standing_of(call) not in (CallStanding.OPEN, CallStanding.CLOSED):
        raise CallNotOpen
    names = rules.read_names(content)
    row = PoolImport(
        id=uuid.uuid4(),
        panel_id=call.panel_id,
        call_id=call.id,
        state=PoolImportState.MAPPING,
        file_name=file_name[-200:],
        sha256=checksum(content),
        headings=names,
        agreed_on=agreed_on,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    look_through(row, call=call, content=content, mapping=rules.guess_mapping(names, list(own_values(call))))
    row.file_key = sealed_files.put(content, belongs_to=row.id)
    session.add(row)
    session.flush()
    audit.record(session, action="upload", subject="panel_pool_import", subject_id=row.id, actor_id=by)
    return row


def change_mapping(session: Session, *, row: PoolImport, mapping: Mapping[str, int]) -> None:
    """Looks through the file again with other columns.

    Raises:
        WrongState, FileRefused
    """
    if row.state is not PoolImportState.CHECKED:
        raise WrongState(f"{row.state} checked")
    look_through(row, call=session.get_one(PanelCall, row.call_id), content=_content(row), mapping=mapping)
    session.flush()


def look_through(row: PoolImport, *, call: PanelCall, content: bytes, mapping: Mapping[str, int]) -> None:
    found = rules.read_people(content, mapping=mapping, values=own_values(call))
    row.mapping, row.state = dict(mapping), PoolImportState.CHECKED
    row.counts = {
        "rows": found.rows,
        "people": len(found.people),
        "twice": found.twice,
        "problems": len(found.problems),
    }
    first = [[one.row, one.column, one.code, one.value] for one in found.problems[: rules.MOST_PROBLEMS]]
    row.problems = json.dumps(first) if first else None


def agree_to_import(session: Session, *, row: PoolImport, by: uuid.UUID) -> queue.Job:
    """A person has seen what would happen and wants it; the worker brings it in.

    Raises:
        WrongState: the file has problems, or was brought in already.
    """
    if row.state is not PoolImportState.CHECKED or row.counts.get("problems"):
        raise WrongState(f"{row.state} imported")
    return queue.enqueue(session, "panels.bring_in_pool", asked_by=by, import_id=str(row.id), by=str(by))


def bring_in(session: Session, *, row: PoolImport, by: uuid.UUID) -> dict[str, int]:
    """All of it in the transaction of `session`. Whoever came forward by themselves is recognised.

    Raises:
        WrongState, FileRefused
    """
    if row.state is not PoolImportState.CHECKED or row.counts.get("problems"):
        raise WrongState(f"{row.state} imported")
    call = session.get_one(PanelCall, row.call_id)
    found = rules.read_people(_content(row), mapping=row.mapping, values=own_values(call))
    new = known = 0
    for said in found.people:
        was_there = _bring(session, call, said, agreed_on=row.agreed_on, by=by)
        new, known = new + (not was_there), known + was_there
    row.state, row.imported_at = PoolImportState.IMPORTED, clock.now()
    row.counts = {**row.counts, "new": new, "known": known}
    forget_file(row)
    session.flush()
    audit.record(session, action="import", subject="panel_pool_import", subject_id=row.id, actor_id=by, new=new)
    return {"new": new, "known": known}


def _bring(
    session: Session, call: PanelCall, said: Mapping[str, Any], *, agreed_on: dt.date | None, by: uuid.UUID
) -> bool:
    interest = new_interest(call, language=said.get("language") or "en", state=InterestState.DRAFT)
    interest.draft, interest.came_by = json.dumps(dict(said)), SaidBy.FILE
    session.add(interest)
    session.flush()
    counts, was_there = send(session, interest=interest, stays=True, language="en", typed_by=by)
    if not was_there and agreed_on is not None:
        counts.keep_until = agreed_on + KEPT_FOR
    return was_there


def throw_away(session: Session, *, row: PoolImport, by: uuid.UUID) -> None:
    """
    Raises:
        WrongState: it was brought in.
    """
    if row.state is PoolImportState.IMPORTED:
        raise WrongState("imported thrown_away")
    row.state = PoolImportState.THROWN_AWAY
    forget_file(row)
    session.flush()
    audit.record(session, action="throw_away", subject="panel_pool_import", subject_id=row.id, actor_id=by)


def forget_file(row: PoolImport) -> None:
    if row.file_key:
        storage().delete(row.file_key)
    row.file_key, row.file_name, row.problems = "", None, None


def _content(row: PoolImport) -> bytes:
    return sealed_files.get(row.file_key, belongs_to=row.id)
