"""What counts are made from and kept in; the long walk over everyone asked is in `portal.rounds.queries.facts`."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import MessageState, Result, Withheld
from portal.contact.models import ContactAttempt, ContactMessage, HeldBack
from portal.contact.rules import RECEIPT
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.rounds.models import (
    Coding,
    FilterChoice,
    FilteredTally,
    Tally,
    Theme,
    Wave,
    WeightingChoice,
)

NOT_FOR_SAFETY = (
    *(Withheld.ROUND_OVER, Withheld.ALREADY_REPLIED, Withheld.TOO_SOON, Withheld.ENOUGH_MESSAGES),
    *(Withheld.SENDING_STOPPED, Withheld.CHANNEL_STOPPED, Withheld.LEFT_IN_PEACE, Withheld.PAUSED),
)
STILL_IN_LINE = (MessageState.WAITING, MessageState.TO_PRINT, MessageState.TO_RELAY)


@dataclass(slots=True)
class Tries:
    """The attempts on one invitation: how they ended, when, and the channel of the first."""

    results: set[Result] = field(default_factory=set)
    moments: list[dt.datetime] = field(default_factory=list)
    first: str = ""


def moments_of(session: Session, *, round_id: uuid.UUID) -> tuple[list[dt.datetime], list[dt.datetime]]:
    """When each response came in, and when each attempt to reach someone was made."""
    responses = sa.select(Response.submitted_at).where(Response.asked_in == round_id)
    attempts = sa.select(ContactAttempt.at).where(
        ContactAttempt.asked_in == round_id, ContactAttempt.template != RECEIPT
    )
    return list(session.scalars(responses)), list(session.scalars(attempts))


def tally_of(session: Session, *, round_id: uuid.UUID) -> Tally | None:
    return session.scalar(sa.select(Tally).where(Tally.round_id == round_id))


def weighting_of(session: Session, *, round_id: uuid.UUID) -> WeightingChoice | None:
    return session.scalar(sa.select(WeightingChoice).where(WeightingChoice.round_id == round_id))


def filter_choice(session: Session, *, round_id: uuid.UUID) -> FilterChoice | None:
    return session.scalar(sa.select(FilterChoice).where(FilterChoice.round_id == round_id))


def filtered_tally(session: Session, *, round_id: uuid.UUID) -> FilteredTally | None:
    return session.scalar(sa.select(FilteredTally).where(FilteredTally.round_id == round_id))


def tries_on(session: Session, *, round_id: uuid.UUID, invitation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Tries]:
    """The attempts on each of these invitations, first to last."""
    rows = _rows(
        session,
        sa.select(ContactAttempt.subject_id, ContactAttempt.result, ContactAttempt.at, ContactAttempt.channel)
        .where(
            ContactAttempt.subject_id.in_(invitation_ids),
            ContactAttempt.asked_in == round_id,
            ContactAttempt.template != RECEIPT,
        )
        .order_by(ContactAttempt.at, ContactAttempt.id),
    )
    found: dict[uuid.UUID, Tries] = defaultdict(Tries)
    for subject_id, result, at, channel in rows:
        tries = found[subject_id]
        tries.results.add(result)
        tries.moments.append(at)
        tries.first = tries.first or channel.value
    return found


def _rows(session: Session, statement: sa.Executable) -> Sequence[Any]:
    """Plain rows about some thousands of people, without the ORM between. Nothing may be unsaved."""
    return session.connection().execute(statement).all()


def messages_held(
    session: Session, *, round_id: uuid.UUID, invitation_ids: Collection[uuid.UUID]
) -> tuple[dict[uuid.UUID, set[Withheld]], set[uuid.UUID]]:
    """Why messages about each of these invitations were held back, and the invitations with a message still in line, or
    held back for a reason that has nothing to do with safety: nobody shut the door on them, the time was over."""
    rows = _rows(
        session,
        sa.select(ContactMessage.subject_id, ContactMessage.state, ContactMessage.withheld).where(
            ContactMessage.subject_id.in_(invitation_ids), ContactMessage.asked_in == round_id
        ),
    )
    withheld: dict[uuid.UUID, set[Withheld]] = defaultdict(set)
    in_line: set[uuid.UUID] = set()
    for subject_id, state, reason in rows:
        if reason is not None:
            withheld[subject_id].add(reason)
        if state in STILL_IN_LINE or reason in NOT_FOR_SAFETY:
            in_line.add(subject_id)
    held = sa.select(HeldBack.subject_id, HeldBack.reason).where(HeldBack.subject_id.in_(invitation_ids))
    for subject_id, reason in _rows(session, held.where(HeldBack.asked_in == round_id)):
        withheld[subject_id].add(reason)
        if reason in NOT_FOR_SAFETY:
            in_line.add(subject_id)
    return withheld, in_line


def a_wave_has_gone(session: Session, *, round_id: uuid.UUID) -> bool:
    """A wave to everyone; one to some statuses says nothing about the others."""
    ended = sa.select(Wave.audience).where(Wave.round_id == round_id, Wave.ended_at.is_not(None))
    return any(not audience for audience in session.scalars(ended))


def theme_counts(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """Answers under each theme of a round, themes without any too."""
    rows = session.execute(
        sa.select(Theme.id, sa.func.count(Coding.id))
        .outerjoin(Coding, Coding.theme_id == Theme.id)
        .where(Theme.round_id == round_id)
        .group_by(Theme.id)
    )
    return {theme_id: count for theme_id, count in rows}


def worded_counts(
    session: Session, *, round_id: uuid.UUID, question_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, tuple[int, int]]:
    """Per open question: answers in own words, and how many of them are under some theme."""
    coded = sa.exists().where(Coding.answer_id == Answer.id)
    rows = session.execute(
        sa.select(Answer.question_id, sa.func.count(), sa.func.sum(sa.case((coded, 1), else_=0)))
        .where(
            Answer.asked_in == round_id,
            Answer.question_id.in_(question_ids),
            Answer.state == AnswerState.ANSWERED,
        )
        .group_by(Answer.question_id)
    )
    return {question_id: (count, int(under_a_theme)) for question_id, count, under_a_theme in rows}
