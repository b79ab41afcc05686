import uuid
from itertools import islice

from sqlalchemy.orm import Session

from portal.rosters import queries
from portal.rosters.enums import RosterField
from portal.rosters.errors import FileRefused
from portal.rosters.models import RosterImport, Service
from portal.rosters.rules import dates, headings, tables, workbooks
from portal.shared import audit, clock, sealed_files
from portal.shared.storage import checksum

SAMPLE = 500


def take_upload(
    session: Session, *, service: Service, content: bytes, file_name: str, by: uuid.UUID | None
) -> RosterImport:
    """Recognises a file, guesses what its columns are, and keeps it sealed. Nothing of it is in the roster yet.

    The very same file, uploaded before and still being worked on, is that upload again.

    Raises:
        FileRefused: it is no table with headings and people.
    """
    sha256 = checksum(content)
    reading = tables.recognise(content)
    same = queries.open_import_of(session, service_id=service.id, sha256=sha256)
    if same is not None:
        return same
    names, count, sample = _survey(content, reading)
    mapping = headings.guess_mapping(names)
    style = dates.guess_style(
        row[mapping[kind]]
        for row in sample
        for kind in (RosterField.BIRTH_DATE, RosterField.SAFE_CONTACT_CONFIRMED)
        if kind in mapping and mapping[kind] < len(row)
    )
    roster_import = RosterImport(
        service_id=service.id,
        file_name=file_name[-200:],
        sha256=sha256,
        size=len(content),
        reading={**reading.as_json(), "date_style": style.value, "rows": count},
        headings=names,
        mapping=mapping,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    roster_import.file_key = sealed_files.put(content, belongs_to=roster_import.id)
    session.add(roster_import)
    session.flush()
    audit.record(session, action="upload", subject="roster_import", subject_id=roster_import.id, actor_id=by)
    return roster_import


def _survey(content: bytes, reading: tables.Reading) -> tuple[list[str], int, list[list[str]]]:
    """Headings, number of rows below them, and the first rows. A text file is read to its end: it is quick."""
    found = tables.rows(content, reading)
    first = next(found, None)
    if first is None:
        raise FileRefused("empty")
    names = headings.read_headings(first[1])
    sample = [cells for _number, cells in islice(found, SAMPLE)]
    if not sample:
        raise FileRefused("header_only")
    if reading.kind == "xlsx":
        found.close()
        return names, workbooks.count_rows(content), sample
    return names, len(sample) + sum(1 for _row in found), sample
