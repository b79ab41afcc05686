"""A last look, sending it once, and the receipt."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.people.access import invited, invited_subject_id
from portal.people.enums import SessionKind
from portal.shared.database import db
from portal.shared.web import page, see_other, the
from portal.summaries import operations
from portal.summaries.enums import CheckChannel, VerdictKind
from portal.summaries.forms import SendAnswersForm, StepForm
from portal.summaries.models import CheckInvitation
from portal.summaries.operations.verdicts import SaidSoFar
from portal.summaries.reading import ReadStatement
from portal.summaries.views.checks.visit import blueprint, is_shared_device, this_visit, visit_id


@blueprint.route("/check/send", methods=["GET", "POST"])
@invited(SessionKind.CHECKER)
def send() -> ResponseReturnValue:
    invitation, read, statements = this_visit()
    form = SendAnswersForm()
    if form.validate_on_submit():
        operations.submit_check(
            db.session,
            invitation=invitation,
            helped=form.helped.data,
            wants_news=form.wants_news(),
            channel=CheckChannel.IN_PERSON if is_shared_device() else CheckChannel.WEB,
        )
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
    return page("summaries/check/done.html", receipt=invitation.receipt, is_late=invitation.is_late, form=StepForm())


def _verdict_here(said: SaidSoFar, statement: ReadStatement) -> VerdictKind | None:
    kind, _comment = said.verdict(str(statement.id), visit=visit_id())
    return VerdictKind(kind) if kind else None
