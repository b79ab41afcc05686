"""Promises as staff look for them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.enums import PromiseState
from portal.promises.models import Promise, PromiseEvent, PromiseEvidence, PromiseReminder
from portal.promises.rules import NAG_EVERY
from portal.rosters.models import Service
from portal.rounds.models import Round
from portal.summaries.models import Statement, Summary

STILL_OPEN = [state for state in PromiseState if state.is_open]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list is narrowed to; nothing given means all."""

    state: PromiseState | None = None
    kept_by: uuid.UUID | None = None
    service_id: uuid.UUID | None = None
    is_late: bool = False
    waits: bool = False


def found_promises(
    session: Session, *, wanted: Wanted, today: dt.date, page: int, per_page: int
) -> tuple[Sequence[Promise], int]:
    """Those wanted, the soonest due first, one page of them, and how many there are in all."""
    where = _narrowed(wanted, today)
    total = session.scalar(sa.select(sa.func.count()).select_from(Promise).where(*where)) or 0
    rows = session.scalars(
        sa.select(Promise).where(*where).order_by(Promise.due, Promise.id).offset((page - 1) * per_page).limit(per_page)
    ).all()
    return rows, total


def _narrowed(wanted: Wanted, today: dt.date) -> list[Any]:
    where: list[Any] = []
    if wanted.state is not None:
        where.append(Promise.state == wanted.state)
    if wanted.kept_by is not None:
        where.append(sa.or_(Promise.owner_id == wanted.kept_by, Promise.outside_owner_id == wanted.kept_by))
    if wanted.service_id is not None:
        where.append(Promise.statement_id.in_(_statements_of_service(wanted.service_id)))
    if wanted.is_late:
        where += [Promise.state.in_(STILL_OPEN), Promise.due < today]
    if wanted.waits:
        where.append(Promise.claimed_state.is_not(None))
    return where


def _statements_of_service(service_id: uuid.UUID) -> Any:
    return (
        sa.select(Statement.id)
        .join(Summary, Summary.id == Statement.summary_id)
        .join(Round, sa.and_(Round.id == Summary.source_id, Summary.source_kind == "round"))
        .where(Round.service_id == service_id)
    )


def services_with_promises(session: Session) -> Sequence[Service]:
    mine = (
        sa.select(Round.service_id)
        .join(Summary, sa.and_(Round.id == Summary.source_id, Summary.source_kind == "round"))
        .join(Statement, Statement.summary_id == Summary.id)
        .join(Promise, Promise.statement_id == Statement.id)
    )
    return session.scalars(sa.select(Service).where(Service.id.in_(mine)).order_by(Service.id)).all()


def overdue_promises(session: Session, *, today: dt.date) -> Sequence[Promise]:
    return session.scalars(
        sa.select(Promise).where(Promise.state.in_(STILL_OPEN), Promise.due < today).order_by(Promise.due, Promise.id)
    ).all()


def to_be_reminded(session: Session, *, today: dt.date) -> Sequence[Promise]:
    """Late, waiting for nobody's check, and their owner was not reminded within the last week."""
    lately = sa.select(PromiseReminder.promise_id).where(PromiseReminder.day > today - NAG_EVERY)
    return session.scalars(
        sa.select(Promise)
        .where(
            Promise.state.in_(STILL_OPEN),
            Promise.due < today,
            Promise.claimed_state.is_(None),
            Promise.id.not_in(lately),
        )
        .order_by(Promise.due, Promise.id)
    ).all()


def reminders_of(session: Session, *, promise_id: uuid.UUID) -> Sequence[PromiseReminder]:
    return session.scalars(
        sa.select(PromiseReminder).where(PromiseReminder.promise_id == promise_id).order_by(PromiseReminder.day)
    ).all()


def promise_for(session: Session, *, statement_id: uuid.UUID) -> Promise | None:
    return session.scalar(sa.select(Promise).where(Promise.statement_id == statement_id))


def events_of(session: Session, *, promise_id: uuid.UUID) -> Sequence[PromiseEvent]:
    return session.scalars(
        sa.select(PromiseEvent).where(PromiseEvent.promise_id == promise_id).order_by(PromiseEvent.at, PromiseEvent.id)
    ).all()


def evidence_of(session: Session, *, promise_id: uuid.UUID) -> Sequence[PromiseEvidence]:
    """What shows that a promise is kept, without what was taken out."""
    return session.scalars(
        sa.select(PromiseEvidence)
        .where(PromiseEvidence.promise_id == promise_id, PromiseEvidence.removed_at.is_(None))
        .order_by(PromiseEvidence.added_at, PromiseEvidence.id)
    ).all()


def promises_kept_by(session: Session, *, owner_id: uuid.UUID) -> Sequence[Promise]:
    """All promises one owner answers for, an account or someone outside, the soonest due first."""
    mine = sa.or_(Promise.owner_id == owner_id, Promise.outside_owner_id == owner_id)
    return session.scalars(sa.select(Promise).where(mine).order_by(Promise.due, Promise.id)).all()
