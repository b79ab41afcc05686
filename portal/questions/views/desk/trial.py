"""Trying a set out as anyone: in each language and way of reading, with its branches. Nothing is kept or counted."""

import dataclasses
import hmac
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, g, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, anyone
from portal.questions import operations, queries
from portal.questions.desk import trial
from portal.questions.desk.trial import Tried
from portal.questions.enums import AnswerState
from portal.questions.errors import NotAnAnswer
from portal.questions.forms.trial import TrialForm
from portal.questions.models import QuestionSet
from portal.questions.rules import AskedSet, Given, Typed, asked_once_more, in_words, moved, read_answer
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.staff import READERS
from portal.questions.views.typed import read_form
from portal.shared import i18n, tokens
from portal.shared.database import db
from portal.shared.forms import PortalForm
from portal.shared.preferences import CHOICES, Preferences
from portal.shared.storage import storage
from portal.shared.web import page, playable, see_other, the

MediaUrl = Callable[[str], str]
SILENT = {
    "skip": AnswerState.SKIPPED,
    "unable": AnswerState.UNABLE,
    "rather_not": AnswerState.PREFER_NOT_TO_SAY,
}


@blueprint.route("/<uuid:set_id>/try", methods=["GET", "POST"])
@allowed(*READERS)
def begin(set_id: uuid.UUID) -> ResponseReturnValue:
    """As whom: a language and a way of reading. And a link for colleagues who have no account."""
    question_set, form = the(QuestionSet, set_id), TrialForm()
    if form.validate_on_submit():
        return see_other("question_desk.walk", set_id=set_id, **form.chosen)
    link = url_for("question_desk.walk_by_link", set_id=set_id, token=_token(set_id))
    address = url_for("question_desk.walk_by_link", _external=True, set_id=set_id, token=_token(set_id))
    return page("questions/try.html", question_set=question_set, form=form, link=link, address=address)


@blueprint.route("/<uuid:set_id>/try/walk", methods=["GET", "POST"])
@allowed(*READERS)
def walk(set_id: uuid.UUID) -> ResponseReturnValue:
    the(QuestionSet, set_id)
    back = url_for("question_sets.show_set", set_id=set_id)
    return _walk(set_id, media_url=lambda key: url_for("question_sets.media", set_id=set_id, key=key), back=back)


@blueprint.route("/try/<uuid:set_id>/<token>", methods=["GET", "POST"])
@anyone
def walk_by_link(set_id: uuid.UUID, token: str) -> ResponseReturnValue:
    """The same for a colleague with the link. It opens these questions and nothing else."""
    _check(set_id, token)
    return _walk(
        set_id,
        media_url=lambda key: url_for("question_desk.file_by_link", set_id=set_id, token=token, key=key),
        back=None,
    )


@blueprint.get("/try/<uuid:set_id>/<token>/file/<key>")
@anyone
def file_by_link(set_id: uuid.UUID, token: str, key: str) -> ResponseReturnValue:
    """A picture, recording or film of these questions, for whoever has the link."""
    _check(set_id, token)
    if key not in _asked(set_id).stored_files:
        abort(404)
    return playable(storage().get(key), media_type=operations.media_type_of(key))


def _token(set_id: uuid.UUID) -> str:
    return tokens.link_token("try", set_id)


def _check(set_id: uuid.UUID, token: str) -> None:
    if not hmac.compare_digest(token.encode(), _token(set_id).encode()):
        abort(404)


def _asked(set_id: uuid.UUID) -> AskedSet:
    return queries.asked_set(db.session, set_id=set_id) or abort(404)


def _walk(set_id: uuid.UUID, *, media_url: MediaUrl, back: str | None) -> ResponseReturnValue:
    """One step: reads what was said to the question before, and shows the next one on this person's way."""
    asked = _asked(set_id)
    with i18n.speaking(request.args.get("in") or i18n.current().code):
        g.preferences = Preferences.read({name: request.args.get(name, "") for name in CHOICES})
        said = trial.read(request.form.get("so_far", ""), asked)
        place = asked.path(said).after(0)
        if request.method == "POST":
            here = _place(asked) or abort(400)
            typed, here_said = read_form(request.form, request.files), said.get(asked.questions[here - 1].id)
            if request.form.get("do") == "remove":
                said = {key: one for key, one in said.items() if one is not here_said}
                return _show(asked, said, here, back=back, media_url=media_url, typed=typed, error=None)
            typed = dataclasses.replace(typed, kept_file=trial.file_of(here_said))
            step = moved(asked.questions[here - 1], typed, request.form.get("do", ""))
            if step is not None:
                typed = Typed(chosen=step.order, confirmed=True)
                return _show(asked, said, here, back=back, media_url=media_url, typed=typed, error=None)
            try:
                said, place = _step(asked, said, here, typed)
            except NotAnAnswer as problem:
                return _show(asked, said, here, back=back, media_url=media_url, typed=typed, error=str(problem))
        if place is None:
            return _end(asked, said, back)
        before = said.get(asked.questions[place - 1].id)
        kept = trial.file_of(before)
        typed = Typed(text=(before.words or "") if before and kept else "", kept_file=kept)
        return _show(asked, said, place, back=back, media_url=media_url, typed=typed, error=None)


def _place(asked: AskedSet) -> int | None:
    text = request.form.get("place", "")
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
    return place if place is not None and asked.numbered(place) is not None else None


def _step(
    asked: AskedSet, said: Mapping[uuid.UUID, Tried], place: int, typed: Typed
) -> tuple[dict[uuid.UUID, Tried], int | None]:
    """What was said with this page, and where it leads.

    Raises:
        NotAnAnswer
    """
    question, button = asked.questions[place - 1], request.form.get("do", "")
    if button == "back":
        return dict(said), asked.path(said).before(place) or place
    if button == "skip" and question.required:
        raise NotAnAnswer(asked_once_more())
    given = Given(SILENT[button]) if button in SILENT else read_answer(question, typed)
    now = {**said, question.id: trial.tried(given)}
    return now, asked.path(now).after(place)


def _show(
    asked: AskedSet, said: Mapping[uuid.UUID, Tried], place: int, *, back: str | None, **more: Any
) -> ResponseReturnValue:
    question, path = asked.questions[place - 1], asked.path(said)
    return page(
        "questions/trial.html",
        asked=trial.put(question, asked, said),
        place=place,
        number=path.number(place),
        total=path.total,
        so_far=trial.written(said),
        file_url=trial.shown,
        back=back,
        form=PortalForm(formdata=None),
        **more,
    )


def _end(asked: AskedSet, said: Mapping[uuid.UUID, Tried], back: str | None) -> ResponseReturnValue:
    path = asked.path(said)
    rows = []
    for place, question in enumerate(asked.questions, 1):
        one = said.get(question.id)
        state = one.state if one is not None and place in path else AnswerState.NOT_ASKED
        answer = in_words(question, one.value, one.words) if one is not None and state is AnswerState.ANSWERED else ""
        if question.kind.is_asked:
            rows.append((trial.put(question, asked, said), answer or state.label))
    return page("questions/trial_end.html", rows=rows, back=back, again=request.full_path.rstrip("?"))
