import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.enums import PromiseState
from portal.promises.models import Promise, PromiseEvent
from portal.summaries.enums import VersionKind
from portal.summaries.models import Statement, Summary, SummaryVersion, VersionWithdrawal


@dataclass(frozen=True, kw_only=True)
class PublicPromise:
    """A promise with what people had said, as the published summary words it."""

    promise: Promise
    summary: Summary
    number: int
    you_said: tuple[dict[str, str], ...]


def all_promises(session: Session) -> Sequence[Promise]:
    return session.scalars(sa.select(Promise).order_by(Promise.due, Promise.id)).all()


def overdue_promises(session: Session, *, today: dt.date) -> Sequence[Promise]:
    still_open = [state for state in PromiseState if state.is_open]
    return session.scalars(
        sa.select(Promise).where(Promise.state.in_(still_open), Promise.due < today).order_by(Promise.due, Promise.id)
    ).all()


def promise_for(session: Session, *, statement_id: uuid.UUID) -> Promise | None:
    return session.scalar(sa.select(Promise).where(Promise.statement_id == statement_id))


def events_of(session: Session, *, promise_id: uuid.UUID) -> Sequence[PromiseEvent]:
    return session.scalars(
        sa.select(PromiseEvent).where(PromiseEvent.promise_id == promise_id).order_by(PromiseEvent.at, PromiseEvent.id)
    ).all()


def public_promises(session: Session) -> list[PublicPromise]:
    """Promises of summaries that are published and not withdrawn, the soonest due first."""
    newest = (
        sa.select(SummaryVersion.summary_id, sa.func.max(SummaryVersion.number).label("number"))
        .where(SummaryVersion.kind == VersionKind.PUBLISHED)
        .group_by(SummaryVersion.summary_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(Promise, Summary, SummaryVersion)
        .join(Statement, Statement.id == Promise.statement_id)
        .join(Summary, Summary.id == Statement.summary_id)
        .join(newest, newest.c.summary_id == Summary.id)
        .join(
            SummaryVersion,
            sa.and_(SummaryVersion.summary_id == Summary.id, SummaryVersion.number == newest.c.number),
        )
        .outerjoin(VersionWithdrawal, VersionWithdrawal.version_id == SummaryVersion.id)
        .where(VersionWithdrawal.id.is_(None))
        .order_by(Promise.due, Promise.id)
    )
    return [
        PublicPromise(promise=promise, summary=summary, number=version.number, you_said=_said(promise, version))
        for promise, summary, version in rows
    ]


def _said(promise: Promise, version: SummaryVersion) -> tuple[dict[str, str], ...]:
    wanted = set(promise.because_of)
    return tuple(one["texts"] for one in version.content["statements"] if one["id"] in wanted)
