"""Changing or taking back what was sent. Two codes open it: a link alone never shows what someone said."""

import uuid

from flask import Blueprint, abort, g, request, session
from flask.typing import ResponseReturnValue

from portal.people.access import anyone, invited
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.questions import queries as questions
from portal.rounds.door_enums import ChangeKind, Door
from portal.rounds.door_errors import TooLateToChange
from portal.rounds.operations import changing, taking_back, visiting
from portal.rounds.operations.changing import Sent
from portal.rounds.queries import doors
from portal.rounds.views.participant.visit import this_door, this_standing
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.throttle import TooMany
from portal.shared.transactions import keep_even_though_refused, repeatable
from portal.shared.web import page, see_other

blueprint = Blueprint("changing", __name__, url_prefix="/change")


@blueprint.route("/", methods=["GET", "POST"])
@anyone
@repeatable
def enter_receipt() -> ResponseReturnValue:
    """The receipt, and the code from the letter or message. Tries are counted, and a wrong pair says no more."""
    receipt, code, error = request.form.get("receipt", "")[:60], request.form.get("second", "")[:60], None
    status = 200
    if request.method == "POST":
        keep_even_though_refused()
        try:
            sent = changing.sent_with(db.session, receipt=receipt, address=request.remote_addr or "")
        except TooMany:
            error, status = _("There were too many tries. Wait 15 minutes, or phone us."), 429
        else:
            if sent is not None and _is_theirs(sent, code):
                changing.forget_tries(db.session, receipt=receipt)
                return _open(sent)
            if sent is None and doors.deletion_by_receipt(db.session, code=receipt) is not None:
                return see_other("changing.finished", kind=ChangeKind.DELETED.value)
            error = _("These two codes do not belong together. Look at each letter and number again, or phone us.")
    context = {"receipt": receipt, "second": code, "error": error, "fresh_key": uuid.uuid4()}
    return page("rounds/doors/change_enter.html", **context), status


def _is_theirs(sent: Sent, code: str) -> bool:
    return changing.has_no_second(db.session, sent=sent) or changing.is_their_code(sent, code)


def _open(sent: Sent) -> ResponseReturnValue:
    visit = visiting.begin_change(db.session, standing=sent.standing, language=i18n.current().code)
    end_visit_here()  # a shared phone: of the visit before this one nothing is left
    session["visit"] = session["door"] = session["agreed"] = str(visit.visit_id)
    session["who"] = sent.response.provenance.value if sent.response.provenance else ""
    session["language"] = i18n.current().code
    return see_other("changing.choose")


@blueprint.get("/choose")
@invited(SessionKind.PARTICIPANT)
def choose() -> ResponseReturnValue:
    sent = _this_sent()
    may_change = sent.may_change and not changing.has_no_second(db.session, sent=sent)
    return page("rounds/doors/change_choose.html", sent=sent, may_change=may_change, fresh_key=uuid.uuid4())


@blueprint.post("/answers")
@invited(SessionKind.PARTICIPANT)
def begin() -> ResponseReturnValue:
    """Lays out what was sent, in this visit only, on the page to check."""
    sent = _this_sent()
    if changing.has_no_second(db.session, sent=sent):
        abort(404)
    try:
        changing.lay_out(db.session, sent=sent, visit_id=g.browser_session.id)
    except TooLateToChange:
        return see_other("changing.choose")
    return see_other("participant.check")


@blueprint.route("/take-back", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
def take_back() -> ResponseReturnValue:
    """Stop only, or delete. One choice, one button; then the visit is over."""
    sent, chosen, error = _this_sent(), request.form.get("what", ""), None
    if request.method == "POST":
        do = {"stop": taking_back.stop, "delete": taking_back.take_back}.get(chosen)
        if do is not None:
            do(db.session, sent=sent, channel=Door.WEB, language=i18n.current().code)
            visiting.end_visit(db.session, visit_id=g.browser_session.id)
            end_visit_here()
            kind = ChangeKind.STOPPED if chosen == "stop" else ChangeKind.DELETED
            return see_other("changing.finished", kind=kind.value)
        error = _("Choose one of the two")
    return page("rounds/doors/change_take_back.html", sent=sent, error=error, fresh_key=uuid.uuid4())


@blueprint.get("/finished/<kind>")
@anyone
def finished(kind: str) -> ResponseReturnValue:
    if kind not in (ChangeKind.STOPPED, ChangeKind.DELETED):
        abort(404)
    return page("rounds/doors/change_finished.html", is_deleted=kind == ChangeKind.DELETED)


def _this_sent() -> Sent:
    standing, door = this_standing(), this_door()
    if standing is None or door is None or not door.is_change:
        abort(404)
    response = questions.response_under(db.session, asked_in=standing.round_id, alias=standing.alias)
    sent = changing.sent_of(db.session, response=response) if response else None
    return sent or abort(404)
