from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.models import PromiseReport
from portal.summaries.enums import FileState


def ready_reports(session: Session, *, year: int) -> Sequence[PromiseReport]:
    """The PDFs of a year that passed the gates."""
    ready = (PromiseReport.year == year, PromiseReport.state == FileState.READY)
    return session.scalars(sa.select(PromiseReport).where(*ready).order_by(PromiseReport.language)).all()


def reports_of(session: Session, *, year: int) -> Sequence[PromiseReport]:
    return session.scalars(
        sa.select(PromiseReport).where(PromiseReport.year == year).order_by(PromiseReport.language)
    ).all()
