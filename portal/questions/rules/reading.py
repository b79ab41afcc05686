"""The answer in what was typed, for every kind of question."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from portal.questions.enums import AnswerState, AttachmentKind, QuestionKind
from portal.questions.errors import NotAnAnswer
from portal.questions.rules import choosing
from portal.questions.rules.asked import DATE_PARTS, LONGEST, LONGEST_OTHER, AskedQuestion, Given, ReadyFile, Typed
from portal.questions.rules.choosing import check_length
from portal.questions.rules.cleaning import cleaned, western_digits
from portal.questions.rules.files import read_photo, read_voice
from portal.shared.i18n import _

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


def is_blank(typed: Typed) -> bool:
    """Nothing was chosen, typed or uploaded."""
    has_words = typed.text.strip() or any(part.strip() for part in typed.parts.values())
    return not (any(typed.chosen) or has_words or typed.file)


def is_left_alone(question: AskedQuestion, typed: Typed) -> bool:
    """The page came back as it went out: nothing given, or a list in the order it was shown in."""
    return is_blank(typed) or (question.kind is QuestionKind.RANKING and not typed.confirmed)


def read_answer(question: AskedQuestion, typed: Typed) -> Given:
    """The answer in what was typed.

    Raises:
        NotAnAnswer: with a message for the person, to be shown next to the field.
    """
    if question.required and is_blank(typed) and not typed.kept_file and question.kind.is_asked:
        raise NotAnAnswer(asked_once_more())
    return _READERS[question.kind](question, typed)


def asked_once_more() -> str:
    """What someone reads who passes by a question that is truly needed. Even now nobody has to say."""
    return _("This answer matters to us. Please answer if you can. If not, press “I would rather not say”.")


def _read_words(question: AskedQuestion, typed: Typed) -> Given:
    words = cleaned(typed.text)
    check_length(words, question.highest or LONGEST[question.kind])
    if question.takes_file is not None:
        spoken = _read_file(question, typed)
        if spoken is not None:
            return Given(AnswerState.ANSWERED, spoken.value, words or None, spoken.file)
    if not words:
        raise NotAnAnswer(_("Write something, or press “Skip this question”"))
    return Given(AnswerState.ANSWERED, None, words)


def _read_number(question: AskedQuestion, typed: Typed) -> Given:
    text = _without_unit(question, western_digits(cleaned(typed.text)).replace("−", "-"))
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


def _without_unit(question: AskedQuestion, text: str) -> str:
    """ "12 hours" is 12 where the unit is hours, in whichever language it was typed."""
    for unit in question.unit.values():
        if unit and text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].strip()
    return text


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


def _read_photo(question: AskedQuestion, typed: Typed) -> Given:
    words = cleaned(typed.text)
    check_length(words, LONGEST_OTHER)
    given = _read_file(question, typed)
    if given is None:
        raise NotAnAnswer(_("Choose a photo, or press “Skip this question”"))
    return Given(AnswerState.ANSWERED, given.value, words or None, given.file)


def _read_voice(question: AskedQuestion, typed: Typed) -> Given:
    given = _read_file(question, typed)
    if given is None:
        raise NotAnAnswer(_("Record or choose a voice message, or press “Skip this question”"))
    return given


def _read_file(question: AskedQuestion, typed: Typed) -> Given | None:
    """The file that came, else the one kept from before, else None."""
    if typed.file is not None:
        read = read_photo if question.takes_file is AttachmentKind.PHOTO else read_voice
        ready: ReadyFile = read(typed.file)
        return Given(AnswerState.ANSWERED, file=ready)
    return Given(AnswerState.ANSWERED, {"file": typed.kept_file}) if typed.kept_file else None


def _read_nothing(_question: AskedQuestion, _typed: Typed) -> Given:
    return Given(AnswerState.ANSWERED)


_READERS: dict[QuestionKind, Callable[[AskedQuestion, Typed], Given]] = {
    QuestionKind.SINGLE: choosing.read_single,
    QuestionKind.SEVERAL: choosing.read_several,
    QuestionKind.PICTURES: choosing.read_single,
    QuestionKind.FACES: choosing.read_face,
    QuestionKind.RATING_5: choosing.read_rating,
    QuestionKind.SCALE: choosing.read_scale,
    QuestionKind.RANKING: choosing.read_order,
    QuestionKind.CONSENT: choosing.read_consent,
    QuestionKind.SHORT_TEXT: _read_words,
    QuestionKind.LONG_TEXT: _read_words,
    QuestionKind.DATE: _read_date,
    QuestionKind.NUMBER: _read_number,
    QuestionKind.PHOTO: _read_photo,
    QuestionKind.VOICE: _read_voice,
    QuestionKind.INFORMATION: _read_nothing,
}


def typed_again(question: AskedQuestion, *, value: Mapping[str, Any] | None, words: str | None) -> Typed:
    """A kept answer as it was typed, to show it in the form again."""
    value = value or {}
    if "date" in value:
        date = dt.date.fromisoformat(value["date"])
        return Typed(parts={"day": str(date.day), "month": str(date.month), "year": str(date.year)})
    if "file" in value:
        return Typed(text=words or "", kept_file=str(value["file"]))
    if question.kind is QuestionKind.NUMBER and "number" in value:
        return Typed(text=str(value["number"]))
    if "ranked" in value:
        return Typed(chosen=tuple(map(str, value["ranked"])), confirmed=True)
    chosen = value.get("codes") or [value[name] for name in ("code", "number") if name in value]
    shown = str(value.get("sha256", ""))
    return Typed(chosen=tuple(str(choice) for choice in chosen), text=words or "", shown=shown)
