"""The short version of a question set: at most three questions, each of which makes sense by itself."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from portal.rounds.rules.outreach import MOST_SHORT_QUESTIONS


class _Asked(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> Any: ...
    @property
    def show_when(self) -> Any: ...
    @property
    def pipes(self) -> bool: ...


def stands_alone(question: _Asked) -> bool:
    """It asks something, and neither whether it is asked nor how it is worded follows from an earlier answer."""
    return bool(question.kind.is_asked) and not question.show_when and not question.pipes


def places_of(questions: Sequence[_Asked], *, keys: Collection[str]) -> frozenset[int]:
    """The places (from 1) of the questions with these keys; what cannot stand alone, or is no longer there, is not
    among them."""
    return frozenset(
        place for place, question in enumerate(questions, 1) if question.key in keys and stands_alone(question)
    )


def faults_of_choice(questions: Sequence[_Asked], *, keys: Collection[str]) -> list[str]:
    """Why these keys cannot be the short version: codes too_many, unknown; empty when they can."""
    faults = ["too_many"] if len(set(keys)) > MOST_SHORT_QUESTIONS else []
    if len(places_of(questions, keys=keys)) < len(set(keys)):
        faults.append("unknown")
    return faults
