"""Trying a set out: what was said travels with the page, and nothing of it is ever kept."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.questions.enums import AnswerState
from portal.questions.rules import AskedQuestion, AskedSet, Given, in_words, with_answers

LONGEST = 200_000


@dataclass(frozen=True)
class Tried:
    """An answer given while trying out."""

    state: AnswerState
    value: dict[str, Any] | None = None
    words: str | None = None


def written(said: Mapping[uuid.UUID, Tried]) -> str:
    """What was said so far, for a hidden field."""
    rows = {str(key): [one.state.value, one.value, one.words] for key, one in said.items()}
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read(text: str, asked: AskedSet) -> dict[uuid.UUID, Tried]:
    """The same back again; whatever is not an answer to one of these questions is left out."""
    try:
        rows = json.loads(text) if 0 < len(text) <= LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(rows, dict):
        return {}
    found = {question.id: _one(rows.get(str(question.id))) for question in asked.questions}
    return {key: one for key, one in found.items() if one is not None}


def _one(row: Any) -> Tried | None:
    if not (isinstance(row, list) and len(row) == 3 and row[0] in list(AnswerState)):
        return None
    value, words = row[1], row[2]
    if not _is_value(value) or not (words is None or isinstance(words, str)):
        return None
    return Tried(AnswerState(row[0]), value, words)


def _is_value(value: Any) -> bool:
    """As the rules write them: codes are text, a number is a number."""
    if value is None:
        return True
    if not isinstance(value, dict):
        return False
    shapes = {
        "code": lambda one: isinstance(one, str),
        "codes": lambda one: isinstance(one, list) and all(isinstance(code, str) for code in one),
        "ranked": lambda one: isinstance(one, list) and all(isinstance(code, str) for code in one),
        "number": lambda one: isinstance(one, int) and not isinstance(one, bool),
    }
    return all(name in shapes and shapes[name](one) for name, one in value.items())


def tried(given: Given) -> Tried:
    """An answer as it travels. A file is looked at and let go; a date is only known to be one."""
    value = {name: one for name, one in (given.value or {}).items() if _is_value({name: one})}
    words = given.words
    if given.value and "date" in given.value:
        words = str(given.value["date"])
    return Tried(given.state, value or None, words)


def put(question: AskedQuestion, asked: AskedSet, said: Mapping[uuid.UUID, Tried]) -> AskedQuestion:
    """The question as this person would see it, with their earlier answers in its words."""
    words = {
        one.key: in_words(one, said[one.id].value, said[one.id].words)
        for one in asked.questions
        if one.id in said and said[one.id].state is AnswerState.ANSWERED
    }
    return with_answers(question, words)
