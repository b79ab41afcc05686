"""Answers that are chosen or put in order, and consents."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.errors import NotAnAnswer
from portal.questions.rules.asked import FACES, LONGEST_OTHER, OTHER, RATING, SCALE, AskedQuestion, Given, Typed
from portal.questions.rules.cleaning import cleaned
from portal.shared.i18n import LANGUAGES, _, ngettext


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


@dataclass(frozen=True)
class Moved:
    """A list after one step. `next_button` is where the mover stands now: a way that is open, and the place."""

    order: tuple[str, ...]
    next_button: str


def moved(question: AskedQuestion, typed: Typed, command: str) -> Moved | None:
    """The order after "up:CODE" or "down:CODE"; None when this is no such command. At an end it stays as it is."""
    direction, _colon, code = command.partition(":")
    codes = [option.code for option in question.in_order(typed.chosen)]
    if question.kind is not QuestionKind.RANKING or direction not in ("up", "down") or code not in codes:
        return None
    place, last = codes.index(code), len(codes) - 1
    other = min(max(place + (-1 if direction == "up" else 1), 0), last)
    codes[place], codes[other] = codes[other], codes[place]
    way = {0: "down", last: "up"}.get(other, direction)
    return Moved(tuple(codes), f"{way}-{other + 1}")


def read_consent(question: AskedQuestion, typed: Typed) -> Given:
    """Yes or no to the very words that were on the page: their language and fingerprint are kept with it."""
    if not typed.chosen:
        raise NotAnAnswer(_("Choose one answer, or press “Skip this question”"))
    if typed.chosen[0] not in question.codes or len(typed.chosen) > 1:
        raise NotAnAnswer(_("Choose one of the answers on this page"))
    language = next((code for code in LANGUAGES if question.consent_sha256(code) == typed.shown), None)
    if language is None:
        raise NotAnAnswer(_("The words on this page have changed. Read them again, then choose."))
    return Given(AnswerState.ANSWERED, {"code": typed.chosen[0], "language": language, "sha256": typed.shown})
