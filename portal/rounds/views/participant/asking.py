"""One question, one page."""

import datetime as dt
import uuid
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.questions import operations, queries
from portal.questions.enums import AnswerState
from portal.questions.errors import NotAnAnswer
from portal.questions.models import DraftAnswer
from portal.questions.rules import AskedQuestion, Given, Typed, is_blank, read_answer, typed_again
from portal.questions.views.typed import read_form
from portal.rounds.views.participant.blueprint import blueprint
from portal.rounds.views.participant.visit import Visit, this_visit
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import page, see_other

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
    kept = queries.draft_answers(db.session, holder_id=visit.holder_id)
    return page(
        "rounds/participant/before.html",
        number=visit.asked.next_open(kept),
        total=visit.asked.total,
        resuming=bool(kept),
    )


@blueprint.route("/answer/<int:number>", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
def question(number: int) -> ResponseReturnValue:
    visit = this_visit()
    asked = visit.asked.numbered(number) or abort(404)
    to_check = request.values.get("to") == "check"
    if request.method == "GET":
        return _show(visit, number, asked, to_check, kept=_kept(visit, asked.id))
    typed = read_form(request.form)
    try:
        given = _given(visit, asked, typed)
    except NotAnAnswer as problem:
        return _show(visit, number, asked, to_check, typed=typed, error=str(problem))
    if given is not None:
        operations.save_answer(
            db.session,
            holder_id=visit.holder_id,
            question_id=asked.id,
            given=given,
            language=i18n.current().code,
            visit_id=visit.id,
        )
    if to_check:
        return see_other("participant.check")
    return (
        see_other("participant.question", number=number + 1)
        if number < visit.asked.total
        else see_other("participant.who")
    )


def _given(visit: Visit, asked: AskedQuestion, typed: Typed) -> Given | None:
    """What to keep; None when an answer given elsewhere, which this page could not show, stays as it is."""
    silent = SILENT.get(request.form.get("do", ""))
    if silent is not None:
        return Given(silent)
    if is_blank(typed) and _is_hidden(visit, _kept(visit, asked.id)):
        return None
    return read_answer(asked, typed)


def _kept(visit: Visit, question_id: uuid.UUID) -> DraftAnswer | None:
    return queries.draft_answer(db.session, holder_id=visit.holder_id, question_id=question_id)


def _is_hidden(visit: Visit, kept: DraftAnswer | None) -> bool:
    """An answer is shown only in the visit it was typed in: whoever holds the link next must not read it."""
    return kept is not None and kept.visit_id != visit.id


def _show(
    visit: Visit,
    number: int,
    asked: AskedQuestion,
    to_check: bool,
    *,
    kept: DraftAnswer | None = None,
    typed: Typed | None = None,
    error: str | None = None,
) -> ResponseReturnValue:
    hidden = _is_hidden(visit, kept)
    said: dict[str, Any] = {"state": None, "typed": typed or Typed()}
    if kept is not None and not hidden:
        said = {"state": kept.state, "typed": typed_again(asked, value=kept.value, words=kept.words)}
    return page(
        "rounds/participant/question.html",
        asked=asked,
        number=number,
        total=visit.asked.total,
        to_check=to_check,
        hidden=hidden,
        error=error,
        as_date=dt.date.fromisoformat,
        fresh_key=uuid.uuid4(),
        **said,
    )
