"""A question set on paper: numbers, and branching in words ("go to question 7", "only if you ticked …")."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.rules import AskedQuestion, AskedSet, is_shown, option_words
from portal.shared.i18n import _, format_list

LAST_PAGE = 0
ONE_TICK = (QuestionKind.SINGLE, QuestionKind.CONSENT, QuestionKind.PICTURES, QuestionKind.FACES, QuestionKind.RATING_5)


@dataclass(frozen=True)
class Ticked:
    """An answer as far as conditions look at it."""

    value: dict[str, Any] | None
    state: AnswerState = AnswerState.ANSWERED


def numbers_of(asked: AskedSet) -> dict[uuid.UUID, int]:
    """The number of each question on paper; things to read have none."""
    questions = [question for question in asked.questions if question.kind.is_asked]
    return {question.id: number for number, question in enumerate(questions, 1)}


def goes_to(asked: AskedSet, question: AskedQuestion, code: str) -> int | None:
    """Where someone who ticks this goes on, when that is not simply the next question; LAST_PAGE when nothing is left.

    Only questions that depend on this answer alone are passed over. Whatever depends on more says so itself.
    """
    if question.kind not in ONE_TICK:
        return None
    place = asked.questions.index(question)
    value: dict[str, Any] = {"code": code}
    if question.kind in (QuestionKind.FACES, QuestionKind.RATING_5):
        value = {"number": int(code)}
    heard = {question.key: Ticked(value)}
    numbers, passed = numbers_of(asked), 0
    for following in asked.questions[place + 1 :]:
        if _keys(following.show_when) == {question.key} and not is_shown(following.show_when, heard):
            passed += 1
            continue
        if not passed:
            return None
        if following.kind.is_asked:
            return numbers[following.id]
    return LAST_PAGE if passed else None


def only_if(asked: AskedSet, question: AskedQuestion) -> list[str]:
    """When a question is to be answered, in words; nothing when always."""
    tests, is_any = _tests(question.show_when)
    by_key = {one.key: one for one in asked.questions}
    numbers = numbers_of(asked)
    said = [words for test in tests if (words := _in_words(test, by_key, numbers))]
    if not said:
        return []
    if len(said) == 1:
        return [_("Answer this only if %(what)s.", what=said[0])]
    one, all_ = _("Answer this only if one of these is true:"), _("Answer this only if all of these are true:")
    return [one if is_any else all_, *said]


def _in_words(
    test: Mapping[str, Any], by_key: Mapping[str, AskedQuestion], numbers: Mapping[uuid.UUID, int]
) -> str | None:
    about = by_key.get(str(test.get("question")))
    if about is None or about.id not in numbers:
        return None
    number, limit = numbers[about.id], test.get("number")
    answers = format_list([f"“{_words(about, str(code))}”" for code in test.get("codes") or ()])
    return {
        "any_of": _("you ticked %(answers)s in question %(number)s", answers=answers, number=number),
        "none_of": _("you did not tick %(answers)s in question %(number)s", answers=answers, number=number),
        "answered": _("you answered question %(number)s", number=number),
        "not_answered": _("you left question %(number)s empty", number=number),
        "at_least": _("your number in question %(number)s is %(least)s or more", number=number, least=limit),
        "at_most": _("your number in question %(number)s is %(most)s or less", number=number, most=limit),
    }.get(str(test.get("test")))


def _words(question: AskedQuestion, code: str) -> str:
    """A choice as it is printed."""
    if question.kind in (QuestionKind.FACES, QuestionKind.RATING_5) and code.isdigit():
        return question.in_words({"number": int(code)}, None)
    return option_words(question, code)


def _tests(show_when: Mapping[str, Any] | None) -> tuple[Sequence[Mapping[str, Any]], bool]:
    for name in ("all", "any"):
        tests = (show_when or {}).get(name)
        if isinstance(tests, list) and tests:
            return [test for test in tests if isinstance(test, Mapping)], name == "any"
    return [], False


def _keys(show_when: Mapping[str, Any] | None) -> set[str]:
    return {str(test.get("question")) for test in _tests(show_when)[0]}
