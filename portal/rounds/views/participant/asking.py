"""One question, one page."""

import dataclasses
import uuid
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.questions import operations, queries
from portal.questions.enums import AnswerState
from portal.questions.errors import NotAnAnswer
from portal.questions.queries import KeptAnswer
from portal.questions.rules import (
    AskedQuestion,
    Given,
    Typed,
    asked_once_more,
    cleaned,
    is_left_alone,
    moved,
    read_answer,
    typed_again,
)
from portal.questions.views.typed import read_form
from portal.rounds.operations.alarms import look_at_draft
from portal.rounds.queries.outreach import short_keys_of
from portal.rounds.queries.preparing import helpline_of
from portal.rounds.rules.shortening import places_of
from portal.rounds.views.participant.blueprint import blueprint
from portal.rounds.views.participant.visit import Visit, choose_few, this_visit
from portal.rounds.views.participant.way import Way
from portal.shared.database import db
from portal.shared.storage import storage
from portal.shared.transactions import harmless_twice
from portal.shared.web import page, playable, see_other

SILENT = {
    "skip": AnswerState.SKIPPED,
    "unable": AnswerState.UNABLE,
    "rather_not": AnswerState.PREFER_NOT_TO_SAY,
}


@blueprint.get("/answer")
@invited(SessionKind.PARTICIPANT)
def before() -> ResponseReturnValue:
    """What is private and what is not, said before the first question; then on to where the person stopped."""
    visit = this_visit()
    way = Way(visit)
    return page(
        "rounds/participant/before.html",
        few=len(few_offered(visit)),
        fresh_key=uuid.uuid4(),
        helpline=helpline_of(db.session, round_id=visit.standing.round_id),
        number=way.next_open(),
        total=way.path.total,
        resuming=bool(way.answers),
    )


@blueprint.post("/answer/length")
@invited(SessionKind.PARTICIPANT)
@harmless_twice
def choose_length() -> ResponseReturnValue:
    """A few questions, for whom a short reminder offered them, or all of them; either can be changed at any time."""
    visit = this_visit()
    few = few_offered(visit) if request.form.get("do") == "few" else frozenset()
    choose_few(visit, few)
    number = Way(dataclasses.replace(visit, few=few)).next_open()
    return see_other("participant.question", number=number) if number else see_other("participant.who")


def few_offered(visit: Visit) -> frozenset[int]:
    """The places of the short version; none for whom it was not offered, or in a round that has none. Whoever changes
    sent answers is shown all of them. Only those it may concern cost a statement."""
    if not visit.standing.is_short or visit.is_change:
        return frozenset()
    return places_of(visit.asked.questions, keys=short_keys_of(db.session, round_id=visit.standing.round_id))


