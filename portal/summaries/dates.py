"""Days this room has promised, for the calendar of promised days."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds.promised_dates import PromisedDate
from portal.rounds.step_enums import DateKind
from portal.summaries.models import Summary, SummaryVersion


def check_dates(session: Session, since: dt.date) -> list[PromisedDate]:
    """Until when people may say whether a summary is right."""
    rows = session.execute(
        sa.select(SummaryVersion.id, SummaryVersion.check_until, Summary.id, Summary.title)
        .join(Summary, Summary.id == SummaryVersion.summary_id)
        .where(SummaryVersion.check_until >= since)
    )
    return [
        PromisedDate(
            on=check_until,
            kind=DateKind.CHECK_ENDS,
            what=title,
            uid=f"check-{version_id}",
            endpoint="summary_desk.show_summary",
            values={"summary_id": summary_id},
        )
        for version_id, check_until, summary_id, title in rows
        if check_until is not None
    ]
