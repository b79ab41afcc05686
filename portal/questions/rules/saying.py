"""A kept answer in words, in the language being spoken."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from portal.questions.enums import QuestionKind
from portal.questions.rules.asked import NO, OTHER, YES, AskedQuestion
from portal.shared.i18n import _, best_text, format_date, format_list, format_number, lazy

FACE_WORDS = (lazy("Very unhappy"), lazy("Unhappy"), lazy("In between"), lazy("Happy"), lazy("Very happy"))
RATING_WORDS = (
    lazy("I do not agree at all"),
    lazy("I do not agree"),
    lazy("In between"),
    lazy("I agree"),
    lazy("I agree very much"),
)
CONSENT_WORDS = {YES: lazy("Yes, I agree"), NO: lazy("No, I do not agree")}


def in_words(question: AskedQuestion, value: Mapping[str, Any] | None, words: str | None) -> str:
    """What was answered, for the person to check, or to be put into a later question."""
    value = value or {}
    codes = value.get("ranked") or value.get("codes") or ([value["code"]] if "code" in value else [])
    if codes:
        return format_list(_said(question, list(codes), words))
    if "number" in value:
        return _number(question, value["number"])
    if "date" in value:
        return format_date(dt.date.fromisoformat(value["date"]))
    return words or ""


def option_words(question: AskedQuestion, code: str) -> str:
    """The label of one choice."""
    if code in CONSENT_WORDS and question.kind is QuestionKind.CONSENT:
        return str(CONSENT_WORDS[code])
    option = next((option for option in question.options if option.code == code), None)
    return best_text(dict(option.texts))[0] if option else (_("Something else") if code == OTHER else code)


def _said(question: AskedQuestion, codes: list[str], words: str | None) -> list[str]:
    said = [option_words(question, code) for code in codes if not (code == OTHER and words)]
    return [*said, *([words] if words else [])]


def _number(question: AskedQuestion, number: Any) -> str:
    five = {QuestionKind.FACES: FACE_WORDS, QuestionKind.RATING_5: RATING_WORDS}.get(question.kind)
    if five is not None:
        return str(five[number - 1])
    said = format_number(number)
    if question.kind is QuestionKind.SCALE:
        of_ten = _("(from 0 to 10)")
        return f"{said} {of_ten}"
    unit = best_text(dict(question.unit))[0] if question.unit else ""
    return f"{said} {unit}" if unit else said
