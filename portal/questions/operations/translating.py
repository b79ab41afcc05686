"""Translating a draft, question by question. Nothing here touches the words of the language it is written in first."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.questions.desk.texts import missing_parts, parts_of, source_of, status_of, worst_of, write_parts
from portal.questions.enums import SetState, TextStatus
from portal.questions.errors import AlreadyPublished, NotATranslation
from portal.questions.models import Question, QuestionSet
from portal.shared import clock
from portal.shared.i18n import LANGUAGES


def save_translation(
    session: Session,
    *,
    question_set: QuestionSet,
    question: Question,
    language: str,
    words: Mapping[str, str],
    status: TextStatus,
    by: uuid.UUID | None,
) -> None:
    """Keeps a question's texts in one language (by part, see `desk.texts.Part`) and how far they can be trusted.

    Parts the first language does not have are left alone.

    Raises:
        AlreadyPublished, NotATranslation (the first language, or a language we do not have)
    """
    source = source_of(question_set)
    if question_set.state is not SetState.DRAFT:
        raise AlreadyPublished
    if language == source or language not in LANGUAGES or status is TextStatus.SOURCE:
        raise NotATranslation
    _settle(question_set)
    known = {part.name for part in parts_of(question) if part.texts.get(source)}
    write_parts(question, language=language, words={name: text for name, text in words.items() if name in known})
    question.text_status = {**question.text_status, language: status.value}
    others = {code: note for code, note in question.checked.items() if code != language}
    note = {"by": str(by) if by else "", "at": clock.now().isoformat()}
    question.checked = {**others, language: note} if status is TextStatus.CHECKED else others
    session.flush()
    sum_up_status(session, question_set=question_set)


def next_to_translate(question_set: QuestionSet, *, language: str, after: Question) -> Question | None:
    """The next question that waits for this language: behind this one, then from the top."""
    order = sorted(question_set.questions, key=lambda one: (one.place <= after.place, one.place))
    waiting = (None, TextStatus.NEEDS_UPDATE)
    return next(
        (one for one in order if one is not after and status_of(question_set, one, language=language) in waiting),
        None,
    )


def sum_up_status(session: Session, *, question_set: QuestionSet) -> None:
    """Keeps the set's status per language in step with its questions'."""
    _settle(question_set)
    source = source_of(question_set)
    summed = {source: TextStatus.SOURCE.value}
    for code in LANGUAGES:
        if code != source and any(question.texts.get(code) for question in question_set.questions):
            statuses = [status_of(question_set, question, language=code) for question in question_set.questions]
            summed[code] = worst_of(statuses).value
    if summed != question_set.text_status:
        question_set.text_status = summed
    session.flush()


def _settle(question_set: QuestionSet) -> None:
    """Questions from before each had its own status get that of their set, before the set's own changes."""
    source = source_of(question_set)
    for question in question_set.questions:
        said = {
            code: status
            for code, status in question_set.text_status.items()
            if code != source and question.texts.get(code) and code not in question.text_status
        }
        if said and not all(missing_parts(question, language=code, source=source) for code in said):
            question.text_status = {**question.text_status, **said}
