"""The yearly report as files: a PDF through the PDF worker, a table through the export writer."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises import queries
from portal.promises.enums import KeptVerdict
from portal.promises.models import PromiseReport
from portal.promises.yearly import YearReport, YearRow, yearly_report
from portal.shared import clock, queue
from portal.shared.export import Export, export
from portal.shared.i18n import _
from portal.summaries.enums import FileState

REPORT_TASK = "promises.make_report"


def order_report(session: Session, *, year: int, language: str, by: uuid.UUID) -> PromiseReport:
    """Queues the PDF of a year in one language, made anew: promises go on. What was offered before stays until then."""
    mine = sa.select(PromiseReport).where(PromiseReport.year == year, PromiseReport.language == language)
    file = session.scalar(mine)
    if file is None:
        file = PromiseReport(year=year, language=language, asked_at=clock.now())
        session.add(file)
    file.state, file.faults, file.asked_at = FileState.WAITING, [], clock.now()
    session.flush()
    file.job_id = queue.enqueue(session, REPORT_TASK, asked_by=by, file_id=str(file.id)).id
    session.flush()
    return file


def export_year(session: Session, *, year: int, kind: str, by: uuid.UUID) -> Export:
    """One line per service and one for all. Counts of people are those the public page shows.

    Raises:
        KeyError: an unknown kind of file.
    """
    report = yearly_report(queries.public_promises(session), year=year, today=clock.today())
    headings = [
        _("Service"),
        _("Promised"),
        _("Kept"),
        _("Something else was done"),
        _("Not done"),
        _("Late"),
        _("Still open"),
        *(_("People say: %(what)s", what=one.label) for one in KeptVerdict),
    ]
    return export(
        session,
        name=f"promises-{year}",
        kind=kind,
        headings=headings,
        rows=_lines(report),
        taken_by=by,
        why="promises_year",
    )


def _lines(report: YearReport) -> list[list[str | int]]:
    return [
        *(_line(row, row.name_words) for row in report.services),
        _line(report.total, _("All promises")),
    ]


def _line(row: YearRow, name: str) -> list[str | int]:
    said = ["" if row.said[kind] is None else int(row.said[kind] or 0) for kind in KeptVerdict]
    return [name, row.promised, row.kept, row.changed, row.dropped, row.late, row.still_open, *said]
