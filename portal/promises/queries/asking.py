"""Who is asked whether promises were kept, and what they said."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.enums import KeptVerdict
from portal.promises.models import Promise, PromiseAsking, PromiseInvitation, PromiseVerdict
from portal.shared import tokens
from portal.summaries.models import Statement

FORGOTTEN = "forgotten "
TOKEN_KIND = "promise-kept"  # noqa: S105 (a kind of link, not a secret)


def ended_and_not_asked(session: Session, *, summary_id: uuid.UUID) -> list[Promise]:
    """Promises of a summary that are over and that people have not been asked about."""
    asked = {
        promise_id
        for ids in session.scalars(sa.select(PromiseAsking.promise_ids).where(PromiseAsking.summary_id == summary_id))
        for promise_id in ids
    }
    rows = session.scalars(
        sa.select(Promise)
        .join(Statement, Statement.id == Promise.statement_id)
        .where(Statement.summary_id == summary_id, Promise.ended_at.is_not(None))
        .order_by(Statement.place, Promise.id)
    )
    return [row for row in rows if str(row.id) not in asked]


def askings_of(session: Session, *, summary_id: uuid.UUID) -> Sequence[PromiseAsking]:
    return session.scalars(
        sa.select(PromiseAsking)
        .where(PromiseAsking.summary_id == summary_id)
        .order_by(PromiseAsking.made_at, PromiseAsking.id)
    ).all()


def promises_asked_about(session: Session, *, asking: PromiseAsking) -> list[Promise]:
    """In the order they are shown: as they stand in the asking."""
    ids = [uuid.UUID(one) for one in asking.promise_ids]
    rows = {row.id: row for row in session.scalars(sa.select(Promise).where(Promise.id.in_(ids)))}
    return [rows[one] for one in ids if one in rows]


def invitation_by_link(session: Session, *, token: str) -> PromiseInvitation | None:
    index = tokens.link_index(TOKEN_KIND, token)
    return session.scalar(sa.select(PromiseInvitation).where(PromiseInvitation.link_index == index))


def invitation_by_code(session: Session, *, code: str) -> PromiseInvitation | None:
    index = tokens.code_index(TOKEN_KIND, code)
    return session.scalar(sa.select(PromiseInvitation).where(PromiseInvitation.code_index == index))


def not_tried(session: Session, *, asking_id: uuid.UUID, limit: int) -> Sequence[PromiseInvitation]:
    return session.scalars(
        sa.select(PromiseInvitation)
        .where(PromiseInvitation.asking_id == asking_id, PromiseInvitation.tried_at.is_(None))
        .order_by(PromiseInvitation.id)
        .limit(limit)
    ).all()


def count_invitations(session: Session, *, asking_id: uuid.UUID) -> int:
    mine = sa.select(sa.func.count()).select_from(PromiseInvitation).where(PromiseInvitation.asking_id == asking_id)
    return session.scalar(mine) or 0


def waiting_to_answer(
    session: Session, *, asking_id: uuid.UUID, offset: int, limit: int
) -> tuple[Sequence[PromiseInvitation], int]:
    """Those who have not said anything yet, in a fixed order, and how many they are."""
    waiting = sa.and_(PromiseInvitation.asking_id == asking_id, PromiseInvitation.answered_at.is_(None))
    count = session.scalar(sa.select(sa.func.count()).select_from(PromiseInvitation).where(waiting)) or 0
    rows = session.scalars(
        sa.select(PromiseInvitation).where(waiting).order_by(PromiseInvitation.id).offset(offset).limit(limit)
    ).all()
    return rows, count


def asked_and_known(session: Session, *, until_before: dt.date, limit: int) -> Sequence[PromiseInvitation]:
    """Invitations of askings that ended before this day, and that still lead to someone."""
    over = sa.select(PromiseAsking.id).where(PromiseAsking.until < until_before)
    known = (PromiseInvitation.asking_id.in_(over), ~PromiseInvitation.link_index.startswith(FORGOTTEN))
    wanted = sa.select(PromiseInvitation).where(*known)
    return session.scalars(wanted.order_by(PromiseInvitation.id).limit(limit)).all()


def said_of(session: Session, *, promise_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Mapping[KeptVerdict, int]]:
    """True counts by promise. They leave this room through `promises.wording` only."""
    if not promise_ids:
        return {}
    rows = session.execute(
        sa.select(PromiseVerdict.promise_id, PromiseVerdict.verdict, sa.func.count())
        .where(PromiseVerdict.promise_id.in_(promise_ids))
        .group_by(PromiseVerdict.promise_id, PromiseVerdict.verdict)
    )
    found: dict[uuid.UUID, Counter[KeptVerdict]] = {}
    for promise_id, verdict, number in rows:
        found.setdefault(promise_id, Counter())[verdict] = number
    return dict(found)


def asked_about(session: Session, *, promise_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many people were asked about each promise: those a message left for, or who answered by another way."""
    if not promise_ids:
        return {}
    wanted = {str(one) for one in promise_ids}
    asked = (
        sa.select(PromiseInvitation.asking_id, sa.func.count(PromiseInvitation.asked_at).label("number"))
        .group_by(PromiseInvitation.asking_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(PromiseAsking.promise_ids, asked.c.number).join(asked, asked.c.asking_id == PromiseAsking.id)
    )
    counts: Counter[uuid.UUID] = Counter()
    for ids, number in rows:
        for promise_id in wanted.intersection(ids):
            counts[uuid.UUID(promise_id)] += number
    return dict(counts)


def remarks_on(session: Session, *, promise_id: uuid.UUID) -> Sequence[PromiseVerdict]:
    """Verdicts that came with words; nothing in them leads to who said it. In no order of time."""
    mine = sa.and_(PromiseVerdict.promise_id == promise_id, PromiseVerdict.comment_sealed.is_not(None))
    return session.scalars(sa.select(PromiseVerdict).where(mine).order_by(PromiseVerdict.id)).all()
