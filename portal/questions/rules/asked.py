"""A question as it is put to someone, and what came back: plain, frozen values without a database."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.questions.enums import AnswerState, AttachmentKind, QuestionKind
from portal.questions.rules.branching import Path, Said, path_through
from portal.questions.rules.piping import has_pipe
from portal.shared.i18n import best_text

OTHER = "other"
FACES = (1, 2, 3, 4, 5)
RATING = (1, 2, 3, 4, 5)
SCALE = tuple(range(11))
YES, NO = "yes", "no"
LONGEST = {QuestionKind.SHORT_TEXT: 500, QuestionKind.LONG_TEXT: 20_000}
LONGEST_OTHER = 500
DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class Option:
    code: str
    texts: Mapping[str, str]
    exclusive: bool = False  # "None of these": not together with another
    picture: str | None = None  # one of our drawings ("openmoji/1F91D.svg") or the key of a stored file
    alt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it is put to someone. `texts` and the like are by language code."""

    id: uuid.UUID
    key: str
    kind: QuestionKind
    texts: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    allows_other: bool = False
    low_words: Mapping[str, str] = field(default_factory=dict)
    high_words: Mapping[str, str] = field(default_factory=dict)
    lowest: int | None = None
    highest: int | None = None
    picture: str | None = None
    required: bool = False
    show_when: Mapping[str, Any] | None = None
    unit: Mapping[str, str] = field(default_factory=dict)
    media: tuple[Mapping[str, Any], ...] = ()
    allows_voice: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        if self.kind is QuestionKind.CONSENT:
            return (YES, NO)
        return (*(option.code for option in self.options), *((OTHER,) if self.allows_other else ()))

    @property
    def takes_file(self) -> AttachmentKind | None:
        """What may be uploaded as the answer, or as part of it."""
        if self.kind is QuestionKind.PHOTO:
            return AttachmentKind.PHOTO
        by_voice = self.kind is QuestionKind.VOICE or (self.allows_voice and self.kind is QuestionKind.LONG_TEXT)
        return AttachmentKind.VOICE if by_voice else None

    @cached_property
    def pipes(self) -> bool:
        """Some of its words are put in from an earlier answer."""
        return has_pipe((self.texts, self.hints, *(option.texts for option in self.options)))

    def consent_sha256(self, language: str) -> str:
        """SHA-256 of the statement and its hint as they are shown to someone who reads this language, UTF-8."""
        shown = [best_text(dict(texts), language)[0] for texts in (self.texts, self.hints)]
        return hashlib.sha256("\n\n".join(shown).encode()).hexdigest()

    def in_order(self, chosen: Sequence[str]) -> tuple[Option, ...]:
        """The options in the order someone gave them; as the question has them, where that is no order of all."""
        if sorted(chosen) != sorted(self.codes):
            return self.options
        return tuple(sorted(self.options, key=lambda option: chosen.index(option.code)))

    def in_words(self, value: Mapping[str, Any] | None, words: str | None) -> str:
        """An answer to this question in words, in the language being spoken."""
        from portal.questions.rules.saying import in_words  # stands on this module

        return in_words(self, value, words)


@dataclass(frozen=True)
class AskedSet:
    """A question set as it is put to people; `questions` in order, things to read among them.

    A place counts from 1 over all questions and is what addresses carry: it stays the same whatever is answered.
    """

    id: uuid.UUID
    questions: tuple[AskedQuestion, ...]

    @property
    def total(self) -> int:
        return len(self.questions)

    @cached_property
    def has_branches(self) -> bool:
        return any(question.show_when for question in self.questions)

    @cached_property
    def takes_files(self) -> bool:
        return any(question.takes_file for question in self.questions)

    @cached_property
    def depends(self) -> bool:
        """What is asked, or how it is worded, depends on earlier answers: they must be at hand."""
        return self.has_branches or any(question.pipes for question in self.questions)

    @cached_property
    def stored_files(self) -> frozenset[str]:
        """Keys of the stored files that belong to these questions."""
        media = [item for question in self.questions for item in question.media]
        pictures = [option.picture for question in self.questions for option in question.options]
        keys = {str(item[name]) for item in media for name in ("key", "captions") if item.get(name)}
        return frozenset(key for key in keys | {name for name in pictures if name} if "/" not in key)

    @cached_property
    def _everything(self) -> Path:
        return Path(tuple(range(1, self.total + 1)))

    def path(self, said: Mapping[uuid.UUID, Said]) -> Path:
        """The places this person is led past, given what they said so far (by question id)."""
        return path_through(self.questions, said) if self.has_branches else self._everything

    def numbered(self, number: int) -> AskedQuestion | None:
        """The question at this place, counted from 1."""
        return self.questions[number - 1] if 0 < number <= self.total else None

    def next_open(self, settled: Mapping[uuid.UUID, Any]) -> int | None:
        """The first place on the way nobody has dealt with yet; None when all are settled."""
        places = self.path(settled).places
        return next((place for place in places if self.questions[place - 1].id not in settled), None)


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came with the form; `content` at most one byte longer than what is taken."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class ReadyFile:
    """A file fit to be kept: recognised, and re-encoded where it is a picture."""

    kind: AttachmentKind
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Typed:
    """What came with the form: ticked or ordered values, text, the boxes of a date, a file.

    `kept_file`: the id of the file this person uploaded before and may keep. `shown`: the fingerprint of the text a
    consent was given to. `confirmed`: an order that was not touched is meant as it stands.
    """

    chosen: tuple[str, ...] = ()
    text: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    file: ReceivedFile | None = None
    kept_file: str | None = None
    shown: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Given:
    """An answer ready to keep: a state, a value (codes, number, date, …), own words, and a file to be stored."""

    state: AnswerState
    value: dict[str, Any] | None = None
    words: str | None = None
    file: ReadyFile | None = None


SILENT = (AnswerState.SKIPPED, AnswerState.UNABLE, AnswerState.PREFER_NOT_TO_SAY)
