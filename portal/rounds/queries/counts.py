"""What a tally is made from: groups counted by the database, and the bare facts about everyone asked."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import MessageState, Result, Withheld
from portal.contact.models import ContactAttempt, ContactMessage
from portal.people.models import Person
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.rounds.enums import DeclineReason, InvitationState, MemberState
from portal.rounds.models import Coding, Invitation, SampleMember, Tally, Theme, Wave

NOT_FOR_SAFETY = (Withheld.ROUND_OVER, Withheld.ALREADY_REPLIED, Withheld.TOO_SOON, Withheld.ENOUGH_MESSAGES)


@dataclass(frozen=True)
class AskedMember:
    """One person of the sample, without anything that says who they are."""

    chance: float
    traits: dict[str, Any]
    invitation_id: uuid.UUID | None
    alias: uuid.UUID | None
    state: InvitationState | None
    declined_because: DeclineReason | None
    do_not_contact: bool


@dataclass(frozen=True)
class AnswerGroup:
    """Answers alike in question, state, value and in the person's chance and status (both None: not of the sample)."""

    question_id: uuid.UUID
    state: AnswerState
    value: str | None
    status: str | None
    chance: float | None
    count: int


def tally_of(session: Session, *, round_id: uuid.UUID) -> Tally | None:
    return session.scalar(sa.select(Tally).where(Tally.round_id == round_id))


def asked_members(session: Session, *, round_id: uuid.UUID) -> list[AskedMember]:
    columns: tuple[Any, ...] = (
        SampleMember.chance,
        SampleMember.traits,
        Invitation.id,
        Invitation.alias,
        Invitation.state,
        Invitation.declined_because,
        Person.do_not_contact,
    )
    rows = session.execute(
        sa.select(*columns)
        .join(Person, Person.id == SampleMember.person_id)
        .outerjoin(Invitation, Invitation.member_id == SampleMember.id)
        .where(SampleMember.round_id == round_id, SampleMember.state != MemberState.RESERVE)
    )
    return [AskedMember(*row) for row in rows]


def attempt_results(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, set[Result]]:
    """How the attempts on each invitation ended."""
    rows = session.execute(
        sa.select(ContactAttempt.subject_id, ContactAttempt.result)
        .where(ContactAttempt.asked_in == round_id)
        .distinct()
    )
    found: dict[uuid.UUID, set[Result]] = defaultdict(set)
    for subject_id, result in rows:
        found[subject_id].add(result)
    return found


def attempt_count(session: Session, *, round_id: uuid.UUID) -> int:
    about = sa.select(sa.func.count()).select_from(ContactAttempt).where(ContactAttempt.asked_in == round_id)
    return session.scalar(about) or 0


def messages_held(session: Session, *, round_id: uuid.UUID) -> tuple[dict[uuid.UUID, set[Withheld]], set[uuid.UUID]]:
    """Why messages about each invitation were held back, and the invitations with a message still in line, or held
    back for a reason that has nothing to do with safety: nobody shut the door on them, the time was over."""
    rows = session.execute(
        sa.select(ContactMessage.subject_id, ContactMessage.state, ContactMessage.withheld)
        .where(ContactMessage.asked_in == round_id)
        .distinct()
    )
    withheld: dict[uuid.UUID, set[Withheld]] = defaultdict(set)
    in_line: set[uuid.UUID] = set()
    for subject_id, state, reason in rows:
        if reason is not None:
            withheld[subject_id].add(reason)
        if state in (MessageState.WAITING, MessageState.TO_PRINT, MessageState.TO_RELAY) or reason in NOT_FOR_SAFETY:
            in_line.add(subject_id)
    return withheld, in_line


def a_wave_has_gone(session: Session, *, round_id: uuid.UUID) -> bool:
    ended = sa.select(Wave.id).where(Wave.round_id == round_id, Wave.ended_at.is_not(None)).limit(1)
    return session.scalar(ended) is not None


def how_full(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, tuple[int, int]]:
    """Per alias of someone asked: questions answered, and questions dealt with."""
    rows = session.execute(
        sa.select(
            Response.alias,
            sa.func.sum(sa.case((Answer.state == AnswerState.ANSWERED, 1), else_=0)),
            sa.func.sum(sa.case((Answer.state != AnswerState.NOT_ASKED, 1), else_=0)),
        )
        .join(Answer, Answer.response_id == Response.id)
        .join(Invitation, Invitation.alias == Response.alias)
        .where(Response.asked_in == round_id)
        .group_by(Response.alias)
    )
    return {alias: (int(answered), int(dealt_with)) for alias, answered, dealt_with in rows}


def answer_groups(
    session: Session, *, round_id: uuid.UUID, question_ids: Collection[uuid.UUID]
) -> Sequence[AnswerGroup]:
    """All answers to closed questions, counted by the database: a few hundred rows however many people answered."""
    inner = (
        sa.select(
            Answer.question_id,
            Answer.state,
            sa.cast(Answer.value, sa.Text).label("given"),
            SampleMember.traits["status"].as_string().label("of_status"),
            SampleMember.chance,
        )
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(Invitation, Invitation.alias == Response.alias)
        .outerjoin(SampleMember, SampleMember.id == Invitation.member_id)
        .where(Answer.asked_in == round_id, Answer.question_id.in_(question_ids))
        .subquery()
    )
    rows = session.execute(sa.select(*inner.c, sa.func.count()).group_by(*inner.c))
    return [AnswerGroup(*row[:6]) for row in rows]


def response_facts(session: Session, *, round_id: uuid.UUID) -> list[tuple[bool, str | None, str, int]]:
    """Responses counted by: are they of the sample, whose words they are, language."""
    of_sample = Invitation.id.is_not(None).label("of_sample")
    rows = session.execute(
        sa.select(of_sample, Response.provenance, Response.language, sa.func.count())
        .outerjoin(Invitation, Invitation.alias == Response.alias)
        .where(Response.asked_in == round_id)
        .group_by(of_sample, Response.provenance, Response.language)
    )
    return [(bool(asked), whose.value if whose else None, language, count) for asked, whose, language, count in rows]


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


def respondents_by_question(
    session: Session, *, round_id: uuid.UUID, question_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Ids of the responses that answer each question: whom a figure is about."""
    rows = session.execute(
        sa.select(Answer.question_id, Answer.response_id).where(
            Answer.asked_in == round_id,
            Answer.question_id.in_(question_ids),
            Answer.state == AnswerState.ANSWERED,
        )
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for question_id, response_id in rows:
        found[question_id].append(response_id)
    return found
