import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters import queries
from portal.rosters.enums import CONTACTS, DateStyle, ImportState, RosterField
from portal.rosters.errors import FileRefused, NotReady
from portal.rosters.models import RosterImport, RosterProblem, Service
from portal.rosters.rules import comparing, tables
from portal.rosters.rules.comparing import Comparison, Known
from portal.rosters.rules.people import RowReader
from portal.rosters.rules.problems import refusal
from portal.shared import audit, queue, sealed_files
from portal.shared.crypto import binding, keys
from portal.shared.queue import Job
from portal.shared.storage import storage


@dataclass
class OpenFile:
    """A file being worked on, with what the roster knew when it was opened. Needs no database from here on."""

    import_id: uuid.UUID
    content: bytes
    reading: tables.Reading
    reader: RowReader
    known: dict[str, Known]
    roster_version: int
    row_count: int

    def rows(self) -> Iterator[tables.Row]:
        """The rows below the headings."""
        found = tables.rows(self.content, self.reading)
        next(found)
        return found


def start_check(
    session: Session,
    *,
    roster_import: RosterImport,
    mapping: Mapping[str, int],
    date_style: DateStyle,
    meanings: Mapping[str, Mapping[str, str]] | None = None,
    by: uuid.UUID | None,
) -> Job:
    """Has the worker read the whole file by this mapping; `meanings` says what category words mean, by field.

    Raises:
        NotReady: the file is being worked on, done with, or reference or status have no column.
    """
    if roster_import.state not in (ImportState.MAPPING, ImportState.CHECKED):
        raise NotReady
    if any(field not in mapping for field in (RosterField.REFERENCE, RosterField.STATUS)):
        raise NotReady
    roster_import.mapping = dict(mapping)
    roster_import.reading = {**roster_import.reading, "date_style": date_style.value}
    if meanings is not None:
        roster_import.meanings = {name: dict(words) for name, words in meanings.items()}
    roster_import.state = ImportState.CHECKING
    job = queue.enqueue(session, "rosters.check", asked_by=by, import_id=str(roster_import.id))
    roster_import.job_id = job.id
    session.flush()
    return job


def step_back(session: Session, *, roster_import: RosterImport) -> None:
    """Stops the work under way, or tidies up after work that failed: the file is where it was before."""
    job = session.get(Job, roster_import.job_id) if roster_import.job_id else None
    if job is not None:
        queue.cancel(session, job=job)
    before = {ImportState.CHECKING: ImportState.MAPPING, ImportState.IMPORTING: ImportState.CHECKED}
    roster_import.state = before.get(roster_import.state, roster_import.state)
    session.flush()


def discard(session: Session, *, roster_import: RosterImport, by: uuid.UUID | None) -> None:
    """Throws an upload away: its file, its problems, its rows shown as examples.

    Raises:
        NotReady: it is in the roster already, or being brought in.
    """
    if roster_import.state in (ImportState.IMPORTED, ImportState.IMPORTING):
        raise NotReady
    step_back(session, roster_import=roster_import)
    roster_import.state = ImportState.DISCARDED
    roster_import.first_rows = roster_import.words_found = None
    session.execute(sa.delete(RosterProblem).where(RosterProblem.import_id == roster_import.id))
    if roster_import.file_key:
        queue.enqueue(session, "rosters.forget_file", asked_by=by, import_id=str(roster_import.id))
    audit.record(session, action="discard", subject="roster_import", subject_id=roster_import.id, actor_id=by)


def forget_file(session: Session, *, roster_import: RosterImport) -> None:
    """Deletes the stored file of an upload that is done with; doing it twice does nothing."""
    if roster_import.file_key and not roster_import.state.is_open:
        storage().delete(roster_import.file_key)
        roster_import.file_key = ""
        session.flush()


def begin_check(session: Session, *, import_id: uuid.UUID, today: dt.date) -> OpenFile:
    """Opens a file beside what the roster holds now. The caller ends the transaction before the long reading."""
    roster_import = session.get_one(RosterImport, import_id, populate_existing=True)
    service = session.get_one(Service, roster_import.service_id, populate_existing=True)
    stated = roster_import.reading
    reader = RowReader(
        headings=roster_import.headings,
        mapping=roster_import.mapping,
        date_style=DateStyle(stated["date_style"]),
        today=today,
        meanings=roster_import.meanings,
        own_categories=service.categories,
    )
    return OpenFile(
        import_id=import_id,
        content=sealed_files.get(roster_import.file_key, belongs_to=import_id),
        reading=tables.Reading(stated["kind"], stated["encoding"], stated["separator"]),
        reader=reader,
        known=queries.known_references(session, service_id=service.id),
        roster_version=service.roster_version,
        row_count=stated["rows"],
    )


def fingerprint(text: str) -> str:
    return keys().blind(text, kind="roster_row")


def check(opened: OpenFile, *, report: Callable[[int], None]) -> Comparison:
    """Reads the whole file. A table that breaks off is a problem like any other, with its row."""
    try:
        return comparing.compare(
            opened.rows(), reader=opened.reader, known=opened.known, fingerprint=fingerprint, report=report
        )
    except FileRefused as refused:
        broken = Comparison()
        broken.note([refusal(refused)])
        return broken


def record_check(session: Session, *, opened: OpenFile, found: Comparison) -> None:
    """Keeps what the check found: counts, problems, examples without contacts. Does nothing if it was stopped."""
    roster_import = session.get_one(RosterImport, opened.import_id, populate_existing=True)
    if roster_import.state is not ImportState.CHECKING:
        return
    session.execute(sa.delete(RosterProblem).where(RosterProblem.import_id == roster_import.id))
    if found.problems:
        session.execute(sa.insert(RosterProblem), _problem_rows(roster_import.id, found))
    roster_import.counts = {**found.counts, "by_status": dict(found.by_status)}
    roster_import.first_rows = json.dumps([_without_contacts(said) for said in found.first_rows])
    roster_import.words_found = json.dumps({name: dict(seen) for name, seen in opened.reader.words.items()})
    roster_import.checked_against = opened.roster_version
    roster_import.state = ImportState.CHECKED
    session.flush()


def _problem_rows(import_id: uuid.UUID, found: Comparison) -> list[dict[str, Any]]:
    made = []
    for place, problem in enumerate(found.problems, start=1):
        row_id = uuid.uuid4()
        sealed = keys().seal(
            problem.value.encode(errors="replace").decode(), bound_to=binding("roster_problem", "value", row_id)
        )
        made.append(
            {
                "id": row_id,
                "import_id": import_id,
                "place": place,
                "row": problem.row,
                "column": problem.column,
                "code": problem.code,
                "value_sealed": sealed,
            }
        )
    return made


def _without_contacts(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (bool(value) if name in CONTACTS else value) for name, value in said.items()}
