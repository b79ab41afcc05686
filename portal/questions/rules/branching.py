"""Who is asked what: conditions over earlier answers, and the way through a set they make.

A condition is `{"all" | "any": [test, …]}`; a test is `{"question": key, "test": …}` with `codes` or `number`:

    any_of        one of these codes was chosen (put first, in an order; the number as text, on a scale)
    none_of       none of these codes was chosen; whoever said nothing chose none
    answered      something was said: not skipped, not "I do not know", not "I would rather not say"
    not_answered  nothing was said
    at_least      the number is this or more
    at_most       the number is this or less

A question that was not asked counts as not answered. A condition nobody can read hides nothing: it is better to ask
once too often than never. `faults` finds those before a set is published.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from portal.questions.enums import AnswerState, BranchFault

NUMBER_TESTS = ("at_least", "at_most")
CODE_TESTS = ("any_of", "none_of")
TESTS = (*CODE_TESTS, "answered", "not_answered", *NUMBER_TESTS)


class Said(Protocol):
    """An answer as far as conditions look at it: a draft's, a response's, or one just typed."""

    @property
    def state(self) -> AnswerState: ...
    @property
    def value(self) -> Mapping[str, Any] | None: ...


class _Asked(Protocol):
    @property
    def id(self) -> uuid.UUID: ...
    @property
    def key(self) -> str: ...
    @property
    def show_when(self) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True)
class Path:
    """The places (from 1) someone is led past, in order."""

    places: tuple[int, ...]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {place: number for number, place in enumerate(self.places, 1)}

    def __contains__(self, place: int) -> bool:
        return place in self._numbers

    @property
    def total(self) -> int:
        return len(self.places)

    def number(self, place: int) -> int:
        """Which step of the way this place is, from 1; for a place beside the way, the step before it."""
        return self._numbers.get(place) or sum(1 for other in self.places if other < place)

    def after(self, place: int) -> int | None:
        return next((other for other in self.places if other > place), None)

    def before(self, place: int) -> int | None:
        return next((other for other in reversed(self.places) if other < place), None)

    @property
    def last(self) -> int | None:
        return self.places[-1] if self.places else None


def path_through(questions: Sequence[_Asked], said: Mapping[uuid.UUID, Said]) -> Path:
    """The way of someone who said this: an answer to a question off the way does not count for what comes after."""
    heard: dict[str, Said] = {}
    places = []
    for place, question in enumerate(questions, 1):
        if is_shown(question.show_when, heard):
            places.append(place)
            if question.id in said:
                heard[question.key] = said[question.id]
    return Path(tuple(places))


def is_shown(show_when: Mapping[str, Any] | None, heard: Mapping[str, Said]) -> bool:
    """Whether a question with this condition is asked of someone who was heard saying this (by key)."""
    if not isinstance(show_when, Mapping):
        return True
    for name in ("all", "any"):
        tests = show_when.get(name)
        if isinstance(tests, list) and tests:
            found = [_holds(test, heard) for test in tests]
            return all(found) if name == "all" else any(found)
    return True


def _holds(test: Any, heard: Mapping[str, Said]) -> bool:
    if not isinstance(test, Mapping) or test.get("test") not in TESTS:
        return True
    name, one = test["test"], heard.get(str(test.get("question")))
    value = (one.value or {}) if one is not None and one.state is AnswerState.ANSWERED else None
    if name in ("answered", "not_answered"):
        return (value is not None) is (name == "answered")
    if name in CODE_TESTS:
        codes = test.get("codes")
        wanted = set(map(str, codes)) if isinstance(codes, list) else set()
        is_chosen = not wanted.isdisjoint(_codes(value))
        return is_chosen if name == "any_of" else not is_chosen
    number, limit = _number((value or {}).get("number")), _number(test.get("number"))
    if number is None or limit is None:
        return False
    return number >= limit if name == "at_least" else number <= limit


def _codes(value: Mapping[str, Any] | None) -> list[str]:
    value = value or {}
    if "codes" in value:
        return [str(code) for code in value["codes"]]
    if "ranked" in value:
        return [str(code) for code in value["ranked"][:1]]
    return [str(value[name]) for name in ("code", "number") if name in value]


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Unsound:
    """What is wrong with the condition of the question `key`; `about` is the question or code it names."""

    key: str
    fault: BranchFault
    about: str = ""


class _Coded(_Asked, Protocol):
    @property
    def codes(self) -> tuple[str, ...]: ...


def faults(questions: Sequence[_Coded]) -> list[Unsound]:
    """Everything that is wrong with the conditions of these questions, in order; empty when all is well."""
    return [
        Unsound(question.key, fault, about)
        for place, question in enumerate(questions)
        if question.show_when is not None
        for fault, about in _faults_of(question.show_when, earlier=questions[:place], later=questions[place:])
    ]


def _faults_of(
    show_when: Any, *, earlier: Sequence[_Coded], later: Sequence[_Coded]
) -> Iterator[tuple[BranchFault, str]]:
    names = [name for name in ("all", "any") if isinstance(show_when, Mapping) and name in show_when]
    if len(names) != 1 or not isinstance(show_when[names[0]], list) or not show_when[names[0]]:
        yield BranchFault.NOT_READABLE, ""
        return
    known, coming = {one.key: one for one in earlier}, {one.key for one in later}
    for test in show_when[names[0]]:
        if not isinstance(test, Mapping) or test.get("test") not in TESTS:
            yield BranchFault.NOT_READABLE, ""
            continue
        key = str(test.get("question"))
        if key not in known:
            yield (BranchFault.LATER if key in coming else BranchFault.NO_QUESTION), key
            continue
        yield from _faults_of_test(test, known[key])


def _faults_of_test(test: Mapping[str, Any], asked: _Coded) -> Iterator[tuple[BranchFault, str]]:
    if test["test"] in NUMBER_TESTS and _number(test.get("number")) is None:
        yield BranchFault.NO_NUMBER, asked.key
    if test["test"] not in CODE_TESTS:
        return
    codes = test.get("codes")
    if not isinstance(codes, list) or not codes:
        yield BranchFault.NO_CODES, asked.key
        return
    if asked.codes:
        yield from ((BranchFault.NO_SUCH_CODE, str(code)) for code in codes if str(code) not in asked.codes)
