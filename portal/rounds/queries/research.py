"""What a research file is made from, and the files there are."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.people.enums import ConsentPurpose
from portal.people.models import Consent
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.rounds.coding_enums import ResearchState
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation, Redaction, ResearchFile, ResponseChange, SampleMember


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


def words_taken_back(session: Session, *, round_id: uuid.UUID, since: dt.datetime) -> bool:
    """Whether someone who had agreed to have their words used has said no since then or changed what they said, or more
    was taken out of words that had been looked at before."""
    no, yes = aliased(Consent), aliased(Consent)
    refused = (
        sa.exists()
        .where(no.subject_id == Response.alias, no.purpose == ConsentPurpose.QUOTE, no.given.is_(False), no.at >= since)
        .where(yes.subject_id == no.subject_id, yes.purpose == no.purpose, yes.given.is_(True), yes.at < no.at)
    )
    changed = sa.exists().where(ResponseChange.response_id == Response.id, ResponseChange.changed_at >= since)
    hidden = sa.exists().where(
        Answer.response_id == Response.id, Redaction.answer_id == Answer.id, Redaction.number > 1, Redaction.at >= since
    )
    mine = sa.select(Response.id).where(Response.asked_in == round_id, sa.or_(refused, changed, hidden))
    return session.scalar(mine.limit(1)) is not None


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
