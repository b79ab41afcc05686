"""The ways in: the link, the code, a tablet; and the page for who comes too late."""

from flask import abort, current_app, session
from flask.typing import ResponseReturnValue

from portal.people import operations as people
from portal.people.access import anyone
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.rounds.models import Kiosk
from portal.rounds.views.doors.kiosk import other_kiosk_doors
from portal.rounds.views.participant.door import other_doors
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other
from portal.summaries import operations, queries
from portal.summaries.forms import StepForm
from portal.summaries.models import CheckInvitation, SummaryVersion
from portal.summaries.operations.timely import is_open, takes_answers
from portal.summaries.operations.verdicts import to_check
from portal.summaries.round_source import KIND as ROUND
from portal.summaries.views.checks.visit import about, as_they_read, blueprint


@blueprint.route("/c")
@anyone
def enter_code() -> ResponseReturnValue:
    """The short address printed on paper."""
    return see_other("participant.enter_code")


def open_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a code of ours, typed on the one page for codes; None for any other code."""
    invitation = queries.invitation_by_code(db.session, code=typed)
    return _begin(invitation) if invitation else None


def open_on_kiosk(kiosk: Kiosk, typed: str) -> ResponseReturnValue | None:
    """The same on a lent tablet, for people of the round it was lent for."""
    invitation = queries.invitation_by_code(db.session, code=typed)
    if invitation is None:
        return None
    summary, _version = about(invitation)
    return _begin(invitation) if (summary.source_kind, summary.source_id) == (ROUND, kiosk.round_id) else None


other_doors.append(open_by_code)
other_kiosk_doors.append(open_on_kiosk)


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
    summary, version = about(invitation)
    return page(
        "summaries/check/welcome.html",
        form=form,
        read=as_they_read(version),
        version=version,
        token=token,
        is_open=takes_answers(db.session, summary, version),
        is_late=not is_open(db.session, summary, version),
        has_answered=invitation.answered_at is not None,
    )


@blueprint.route("/check/over")
@anyone
def over() -> ResponseReturnValue:
    return page("summaries/check/over.html")


def _begin(invitation: CheckInvitation) -> ResponseReturnValue:
    summary, version = about(invitation)
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
