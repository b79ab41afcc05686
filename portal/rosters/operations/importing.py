import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.rosters import queries
from portal.rosters.enums import NOT_KNOWN, PREFER_NOT_TO_SAY, ImportState
from portal.rosters.errors import NotReady, RosterMoved
from portal.rosters.models import RosterEntry, RosterImport, Service
from portal.rosters.operations import rows as made
from portal.rosters.operations.checking import OpenFile, fingerprint
from portal.rosters.rules import comparing
from portal.rosters.rules.comparing import Comparison
from portal.rosters.rules.safe_cells import says_something
from portal.shared import audit, queue
from portal.shared.queue import Job

OWN_CATEGORIES = ("sex", "ethnicity", "disability")
BATCH = 1000
Item = TypeVar("Item")


@dataclass
class Prepared:
    """Everything an import will write, sealed already: what is left is one short transaction."""

    new_people: list[dict[str, Any]] = field(default_factory=list)
    new_entries: list[dict[str, Any]] = field(default_factory=list)
    changed_people: list[dict[str, Any]] = field(default_factory=list)
    changed_entries: list[dict[str, Any]] = field(default_factory=list)
    safety_said: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)
    missing: list[uuid.UUID] = field(default_factory=list)
    categories: dict[str, set[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def agree(session: Session, *, roster_import: RosterImport, remove_missing: bool, by: uuid.UUID | None) -> Job:
    """A person has seen what would happen and wants it. `remove_missing`: the file is everyone the service knows.

    Raises:
        NotReady: the file has problems, or was not checked.
        RosterMoved: another file was brought in since the check.
    """
    if roster_import.state is not ImportState.CHECKED or roster_import.counts.get("problems"):
        raise NotReady
    service = session.get_one(Service, roster_import.service_id)
    if roster_import.checked_against != service.roster_version:
        raise RosterMoved
    roster_import.state = ImportState.IMPORTING
    roster_import.remove_missing, roster_import.agreed_by = remove_missing, by
    job = queue.enqueue(session, "rosters.bring_in", asked_by=by, import_id=str(roster_import.id))
    roster_import.job_id = job.id
    session.flush()
    return job


def prepare(opened: OpenFile, *, at: dt.datetime, report: Callable[[int], None]) -> Prepared:
    """Reads the file again and makes and seals every row to be written. Needs no database.

    Raises:
        NotReady: the file has problems after all.
        FileRefused: it cannot be read any more.
    """
    ready, found = Prepared(), Comparison()
    people = comparing.people_of(
        opened.rows(), reader=opened.reader, known=opened.known, fingerprint=fingerprint, into=found
    )
    seen: set[str] = set()
    for count, person in enumerate(people, start=1):
        seen.add(person.said["reference"])
        _sort_in(ready, person, opened, at)
        if count % 250 == 0:
            report(count)
    if found.problems:
        raise NotReady
    ready.missing = [entry.entry_id for ref, entry in opened.known.items() if ref not in seen and not entry.removed]
    return ready


def _sort_in(ready: Prepared, person: comparing.Compared, opened: OpenFile, at: dt.datetime) -> None:
    for name in OWN_CATEGORIES:
        word = person.said.get(name, NOT_KNOWN)
        if word not in (NOT_KNOWN, PREFER_NOT_TO_SAY):
            ready.categories.setdefault(name, set()).add(word)
    if person.is_unchanged:
        return
    if person.known is None:
        person_id = uuid.uuid4()
        ready.new_people.append(made.new_person(person.said, person_id=person_id, at=at))
        ready.new_entries.append(made.new_entry(person, person_id=person_id, import_id=opened.import_id, at=at))
        return
    ready.changed_people.append(made.changed_person(person.said, person_id=person.known.person_id))
    ready.changed_entries.append(made.changed_entry(person, import_id=opened.import_id, at=at))
    if says_something(person.said):
        ready.safety_said[person.known.person_id] = person.said


def bring_in(session: Session, *, opened: OpenFile, ready: Prepared, at: dt.datetime) -> dict[str, int]:
    """Writes all of it in the transaction of `session`: everyone, or nobody. Returns the counts.

    Raises:
        NotReady: it was stopped, or brought in already.
        RosterMoved: another import got there first.
    """
    service_id = _claim(session, opened=opened, ready=ready, at=at)
    roster_import = session.get_one(RosterImport, opened.import_id, populate_existing=True)
    for row in ready.new_entries:
        row["service_id"] = service_id
    for table, new in ((Person.__table__, ready.new_people), (RosterEntry.__table__, ready.new_entries)):
        for batch in in_batches(new, BATCH):
            session.execute(sa.insert(table), batch)  # type: ignore[arg-type]
    _write_changes(session, ready, at=at)
    removed = ready.missing if roster_import.remove_missing else []
    for ids in in_batches(removed, BATCH // 2):
        session.execute(sa.update(RosterEntry).where(RosterEntry.id.in_(ids)).values(removed_at=at))
    counts = {"new": len(ready.new_entries), "changed": len(ready.changed_entries), "removed": len(removed)}
    roster_import.counts = {**roster_import.counts, "removed": len(removed)}
    roster_import.first_rows = roster_import.words_found = None
    session.flush()
    audit.record(
        session,
        action="import",
        subject="roster",
        subject_id=roster_import.id,
        actor_id=roster_import.agreed_by,
        **counts,
    )
    return counts


def _claim(session: Session, *, opened: OpenFile, ready: Prepared, at: dt.datetime) -> uuid.UUID:
    """Two UPDATEs decide who may write, before anything is written."""
    claimed = session.execute(
        sa.update(RosterImport)
        .where(RosterImport.id == opened.import_id, RosterImport.state == ImportState.IMPORTING)
        .values(state=ImportState.IMPORTED, imported_at=at, version=RosterImport.version + 1)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        raise NotReady
    service_id, agreed_version = queries.agreed_about(session, import_id=opened.import_id)
    if opened.roster_version != agreed_version:
        raise RosterMoved  # what was read is not what was agreed to
    own = session.execute(sa.select(Service.categories).where(Service.id == service_id)).scalar_one()
    names = sorted({*own, *ready.categories})
    categories = {name: sorted({*own.get(name, ()), *ready.categories.get(name, ())}) for name in names}
    moved_on = session.execute(
        sa.update(Service)
        .where(Service.id == service_id, Service.roster_version == opened.roster_version)
        .values(roster_version=Service.roster_version + 1, categories=categories)
    )
    if not moved_on.rowcount:  # type: ignore[attr-defined]
        raise RosterMoved
    return service_id


def _write_changes(session: Session, ready: Prepared, *, at: dt.datetime) -> None:
    people = Person.__table__
    _update_many(
        session,
        people,
        ready.changed_people,
        # Said once, "do not contact" stays: only the person can take it back, no later file.
        do_not_contact=sa.or_(people.c.do_not_contact, sa.bindparam("asks_for_no_contact", type_=sa.Boolean)),
        language=sa.func.coalesce(sa.bindparam("language_given", type_=sa.Text), people.c.language),
    )
    _update_many(session, RosterEntry.__table__, ready.changed_entries)
    held = queries.safety_of(session, person_ids=list(ready.safety_said))
    safety = (
        made.safe_contact(said, person_id=person_id, held=held[person_id], at=at)
        for person_id, said in ready.safety_said.items()
    )
    _update_many(session, people, [row for row in safety if row is not None])


def _update_many(session: Session, table: Any, rows: list[dict[str, Any]], **worked_out: Any) -> None:
    """One UPDATE per row by its `row_id`; the other keys are columns, or parameters of `worked_out`."""
    change = sa.update(table).where(table.c.id == sa.bindparam("row_id")).values(worked_out)
    for batch in in_batches(rows, BATCH):
        session.connection().execute(change, batch)


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def mark_unfinished(session: Session, *, import_id: uuid.UUID) -> None:
    """After work that could not be done: the file may be checked again."""
    roster_import = session.get_one(RosterImport, import_id, populate_existing=True)
    if roster_import.state is ImportState.IMPORTING:
        roster_import.state = ImportState.CHECKED
        session.flush()