@blueprint.route("/answer/<int:number>", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
@harmless_twice
def question(number: int) -> ResponseReturnValue:
    """`number` is the question's place in the whole set: an address means the same whatever is answered."""
    way = Way(this_visit())
    asked = way.asked.numbered(number) or abort(404)
    to_check = request.values.get("to") == "check"
    if request.method == "GET":
        if number not in way.path:
            return _on(way, number, None, to_check)
        return _show(way, number, asked, to_check, kept=way.kept(asked.id))
    typed = read_form(request.form, request.files)
    command = request.form.get("do", "")
    if command == "remove":
        return _without_file(way, number, asked, typed)
    step = moved(asked, typed, command)
    if step is not None:
        keep(way, asked, Given(AnswerState.ANSWERED, {"ranked": list(step.order)}))
        return _again(number, to_check, anchor=f"answer-{step.next_button}")
    try:
        given = given_in_form(way, asked, typed)
    except NotAnAnswer as problem:
        return _show(way, number, asked, to_check, kept=kept_file(way, asked), typed=typed, error=str(problem))
    if given is not None:
        keep(way, asked, given)
    return _on(way, number, given, to_check)


def given_in_form(way: Way, asked: AskedQuestion, typed: Typed) -> Given | None:
    """What to keep; None when an answer given elsewhere, which this page could not show, stays as it is."""
    silent = SILENT.get(request.form.get("do", ""))
    if silent is AnswerState.SKIPPED and asked.required:
        raise NotAnAnswer(asked_once_more())
    if silent is not None:
        return Given(silent)
    if is_left_alone(asked, typed) and way.is_hidden(way.kept(asked.id)):
        return None
    kept = kept_file(way, asked)
    return read_answer(asked, typed if kept is None else _with_file_of(asked, typed, kept))


def kept_file(way: Way, asked: AskedQuestion) -> KeptAnswer | None:
    """The answer with the file this visit uploaded before: the browser does not send it again."""
    kept = way.kept(asked.id) if asked.takes_file else None
    return None if kept is None or way.is_hidden(kept) or "file" not in (kept.value or {}) else kept


def _with_file_of(asked: AskedQuestion, typed: Typed, kept: KeptAnswer) -> Typed:
    before = typed_again(asked, value=kept.value, words=None)
    return Typed(text=typed.text, file=typed.file, kept_file=before.kept_file)


def keep(way: Way, asked: AskedQuestion, given: Given) -> None:
    visit = way.visit
    settled = operations.settle_files(
        db.session, holder_id=visit.holder_id, asked=asked, given=given, visit_id=visit.id
    )
    operations.save_answer(
        db.session,
        holder_id=visit.holder_id,
        question_id=asked.id,
        given=settled,
        language=visit.words_language,
        visit_id=visit.id,
        provenance=visit.provenance,
        channel=visit.channel.value,
    )
    look_at_draft(db.session, words=settled.words, alias=visit.standing.alias, round_id=visit.standing.round_id)


def _without_file(way: Way, number: int, asked: AskedQuestion, typed: Typed) -> ResponseReturnValue:
    """Takes a file away again. Words that came with it stay where they are an answer by themselves."""
    words = cleaned(typed.text)[:20_000]
    if asked.kind.is_open and words:
        keep(way, asked, Given(AnswerState.ANSWERED, None, words))
    else:
        operations.forget_answer(db.session, holder_id=way.visit.holder_id, question_id=asked.id)
    return _again(number, request.form.get("to") == "check", anchor=None)


def _again(number: int, to_check: bool, *, anchor: str | None) -> ResponseReturnValue:
    return see_other("participant.question", number=number, to="check" if to_check else None, _anchor=anchor)


def _on(way: Way, number: int, given: Given | None, to_check: bool) -> ResponseReturnValue:
    if to_check:
        return see_other("participant.check")
    asked = way.asked.numbered(number) or abort(404)
    coming = way.path_when(asked, given).after(number)
    return see_other("participant.question", number=coming) if coming else see_other("participant.who")


def _show(
    way: Way,
    number: int,
    asked: AskedQuestion,
    to_check: bool,
    *,
    kept: KeptAnswer | None = None,
    typed: Typed | None = None,
    error: str | None = None,
) -> ResponseReturnValue:
    hidden = way.is_hidden(kept)
    said: dict[str, Any] = {"state": None, "typed": typed or Typed()}
    if kept is not None and not hidden:
        before = typed_again(asked, value=kept.value, words=kept.words)
        said = {"state": kept.state, "typed": before if typed is None else _with_file_of(asked, typed, kept)}
    return page(
        "rounds/participant/question.html",
        asked=way.worded(asked),
        number=way.path.number(number),
        total=way.path.total,
        previous=way.path.before(number),
        to_check=to_check,
        hidden=hidden,
        error=error,
        media_url=media_url,
        file_url=file_url,
        fresh_key=uuid.uuid4(),
        **said,
    )


def media_url(key: str) -> str:
    return url_for("participant.media", key=key)


def file_url(attachment_id: str) -> str:
    return url_for("participant.file", attachment_id=attachment_id)


@blueprint.get("/answer/media/<key>")
@invited(SessionKind.PARTICIPANT)
def media(key: str) -> ResponseReturnValue:
    """A picture, recording or film of a question this person is asked."""
    if key not in this_visit().asked.stored_files:
        abort(404)
    return playable(storage().get(key), media_type=operations.media_type_of(key))


@blueprint.get("/answer/file/<uuid:attachment_id>")
@invited(SessionKind.PARTICIPANT)
def file(attachment_id: uuid.UUID) -> ResponseReturnValue:
    """A file this very visit uploaded; in another one it is there, and not shown."""
    visit = this_visit()
    found = queries.attachment_of_draft(db.session, attachment_id=attachment_id, holder_id=visit.holder_id)
    if found is None or found.visit_id != visit.id:
        abort(404)
    return playable(operations.content_of(found), media_type=found.media_type)
