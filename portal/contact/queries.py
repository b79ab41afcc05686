import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel, MessageState
from portal.contact.models import ContactAttempt, ContactMessage, Suppression
from portal.contact.rules import ENDS_CONTACT, ENDS_ROUND

UNSENT = (MessageState.WAITING, MessageState.TO_PRINT, MessageState.TO_RELAY)


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


def sent_moments(session: Session, *, person_id: uuid.UUID, asked_in: uuid.UUID) -> list[dt.datetime]:
    """When this person was sent something in this round, or will be: messages still waiting count too."""
    return list(
        session.scalars(
            sa.select(sa.func.coalesce(ContactMessage.sent_at, ContactMessage.not_before)).where(
                ContactMessage.person_id == person_id,
                ContactMessage.asked_in == asked_in,
                ContactMessage.state.in_([MessageState.SENT, *UNSENT]),
            )
        )
    )


def ended_contact(session: Session, *, person_id: uuid.UUID, asked_in: uuid.UUID) -> bool:
    """Did an attempt end in a way after which we do not write again, ever or in this round?"""
    for_good = ContactAttempt.result.in_(sorted(ENDS_CONTACT))
    this_round = sa.and_(ContactAttempt.asked_in == asked_in, ContactAttempt.result.in_(sorted(ENDS_ROUND)))
    return bool(
        session.scalar(
            sa.select(ContactAttempt.id)
            .where(ContactAttempt.person_id == person_id, sa.or_(for_good, this_round))
            .limit(1)
        )
    )


def unsent_messages(session: Session, *, subject_id: uuid.UUID) -> Sequence[ContactMessage]:
    return session.scalars(
        sa.select(ContactMessage).where(ContactMessage.subject_id == subject_id, ContactMessage.state.in_(UNSENT))
    ).all()


def is_suppressed(session: Session, *, fingerprints: Sequence[str]) -> bool:
    if not fingerprints:
        return False
    return bool(session.scalar(sa.select(Suppression.id).where(Suppression.fingerprint.in_(fingerprints)).limit(1)))


def due_messages(session: Session, *, at: dt.datetime, limit: int = 500) -> Sequence[ContactMessage]:
    return session.scalars(
        sa.select(ContactMessage)
        .where(ContactMessage.state == MessageState.WAITING, ContactMessage.not_before <= at)
        .order_by(ContactMessage.not_before, ContactMessage.id)
        .limit(limit)
    ).all()


def messages(
    session: Session, *, asked_in: uuid.UUID | None, channel: Channel | None, page: int, per_page: int
) -> tuple[Sequence[ContactMessage], int]:
    """One page of the outbox, newest first, and how many messages there are in all."""
    wanted = sa.select(ContactMessage)
    if asked_in:
        wanted = wanted.where(ContactMessage.asked_in == asked_in)
    if channel:
        wanted = wanted.where(ContactMessage.channel == channel)
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    order = wanted.order_by(ContactMessage.made_at.desc(), ContactMessage.id)
    return session.scalars(order.offset((page - 1) * per_page).limit(per_page)).all(), total


def letters_to_print(session: Session, *, asked_in: uuid.UUID) -> Sequence[ContactMessage]:
    return session.scalars(
        sa.select(ContactMessage)
        .where(ContactMessage.asked_in == asked_in, ContactMessage.state == MessageState.TO_PRINT)
        .order_by(ContactMessage.language, ContactMessage.id)
    ).all()
