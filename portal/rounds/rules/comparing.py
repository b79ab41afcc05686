"""When two rounds may be compared, and how that is said."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from portal.questions.rules import AskedQuestion, AskedSet
from portal.shared.i18n import lazy


class Verdict(StrEnum):
    """What an interval around a change lets us say."""

    MORE = "more"
    FEWER = "fewer"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> Any:
        return {
            "more": lazy("More than before"),
            "fewer": lazy("Fewer than before"),
            "cannot_tell": lazy("We cannot tell if this changed"),
        }[self.value]

    @classmethod
    def of(cls, low: float, high: float) -> "Verdict":
        if low > 0:
            return cls.MORE
        return cls.FEWER if high < 0 else cls.CANNOT_TELL


def definitions_of(asked: AskedSet | None) -> dict[str, str]:
    """A fingerprint of what each question asked: its kind, its words and its answers, in the language written first."""
    return {question.key: _fingerprint(question) for question in asked.questions} if asked else {}


def same_definitions(key: str, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """The question was asked in the same words, with the same answers to choose from."""
    return key in before and before[key] == after.get(key)


def _fingerprint(question: AskedQuestion) -> str:
    parts = [
        question.kind.value,
        _words(question.texts),
        [[option.code, _words(option.texts)] for option in question.options],
        question.allows_other,
        _words(question.low_words),
        _words(question.high_words),
        question.lowest,
        question.highest,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _words(texts: Mapping[str, str]) -> str:
    return " ".join((texts.get("en") or next(iter(texts.values()), "")).split())
