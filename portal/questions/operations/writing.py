"""Writing a set while it is a draft: questions in, changed, moved, out. A published edition refuses all of it."""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.desk.texts import (
    mark_outdated,
    source_of,
    source_texts,
    write_parts,
)
from portal.questions.enums import QuestionKind, SetState, TextStatus
from portal.questions.errors import AlreadyPublished, KeyTaken, StillNeeded
from portal.questions.models import Question, QuestionSet
from portal.questions.operations.branching import refuse_new_troubles, troubles_of
from portal.questions.operations.sets import COPIED, create_question_set
from portal.questions.operations.translating import sum_up_status
from portal.questions.rules import OTHER

LONGEST_KEY = 40


@dataclass(frozen=True)
class WrittenOption:
    """An answer to choose, as staff wrote it in the set's first language."""

    text: str
    code: str = ""
    exclusive: bool = False


@dataclass(frozen=True)
class Written:
    """A question as staff wrote it in the set's first language; what its kind does not use stays empty."""

    text: str
    hint: str = ""
    key: str = ""
    options: tuple[WrittenOption, ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)  # allows_other, lowest, highest, required …
    low_words: str = ""
    high_words: str = ""
    unit: str = ""


def start_set(session: Session, *, name: str, language: str, by: uuid.UUID | None) -> QuestionSet:
    """An empty draft, written first in `language`."""
    first = {language: TextStatus.SOURCE.value}
    return create_question_set(session, name={language: name}, questions=[], by=by, text_status=first)


def copy_set(session: Session, *, question_set: QuestionSet, name: str, by: uuid.UUID | None) -> QuestionSet:
    """A set of its own that begins with the questions of another."""
    source = source_of(question_set)
    made = create_question_set(
        session,
        name={**question_set.name, source: name},
        questions=[_copied(question) for question in question_set.questions],
        by=by,
        text_status=question_set.text_status,
    )
    made.copied_from = question_set.id
    session.flush()
    return made


def rename_set(session: Session, *, question_set: QuestionSet, names: Mapping[str, str]) -> None:
    """Its name in each language; the language it is written in first must have one."""
    _still_a_draft(question_set)
    question_set.name = {code: name for code, name in names.items() if name}
    session.flush()


def add_question(
    session: Session, *, question_set: QuestionSet, kind: QuestionKind, written: Written, after: int | None = None
) -> Question:
    """Puts a new question at the end, or behind the place `after`.

    Raises:
        AlreadyPublished, KeyTaken
    """
    _still_a_draft(question_set)
    place = len(question_set.questions) if after is None else after
    key = _free_key(question_set, written.key, suggestion=written.text)
    question = Question(kind=kind, key=key, texts={}, hints={}, options=[], place=place + 1)
    question.text_status = {}
    question.low_words, question.high_words, question.unit = {}, {}, {}
    _write(question, written=written, source=source_of(question_set))
    _insert_at(session, question_set, question, place)
    return question


def change_question(session: Session, *, question_set: QuestionSet, question: Question, written: Written) -> None:
    """Saves what staff wrote. Where words of the first language changed, the other languages need an update.

    Raises:
        AlreadyPublished, KeyTaken, StillNeeded (a question shown only after an answer that would be gone)
    """
    _still_a_draft(question_set)
    source = source_of(question_set)
    before, codes = source_texts(question, language=source), {option["code"] for option in question.options}
    if written.key and written.key != question.key:
        _rename_key(question_set, question, _free_key(question_set, written.key, suggestion=""))
    _write(question, written=written, source=source)
    gone = codes - {option["code"] for option in question.options}
    _nobody_waits_for(question_set, question, codes=gone)
    mark_outdated(question, source=source, before=before)
    session.flush()
    sum_up_status(session, question_set=question_set)


def remove_question(session: Session, *, question_set: QuestionSet, question: Question) -> None:
    """Takes a question out of a draft.

    Raises:
        AlreadyPublished, StillNeeded (another question is only shown after an answer to this one)
    """
    _still_a_draft(question_set)
    _nobody_waits_for(question_set, question, codes=None)
    question_set.questions.remove(question)
    session.delete(question)
    session.flush()
    _renumber(session, question_set.questions)
    sum_up_status(session, question_set=question_set)


