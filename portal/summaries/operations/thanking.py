"""What people are owed for checking, as a file for whoever pays."""

import uuid

from sqlalchemy.orm import Session

from portal.shared.export import Export, export
from portal.shared.i18n import _
from portal.summaries import queries
from portal.summaries.models import SummaryVersion


def export_thanks(session: Session, *, version: SummaryVersion, kind: str, by: uuid.UUID) -> Export:
    """One row for each person something was agreed with: name, pounds, minutes, how it stands, the day it was settled.
    Through the export writer, which notes who took it."""
    rows = [
        (
            row.name,
            f"{row.thanks.pence / 100:.2f}",
            row.thanks.minutes,
            str(row.thanks.state.label),
            row.thanks.settled_on.isoformat() if row.thanks.settled_on else "",
        )
        for row in queries.panel_checkers(session, version_id=version.id)
        if row.thanks is not None
    ]
    return export(
        session,
        name=f"thanks-{version.number}",
        kind=kind,
        headings=[_("Name"), _("Pounds"), _("Minutes"), _("State"), _("Settled on")],
        rows=rows,
        taken_by=by,
        why="check_thanks",
        about_id=version.id,
    )
