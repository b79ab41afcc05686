import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.desk.checks import stops
from portal.questions.enums import SetState
from portal.questions.errors import AlreadyPublished, DraftExists, NothingToAsk, NotReady, UnsoundConditions
from portal.questions.models import Question, QuestionSet
from portal.questions.queries import as_asked
from portal.questions.rules import faults
from portal.shared import audit, clock

CARRIED = (
    "key",
    "kind",
    "texts",
    "hints",
    "options",
    "allows_other",
    "low_words",
    "high_words",
    "lowest",
    "highest",
    "picture",
    "required",
    "show_when",
    "unit",
    "media",
    "allows_voice",
)
# What a copy takes along: the content, and how far each language of it can be trusted.
COPIED = (*CARRIED, "text_status", "checked")


def create_question_set(
    session: Session,
    *,
    name: Mapping[str, str],
    questions: Sequence[Mapping[str, Any]],
    by: uuid.UUID | None = None,
    text_status: Mapping[str, str] | None = None,
) -> QuestionSet:
    """A first edition, still a draft. `questions` are mappings of Question's columns, in the order they are asked."""
    return _new_set(
        session, name=name, questions=questions, by=by, text_status=text_status or {}, series=uuid.uuid4(), edition=1
    )


def new_edition(session: Session, *, question_set: QuestionSet, by: uuid.UUID | None = None) -> QuestionSet:
    """A draft with the same questions, to be changed and published as the next edition.

    Raises:
        DraftExists: the next edition is being written already; the error holds its id.
    """
    later = sa.select(QuestionSet).where(QuestionSet.series == question_set.series).order_by(QuestionSet.edition.desc())
    last = session.scalars(later).first() or question_set
    if last.state is SetState.DRAFT and last is not question_set:
        raise DraftExists(last.id)
    questions = [{name: getattr(question, name) for name in COPIED} for question in question_set.questions]
    return _new_set(
        session,
        name=question_set.name,
        questions=questions,
        by=by,
        text_status=question_set.text_status,
        series=question_set.series,
        edition=last.edition + 1,
    )


def _new_set(
    session: Session,
    *,
    name: Mapping[str, str],
    questions: Sequence[Mapping[str, Any]],
    by: uuid.UUID | None,
    text_status: Mapping[str, str],
    series: uuid.UUID,
    edition: int,
) -> QuestionSet:
    question_set = QuestionSet(
        series=series,
        edition=edition,
        name=dict(name),
        text_status=dict(text_status),
        created_at=clock.now(),
        created_by=by,
        questions=[Question(place=place, **values) for place, values in enumerate(questions, 1)],
    )
    session.add(question_set)
    session.flush()
    return question_set


def publish(session: Session, *, question_set: QuestionSet, by: uuid.UUID | None = None) -> None:
    """From here on nobody can change this edition, the database neither.

    Raises:
        AlreadyPublished, NothingToAsk, UnsoundConditions, NotReady (carries what must be put right first)
    """
    if question_set.state is SetState.PUBLISHED:
        raise AlreadyPublished
    if not any(question.kind.is_asked for question in question_set.questions):
        raise NothingToAsk
    unsound = faults([as_asked(question) for question in question_set.questions])
    if unsound:
        raise UnsoundConditions(unsound)
    in_the_way = stops(question_set)
    if in_the_way:
        raise NotReady(in_the_way)
    for question in question_set.questions:
        question.frozen = True
    session.flush()
    question_set.sha256 = _fingerprint(question_set)
    question_set.state, question_set.published_at, question_set.published_by = SetState.PUBLISHED, clock.now(), by
    audit.record(
        session,
        action="publish",
        subject="question_set",
        subject_id=question_set.id,
        actor_id=by,
        sha256=question_set.sha256,
    )


def _fingerprint(question_set: QuestionSet) -> str:
    content = [{name: getattr(question, name) for name in CARRIED} for question in question_set.questions]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
