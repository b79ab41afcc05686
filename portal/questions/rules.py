"""What counts as an answer to which kind of question. No database here: a question is a plain, frozen value."""

import datetime as dt
import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.errors import NotAnAnswer
from portal.shared.i18n import _, ngettext

OTHER = "other"
FACES = (1, 2, 3, 4, 5)
SCALE = tuple(range(11))
LONGEST = {QuestionKind.SHORT_TEXT: 500, QuestionKind.LONG_TEXT: 20_000}
LONGEST_OTHER = 500
DATE_PARTS = ("day", "month", "year")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
# Overrides and isolates can make words read as something they are not. The joiners Urdu needs stay.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


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
        return (*(option.code for option in self.options), *((OTHER,) if self.allows_other else ()))


@dataclass(frozen=True)
class AskedSet:
    """A question set as it is put to people; `questions` in order, things to read among them."""

    id: uuid.UUID
    questions: tuple[AskedQuestion, ...]

    @property
    def total(self) -> int:
        return len(self.questions)

    def numbered(self, number: int) -> AskedQuestion | None:
        """The question at this place, counted from 1."""
        return self.questions[number - 1] if 0 < number <= self.total else None

    def next_open(self, settled: Mapping[uuid.UUID, Any]) -> int | None:
        """The first place nobody has dealt with yet; None when all are settled."""
        return next((n for n, q in enumerate(self.questions, 1) if q.id not in settled), None)


@dataclass(frozen=True)
class Typed:
    """What came with the form: ticked values, text, and the three boxes of a date."""

    chosen: tuple[str, ...] = ()
    text: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """An answer ready to keep: a state, a value (codes, number, date) and own words."""

    state: AnswerState
    value: dict[str, Any] | None = None
    words: str | None = None


SILENT = (AnswerState.SKIPPED, AnswerState.UNABLE, AnswerState.PREFER_NOT_TO_SAY)


def cleaned(text: str) -> str:
    """Text without NUL bytes, control signs and bidi overrides; every kind of line end becomes one newline."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def western_digits(text: str) -> str:
    """Digits of any script (Urdu, Arabic, Bengali …) as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def is_blank(typed: Typed) -> bool:
    """Nothing was chosen and nothing typed."""
    return not (any(typed.chosen) or typed.text.strip() or any(part.strip() for part in typed.parts.values()))


def read_answer(question: AskedQuestion, typed: Typed) -> Given:
    """The answer in what was typed.

    Raises:
        NotAnAnswer: with a message for the person, to be shown next to the field.
    """
    return _READERS[question.kind](question, typed)


def _read_single(question: AskedQuestion, typed: Typed) -> Given:
    words = _other_words(question, typed)
    code = typed.chosen[0] if typed.chosen else (OTHER if words else "")
    if not code:
        raise NotAnAnswer(_("Choose one answer, or press “Skip this question”"))
    if code not in question.codes or len(typed.chosen) > 1:
        raise NotAnAnswer(_("Choose one of the answers on this page"))
    return Given(AnswerState.ANSWERED, {"code": code}, words)


def _read_several(question: AskedQuestion, typed: Typed) -> Given:
    words = _other_words(question, typed)
    chosen = set(typed.chosen) | ({OTHER} if words else set())
    if not chosen:
        raise NotAnAnswer(_("Choose one or more answers, or press “Skip this question”"))
    if not chosen <= set(question.codes):
        raise NotAnAnswer(_("Choose from the answers on this page"))
    if question.highest is not None and len(chosen) > question.highest:
        raise NotAnAnswer(
            ngettext("Choose no more than %(num)s answer", "Choose no more than %(num)s answers", question.highest)
        )
    if len(chosen) > 1 and any(option.exclusive and option.code in chosen for option in question.options):
        raise NotAnAnswer(_("Some of your answers do not go together. Take one of them away."))
    return Given(AnswerState.ANSWERED, {"codes": [code for code in question.codes if code in chosen]}, words)


def _other_words(question: AskedQuestion, typed: Typed) -> str | None:
    words = cleaned(typed.text) if question.allows_other else ""
    _check_length(words, LONGEST_OTHER)
    return words or None


