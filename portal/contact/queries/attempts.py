"""What was tried, and how it ended."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel, MessageState, Result
from portal.contact.models import ContactAttempt, ContactMessage, HeldBack
from portal.contact.queries.outbox import COUNTED
from portal.contact.rules import RECEIPT

IN_BATCH = (*COUNTED, MessageState.FAILED)


def attempts_about(session: Session, *, asked_in: uuid.UUID) -> Sequence[ContactAttempt]:
    """All attempts of a round, oldest first."""
    return session.scalars(
        sa.select(ContactAttempt)
        .where(ContactAttempt.asked_in == asked_in)
        .order_by(ContactAttempt.at, ContactAttempt.id)
    ).all()


def attempts_on(session: Session, *, subject_id: uuid.UUID) -> Sequence[ContactAttempt]:
    """The timeline of one invitation, oldest first."""
    return session.scalars(
        sa.select(ContactAttempt)
        .where(ContactAttempt.subject_id == subject_id)
        .order_by(ContactAttempt.at, ContactAttempt.id)
    ).all()


def last_calls(session: Session, *, subject_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[ContactAttempt]]:
    """Calls about each of these invitations, oldest first."""
    found: dict[uuid.UUID, list[ContactAttempt]] = {subject_id: [] for subject_id in subject_ids}
    rows = session.scalars(
        sa.select(ContactAttempt)
        .where(ContactAttempt.subject_id.in_(subject_ids), ContactAttempt.channel == Channel.PHONE)
        .order_by(ContactAttempt.at, ContactAttempt.id)
    )
    for row in rows:
        found[row.subject_id].append(row)
    return found


def held_back_on(session: Session, *, subject_id: uuid.UUID) -> Sequence[HeldBack]:
    """When the gate stayed shut about an invitation, oldest first."""
    return session.scalars(
        sa.select(HeldBack).where(HeldBack.subject_id == subject_id).order_by(HeldBack.at, HeldBack.id)
    ).all()


def messages_on(session: Session, *, subject_id: uuid.UUID) -> Sequence[ContactMessage]:
    """Every message about an invitation, oldest first."""
    return session.scalars(
        sa.select(ContactMessage)
        .where(ContactMessage.subject_id == subject_id)
        .order_by(ContactMessage.made_at, ContactMessage.id)
    ).all()


def batch_counts(
    session: Session, *, asked_in: uuid.UUID, wave: int, channel: Channel
) -> tuple[int, dict[Result, int]]:
    """Messages of one wave by one channel that went or will go, and how attempts of it ended."""
    whole = (ContactMessage.asked_in == asked_in, ContactMessage.wave == wave, ContactMessage.channel == channel)
    size = sa.select(sa.func.count()).select_from(ContactMessage).where(*whole, ContactMessage.state.in_(IN_BATCH))
    rows = session.execute(
        sa.select(ContactAttempt.result, sa.func.count())
        .where(ContactAttempt.asked_in == asked_in, ContactAttempt.wave == wave, ContactAttempt.channel == channel)
        .group_by(ContactAttempt.result)
    )
    return session.scalar(size) or 0, {result: count for result, count in rows}


def attempt_counts(session: Session, *, subject_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many attempts to reach them there were about each invitation: a receipt they asked for is none."""
    rows = session.execute(
        sa.select(ContactAttempt.subject_id, sa.func.count())
        .where(ContactAttempt.subject_id.in_(subject_ids), ContactAttempt.template != RECEIPT)
        .group_by(ContactAttempt.subject_id)
    )
    return {subject_id: count for subject_id, count in rows}
