"""Earlier answers in later questions: `{answer:KEY}`, or `{answer:KEY|words}` with words for those who said nothing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.questions.rules.asked import AskedQuestion

PIPE = re.compile(r"\{answer:([\w.-]{1,80})(?:\|([^{}|]{0,200}))?\}")
SILENCE = "…"
LONGEST_PIPED = 200


def has_pipe(texts: Iterable[Mapping[str, Any]]) -> bool:
    return any("{answer:" in str(text) for one in texts for text in one.values())


def keys_in(texts: Mapping[str, str]) -> set[str]:
    """The keys of the questions whose answers are put into these texts."""
    return {found[1] for text in texts.values() for found in PIPE.finditer(text)}


def with_answers(question: "AskedQuestion", said: Mapping[str, str]) -> "AskedQuestion":
    """The question with the answers put in. `said` holds words by question key, in the reader's language.

    The result is text, never markup: whatever shows it escapes it.
    """
    if not question.pipes:
        return question
    return replace(
        question,
        texts=_filled(question.texts, said),
        hints=_filled(question.hints, said),
        options=tuple(replace(option, texts=_filled(option.texts, said)) for option in question.options),
    )


def without_answers(text: str) -> str:
    """The text for those who look at the set and not at a person: the words for silence, or three dots."""
    return PIPE.sub(lambda found: found[2] or SILENCE, text)


def _filled(texts: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    def words(found: re.Match[str]) -> str:
        return _short(said.get(found[1], "")) or found[2] or SILENCE

    return {code: PIPE.sub(words, text) for code, text in texts.items()}


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_PIPED else line[: LONGEST_PIPED - 1] + SILENCE
