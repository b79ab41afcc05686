"""What suggestions of themes are learnt from."""

import uuid
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import Answer
from portal.rounds.models import Coding
from portal.rounds.rules.suggesting import Learnt, learn
from portal.shared.crypto import binding, keys

# The newest so many coded answers: enough to learn from, few enough to be read while someone waits.
LEARNT_FROM = 2_000


def learnt_from(session: Session, *, question_id: uuid.UUID, most: int = LEARNT_FROM) -> Learnt:
    """A model of the answers to one question that were coded last."""
    newest = sa.func.max(Coding.coded_at)
    ids = list(
        session.scalars(
            sa.select(Coding.answer_id)
            .join(Answer, Answer.id == Coding.answer_id)
            .where(Answer.question_id == question_id)
            .group_by(Coding.answer_id)
            .order_by(newest.desc(), Coding.answer_id)
            .limit(most)
        )
    )
    themes: dict[uuid.UUID, list[str]] = defaultdict(list)
    for answer_id, theme_id in session.execute(
        sa.select(Coding.answer_id, Coding.theme_id).where(Coding.answer_id.in_(ids))
    ):
        themes[answer_id].append(str(theme_id))
    rows = session.execute(sa.select(Answer.id, Answer.words_sealed).where(Answer.id.in_(ids)))
    ring = keys()
    return learn(
        (ring.open(sealed, bound_to=binding("answer", "words", answer_id)), themes[answer_id])
        for answer_id, sealed in rows
        if sealed is not None
    )
