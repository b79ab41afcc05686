"""The report of a release: thawed from what was frozen, compared with earlier releases, ordered on paper."""

import uuid

from sqlalchemy.orm import Session

from portal.rounds.disclosure import changes_between, thaw
from portal.rounds.enums import ReportFileState
from portal.rounds.models import Release, ReportFile
from portal.rounds.queries import findings as queries
from portal.rounds.shown import ShownChange, ShownResults
from portal.shared import clock, queue

PDF_TASK = "rounds.print_report"


def report_of(release: Release) -> ShownResults | None:
    """Everything the release says; None for one made before reports were kept."""
    frozen = release.content.get("report")
    return thaw(frozen) if frozen else None


def changes_since(before: Release, after: Release) -> tuple[ShownChange, ...]:
    """What changed between two releases, question by question, where both asked the same."""
    first, second = report_of(before), report_of(after)
    if first is None or second is None:
        return ()
    definitions = (before.content.get("definitions", {}), after.content.get("definitions", {}))
    return changes_between(first, second, definitions=definitions)


def order_file(session: Session, *, release: Release, language: str, by: uuid.UUID | None) -> ReportFile:
    """Queues the PDF in one language; asking again while it is being made, or is ready, orders nothing."""
    files = {file.language: file for file in queries.report_files(session, release_id=release.id)}
    file = files.get(language)
    if file is not None and file.state is not ReportFileState.REFUSED:
        return file
    if file is None:
        file = ReportFile(release_id=release.id, language=language, asked_at=clock.now())
        session.add(file)
    file.state, file.faults, file.asked_at = ReportFileState.WAITING, [], clock.now()
    session.flush()
    job = queue.enqueue(session, PDF_TASK, asked_by=by, file_id=str(file.id))
    file.job_id = job.id
    session.flush()
    return file
