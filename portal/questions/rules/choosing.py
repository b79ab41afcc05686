"""Answers that are chosen or put in order, and consents."""

import hashlib
from collections.abc import Callable

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.errors import NotAnAnswer
from portal.questions.rules.asked import FACES, LONGEST_OTHER, OTHER, RATING, SCALE, AskedQuestion, Given, Typed
from portal.questions.rules.cleaning import cleaned
from portal.shared.i18n import LANGUAGES, _, best_text, ngettext


def read_single(question: AskedQuestion, typed: Typed) -> Given:
    words = _other_words(question, typed)
    code = typed.chosen[0] if typed.chosen else (OTHER if words else "")
    if not code:
        raise NotAnAnswer(_("Choose one answer, or press “Skip this question”"))
    if code not in question.codes or len(typed.chosen) > 1:
        raise NotAnAnswer(_("Choose one of the answers on this page"))
    return Given(AnswerState.ANSWERED, {"code": code}, words)


def read_several(question: AskedQuestion, typed: Typed) -> Given:
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
    check_length(words, LONGEST_OTHER)
    return words or None


def check_length(words: str, longest: int) -> None:
    """Raises NotAnAnswer when the words are longer than this many letters."""
    over = len(words) - longest
    if over > 0:
        raise NotAnAnswer(
            ngettext(
                "This is too long by %(num)s letter. Please make it shorter.",
                "This is too long by %(num)s letters. Please make it shorter.",
                over,
            )
        )


def _picked(allowed: tuple[int, ...]) -> Callable[[AskedQuestion, Typed], Given]:
    numbers = {str(number): number for number in allowed}

    def read(question: AskedQuestion, typed: Typed) -> Given:
        if not typed.chosen:
            raise NotAnAnswer(_("Choose one answer, or press “Skip this question”"))
        if typed.chosen[0] not in numbers or len(typed.chosen) > 1:
            raise NotAnAnswer(_("Choose one of the answers on this page"))
        return Given(AnswerState.ANSWERED, {"number": numbers[typed.chosen[0]]})

    return read


read_face, read_rating, read_scale = _picked(FACES), _picked(RATING), _picked(SCALE)


def read_order(question: AskedQuestion, typed: Typed) -> Given:
    """All options, first place first. An order nobody touched counts only when it was confirmed."""
    if sorted(typed.chosen) != sorted(question.codes):
        raise NotAnAnswer(_("Something was missing from your list. Put it in order again."))
    if not typed.confirmed:
        raise NotAnAnswer(_("Is this the right order for you? Move what you want to move, or press “Continue” again."))
    return Given(AnswerState.ANSWERED, {"ranked": list(typed.chosen)})


def order_of(question: AskedQuestion, typed: Typed) -> tuple[str, ...]:
    """The options in the order to show: as typed where that is an order, else as the question has them."""
    return typed.chosen if sorted(typed.chosen) == sorted(question.codes) else question.codes


def moved(question: AskedQuestion, order: tuple[str, ...], command: str) -> tuple[str, ...] | None:
    """The order after "up:CODE" or "down:CODE"; None when this is no such command. At an end it stays as it is."""
    direction, _colon, code = command.partition(":")
    if question.kind is not QuestionKind.RANKING or direction not in ("up", "down") or code not in order:
        return None
    codes, place = list(order), order.index(code)
    other = min(max(place + (-1 if direction == "up" else 1), 0), len(codes) - 1)
    codes[place], codes[other] = codes[other], codes[place]
    return tuple(codes)


def read_consent(question: AskedQuestion, typed: Typed) -> Given:
    """Yes or no to the very words that were on the page: their language and fingerprint are kept with it."""
    if not typed.chosen:
        raise NotAnAnswer(_("Choose one answer, or press “Skip this question”"))
    if typed.chosen[0] not in question.codes or len(typed.chosen) > 1:
        raise NotAnAnswer(_("Choose one of the answers on this page"))
    language = next((code for code in LANGUAGES if consent_sha256(question, code) == typed.shown), None)
    if language is None:
        raise NotAnAnswer(_("The words on this page have changed. Read them again, then choose."))
    return Given(AnswerState.ANSWERED, {"code": typed.chosen[0], "language": language, "sha256": typed.shown})


def consent_sha256(question: AskedQuestion, language: str) -> str:
    """SHA-256 of the statement and its hint as they are shown to someone who reads this language, UTF-8."""
    shown = [best_text(dict(texts), language)[0] for texts in (question.texts, question.hints)]
    return hashlib.sha256("\n\n".join(shown).encode()).hexdigest()
