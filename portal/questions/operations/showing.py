"""Pictures, recordings and films beside a draft's questions. The files are stored by `media.keep_media`."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.questions.desk.texts import mark_outdated, source_of, source_texts
from portal.questions.enums import SetState
from portal.questions.errors import AlreadyPublished
from portal.questions.models import Question, QuestionSet
from portal.questions.operations.translating import sum_up_status


def add_media(session: Session, *, question_set: QuestionSet, question: Question, item: Mapping[str, Any]) -> None:
    """Puts a stored file (from `keep_media`) beside a question."""
    _change(session, question_set, question, media=[*(question.media or []), dict(item)])


def remove_media(session: Session, *, question_set: QuestionSet, question: Question, key: str) -> None:
    """Takes it away. The file itself stays: an earlier edition may show it."""
    _change(session, question_set, question, media=[item for item in question.media if item["key"] != key])


def set_option_picture(
    session: Session, *, question_set: QuestionSet, question: Question, code: str, key: str, alt: str
) -> None:
    """The picture of one answer, and what it shows, in the first language."""
    source = source_of(question_set)
    options = [
        {**one, "picture": key, "alt": {**(one.get("alt") or {}), source: alt}} if one["code"] == code else one
        for one in question.options
    ]
    _change(session, question_set, question, options=options)


def _change(session: Session, question_set: QuestionSet, question: Question, **columns: list[Any]) -> None:
    if question_set.state is not SetState.DRAFT:
        raise AlreadyPublished
    source = source_of(question_set)
    before = source_texts(question, language=source)
    for name, value in columns.items():
        setattr(question, name, value)
    mark_outdated(question, source=source, before=before)
    session.flush()
    sum_up_status(session, question_set=question_set)
