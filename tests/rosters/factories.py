"""Services, files and rosters for tests."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from sqlalchemy.orm import Session

from portal.rosters import operations
from portal.rosters.enums import DateStyle
from portal.rosters.models import RosterImport, Service
from portal.shared import queue
from portal.shared.queue import JobState

HEADINGS = (
    "ref",
    "status",
    "district",
    "age",
    "sex",
    "ethnicity",
    "disability",
    "language",
    "email",
    "mobile",
    "postcode",
    "do_not_contact",
    "safe_contact",
)
ANA = (
    "A001",
    "active",
    "North",
    "34",
    "Female",
    "Asian",
    "Autism",
    "en",
    "ana@example.org",
    "07700 900001",
    "ZZ1 1AA",
    "",
    "",
)
BEN = ("A002", "disengaged", "South", "61", "Male", "White", "", "cy", "", "07700 900002", "ZZ1 1AB", "yes", "")
CIA = (
    "A003",
    "never_started",
    "North",
    "19",
    "Female",
    "White",
    "not known",
    "ur",
    "cia@example.org",
    "",
    "ZZ1 1AC",
    "",
    "no_letters",
)
PEOPLE = (ANA, BEN, CIA)


def csv_file(
    *rows: Sequence[Any],
    headings: Sequence[str] = HEADINGS,
    separator: str = ",",
    encoding: str = "utf-8",
    end: str = "\r\n",
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def xlsx_file(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    book = Workbook()
    for row in [headings, *rows]:
        book.active.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def invented_roster(count: int) -> bytes:
    """Rows with the columns and shares of a real roster, the same every time."""
    statuses = ["active"] * 6 + ["completed"] * 2 + ["disengaged", "never_started"]
    return csv_file(
        *(
            (
                f"ID_{n:05}",
                statuses[n % 10],
                f"District {n % 20:02}",
                f"{n % 20:02}-M-{n % 37:03}",
                str(3 + n % 80),
                ("Male", "Female")[n % 2],
                ("White", "Asian", "Black", "Two or more")[n * 7 % 4],
                ("Autism", "Hearing", "Learning disability", "Other health")[n * 3 % 4],
                ("en", "en", "en", "cy", "ur", "pl")[n % 6],
                f"id_{n:05}@example.org" if n % 7 else "",
                f"07700 900{n % 1000:03}" if n % 5 else "",
                f"ZZ{n % 99 + 1} {n % 9 + 1}AA",
                "yes" if n % 50 == 0 else "",
                "via_worker" if n % 97 == 0 else "",
            )
            for n in range(1, count + 1)
        ),
        headings=(*HEADINGS[:3], "school", *HEADINGS[3:]),
    )


def make_service(session: Session, **values: Any) -> Service:
    service = operations.create_service(session, name=values.pop("name", {"en": "Carers’ service"}), by=None, **values)
    session.commit()
    return service


def checked(session: Session, service: Service, content: bytes, **how: Any) -> RosterImport:
    """Uploads a file and has it checked, by the columns we guess unless `how` says otherwise."""
    taken = operations.take_upload(session, service=service, content=content, file_name="roster.csv", by=None)
    how = {"mapping": taken.mapping, "date_style": DateStyle(taken.reading["date_style"]), **how}
    operations.start_check(session, roster_import=taken, by=None, **how)
    session.commit()
    queue.run_everything(session)
    session.refresh(taken)
    return taken


def bring_in(
    session: Session, service: Service, content: bytes, *, remove_missing: bool = False, **how: Any
) -> RosterImport:
    """All the way into the roster."""
    taken = checked(session, service, content, **how)
    job = operations.agree(session, roster_import=taken, remove_missing=remove_missing, by=None)
    session.commit()
    queue.run_everything(session)
    session.expire_all()
    assert job.state is JobState.DONE, job.error
    return taken
