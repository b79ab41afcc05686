"""One question in front of staff who type for someone: what to read out in the person's language, and the form."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.questions import operations as questions
from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.errors import NotAnAnswer
from portal.questions.queries import KeptAnswer
from portal.questions.rules import (
    FACE_WORDS,
    RATING_WORDS,
    AskedQuestion,
    Given,
    Typed,
    is_left_alone,
    moved,
    option_words,
    typed_again,
)
from portal.questions.views.typed import read_form
from portal.rounds.views.participant.asking import given_in_form, keep, kept_file
from portal.rounds.views.participant.visit import Visit
from portal.rounds.views.participant.way import Way
from portal.shared.database import db
from portal.shared.i18n import _, best_text, language_or_default, speaking
from portal.shared.storage import storage
from portal.shared.web import page, playable


@dataclass(frozen=True)
class Desk:
    """Where staff type: for whom, where the pages are, and where to go after the last question."""

    visit: Visit
    address: Callable[[int], str]
    last_page: str
    back_url: str
    round_id: uuid.UUID

    @property
    def is_paper(self) -> bool:
        return self.visit.entry is not None


@dataclass(frozen=True)
class ReadOut:
    """A question as it is said to the person: words, each with the language it is really in."""

    words: list[tuple[str, Any]]
    choices: list[tuple[str, Any]]


@dataclass(frozen=True)
class Line:
    """One question on the page to check."""

    place: int
    asked: AskedQuestion
    kept: KeptAnswer | None
    is_hidden: bool


def ask(desk: Desk, place: int) -> ResponseReturnValue:
    """Shows the question at this place, or keeps what was typed and goes on. Every answer is kept at once."""
    way = Way(desk.visit)
    asked = way.asked.numbered(place) or abort(404)
    if request.method == "GET":
        return _show(desk, way, place, asked) if place in way.path else redirect(_next(desk, way, place), code=303)
    typed = read_form(request.form, request.files)
    step = moved(asked, typed, request.form.get("do", ""))
    if step is not None:
        keep(way, asked, Given(AnswerState.ANSWERED, {"ranked": list(step.order)}))
        return redirect(desk.address(place), code=303)
    if request.form.get("do") == "remove":
        questions.forget_answer(db.session, holder_id=desk.visit.holder_id, question_id=asked.id)
        return redirect(desk.address(place), code=303)
    try:
        given = _given(desk, way, asked, typed)
    except NotAnAnswer as problem:
        return _show(desk, way, place, asked, typed=typed, error=str(problem))
    if given is not None:
        keep(way, asked, given)
    return redirect(_next(desk, way, place, asked, given), code=303)


def _given(desk: Desk, way: Way, asked: AskedQuestion, typed: Typed) -> Given | None:
    """What was left empty on paper was skipped. A consent is to the words read out, not to those on the screen."""
    if desk.is_paper and request.form.get("do") in ("next", "skip") and is_left_alone(asked, typed):
        hidden_or_kept = kept_file(way, asked)
        if hidden_or_kept is None:
            return Given(AnswerState.SKIPPED if asked.kind.is_asked else AnswerState.ANSWERED)
    if asked.kind is QuestionKind.CONSENT:
        typed = replace(typed, shown=asked.consent_sha256(desk.visit.words_language))
    return given_in_form(way, asked, typed)


def _next(desk: Desk, way: Way, place: int, asked: AskedQuestion | None = None, given: Given | None = None) -> str:
    path = way.path if asked is None else way.path_when(asked, given)
    coming = path.after(place)
    return desk.address(coming) if coming else desk.last_page


def _show(
    desk: Desk, way: Way, place: int, asked: AskedQuestion, *, typed: Typed | None = None, error: str | None = None
) -> ResponseReturnValue:
    kept = way.kept(asked.id)
    hidden = way.is_hidden(kept)
    said: dict[str, Any] = {"state": None, "typed": typed or Typed()}
    if kept is not None and not hidden and typed is None:
        said = {"state": kept.state, "typed": typed_again(asked, value=kept.value, words=kept.words)}
    before = way.path.before(place)
    return page(
        "rounds/doors/type_question.html",
        asked=way.worded(asked),
        number=way.path.number(place),
        total=way.path.total,
        back_url=desk.address(before) if before else desk.back_url,
        read_out=None if desk.is_paper else read_out(way.worded(asked), language=desk.visit.words_language),
        spoken=language_or_default(desk.visit.words_language),
        is_paper=desk.is_paper,
        hidden=hidden,
        error=error,
        media_url=lambda key: url_for("typing.media", round_id=desk.round_id, key=key),
        file_url=lambda key: url_for("typing.file", round_id=desk.round_id, visit_id=desk.visit.id, attachment_id=key),
        fresh_key=uuid.uuid4(),
        **said,
    )


def read_out(asked: AskedQuestion, *, language: str) -> ReadOut:
    """What to say, in the person's language as far as there is a translation."""
    with speaking(language):
        words = [best_text(dict(texts)) for texts in (asked.texts, asked.hints) if texts]
        choices = [best_text(dict(option.texts)) for option in asked.options]
        spoken = language_or_default(language)
        if asked.kind is QuestionKind.FACES:
            choices = [(str(one), spoken) for one in FACE_WORDS]
        elif asked.kind is QuestionKind.RATING_5:
            choices = [(str(one), spoken) for one in RATING_WORDS]
        elif asked.kind is QuestionKind.CONSENT:
            choices = [(option_words(asked, code), spoken) for code in asked.codes]
        elif asked.kind is QuestionKind.SCALE:
            ends = (("0", asked.low_words), ("10", asked.high_words))
            told = [(number, best_text(dict(said))) for number, said in ends if said]
            choices = [(f"{number}: {said[0]}", said[1]) for number, said in told]
        if asked.allows_other:
            choices.append((_("Something else"), spoken))
    return ReadOut([one for one in words if one[0]], choices)


def lines_of(way: Way) -> Iterator[Line]:
    """The page to check, along the person's way."""
    for place in way.path.places:
        asked = way.asked.questions[place - 1]
        kept = way.answers.get(asked.id)
        if asked.kind.is_asked:
            yield Line(place, way.worded(asked), kept, way.is_hidden(kept))


def media_of(key: str, *, allowed: frozenset[str]) -> ResponseReturnValue:
    if key not in allowed:
        abort(404)
    return playable(storage().get(key), media_type=questions.media_type_of(key))