def _read_picked(allowed: tuple[int, ...]) -> Callable[[AskedQuestion, Typed], Given]:
    def read(question: AskedQuestion, typed: Typed) -> Given:
        if not typed.chosen:
            raise NotAnAnswer(_("Choose one answer, or press “Skip this question”"))
        numbers = {str(number): number for number in allowed}
        if typed.chosen[0] not in numbers or len(typed.chosen) > 1:
            raise NotAnAnswer(_("Choose one of the answers on this page"))
        return Given(AnswerState.ANSWERED, {"number": numbers[typed.chosen[0]]})

    return read


def _read_words(question: AskedQuestion, typed: Typed) -> Given:
    words = cleaned(typed.text)
    if not words:
        raise NotAnAnswer(_("Write something, or press “Skip this question”"))
    _check_length(words, question.highest or LONGEST[question.kind])
    return Given(AnswerState.ANSWERED, None, words)


def _check_length(words: str, longest: int) -> None:
    over = len(words) - longest
    if over > 0:
        raise NotAnAnswer(
            ngettext(
                "This is too long by %(num)s letter. Please make it shorter.",
                "This is too long by %(num)s letters. Please make it shorter.",
                over,
            )
        )


def _read_number(question: AskedQuestion, typed: Typed) -> Given:
    text = western_digits(cleaned(typed.text)).replace("−", "-")
    if not text:
        raise NotAnAnswer(_("Write a number, or press “Skip this question”"))
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise NotAnAnswer(_("Write a whole number, like 12"))
    number = int(text)
    if question.lowest is not None and number < question.lowest:
        raise NotAnAnswer(_("Write a number that is %(lowest)s or more", lowest=question.lowest))
    if question.highest is not None and number > question.highest:
        raise NotAnAnswer(_("Write a number that is %(highest)s or less", highest=question.highest))
    return Given(AnswerState.ANSWERED, {"number": number})


def _read_date(question: AskedQuestion, typed: Typed) -> Given:
    parts = {part: western_digits(cleaned(typed.parts.get(part, ""))) for part in DATE_PARTS}
    if not any(parts.values()):
        raise NotAnAnswer(_("Write a date, or press “Skip this question”"))
    missing = next((part for part in DATE_PARTS if not parts[part]), None)
    if missing:
        raise NotAnAnswer(
            {
                "day": _("Write the day too. If you do not know it, write a day that is near."),
                "month": _("Write the month too, as a number. March is 3."),
                "year": _("Write the year too, like 2026."),
            }[missing]
        )
    date = _real_date(parts)
    if date is None:
        raise NotAnAnswer(_("There is no such date. Write it like this: 27 3 2026"))
    return Given(AnswerState.ANSWERED, {"date": date.isoformat()})


def _real_date(parts: Mapping[str, str]) -> dt.date | None:
    if not all(re.fullmatch("[0-9]{1,4}", parts[part]) for part in DATE_PARTS):
        return None
    day, month, year = (int(parts[part]) for part in DATE_PARTS)
    try:
        return dt.date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None


def _read_nothing(_question: AskedQuestion, _typed: Typed) -> Given:
    return Given(AnswerState.ANSWERED)


_READERS: dict[QuestionKind, Callable[[AskedQuestion, Typed], Given]] = {
    QuestionKind.SINGLE: _read_single,
    QuestionKind.SEVERAL: _read_several,
    QuestionKind.FACES: _read_picked(FACES),
    QuestionKind.SCALE: _read_picked(SCALE),
    QuestionKind.SHORT_TEXT: _read_words,
    QuestionKind.LONG_TEXT: _read_words,
    QuestionKind.DATE: _read_date,
    QuestionKind.NUMBER: _read_number,
    QuestionKind.INFORMATION: _read_nothing,
}


def typed_again(question: AskedQuestion, *, value: Mapping[str, Any] | None, words: str | None) -> Typed:
    """A kept answer as it was typed, to show it in the form again."""
    value = value or {}
    if "date" in value:
        date = dt.date.fromisoformat(value["date"])
        return Typed(parts={"day": str(date.day), "month": str(date.month), "year": str(date.year)})
    if question.kind is QuestionKind.NUMBER and "number" in value:
        return Typed(text=str(value["number"]))
    chosen = value.get("codes") or [value[name] for name in ("code", "number") if name in value]
    return Typed(chosen=tuple(str(choice) for choice in chosen), text=words or "")
