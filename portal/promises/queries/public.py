"""What anyone may read of promises: those of summaries that are published and not taken back."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.enums import KeptVerdict
from portal.promises.models import Promise, PromiseEvent, PromiseEvidence
from portal.promises.queries.asking import asked_about, said_of
from portal.rosters.models import Service
from portal.rounds.models import Round
from portal.summaries.enums import VersionKind
from portal.summaries.models import Statement, Summary, SummaryVersion, VersionWithdrawal


@dataclass(frozen=True, kw_only=True)
class PublicPromise:
    """A promise with what people had said, as the published summary words it. `said` are true counts: they are shown
    through the disclosure gate only (`promises.wording.people_say`)."""

    promise: Promise
    summary: Summary
    number: int
    what: Mapping[str, str]
    you_said: tuple[dict[str, str], ...]
    service: Service | None
    round: Round | None
    evidence: tuple[PromiseEvidence, ...]
    said: Mapping[KeptVerdict, int] = field(default_factory=dict)
    asked: int = 0
    changed_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class About:
    """What a public page is about: one service, one round, one promise, or everything."""

    service_id: uuid.UUID | None = None
    round_id: uuid.UUID | None = None
    promise_id: uuid.UUID | None = None


EVERYTHING = About()


def public_promises(session: Session, *, about: About = EVERYTHING) -> list[PublicPromise]:
    """The soonest due first. Costs the same few questions whether there is one promise or a thousand."""
    rows = session.execute(_published(about)).all()
    ids = [row[0].id for row in rows]
    evidence, changed = _shown_evidence(session, ids), _last_changes(session, ids)
    said, asked = said_of(session, promise_ids=ids), asked_about(session, promise_ids=ids)
    return [
        PublicPromise(
            promise=promise,
            summary=summary,
            number=version.number,
            what=_what(promise, version),
            you_said=_said(promise, version),
            service=service,
            round=round_,
            evidence=tuple(one for one in evidence if one.promise_id == promise.id),
            said=said.get(promise.id, {}),
            asked=asked.get(promise.id, 0),
            changed_at=max(changed.get(promise.id, promise.made_at), version.published_at or promise.made_at),
        )
        for promise, summary, version, round_, service in rows
    ]


def _published(about: About) -> Any:
    newest = (
        sa.select(SummaryVersion.summary_id, sa.func.max(SummaryVersion.number).label("number"))
        .where(SummaryVersion.kind == VersionKind.PUBLISHED)
        .group_by(SummaryVersion.summary_id)
        .subquery()
    )
    wanted: Any = (
        sa.select(Promise, Summary, SummaryVersion, Round, Service)
        .join(Statement, Statement.id == Promise.statement_id)
        .join(Summary, Summary.id == Statement.summary_id)
        .join(newest, newest.c.summary_id == Summary.id)
        .join(
            SummaryVersion,
            sa.and_(SummaryVersion.summary_id == Summary.id, SummaryVersion.number == newest.c.number),
        )
        .outerjoin(Round, sa.and_(Round.id == Summary.source_id, Summary.source_kind == "round"))
        .outerjoin(Service, Service.id == Round.service_id)
        .outerjoin(VersionWithdrawal, VersionWithdrawal.version_id == SummaryVersion.id)
        .where(VersionWithdrawal.id.is_(None))
        .order_by(Promise.due, Promise.id)
    )
    if about.service_id is not None:
        wanted = wanted.where(Service.id == about.service_id)
    if about.round_id is not None:
        wanted = wanted.where(Round.id == about.round_id)
    return wanted.where(Promise.id == about.promise_id) if about.promise_id is not None else wanted


def _shown_evidence(session: Session, ids: Sequence[uuid.UUID]) -> Sequence[PromiseEvidence]:
    if not ids:
        return ()
    shown = (PromiseEvidence.shown_at.is_not(None), PromiseEvidence.removed_at.is_(None))
    return session.scalars(
        sa.select(PromiseEvidence)
        .where(PromiseEvidence.promise_id.in_(ids), *shown)
        .order_by(PromiseEvidence.added_at, PromiseEvidence.id)
    ).all()


def _last_changes(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    if not ids:
        return {}
    rows = session.execute(
        sa.select(PromiseEvent.promise_id, sa.func.max(PromiseEvent.at))
        .where(PromiseEvent.promise_id.in_(ids))
        .group_by(PromiseEvent.promise_id)
    )
    return {promise_id: at for promise_id, at in rows}


def _what(promise: Promise, version: SummaryVersion) -> Mapping[str, str]:
    """The words of the promise; languages it was translated into later come from the summary, if it says the same."""
    kept = next((one for one in version.content["statements"] if one["id"] == str(promise.statement_id)), None)
    if kept is None or kept["texts"].get("en") != promise.what.get("en"):
        return promise.what
    return {**kept["texts"], **promise.what}


def _said(promise: Promise, version: SummaryVersion) -> tuple[dict[str, str], ...]:
    wanted = set(promise.because_of)
    return tuple(one["texts"] for one in version.content["statements"] if one["id"] in wanted)
