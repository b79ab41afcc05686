"""Work on uploaded files that takes longer than a person should wait. Arguments are ids; nothing else is logged."""

import base64
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from portal.rosters import operations
from portal.rosters.errors import NotReady, RosterMoved
from portal.rosters.models import RosterImport
from portal.rosters.operations import retention
from portal.rosters.operations.checking import OpenFile, check, forget_file
from portal.rosters.operations.freezing import keep, survey
from portal.rosters.operations.importing import mark_unfinished
from portal.shared import clock
from portal.shared.crypto import binding, keys
from portal.shared.queue import Progress, every_night, task

FORGET_TASK = "rosters.forget"


@task("rosters.check")
def check_file(session: Session, *, progress: Progress, import_id: str) -> dict[str, Any]:
    opened = operations.begin_check(session, import_id=uuid.UUID(import_id), today=clock.today())
    session.commit()  # reading takes a while; nobody waits for us meanwhile
    found = check(opened, report=_reporting(progress, opened))
    operations.record_check(session, opened=opened, found=found)
    return {name: int(count) for name, count in found.counts.items()}


@task("rosters.bring_in")
def bring_in(session: Session, *, progress: Progress, import_id: str) -> dict[str, Any]:
    at = clock.now()
    opened = operations.begin_check(session, import_id=uuid.UUID(import_id), today=clock.today())
    session.commit()
    report = _reporting(progress, opened)
    try:
        ready = operations.prepare(opened, at=at, report=report)
        report(opened.row_count - 1)  # the last moment to stop; what follows is all or nothing
        counts = operations.bring_in(session, opened=opened, ready=ready, at=at)
    except (NotReady, RosterMoved):
        session.rollback()
        mark_unfinished(session, import_id=opened.import_id)
        session.commit()
        raise
    session.commit()
    forget_file(session, roster_import=session.get_one(RosterImport, opened.import_id, populate_existing=True))
    return dict(counts)


@task("rosters.forget_file")
def forget(session: Session, *, progress: Progress, import_id: str) -> None:
    roster_import = session.get_one(RosterImport, uuid.UUID(import_id), populate_existing=True)
    forget_file(session, roster_import=roster_import)


@task("rosters.freeze")
def freeze(
    session: Session, *, progress: Progress, service_id: str, frame_id: str, sealed_name: str, by: str
) -> dict[str, Any]:
    chosen = uuid.UUID(frame_id)
    name = keys().open(base64.b64decode(sealed_name), bound_to=binding("frame", "name", chosen))
    found = survey(
        session, service_id=uuid.UUID(service_id), name=name, by=uuid.UUID(by) if by else None, frame_id=chosen
    )
    session.commit()
    return {"rows": keep(session, found).row_count}


def _reporting(progress: Progress, opened: OpenFile) -> Callable[[int], None]:
    return lambda count: progress(min(count, opened.row_count), max(opened.row_count, count + 1))


@task(FORGET_TASK, may_repeat=True)
def forget_old(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: people no roster has named for two years, and how files were brought in."""
    people = 0
    while gone := retention.forget_old_entries(session):
        session.commit()
        people += gone
    return {"people": people, "imports": retention.forget_old_imports(session)}


every_night(FORGET_TASK)
