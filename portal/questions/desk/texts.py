"""The texts of a question, part by part: what is said in which language, and how far it can be trusted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.questions.enums import TextStatus
from portal.questions.models import Question, QuestionSet
from portal.shared.i18n import LANGUAGES, _

# Columns that hold one text in several languages, in the order they are read.
COLUMNS = {"text": "texts", "hint": "hints", "low_words": "low_words", "high_words": "high_words", "unit": "unit"}
# Texts that go with a picture, sound or film.
MEDIA_TEXTS = ("media_alt", "media_transcript")


@dataclass(frozen=True)
class Part:
    """One text of a question in every language.

    `name` is `text`, `hint` …, `option:CODE`, `alt:CODE`, `media_alt:KEY` or `media_transcript:KEY`.
    """

    name: str
    texts: Mapping[str, str]
    number: int = 0  # which answer it belongs to, from 1

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]

    @property
    def label(self) -> str:
        words = {
            "text": _("The question"),
            "hint": _("Help below the question"),
            "low_words": _("Words at the low end"),
            "high_words": _("Words at the high end"),
            "unit": _("Unit"),
            "option": _("Answer %(number)s", number=self.number),
            "alt": _("What the picture of answer %(number)s shows", number=self.number),
            "media_alt": _("What the picture shows"),
            "media_transcript": _("What is said, in writing"),
        }
        return words[self.kind]


def source_of(question_set: QuestionSet) -> str:
    """The code of the language a set is written in first."""
    first = (code for code, status in question_set.text_status.items() if status == TextStatus.SOURCE)
    return next(first, "en")


def parts_of(question: Question) -> list[Part]:
    """Every text of a question that is there in at least one language."""
    return [part for part in _all_parts(question) if any(part.texts.values())]


def _all_parts(question: Question) -> Iterator[Part]:
    for name, column in COLUMNS.items():
        yield Part(name, getattr(question, column) or {})
    for number, option in enumerate(question.options or [], 1):
        yield Part(f"option:{option['code']}", option["texts"], number)
        yield Part(f"alt:{option['code']}", option.get("alt") or {}, number)
    for item in question.media or []:
        for what in MEDIA_TEXTS:
            yield Part(f"{what}:{item['key']}", item.get(what.removeprefix("media_")) or {})


def missing_parts(question: Question, *, language: str, source: str) -> list[Part]:
    """What is said in the source language and not yet in this one."""
    return [part for part in parts_of(question) if part.texts.get(source) and not part.texts.get(language)]


def status_of(question_set: QuestionSet, question: Question, *, language: str) -> TextStatus | None:
    """How far this question can be trusted in a language; None while a part of it is missing.

    Questions from before each had its own status have that of their set.
    """
    source = source_of(question_set)
    if language == source:
        return TextStatus.SOURCE
    if missing_parts(question, language=language, source=source):
        return None
    known = (question.text_status or {}).get(language) or question_set.text_status.get(language)
    return TextStatus(known) if known else TextStatus.MACHINE_DRAFT


@dataclass(frozen=True)
class Progress:
    """How far a set is in one language: questions whose texts are there, and those a speaker has checked."""

    language: str
    total: int
    translated: int
    checked: int
    needs_update: int

    @property
    def is_complete(self) -> bool:
        return self.translated == self.total and not self.needs_update


def progress_of(question_set: QuestionSet, *, language: str) -> Progress:
    statuses = [status_of(question_set, question, language=language) for question in question_set.questions]
    return Progress(
        language=language,
        total=len(statuses),
        translated=sum(status is not None for status in statuses),
        checked=sum(status in (TextStatus.CHECKED, TextStatus.SOURCE) for status in statuses),
        needs_update=statuses.count(TextStatus.NEEDS_UPDATE),
    )


def all_progress(question_set: QuestionSet) -> list[Progress]:
    """Every language but the source, in the order of the interface."""
    source = source_of(question_set)
    return [progress_of(question_set, language=code) for code in LANGUAGES if code != source]


def write_parts(question: Question, *, language: str, words: Mapping[str, str]) -> None:
    """Sets the named parts of a question in one language; an empty text takes it away."""
    for name, column in COLUMNS.items():
        if name in words:
            setattr(question, column, _with(getattr(question, column), language, words[name]))
    options = [_written_option(option, language, words) for option in question.options]
    if options != question.options:
        question.options = options
    media = [_written_item(item, language, words) for item in question.media or []]
    if media != (question.media or []):
        question.media = media


def _written_item(item: dict[str, Any], language: str, words: Mapping[str, str]) -> dict[str, Any]:
    changed = dict(item)
    for what in MEDIA_TEXTS:
        if f"{what}:{item['key']}" in words:
            key = what.removeprefix("media_")
            changed[key] = _with(item.get(key), language, words[f"{what}:{item['key']}"])
    return changed


def _written_option(option: dict[str, Any], language: str, words: Mapping[str, str]) -> dict[str, Any]:
    changed = dict(option)
    for name, key in (("option", "texts"), ("alt", "alt")):
        part = f"{name}:{option['code']}"
        if part in words:
            changed[key] = _with(option.get(key), language, words[part])
    return changed


def _with(texts: Mapping[str, str] | None, language: str, text: str) -> dict[str, str]:
    others = {code: said for code, said in (texts or {}).items() if code != language}
    return {**others, language: text} if text else others


def mark_outdated(question: Question, *, source: str, before: Mapping[str, str]) -> bool:
    """After the source changed: every other language that says something needs an update. Says if it did change.

    `before` are the source texts by part as they were. A part taken away outdates nothing.
    """
    now = source_texts(question, language=source)
    if all(before.get(name) == text for name, text in now.items()):
        return False
    said = {code for part in parts_of(question) for code, text in part.texts.items() if text and code != source}
    question.text_status = {**question.text_status, **dict.fromkeys(sorted(said), TextStatus.NEEDS_UPDATE.value)}
    return True


def source_texts(question: Question, *, language: str) -> dict[str, str]:
    """Part → text in one language, where there is one."""
    return {part.name: part.texts[language] for part in parts_of(question) if part.texts.get(language)}


# The least trusted question speaks for the whole set.
_WORST_FIRST = (TextStatus.NEEDS_UPDATE, TextStatus.MACHINE_DRAFT, TextStatus.CHECKED)


def worst_of(statuses: Sequence[TextStatus | None]) -> TextStatus:
    """What the questions' statuses in one language come to for the set."""
    if None in statuses:
        return TextStatus.MACHINE_DRAFT if TextStatus.NEEDS_UPDATE not in statuses else TextStatus.NEEDS_UPDATE
    return next((status for status in _WORST_FIRST if status in statuses), TextStatus.MACHINE_DRAFT)
