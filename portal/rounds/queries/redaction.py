"""Which answers were looked at before they are quoted, and what was taken out."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import Answer
from portal.rosters.models import Frame
from portal.rounds.models import Redaction, Round
from portal.shared.i18n import LANGUAGES


def newest_redactions(session: Session, *, answer_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Redaction]:
    """The one that counts, by answer; answers nobody looked at are missing."""
    rows = session.scalars(
        sa.select(Redaction).where(Redaction.answer_id.in_(answer_ids)).order_by(Redaction.answer_id, Redaction.number)
    )
    return {row.answer_id: row for row in rows}


def redactions_in(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, Redaction]:
    """The same for all answers of a round."""
    rows = session.scalars(
        sa.select(Redaction)
        .join(Answer, Answer.id == Redaction.answer_id)
        .where(Answer.asked_in == round_id)
        .order_by(Redaction.answer_id, Redaction.number)
    )
    return {row.answer_id: row for row in rows}


def redactions_of(session: Session, *, answer_id: uuid.UUID) -> Sequence[Redaction]:
    """Newest first."""
    mine = sa.select(Redaction).where(Redaction.answer_id == answer_id)
    return session.scalars(mine.order_by(Redaction.number.desc())).all()


def known_places(session: Session, *, round_id: uuid.UUID) -> frozenset[str]:
    """Names of the areas in the frame of a round."""
    found = session.scalar(
        sa.select(Frame.breakdown).join(Round, Round.frame_id == Frame.id).where(Round.id == round_id)
    )
    areas = (found or {}).get("area", {})
    return frozenset(area for area in areas if area.replace(" ", "").isalpha() and len(area) > 5)


def language_of(answer: Answer) -> str:
    """The language to put “[name]” in; English for one we do not speak."""
    return answer.words_language if answer.words_language in LANGUAGES else "en"
