"""Which checks and versions are old enough for what was said and sent about them to go."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.summaries.enums import VersionKind
from portal.summaries.models import SummaryVersion


def checks_settled_before(session: Session, moment: dt.datetime) -> Sequence[uuid.UUID]:
    """Versions for checking whose next published version, or, where there is none, whose last day, lies before."""
    later = aliased(SummaryVersion)
    published = (
        sa.select(sa.func.min(later.published_at))
        .where(
            later.summary_id == SummaryVersion.summary_id,
            later.number > SummaryVersion.number,
            later.kind == VersionKind.PUBLISHED,
        )
        .scalar_subquery()
    )
    ended = sa.and_(published.is_(None), SummaryVersion.check_until < moment.date())
    old = sa.or_(published < moment, ended)
    return session.scalars(sa.select(SummaryVersion.id).where(SummaryVersion.kind == VersionKind.FOR_CHECK, old)).all()


def published_before(session: Session, moment: dt.datetime) -> Sequence[uuid.UUID]:
    old = (SummaryVersion.kind == VersionKind.PUBLISHED, SummaryVersion.published_at < moment)
    return session.scalars(sa.select(SummaryVersion.id).where(*old)).all()
