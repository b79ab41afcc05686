import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from portal.questions.enums import AnswerState, Provenance, SetState
from portal.questions.models import Answer, Attachment, Draft, DraftAnswer, Question, QuestionSet, Response
from portal.questions.rules import AskedQuestion, AskedSet, Option
from portal.shared import tokens
from portal.shared.crypto import binding, keys

# Published editions never change, so a process reads each of them once. Drafts are never kept here.
_published: dict[uuid.UUID, AskedSet] = {}
_PUBLISHED_AT_MOST = 200
# Made once: putting a statement together costs more than running it, and every page of someone answering asks these.
_DRAFTED = DraftAnswer.metadata.tables["draft_answer"].c
_KEPT = ("id", "question_id", "visit_id", "state", "value", "words_sealed", "words_language", "provenance", "channel")
_DRAFT_ANSWERS = sa.select(*(_DRAFTED[name] for name in _KEPT)).where(
    _DRAFTED.holder_id == sa.bindparam("holder", type_=sa.Uuid())
)
_DRAFT_ANSWER = _DRAFT_ANSWERS.where(_DRAFTED.question_id == sa.bindparam("question", type_=sa.Uuid()))


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A draft answer, as plain columns: making an object of a row costs more than reading it."""

    id: uuid.UUID
    question_id: uuid.UUID
    visit_id: uuid.UUID | None
    state: AnswerState
    value: Mapping[str, Any] | None
    words_sealed: bytes | None
    words_language: str | None
    provenance: Provenance | None
    channel: str

    @property
    def words(self) -> str | None:
        if self.words_sealed is None:
            return None
        return keys().open(self.words_sealed, bound_to=binding("draft_answer", "words", self.id))


def all_sets(session: Session) -> Sequence[QuestionSet]:
    return session.scalars(sa.select(QuestionSet).order_by(QuestionSet.created_at.desc(), QuestionSet.id)).all()


def published_sets(session: Session) -> Sequence[QuestionSet]:
    """What a round may ask, newest first."""
    published = sa.select(QuestionSet).where(QuestionSet.state == SetState.PUBLISHED)
    return session.scalars(published.order_by(QuestionSet.published_at.desc(), QuestionSet.id)).all()


def asked_set(session: Session, *, set_id: uuid.UUID) -> AskedSet | None:
    """The set as it is put to people: without a statement to the database once this process has read it."""
    if set_id in _published:
        return _published[set_id]
    row = session.get(QuestionSet, set_id)
    if row is None:
        return None
    asked = AskedSet(id=row.id, questions=tuple(as_asked(question) for question in row.questions))
    if row.state is SetState.PUBLISHED:
        if len(_published) >= _PUBLISHED_AT_MOST:
            _published.clear()
        _published[set_id] = asked
    return asked


def as_asked(question: Question) -> AskedQuestion:
    """A question as it is put to people."""
    return AskedQuestion(
        id=question.id,
        key=question.key,
        kind=question.kind,
        texts=question.texts,
        hints=question.hints,
        options=tuple(_as_option(option) for option in question.options),
        allows_other=question.allows_other,
        low_words=question.low_words,
        high_words=question.high_words,
        lowest=question.lowest,
        highest=question.highest,
        picture=question.picture,
        required=question.required,
        show_when=question.show_when,
        unit=question.unit,
        media=tuple(question.media),
        allows_voice=question.allows_voice,
    )


def _as_option(option: Mapping[str, Any]) -> Option:
    return Option(
        code=option["code"],
        texts=option["texts"],
        exclusive=bool(option.get("exclusive")),
        picture=option.get("picture"),
        alt=option.get("alt") or {},
    )


def question_by_key(session: Session, *, set_id: uuid.UUID, key: str) -> Question | None:
    return session.scalar(sa.select(Question).where(Question.set_id == set_id, Question.key == key))


def draft_of(session: Session, *, holder_id: uuid.UUID) -> Draft | None:
    return session.scalar(sa.select(Draft).where(Draft.holder_id == holder_id))


def draft_answers(session: Session, *, holder_id: uuid.UUID) -> dict[uuid.UUID, KeptAnswer]:
    """What is kept so far, by question. Whose eyes may see it is decided by `visit_id`."""
    rows = session.execute(_DRAFT_ANSWERS, {"holder": holder_id})
    return {row.question_id: KeptAnswer(*row) for row in rows}


def response_under(session: Session, *, asked_in: uuid.UUID, alias: uuid.UUID) -> Response | None:
    return session.scalar(sa.select(Response).where(Response.asked_in == asked_in, Response.alias == alias))


def response_by_receipt(session: Session, *, code: str) -> Response | None:
    return session.scalar(sa.select(Response).where(Response.receipt_index == tokens.code_index("receipt", code)))


def responses_of(session: Session, *, asked_in: uuid.UUID) -> Sequence[Response]:
    mine = sa.select(Response).where(Response.asked_in == asked_in)
    return session.scalars(mine.order_by(Response.submitted_at, Response.id)).all()


def count_responses(session: Session, *, asked_in: uuid.UUID) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Response).where(Response.asked_in == asked_in)) or 0


def answers_to(session: Session, *, asked_in: uuid.UUID, question_id: uuid.UUID) -> Sequence[Answer]:
    """Every answer to one question in one round, with its response. Not answered is among the states."""
    wanted = sa.select(Answer).where(Answer.asked_in == asked_in, Answer.question_id == question_id)
    return session.scalars(wanted.options(joinedload(Answer.response)).order_by(Answer.id)).all()


def draft_answer(session: Session, *, holder_id: uuid.UUID, question_id: uuid.UUID) -> KeptAnswer | None:
    row = session.execute(_DRAFT_ANSWER, {"holder": holder_id, "question": question_id}).first()
    return KeptAnswer(*row) if row else None


def attachment_of_draft(session: Session, *, attachment_id: uuid.UUID, holder_id: uuid.UUID) -> Attachment | None:
    """A file that is not sent yet, for the one who uploaded it."""
    mine = sa.select(Attachment).where(Attachment.id == attachment_id, Attachment.holder_id == holder_id)
    return session.scalar(mine)


def attachments_of(session: Session, *, answer_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Attachment]:
    """The files of these answers, by answer."""
    found = session.scalars(sa.select(Attachment).where(Attachment.answer_id.in_(answer_ids)))
    return {row.answer_id: row for row in found if row.answer_id is not None}


def editions_of(session: Session, *, series: uuid.UUID) -> Sequence[QuestionSet]:
    """Every edition of a set, newest first."""
    mine = sa.select(QuestionSet).where(QuestionSet.series == series)
    return session.scalars(mine.order_by(QuestionSet.edition.desc())).all()


def library(session: Session) -> list[tuple[QuestionSet, Question]]:
    """Every question ever published, each key of a series once, in its newest published edition; newest sets first.

    Texts in several languages cannot be searched portably in the database (docs/decisions/0012), so whoever looks for
    words looks through these.
    """
    found, seen = [], set()
    for question_set in published_sets(session):
        for question in question_set.questions:
            if (question_set.series, question.key) not in seen:
                seen.add((question_set.series, question.key))
                found.append((question_set, question))
    return found
