"""What to put right before a set is published, and what to think about. Only what stops is refused."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.questions.desk.conditions import troubles
from portal.questions.desk.texts import all_progress, source_of
from portal.questions.enums import QuestionKind
from portal.questions.models import Question, QuestionSet
from portal.questions.queries import as_asked
from portal.shared.i18n import LANGUAGES, _, ngettext

WITH_OPTIONS = (QuestionKind.SINGLE, QuestionKind.SEVERAL, QuestionKind.RANKING, QuestionKind.PICTURES)
MOST_QUESTIONS, MOST_WORDS, MOST_HINT_WORDS, MOST_OPTIONS, MOST_REQUIRED = 12, 20, 40, 9, 2


@dataclass(frozen=True)
class Check:
    """One thing found. `stops`: the set cannot be published like this. `place` from 1, None for the whole set."""

    words: str
    stops: bool = False
    place: int | None = None
    language: str | None = None


def checks(question_set: QuestionSet) -> list[Check]:
    """Everything found, what stops first."""
    found = [*_whole(question_set), *_paths(question_set), *_languages(question_set)]
    for place, question in enumerate(sorted(question_set.questions, key=lambda one: one.place), 1):
        found += _question(question, place, source_of(question_set))
    return sorted(found, key=lambda one: (not one.stops, one.place or 0))


def stops(question_set: QuestionSet) -> list[Check]:
    return [check for check in checks(question_set) if check.stops]


def _whole(question_set: QuestionSet) -> Iterator[Check]:
    asked = [question for question in question_set.questions if question.kind.is_asked]
    if not asked:
        yield Check(_("There is no question in this set yet"), stops=True)
    if len(asked) > MOST_QUESTIONS:
        yield Check(
            ngettext(
                "%(num)s question is long: many people stop halfway",
                "%(num)s questions are a lot: many people stop halfway",
                len(asked),
            )
        )
    if sum(question.required for question in asked) > MOST_REQUIRED:
        yield Check(_("Several questions are asked once more when left empty. Keep that for what you truly need."))
    keys = [question.key for question in question_set.questions]
    if len(set(keys)) < len(keys):
        yield Check(_("Two questions have the same short name"), stops=True)


def _paths(question_set: QuestionSet) -> Iterator[Check]:
    asked = [as_asked(one) for one in sorted(question_set.questions, key=lambda one: one.place)]
    for trouble in troubles(asked):
        yield Check(trouble.words, stops=True, place=trouble.place)


def _languages(question_set: QuestionSet) -> Iterator[Check]:
    for progress in all_progress(question_set):
        name, missing = LANGUAGES[progress.language].name, progress.total - progress.translated
        begun = progress.translated or question_set.text_status.get(progress.language)
        if progress.total == 0:
            continue
        if not begun:
            words = _("There is nothing in %(language)s yet: people will see the first language.", language=name)
            yield Check(words, language=progress.language)
        elif missing:
            words = ngettext(
                "%(num)s question is not complete in %(language)s",
                "%(num)s questions are not complete in %(language)s",
                missing,
                language=name,
            )
            yield Check(words, language=progress.language)
        if progress.needs_update:
            words = ngettext(
                "%(num)s question needs an update in %(language)s",
                "%(num)s questions need an update in %(language)s",
                progress.needs_update,
                language=name,
            )
            yield Check(words, language=progress.language)


def _question(question: Question, place: int, source: str) -> Iterator[Check]:
    text, hint = question.texts.get(source, ""), question.hints.get(source, "")
    if not text:
        yield Check(_("It has no words in the first language"), stops=True, place=place)
    if len(text.split()) > MOST_WORDS:
        yield Check(_("It is long. Try to say it in fewer words."), place=place)
    if len(hint.split()) > MOST_HINT_WORDS:
        yield Check(_("The help below it is long. Try to say it in fewer words."), place=place)
    if question.kind in WITH_OPTIONS:
        yield from _options(question, place)
    yield from _media(question, place)


def _options(question: Question, place: int) -> Iterator[Check]:
    total = len(question.options) + question.allows_other
    if total < 2:
        yield Check(_("It needs two answers or more to choose from"), stops=True, place=place)
    if total > MOST_OPTIONS:
        yield Check(_("It has many answers to choose from. Nine or fewer are easier."), place=place)
    if question.kind is QuestionKind.PICTURES and not all(option.get("picture") for option in question.options):
        yield Check(_("One of its answers has no picture"), stops=True, place=place)


def _media(question: Question, place: int) -> Iterator[Check]:
    for one in question.media or []:
        kind = one.get("kind")
        if kind == "picture" and not any((one.get("alt") or {}).values()):
            yield Check(_("Its picture has no words that say what it shows"), stops=True, place=place)
        if kind in ("audio", "bsl_video") and not any((one.get("transcript") or {}).values()):
            yield Check(_("Its sound or film has no text for people who cannot hear or see it"), place=place)
