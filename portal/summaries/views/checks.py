"""Checking a summary: by link or code, without an account, one statement per page, sent once."""

from flask import Blueprint, abort, current_app, g, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.people import operations as people
from portal.people.access import anyone, invited, invited_subject_id
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.rounds.views.participant.door import other_doors
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.enums import VerdictKind
from portal.summaries.errors import CheckOver
from portal.summaries.forms import MissingForm, SendAnswersForm, StepForm, VerdictForm
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion
from portal.summaries.operations.verdicts import SaidSoFar, is_open, takes_answers, to_check
from portal.summaries.pictures import catalogue, gallery
from portal.summaries.reading import ReadStatement, ReadSummary, as_read, quote_ids

blueprint = Blueprint("checks", __name__)
CHOICE_PICTURES = {
    VerdictKind.RIGHT: "yes",
    VerdictKind.NEARLY: "okay",
    VerdictKind.WRONG: "no",
    VerdictKind.LEAVE_OUT: "say_no",
    VerdictKind.NOT_UNDERSTOOD: "confused",
}


@blueprint.route("/c")
@anyone
def enter_code() -> ResponseReturnValue:
    """The short address printed on paper."""
    return see_other("participant.enter_code")


def open_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a code of ours, typed on the one page for codes; None for any other code."""
    invitation = queries.invitation_by_code(db.session, code=typed)
    return _begin(invitation) if invitation else None


other_doors.append(open_by_code)


@blueprint.route("/c/<token>", methods=["GET", "POST"])
@anyone
@repeatable
def welcome(token: str) -> ResponseReturnValue:
    """Opening the link shows only what this is: mail scanners open links too. Pressing the button begins."""
    invitation = queries.invitation_by_link(db.session, token=token)
    if invitation is None:
        abort(404)
    if "language" not in session:
        i18n.speak(invitation.language)
    form = StepForm()
    if form.validate_on_submit():
        return _begin(invitation)
    summary, version = _about(invitation)
    return page(
        "summaries/check/welcome.html",
        form=form,
        read=_read(version),
        version=version,
        is_open=takes_answers(db.session, summary, version),
        is_late=not is_open(db.session, summary, version),
        has_answered=invitation.answered_at is not None,
    )


@blueprint.route("/check/<int:number>", methods=["GET", "POST"])
@invited(SessionKind.CHECKER)
def show_statement(number: int) -> ResponseReturnValue:
    invitation, read, statements = _visit()
    if not 1 <= number <= len(statements):
        abort(404)
    statement, form = statements[number - 1], VerdictForm()
    if request.method == "POST" and _may_keep(form):
        operations.keep_verdict(
            db.session,
            invitation=invitation,
            statement_id=str(statement.id),
            verdict=VerdictKind.SKIP if _skips() else VerdictKind(form.verdict.data),
            comment=form.comment.data or "",
            visit=_visit_id(),
        )
        if number == len(statements):
            return see_other("checks.show_missing")
        return see_other("checks.show_statement", number=number + 1)
    if request.method == "GET":
        said = operations.said_so_far(db.session, invitation=invitation)
        form.verdict.data, form.comment.data = said.verdict(str(statement.id), visit=_visit_id())
    return page(
        "summaries/check/statement.html",
        form=form,
        read=read,
        statement=statement,
        number=number,
        total=len(statements),
        pictures={kind: _drawing(concept) for kind, concept in CHOICE_PICTURES.items()},
        kinds=list(CHOICE_PICTURES),
        back_url=url_for("checks.show_statement", number=number - 1) if number > 1 else None,
    )


@blueprint.route("/check/missing", methods=["GET", "POST"])
@invited(SessionKind.CHECKER)
def show_missing() -> ResponseReturnValue:
    invitation, read, statements = _visit()
    form = MissingForm()
    if form.validate_on_submit():
        words = "" if _skips() else form.words.data or ""
        operations.keep_missing(db.session, invitation=invitation, words=words, visit=_visit_id())
        return see_other("checks.send")
    if request.method == "GET":
        said = operations.said_so_far(db.session, invitation=invitation)
        form.words.data = said.missing if said.missing_visit == _visit_id() else ""
    return page(
        "summaries/check/missing.html",
        form=form,
        read=read,
        back_url=url_for("checks.show_statement", number=len(statements)),
    )


@blueprint.route("/check/send", methods=["GET", "POST"])
@invited(SessionKind.CHECKER)
def send() -> ResponseReturnValue:
    invitation, read, statements = _visit()
    form = SendAnswersForm()
    if form.validate_on_submit():
        operations.submit_check(db.session, invitation=invitation, helped=form.helped.data)
        return see_other("checks.done")
    if invitation.answered_at is not None:
        return see_other("checks.done")
    said = operations.said_so_far(db.session, invitation=invitation)
    return page(
        "summaries/check/send.html",
        form=form,
        read=read,
        rows=[(one, _verdict_here(said, one)) for one in statements],
        back_url=url_for("checks.show_missing"),
    )


@blueprint.route("/check/done")
@invited(SessionKind.CHECKER)
def done() -> ResponseReturnValue:
    invitation = the(CheckInvitation, invited_subject_id())
    if invitation.answered_at is None:
        return see_other("checks.show_statement", number=1)
    return page("summaries/check/done.html", receipt=invitation.receipt)


@blueprint.route("/check/over")
@anyone
def over() -> ResponseReturnValue:
    return page("summaries/check/over.html")


@blueprint.errorhandler(CheckOver)
def check_over(_error: CheckOver) -> ResponseReturnValue:
    db.session.rollback()
    return see_other("checks.over")


def _begin(invitation: CheckInvitation) -> ResponseReturnValue:
    summary, version = _about(invitation)
    if invitation.answered_at is not None or not takes_answers(db.session, summary, version):
        return see_other("checks.over")
    operations.open_check(db.session, invitation=invitation)
    hours = current_app.extensions["settings"].participant_session_hours
    visit = people.begin_session(db.session, kind=SessionKind.CHECKER, hours=hours, subject_id=invitation.id)
    end_visit_here()  # a shared phone: of the visit before this one nothing is left
    session["visit"] = str(visit.id)
    session.setdefault("language", invitation.language)
    return _next_step(invitation, version)


def _next_step(invitation: CheckInvitation, version: SummaryVersion) -> ResponseReturnValue:
    """The first statement nothing was said of; where someone left off on another phone."""
    said = operations.said_so_far(db.session, invitation=invitation)
    for number, statement_id in enumerate(to_check(version), start=1):
        if statement_id not in said.verdicts:
            return see_other("checks.show_statement", number=number)
    return see_other("checks.send" if said.missing_seen else "checks.show_missing")


def _about(invitation: CheckInvitation) -> tuple[Summary, SummaryVersion]:
    return the(Summary, invitation.summary_id), the(SummaryVersion, invitation.version_id)


def _visit() -> tuple[CheckInvitation, ReadSummary, list[ReadStatement]]:
    """Who is here, what they are reading, and the statements they are asked about.

    Raises:
        CheckOver: the answers are sent, or the check has ended.
    """
    invitation = the(CheckInvitation, invited_subject_id())
    summary, version = _about(invitation)
    if invitation.answered_at is not None:
        if request.endpoint != "checks.send":
            raise CheckOver
    elif not takes_answers(db.session, summary, version):
        raise CheckOver
    read = _read(version)
    return invitation, read, [one for one in read.statements if one.section.is_checked]


def _read(version: SummaryVersion) -> ReadSummary:
    language = i18n.current().code
    if language == "en" and g.preferences.easy_read == "yes":
        language = "en-easy"
    quotes = queries.quotes_by_id(db.session, ids=quote_ids(version.content))
    return as_read(
        version.content,
        language=language,
        quotes=quotes,
        without=gallery.no_longer_shown(db.session, content=version.content),
    )


def _skips() -> bool:
    """Which of the two buttons was pressed; it is no field of the form, since a hidden one would come first."""
    return request.form.get("do") == "skip"


def _may_keep(form: VerdictForm) -> bool:
    if not form.validate():
        return False
    if not _skips() and form.verdict.data is None:
        form.verdict.errors = [_("Choose one of the answers, or skip this one")]
        return False
    return True


def _drawing(concept: str) -> str:
    return catalogue.static_name(concept, i18n.current().code).removeprefix("pictures/")


def _verdict_here(said: SaidSoFar, statement: ReadStatement) -> VerdictKind | None:
    kind, _comment = said.verdict(str(statement.id), visit=_visit_id())
    return VerdictKind(kind) if kind else None


def _visit_id() -> str:
    return str(g.browser_session.id)
