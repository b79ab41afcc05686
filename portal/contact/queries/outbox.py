"""Messages in line and on their way, letters, and who said stop."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel, MessageState, Result, Withheld
from portal.contact.models import ContactAttempt, ContactMessage, LetterBatch, Suppression
from portal.contact.queries.peace import rests

UNSENT = (MessageState.WAITING, MessageState.TO_PRINT, MessageState.PRINTED, MessageState.TO_RELAY)
# What may have reached the person, or will: all of it counts towards the limits.
COUNTED = (*UNSENT, MessageState.SENDING, MessageState.SENT, MessageState.UNSURE)
Messages = Sequence[ContactMessage]


def worded_in_wave(session: Session, *, asked_in: uuid.UUID, wave: int) -> dict[uuid.UUID, Channel]:
    """What each message of a wave is about, and by which channel it goes or went."""
    rows = session.execute(
        sa.select(ContactMessage.subject_id, ContactMessage.channel).where(
            ContactMessage.asked_in == asked_in, ContactMessage.wave == wave
        )
    )
    return {subject_id: channel for subject_id, channel in rows}


def unsent_messages(
    session: Session,
    *,
    subject_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
    asked_in: uuid.UUID | None = None,
) -> Messages:
    """Messages still in line about an invitation, to a person, or of a round; all that are given must fit."""
    given = {"subject_id": subject_id, "person_id": person_id, "asked_in": asked_in}
    wanted = {name: value for name, value in given.items() if value is not None}
    if not wanted:
        raise ValueError("say which")
    return session.scalars(sa.select(ContactMessage).filter_by(**wanted).where(ContactMessage.state.in_(UNSENT))).all()


def is_suppressed(session: Session, *, fingerprints: Sequence[str]) -> bool:
    if not fingerprints:
        return False
    return bool(session.scalar(sa.select(Suppression.id).where(Suppression.fingerprint.in_(fingerprints)).limit(1)))


def due_messages(session: Session, *, at: dt.datetime, limit: int = 500) -> Sequence[tuple[uuid.UUID, Channel]]:
    """Ids and channels of what should leave now, the longest waiting first."""
    rows = session.execute(
        sa.select(ContactMessage.id, ContactMessage.channel)
        .where(ContactMessage.state == MessageState.WAITING, ContactMessage.not_before <= at)
        .order_by(ContactMessage.not_before, ContactMessage.id)
        .limit(limit)
    )
    return [(message_id, channel) for message_id, channel in rows]


def stuck_messages(session: Session, *, taken_before: dt.datetime) -> Messages:
    return session.scalars(
        sa.select(ContactMessage).where(
            ContactMessage.state == MessageState.SENDING, ContactMessage.taken_at < taken_before
        )
    ).all()


def messages(
    session: Session,
    *,
    asked_in: uuid.UUID | None = None,
    channel: Channel | None = None,
    state: MessageState | None = None,
    page: int,
    per_page: int,
) -> tuple[Messages, int]:
    """One page of the outbox, newest first, and how many messages there are in all."""
    given = {"asked_in": asked_in, "channel": channel, "state": state}
    wanted = sa.select(ContactMessage).filter_by(**{name: value for name, value in given.items() if value is not None})
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    order = wanted.order_by(ContactMessage.made_at.desc(), ContactMessage.id)
    return session.scalars(order.offset((page - 1) * per_page).limit(per_page)).all(), total


def state_counts(session: Session) -> dict[MessageState, int]:
    rows = session.execute(sa.select(ContactMessage.state, sa.func.count()).group_by(ContactMessage.state))
    return {state: count for state, count in rows}


def withheld_counts(session: Session) -> dict[Withheld, int]:
    """Messages that were in line and then held back, by reason."""
    rows = session.execute(
        sa.select(ContactMessage.withheld, sa.func.count())
        .where(ContactMessage.state == MessageState.WITHHELD, ContactMessage.withheld.is_not(None))
        .group_by(ContactMessage.withheld)
    )
    return {reason: count for reason, count in rows if reason is not None}


def rounds_with_letters(session: Session) -> dict[uuid.UUID, int]:
    """Letters still to print, by round."""
    rows = session.execute(
        sa.select(ContactMessage.asked_in, sa.func.count())
        .where(ContactMessage.state == MessageState.TO_PRINT, ~rests(ContactMessage.person_id))
        .group_by(ContactMessage.asked_in)
        .order_by(ContactMessage.asked_in)
    )
    return {asked_in: count for asked_in, count in rows}


def letters_to_print(session: Session, *, asked_in: uuid.UUID, limit: int) -> Messages:
    """The next letters of a round, all in one language; none to anyone whose contact rests."""
    to_print = sa.and_(
        ContactMessage.asked_in == asked_in,
        ContactMessage.state == MessageState.TO_PRINT,
        ~rests(ContactMessage.person_id),
    )
    language = sa.select(sa.func.min(ContactMessage.language)).where(to_print).scalar_subquery()
    return session.scalars(
        sa.select(ContactMessage)
        .where(to_print, ContactMessage.language == language)
        .order_by(ContactMessage.made_at, ContactMessage.id)
        .limit(limit)
    ).all()


def all_batches(session: Session, *, page: int, per_page: int) -> tuple[Sequence[LetterBatch], int]:
    total = session.scalar(sa.select(sa.func.count()).select_from(LetterBatch)) or 0
    order = sa.select(LetterBatch).order_by(LetterBatch.made_at.desc(), LetterBatch.number.desc())
    return session.scalars(order.offset((page - 1) * per_page).limit(per_page)).all(), total


def count_batches(session: Session, *, asked_in: uuid.UUID) -> int:
    wanted = sa.select(sa.func.count()).select_from(LetterBatch).where(LetterBatch.asked_in == asked_in)
    return session.scalar(wanted) or 0


def letters_of(session: Session, *, batch_id: uuid.UUID) -> Messages:
    """The letters of a batch in the order of its pages."""
    return session.scalars(
        sa.select(ContactMessage).where(ContactMessage.batch_id == batch_id).order_by(ContactMessage.batch_place)
    ).all()


def relays(session: Session, *, page: int, per_page: int) -> tuple[Sequence[tuple[ContactMessage, bool]], int]:
    """Messages workers pass on or passed on, those to pass on first, each with whether an answer came back."""
    states = (MessageState.TO_RELAY, MessageState.SENT)
    answered = (
        sa.select(ContactAttempt.id)
        .where(
            ContactAttempt.subject_id == ContactMessage.subject_id,
            ContactAttempt.wave == ContactMessage.wave,
            ContactAttempt.channel == Channel.VIA_WORKER,
            ContactAttempt.result != Result.SENT,
        )
        .exists()
    )
    wanted = sa.select(ContactMessage, answered).where(
        ContactMessage.channel == Channel.VIA_WORKER, ContactMessage.state.in_(states)
    )
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    first = sa.case((ContactMessage.state == MessageState.TO_RELAY, 0), else_=1)
    order = wanted.order_by(first, ContactMessage.made_at, ContactMessage.id)
    rows = session.execute(order.offset((page - 1) * per_page).limit(per_page))
    return [(message, bool(has_answer)) for message, has_answer in rows], total
