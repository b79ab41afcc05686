"""Conditions in words, and what is wrong with them: "ask this only if …"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from portal.questions.enums import AnswerState, BranchFault, QuestionKind
from portal.questions.rules import (
    FACE_WORDS,
    FACES,
    RATING,
    RATING_WORDS,
    SCALE,
    AskedQuestion,
    faults,
    is_shown,
    keys_in,
    option_words,
)
from portal.shared.i18n import _, best_text, format_list, lazy

NUMBERED = (QuestionKind.SCALE, QuestionKind.NUMBER)
PICKED = {QuestionKind.FACES: (FACES, FACE_WORDS), QuestionKind.RATING_5: (RATING, RATING_WORDS)}
TEST_WORDS = {
    "any_of": lazy("They chose one of these answers"),
    "none_of": lazy("They chose none of these answers"),
    "answered": lazy("They gave an answer"),
    "not_answered": lazy("They gave no answer"),
    "at_least": lazy("The number is this or more"),
    "at_most": lazy("The number is this or less"),
}
# Beyond so many ways to be asked a question we do not search for one that works: we believe it.
_MOST_WAYS = 300


def possible_tests(question: AskedQuestion) -> tuple[str, ...]:
    """What can be asked about the answers to an earlier question."""
    if not question.kind.is_asked:
        return ()
    chosen = ("any_of", "none_of") if answers_of(question) else ()
    numbered = ("at_least", "at_most") if question.kind in NUMBERED else ()
    return (*chosen, *numbered, "answered", "not_answered")


def answers_of(question: AskedQuestion) -> list[tuple[str, str]]:
    """Code and words of each answer that can be chosen."""
    if question.kind in PICKED:
        numbers, words = PICKED[question.kind]
        return [(str(number), str(words[number - 1])) for number in numbers]
    return [(code, option_words(question, code)) for code in question.codes]


def in_words(question: AskedQuestion, questions: Sequence[AskedQuestion]) -> str:
    """When it is asked, as a sentence: "Only if question 2 is answered “Yes”"."""
    tests = list(_tests(question.show_when))
    if not tests:
        return _("Everyone is asked")
    said = [test_in_words(test, questions) for test in tests]
    if len(said) == 1:
        return _("Only if: %(rule)s", rule=said[0])
    if "any" in (question.show_when or {}):
        return _("Only if one of these is true: %(rules)s", rules="; ".join(said))
    return _("Only if all of these are true: %(rules)s", rules="; ".join(said))


def test_in_words(test: Mapping[str, Any], questions: Sequence[AskedQuestion]) -> str:
    """One rule of a condition."""
    place, about = next(
        ((n, one) for n, one in enumerate(questions, 1) if one.key == test.get("question")), (None, None)
    )
    if place is None or about is None:
        return _("a question that is not in this set")
    known, codes = dict(answers_of(about)), [str(code) for code in test.get("codes") or []]
    answers = format_list([f"“{known.get(code, code)}”" for code in codes])
    number, name = test.get("number"), test.get("test")
    words = {
        "any_of": _("question %(number)s is answered %(answers)s", number=place, answers=answers),
        "none_of": _("question %(number)s is not answered %(answers)s", number=place, answers=answers),
        "answered": _("question %(number)s is answered", number=place),
        "not_answered": _("question %(number)s is not answered", number=place),
        "at_least": _("the answer to question %(number)s is %(limit)s or more", number=place, limit=number),
        "at_most": _("the answer to question %(number)s is %(limit)s or less", number=place, limit=number),
    }
    return words.get(str(name), str(BranchFault.NOT_READABLE.label))


@dataclass(frozen=True)
class Trouble:
    """Something wrong at a place (from 1), in words for staff."""

    place: int
    words: str


def troubles(questions: Sequence[AskedQuestion]) -> list[Trouble]:
    """What is wrong with the paths: unsound conditions, questions nobody can reach, answers put in too early."""
    places = {question.key: place for place, question in enumerate(questions, 1)}
    found = [Trouble(places[fault.key], str(fault.fault.label)) for fault in faults(questions)]
    unsound = {trouble.place for trouble in found}
    for place in unreachable(questions):
        if place not in unsound:
            found.append(Trouble(place, _("Nobody can be asked this: its condition can never be true")))
    for place, question in enumerate(questions, 1):
        earlier = {one.key for one in questions[: place - 1]}
        texts = (question.texts, question.hints, *(option.texts for option in question.options))
        if any(keys_in(text) - earlier for text in texts):
            found.append(Trouble(place, _("An answer is put into its words that is not asked before")))
    return sorted(found, key=lambda one: one.place)


def unreachable(questions: Sequence[AskedQuestion]) -> list[int]:
    """Places of questions whose condition no possible answers make true."""
    known = {question.key: question for question in questions}
    return [
        place
        for place, question in enumerate(questions, 1)
        if question.show_when and not _can_be_asked(question, known)
    ]


def _can_be_asked(question: AskedQuestion, known: Mapping[str, AskedQuestion]) -> bool:
    ways = list(islice(_ways(question, known, frozenset()), _MOST_WAYS + 1))
    return len(ways) > _MOST_WAYS or any(_is_possible(way, known) for way in ways)


Way = tuple[Mapping[str, Any], ...]


def _ways(question: AskedQuestion, known: Mapping[str, AskedQuestion], seen: frozenset[str]) -> Iterator[Way]:
    """Each set of tests that, all true, lead to this question: its own, and those of the questions they look at."""
    if question.key in seen:
        return
    tests = list(_tests(question.show_when))
    if not tests:
        yield ()
        return
    groups = [[test] for test in tests] if "any" in (question.show_when or {}) else [tests]
    for group in groups:
        before = [
            _ways(known[test["question"]], known, seen | {question.key})
            for test in group
            if test.get("question") in known and test.get("test") not in ("not_answered", "none_of")
        ]
        for ways in product(*before):
            yield (*group, *(test for way in ways for test in way))


def _is_possible(way: Way, known: Mapping[str, AskedQuestion]) -> bool:
    for key in {str(test.get("question")) for test in way}:
        tests = [test for test in way if test.get("question") == key]
        if key not in known:
            return False
        if not any(is_shown({"all": tests}, {key: said}) for said in _sayable(known[key], tests)):
            return False
    return True


@dataclass(frozen=True)
class _Said:
    state: AnswerState
    value: dict[str, Any] | None = None


def _sayable(question: AskedQuestion, tests: Sequence[Mapping[str, Any]]) -> Iterator[_Said]:
    """Answers worth trying: if none of them makes the tests true, none does."""
    yield _Said(AnswerState.SKIPPED)
    yield _Said(AnswerState.ANSWERED, {})
    ruled_out = {str(code) for test in tests if test.get("test") == "none_of" for code in test.get("codes") or []}
    codes = [code for code, _words in answers_of(question) if code not in ruled_out]
    if question.kind in (QuestionKind.SEVERAL, QuestionKind.PICTURES) and codes:
        yield _Said(AnswerState.ANSWERED, {"codes": codes})
    for code in codes:
        yield _Said(AnswerState.ANSWERED, {"number": int(code)} if question.kind in PICKED else {"code": code})
    for number in sorted(_numbers(question, tests)):
        yield _Said(AnswerState.ANSWERED, {"number": number})


def _numbers(question: AskedQuestion, tests: Sequence[Mapping[str, Any]]) -> set[int]:
    if question.kind is QuestionKind.SCALE:
        return set(SCALE)
    if question.kind is not QuestionKind.NUMBER:
        return set()
    lowest, highest = question.lowest, question.highest
    limits = [test["number"] for test in tests if isinstance(test.get("number"), int)]
    tried = {n for n in (lowest, highest, *limits) if n is not None}
    return {n for n in tried if (lowest is None or n >= lowest) and (highest is None or n <= highest)}


def _tests(show_when: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    for tests in (show_when or {}).values():
        if isinstance(tests, list):
            yield from (test for test in tests if isinstance(test, Mapping))


@dataclass(frozen=True)
class Step:
    """One question on the page of all paths: when it is asked, and what its answers lead to."""

    place: int
    words: str
    when: str
    leads_to: list[str]
    troubles: list[str]


def all_steps(questions: Sequence[AskedQuestion]) -> list[Step]:
    """The whole set as paths in words."""
    wrong = troubles(questions)
    return [
        Step(
            place=place,
            words=best_text(dict(question.texts))[0],
            when=in_words(question, questions),
            leads_to=_leads_to(question, questions),
            troubles=[trouble.words for trouble in wrong if trouble.place == place],
        )
        for place, question in enumerate(questions, 1)
    ]


def _leads_to(question: AskedQuestion, questions: Sequence[AskedQuestion]) -> list[str]:
    found = []
    for place, later in enumerate(questions, 1):
        for test in _tests(later.show_when):
            if test.get("question") == question.key:
                found.append(_said_then(question, test, place))
    return found


def _said_then(question: AskedQuestion, test: Mapping[str, Any], place: int) -> str:
    known, name = dict(answers_of(question)), test.get("test")
    answers = format_list([f"“{known.get(str(code), code)}”" for code in test.get("codes") or []])
    words = {
        "any_of": _("%(answers)s can lead to question %(number)s", answers=answers, number=place),
        "none_of": _("Not choosing %(answers)s can lead to question %(number)s", answers=answers, number=place),
        "answered": _("Any answer can lead to question %(number)s", number=place),
        "not_answered": _("No answer can lead to question %(number)s", number=place),
    }
    limit = _("A number of this size can lead to question %(number)s", number=place)
    return words.get(str(name), limit)
