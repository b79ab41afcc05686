"""Saying whether promises were kept: by link or code, without an account, one promise per page, sent once."""

from flask import Blueprint, abort, current_app, g, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people import operations as people
from portal.people.access import anyone, invited, invited_subject_id
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.promises import operations, queries
from portal.promises.enums import KeptVerdict
from portal.promises.errors import AskingOver
from portal.promises.forms import KeptForm
from portal.promises.models import Promise, PromiseAsking, PromiseInvitation
from portal.rounds.views.participant.door import other_doors
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.pictures import catalogue
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other, the
from portal.summaries.forms import SendAnswersForm, StepForm
from portal.summaries.models import Summary

blueprint = Blueprint("kept", __name__)
PICTURES = {KeptVerdict.YES: "yes", KeptVerdict.PARTLY: "okay", KeptVerdict.NO: "no"}


def open_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a code of ours, typed on the one page for codes; None for any other code."""
    invitation = queries.invitation_by_code(db.session, code=typed)
    return _begin(invitation) if invitation else None


other_doors.append(open_by_code)


@blueprint.route("/p/<token>", methods=["GET", "POST"])
@anyone
@repeatable
def welcome(token: str) -> ResponseReturnValue:
    """Opening the link shows only what this is: mail scanners open links too. Pressing the button begins."""
    invitation = queries.invitation_by_link(db.session, token=token)
    if invitation is None:
        abort(404)
    if "language" not in session:
        i18n.speak(invitation.language)
    form, asking = StepForm(), the(PromiseAsking, invitation.asking_id)
    if form.validate_on_submit():
        return _begin(invitation)
    return page(
        "promises/kept/welcome.html",
        form=form,
        summary=the(Summary, asking.summary_id),
        asking=asking,
        is_open=operations.is_open(asking),
        has_answered=invitation.answered_at is not None,
    )


@blueprint.route("/kept/<int:number>", methods=["GET", "POST"])
@invited(SessionKind.PROMISES)
def show_promise(number: int) -> ResponseReturnValue:
    invitation, promises = _visit()
    if not 1 <= number <= len(promises):
        abort(404)
    promise, form = promises[number - 1], _form()
    if request.method == "POST" and _may_keep(form):
        operations.keep_saying(
            db.session,
            invitation=invitation,
            promise_id=str(promise.id),
            verdict=None if _skips() else KeptVerdict(form.verdict.data),
            comment="" if _skips() else form.comment.data or "",
            visit=_visit_id(),
        )
        if number == len(promises):
            return see_other("kept.send")
        return see_other("kept.show_promise", number=number + 1)
    if request.method == "GET":
        said = operations.said_so_far(invitation).here(str(promise.id), visit=_visit_id())
        form.verdict.data, form.comment.data = said
    return page(
        "promises/kept/promise.html",
        form=form,
        promise=promise,
        number=number,
        total=len(promises),
        evidence=[one for one in queries.evidence_of(db.session, promise_id=promise.id) if one.shown_at],
        choices=[(kind.value, kind.label, None, _drawing(PICTURES[kind])) for kind in KeptVerdict],
        back_url=url_for("kept.show_promise", number=number - 1) if number > 1 else None,
    )


@blueprint.route("/kept/send", methods=["GET", "POST"])
@invited(SessionKind.PROMISES)
def send() -> ResponseReturnValue:
    invitation, promises = _visit()
    form = SendAnswersForm()
    if form.validate_on_submit():
        operations.send_said(db.session, invitation=invitation, helped=form.helped.data)
        return see_other("kept.done")
    if invitation.answered_at is not None:
        return see_other("kept.done")
    said = operations.said_so_far(invitation)
    return page(
        "promises/kept/send.html",
        form=form,
        rows=[(one, _verdict(said.here(str(one.id), visit=_visit_id())[0])) for one in promises],
        back_url=url_for("kept.show_promise", number=len(promises)),
    )


@blueprint.route("/kept/done")
@invited(SessionKind.PROMISES)
def done() -> ResponseReturnValue:
    invitation = the(PromiseInvitation, invited_subject_id())
    if invitation.answered_at is None:
        return see_other("kept.show_promise", number=1)
    return page("promises/kept/done.html", receipt=invitation.receipt)


@blueprint.route("/kept/over")
@anyone
def over() -> ResponseReturnValue:
    return page("promises/kept/over.html")


@blueprint.errorhandler(AskingOver)
def asking_over(_error: AskingOver) -> ResponseReturnValue:
    db.session.rollback()
    return see_other("kept.over")


def _begin(invitation: PromiseInvitation) -> ResponseReturnValue:
    asking = the(PromiseAsking, invitation.asking_id)
    if invitation.answered_at is not None or not operations.is_open(asking):
        return see_other("kept.over")
    hours = current_app.extensions["settings"].participant_session_hours
    visit = people.begin_session(db.session, kind=SessionKind.PROMISES, hours=hours, subject_id=invitation.id)
    end_visit_here()  # a shared phone: of the visit before this one nothing is left
    session["visit"] = str(visit.id)
    session.setdefault("language", invitation.language)
    return see_other("kept.show_promise", number=1)


def _visit() -> tuple[PromiseInvitation, list[Promise]]:
    """Who is here, and the promises they are asked about.

    Raises:
        AskingOver: it is sent, or the last day is over.
    """
    invitation = the(PromiseInvitation, invited_subject_id())
    asking = the(PromiseAsking, invitation.asking_id)
    is_sent = invitation.answered_at is not None
    if (is_sent and request.endpoint != "kept.send") or (not is_sent and not operations.is_open(asking)):
        raise AskingOver
    return invitation, queries.promises_asked_about(db.session, asking=asking)


def _form() -> KeptForm:
    form = KeptForm()
    form.verdict.choices = [SelectChoice(kind.value, str(kind.label)) for kind in KeptVerdict]
    return form


def _skips() -> bool:
    return request.form.get("do") == "skip"


def _may_keep(form: KeptForm) -> bool:
    if _skips():
        return bool(form.validate())
    if form.validate() and form.verdict.data is None:
        form.verdict.errors = [_("Choose one of the answers, or skip this one")]
        return False
    return not form.errors


def _drawing(concept: str) -> str | None:
    if not g.preferences.show_pictures:
        return None
    asset = current_app.jinja_env.globals["asset"]
    name = catalogue.static_name(concept, i18n.current().code)
    return str(asset(name if name.startswith("pictures/") else f"pictures/{name}"))  # type: ignore[operator]


def _verdict(value: str) -> KeptVerdict | None:
    return KeptVerdict(value) if value else None


def _visit_id() -> str:
    return str(g.browser_session.id)
