"""What a research file is made from, and the files there are."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.rounds.coding_enums import ResearchState
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation, ResearchFile, SampleMember


@dataclass(frozen=True)
class Respondent:
    response_id: uuid.UUID
    whose: str
    traits: dict[str, Any] | None


def respondents(session: Session, *, round_id: uuid.UUID) -> list[Respondent]:
    """Everyone who answered and has not taken it back, with what was frozen about them, by their opaque id."""
    rows = session.execute(
        sa.select(Response.id, Response.provenance, SampleMember.traits)
        .outerjoin(Invitation, Invitation.alias == Response.alias)
        .outerjoin(SampleMember, SampleMember.id == Invitation.member_id)
        .where(
            Response.asked_in == round_id,
            sa.or_(Invitation.state.is_(None), Invitation.state != InvitationState.WITHDRAWN),
        )
        .order_by(Response.id)
    )
    return [Respondent(response_id, whose.value if whose else "", traits) for response_id, whose, traits in rows]


def closed_answers(
    session: Session, *, round_id: uuid.UUID, question_ids: Collection[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, uuid.UUID, AnswerState, dict[str, Any] | None]]:
    """(response, question, state, value) of all answers to these questions."""
    rows = session.execute(
        sa.select(Answer.response_id, Answer.question_id, Answer.state, Answer.value)
        .where(Answer.asked_in == round_id, Answer.question_id.in_(question_ids))
        .execution_options(yield_per=2000)
    )
    return (tuple(row) for row in rows)  # type: ignore[misc]


def responses_of_answers(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """The response each answer in own words belongs to."""
    rows = session.execute(
        sa.select(Answer.id, Answer.response_id).where(Answer.asked_in == round_id, Answer.words_sealed.is_not(None))
    )
    return {answer_id: response_id for answer_id, response_id in rows}


def files_of(session: Session, *, round_id: uuid.UUID) -> Sequence[ResearchFile]:
    """Newest first."""
    mine = sa.select(ResearchFile).where(ResearchFile.round_id == round_id)
    return session.scalars(mine.order_by(ResearchFile.asked_at.desc(), ResearchFile.id)).all()


def all_files(session: Session, *, page: int, per_page: int) -> tuple[Sequence[ResearchFile], int]:
    """One page of all research files, those that wait first, and how many there are."""
    waits = sa.case((ResearchFile.state == ResearchState.WAITING, 0), else_=1)
    ordered = sa.select(ResearchFile).order_by(waits, ResearchFile.asked_at.desc(), ResearchFile.id)
    total = session.scalar(sa.select(sa.func.count()).select_from(ResearchFile)) or 0
    return session.scalars(ordered.offset((page - 1) * per_page).limit(per_page)).all(), total


def waiting(session: Session) -> int:
    mine = sa.select(sa.func.count()).select_from(ResearchFile).where(ResearchFile.state == ResearchState.WAITING)
    return session.scalar(mine) or 0


def let_out_before(session: Session, *, round_id: uuid.UUID) -> Sequence[ResearchFile]:
    """Files of a round that someone may have taken, deleted ones too."""
    mine = sa.select(ResearchFile).where(
        ResearchFile.round_id == round_id,
        ResearchFile.state.in_((ResearchState.WAITING, ResearchState.APPROVED, ResearchState.DELETED)),
        ResearchFile.people_sealed.is_not(None),
    )
    return session.scalars(mine.order_by(ResearchFile.asked_at)).all()
