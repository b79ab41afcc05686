"""Photos, drawings and voice messages that people sent in a round."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import Answer, Attachment, Question, Response


@dataclass(frozen=True)
class SentFile:
    """A file with the question it answers; `language` is the one the person answered in."""

    attachment: Attachment
    answer: Answer
    texts: dict[str, Any]
    language: str


_SENT = (
    sa.select(Attachment, Answer, Question.texts, Response.language)
    .join(Answer, Answer.id == Attachment.answer_id)
    .join(Question, Question.id == Answer.question_id)
    .join(Response, Response.id == Answer.response_id)
)


def sent_files(session: Session, *, round_id: uuid.UUID, page: int, per_page: int) -> tuple[Sequence[SentFile], int]:
    """One page of a round's files in the order they were sent, and how many there are."""
    mine = _SENT.where(Answer.asked_in == round_id)
    total = session.scalar(sa.select(sa.func.count()).select_from(mine.subquery())) or 0
    ordered = mine.order_by(Response.submitted_at, Question.place, Attachment.id)
    rows = session.execute(ordered.offset((page - 1) * per_page).limit(per_page))
    return [SentFile(*row) for row in rows], total


def sent_file(session: Session, *, round_id: uuid.UUID, attachment_id: uuid.UUID) -> SentFile | None:
    """One file, if it was sent in this round."""
    row = session.execute(_SENT.where(Answer.asked_in == round_id, Attachment.id == attachment_id)).first()
    return SentFile(*row) if row else None
