"""What a panel is asked, how each member stands to it, and what waits in an inbox."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.asks import OPEN, AskKind, AskState
from portal.panels.models import AskAnswer, MemberAsk, PanelMember
from portal.people.models import Person


@dataclass(frozen=True)
class Asked:
    """An ask with one member's answer to it."""

    ask: MemberAsk
    answer: AskAnswer


def asks_of(session: Session, *, panel_id: uuid.UUID) -> Sequence[MemberAsk]:
    """Everything a panel was asked, what is open and due first on top."""
    mine = sa.select(MemberAsk).where(MemberAsk.panel_id == panel_id)
    order = (MemberAsk.ended_at.is_not(None), MemberAsk.due.is_(None), MemberAsk.due, MemberAsk.asked_at.desc())
    return session.scalars(mine.order_by(*order)).all()


def counts_of(session: Session, *, panel_id: uuid.UUID) -> dict[uuid.UUID, dict[AskState, int]]:
    """For each ask of a panel, how many members stand where."""
    rows = session.execute(
        sa.select(AskAnswer.ask_id, AskAnswer.state, sa.func.count())
        .join(MemberAsk, MemberAsk.id == AskAnswer.ask_id)
        .where(MemberAsk.panel_id == panel_id)
        .group_by(AskAnswer.ask_id, AskAnswer.state)
    )
    found: dict[uuid.UUID, dict[AskState, int]] = {}
    for ask_id, state, number in rows:
        found.setdefault(ask_id, {})[state] = number
    return found


def ask_about(session: Session, *, panel_id: uuid.UUID, kind: AskKind, about_id: uuid.UUID | None) -> MemberAsk | None:
    """The open ask of a panel about one thing, if there is one."""
    if about_id is None:
        return None
    mine = (
        *(MemberAsk.panel_id == panel_id, MemberAsk.kind == kind),
        *(MemberAsk.about_id == about_id, MemberAsk.ended_at.is_(None)),
    )
    return session.scalar(sa.select(MemberAsk).where(*mine).order_by(MemberAsk.asked_at.desc()).limit(1))


def answers_to(session: Session, *, ask_id: uuid.UUID) -> list[tuple[AskAnswer, PanelMember, Person]]:
    """Every member asked, with their answer, in the order they were asked."""
    rows = session.execute(
        sa.select(AskAnswer, PanelMember, Person)
        .join(PanelMember, PanelMember.id == AskAnswer.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(AskAnswer.ask_id == ask_id)
        .order_by(AskAnswer.offered_at, AskAnswer.id)
    )
    return [(answer, member, person) for answer, member, person in rows]


def members_asked(session: Session, *, ask_id: uuid.UUID) -> set[uuid.UUID]:
    return set(session.scalars(sa.select(AskAnswer.member_id).where(AskAnswer.ask_id == ask_id)))


def inbox_of(session: Session, *, member_id: uuid.UUID) -> list[Asked]:
    """Everything one member was asked: what is open first, by the day it is due; then the rest, the newest first."""
    rows = session.execute(
        sa.select(MemberAsk, AskAnswer)
        .join(AskAnswer, AskAnswer.ask_id == MemberAsk.id)
        .where(AskAnswer.member_id == member_id)
        .order_by(
            sa.or_(AskAnswer.state.not_in(OPEN), MemberAsk.ended_at.is_not(None)),
            *(MemberAsk.due.is_(None), MemberAsk.due, AskAnswer.offered_at.desc()),
        )
    )
    return [Asked(ask, answer) for ask, answer in rows]


def asked_of(session: Session, *, ask_id: uuid.UUID, member_id: uuid.UUID) -> Asked | None:
    """One ask as one member has it; None if they were not asked."""
    row = session.execute(
        sa.select(MemberAsk, AskAnswer)
        .join(AskAnswer, AskAnswer.ask_id == MemberAsk.id)
        .where(AskAnswer.member_id == member_id, MemberAsk.id == ask_id)
    ).first()
    return Asked(*row) if row else None


def asked_about(session: Session, *, kind: AskKind, about_id: uuid.UUID, member_id: uuid.UUID) -> Asked | None:
    """What a member was asked about one thing, over or not; of several the last."""
    row = session.execute(
        sa.select(MemberAsk, AskAnswer)
        .join(AskAnswer, AskAnswer.ask_id == MemberAsk.id)
        .where(MemberAsk.kind == kind, MemberAsk.about_id == about_id, AskAnswer.member_id == member_id)
        .order_by(MemberAsk.ended_at.is_not(None), MemberAsk.asked_at.desc())
        .limit(1)
    ).first()
    return Asked(*row) if row else None


def open_asks_about(session: Session, *, kind: AskKind, about_ids: Collection[uuid.UUID]) -> Sequence[MemberAsk]:
    wanted = (MemberAsk.kind == kind, MemberAsk.about_id.in_(about_ids), MemberAsk.ended_at.is_(None))
    return session.scalars(sa.select(MemberAsk).where(*wanted)).all()


def answers_about(session: Session, *, about_ids: Collection[uuid.UUID], member_id: uuid.UUID) -> Sequence[AskAnswer]:
    """A member's answers that are done and wait for thanks, for asks with these ids."""
    wanted = (
        *(AskAnswer.ask_id.in_(about_ids), AskAnswer.member_id == member_id),
        *(AskAnswer.state == AskState.DONE,),
    )
    return session.scalars(sa.select(AskAnswer).where(*wanted)).all()