def move_question(session: Session, *, question_set: QuestionSet, question: Question, by: int) -> None:
    """One place up (-1) or down (+1); at the end of the list nothing happens.

    Raises:
        AlreadyPublished, PathsBroken (it would stand before a question its condition looks at)
    """
    _still_a_draft(question_set)
    before = troubles_of(question_set)
    order = sorted(question_set.questions, key=lambda one: one.place)
    index = order.index(question)
    target = index + by
    if 0 <= target < len(order):
        order.insert(target, order.pop(index))
        _renumber(session, order)
        refuse_new_troubles(question_set, before=before)


def take_questions(session: Session, *, question_set: QuestionSet, questions: Iterable[Question]) -> list[Question]:
    """Copies questions of earlier sets to the end of a draft, with their languages; conditions stay behind.

    The key stays the same where it is free, so that rounds can be compared.
    """
    _still_a_draft(question_set)
    taken = []
    for question in questions:
        key = _free_key(question_set, "", suggestion=question.key)
        copy = Question(**{**_copied(question), "key": key, "show_when": None}, taken_from=question.id, place=0)
        _insert_at(session, question_set, copy, len(question_set.questions))
        taken.append(copy)
    return taken


def _still_a_draft(question_set: QuestionSet) -> None:
    if question_set.state is not SetState.DRAFT:
        raise AlreadyPublished


def _copied(question: Question) -> dict[str, Any]:
    return {name: getattr(question, name) for name in COPIED}


def _write(question: Question, *, written: Written, source: str) -> None:
    known = {option["code"]: option for option in question.options}
    question.options = _options(written.options, known)
    words = {name: getattr(written, name) for name in ("text", "hint", "low_words", "high_words", "unit")}
    for option, one in zip(question.options, written.options, strict=True):
        words[f"option:{option['code']}"] = one.text
    for column, value in written.columns.items():
        setattr(question, column, value)
    write_parts(question, language=source, words=words)


def _options(written: Sequence[WrittenOption], known: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    taken = {OTHER, *(one.code for one in written if one.code)}
    options = []
    for one in written:
        code = one.code or free_name(one.text, taken=taken, otherwise="answer")
        taken.add(code)
        options.append({**known.get(code, {"texts": {}}), "code": code, "exclusive": one.exclusive})
    return options


def _insert_at(session: Session, question_set: QuestionSet, question: Question, index: int) -> None:
    order = sorted(question_set.questions, key=lambda one: one.place)
    order.insert(index, question)
    question.set_id = question_set.id
    question_set.questions.append(question)
    session.flush()
    _renumber(session, order)
    sum_up_status(session, question_set=question_set)


def _renumber(session: Session, order: Sequence[Question]) -> None:
    """Places 1, 2, 3 … A question that only moved keeps its version: nobody's words changed."""
    for place, question in enumerate(order, 1):
        if question.place != place:
            session.execute(
                sa.update(Question).where(Question.id == question.id).values(place=place),
                execution_options={"synchronize_session": "evaluate"},
            )


def _rename_key(question_set: QuestionSet, question: Question, key: str) -> None:
    for other in question_set.questions:
        if other.show_when and question.key in str(other.show_when):
            other.show_when = {
                how: [{**test, "question": key} if test["question"] == question.key else test for test in tests]
                for how, tests in other.show_when.items()
            }
    question.key = key


def _nobody_waits_for(question_set: QuestionSet, question: Question, *, codes: set[str] | None) -> None:
    """Raises StillNeeded when a condition names this question, or one of these codes of it."""
    for other in question_set.questions:
        for tests in (other.show_when or {}).values():
            for test in tests:
                named = test["question"] == question.key
                if named and (codes is None or codes & set(test.get("codes") or [])):
                    raise StillNeeded(other.place)


def _free_key(question_set: QuestionSet, wanted: str, *, suggestion: str) -> str:
    taken = {question.key for question in question_set.questions}
    if wanted and wanted in taken:
        raise KeyTaken
    return wanted or free_name(suggestion, taken=taken, otherwise="question")


def free_name(text: str, *, taken: set[str], otherwise: str) -> str:
    """A short name for figures made of a text, unlike those taken: "Did it help?" is `did-it-help`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub("[^a-z0-9_]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or otherwise
    if name in taken:
        name = next(f"{name[:36]}-{n}" for n in range(2, 1000) if f"{name[:36]}-{n}" not in taken)
    return name
