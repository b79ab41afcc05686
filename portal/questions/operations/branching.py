"""Conditions of a draft's questions: "ask this only if …", chosen from earlier questions."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.questions.desk.conditions import Trouble, troubles
from portal.questions.enums import SetState
from portal.questions.errors import AlreadyPublished, PathsBroken
from portal.questions.models import Question, QuestionSet
from portal.questions.queries import as_asked


def add_test(session: Session, *, question_set: QuestionSet, question: Question, test: Mapping[str, Any]) -> None:
    """One more rule for when a question is asked.

    Raises:
        AlreadyPublished, PathsBroken
    """
    how, tests = _now(question)
    _change(session, question_set, question, {how: [*tests, dict(test)]})


def remove_test(session: Session, *, question_set: QuestionSet, question: Question, index: int) -> None:
    """Takes the rule at this index away; without rules everyone is asked."""
    how, tests = _now(question)
    left = [test for n, test in enumerate(tests) if n != index]
    _change(session, question_set, question, {how: left} if left else None)


def choose_how(session: Session, *, question_set: QuestionSet, question: Question, how: str) -> None:
    """Whether `all` rules must be true, or `any` of them."""
    _was, tests = _now(question)
    _change(session, question_set, question, {how: tests} if tests else None)


def _now(question: Question) -> tuple[str, list[Any]]:
    return next(iter((question.show_when or {"all": []}).items()))


def _change(session: Session, question_set: QuestionSet, question: Question, show_when: dict[str, Any] | None) -> None:
    if question_set.state is not SetState.DRAFT:
        raise AlreadyPublished
    before = troubles_of(question_set)
    question.show_when = show_when
    refuse_new_troubles(question_set, before=before)
    session.flush()


def troubles_of(question_set: QuestionSet) -> list[Trouble]:
    """What is wrong with the paths of a set as it stands."""
    return troubles([as_asked(one) for one in sorted(question_set.questions, key=lambda one: one.place)])


def refuse_new_troubles(question_set: QuestionSet, *, before: list[Trouble]) -> None:
    """Raises PathsBroken when something is wrong now that was not before."""
    known, new = Counter(trouble.words for trouble in before), []
    for trouble in troubles_of(question_set):
        if known[trouble.words] <= 0:
            new.append(trouble)
        known[trouble.words] -= 1
    if new:
        raise PathsBroken(new)
