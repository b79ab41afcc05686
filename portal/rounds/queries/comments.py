"""Files of comments, and the answers they became."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import Answer, Question, Response
from portal.rounds.enums import CommentsState
from portal.rounds.models import Coding, CommentImport


def imports_of(session: Session, *, round_id: uuid.UUID) -> Sequence[CommentImport]:
    mine = sa.select(CommentImport).where(CommentImport.round_id == round_id)
    return session.scalars(mine.order_by(CommentImport.uploaded_at.desc(), CommentImport.id)).all()


def import_with(session: Session, *, round_id: uuid.UUID, question_id: uuid.UUID, sha256: str) -> CommentImport | None:
    """The import of this very file for this question, unless it was thrown away."""
    return session.scalar(
        sa.select(CommentImport)
        .where(
            CommentImport.round_id == round_id,
            CommentImport.question_id == question_id,
            CommentImport.sha256 == sha256,
            CommentImport.state != CommentsState.DISCARDED,
        )
        .order_by(CommentImport.uploaded_at)
        .limit(1)
    )


def answers_under(
    session: Session, *, question_id: uuid.UUID, aliases: Sequence[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    """Answer ids by the alias of their response."""
    rows = session.execute(
        sa.select(Response.alias, Answer.id)
        .join(Answer, Answer.response_id == Response.id)
        .where(Answer.question_id == question_id, Response.alias.in_(aliases))
    )
    return {alias: answer_id for alias, answer_id in rows}


def codings_among(session: Session, *, answer_ids: Sequence[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """(theme id, answer id) of the codings there already are."""
    rows = session.execute(sa.select(Coding.theme_id, Coding.answer_id).where(Coding.answer_id.in_(answer_ids)))
    return {(theme_id, answer_id) for theme_id, answer_id in rows}


def open_questions(session: Session, *, set_id: uuid.UUID) -> Sequence[Question]:
    """Questions answered in own words, in the order they are asked."""
    mine = session.scalars(sa.select(Question).where(Question.set_id == set_id).order_by(Question.place))
    return [question for question in mine if question.kind.is_open]
