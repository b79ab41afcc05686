"""From draft to published: each step one button, each refusal in words."""

import secrets
from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the
from portal.summaries import operations
from portal.summaries.forms import ReasonForm, SendForm
from portal.summaries.models import Summary, SummaryVersion
from portal.summaries.operations.audience import whom_to_ask
from portal.summaries.panels import panels_to_ask
from portal.summaries.views.desk.blueprint import WRITERS, blueprint
from portal.summaries.views.refusals import refusals_in_words

USUAL_SAMPLE = 20


def _back(summary: Summary) -> ResponseReturnValue:
    return see_other("summary_desk.show_summary", summary_id=summary.id)


@blueprint.route("/<uuid:summary_id>/hand-in", methods=["POST"])
@allowed(*WRITERS)
def hand_in(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    with refusals_in_words():
        operations.hand_in(db.session, summary=summary, by=current_person_id())
    return _back(summary)


@blueprint.route("/<uuid:summary_id>/send-back", methods=["POST"])
@allowed(Role.APPROVER)
def send_back(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    with refusals_in_words():
        operations.send_back(db.session, summary=summary, by=current_person_id())
    return _back(summary)


@blueprint.route("/<uuid:summary_id>/approve", methods=["POST"])
@allowed(Role.APPROVER)
def approve(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    with refusals_in_words():
        operations.approve(db.session, summary=summary, by=current_person_id())
        flash(_("Approved. It can be sent for checking."), "success")
    return _back(summary)


@blueprint.route("/<uuid:summary_id>/send", methods=["GET", "POST"])
@allowed(*WRITERS, Role.APPROVER)
def send_for_check(summary_id: UUID) -> ResponseReturnValue:
    summary, form = the(Summary, summary_id), SendForm()
    form.panel.choices = [SelectChoice(str(one.id), one.name) for one in panels_to_ask(db.session)]
    if request.method == "GET":
        form.sample.data = USUAL_SAMPLE
    if not form.validate_on_submit():
        everyone = whom_to_ask(db.session, summary=summary, sample_size=0, seed="")
        return page("summaries/desk/send.html", form=form, summary=summary, agreed=len(everyone.answered))
    with refusals_in_words():
        operations.send_for_check(
            db.session,
            summary=summary,
            until=form.until.data or clock.today(),
            talk_to={"name": form.talk_to.data or "", "phone": form.phone.data or ""},
            sample_size=form.sample.data or 0,
            seed=secrets.token_hex(8),
            by=current_person_id(),
            panel_id=UUID(form.panel.data) if form.panel.data else None,
            two_typists=bool(form.two_typists.data),
        )
        flash(_("On its way. Each message passes the send gate first."), "success")
    return _back(summary)


@blueprint.route("/<uuid:summary_id>/close-check", methods=["POST"])
@allowed(*WRITERS)
def close_check(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    with refusals_in_words():
        operations.close_check(db.session, summary=summary, by=current_person_id())
    return see_other("summary_desk.show_verdicts", summary_id=summary.id)


@blueprint.route("/<uuid:summary_id>/mark-checked", methods=["POST"])
@allowed(*WRITERS)
def mark_checked(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    with refusals_in_words():
        operations.mark_checked(db.session, summary=summary, by=current_person_id())
    return _back(summary)


@blueprint.route("/<uuid:summary_id>/publish", methods=["POST"])
@allowed(Role.APPROVER)
def publish(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    with refusals_in_words():
        version = operations.publish(db.session, summary=summary, by=current_person_id())
        return see_other("summaries.show_version", slug=summary.slug, number=version.number)
    return _back(summary)


@blueprint.route("/<uuid:summary_id>/publish-unchecked", methods=["GET", "POST"])
@allowed(Role.APPROVER)
def publish_unchecked(summary_id: UUID) -> ResponseReturnValue:
    """Without a check only for a reason, and the reason is printed."""
    summary, form = the(Summary, summary_id), ReasonForm()
    if not form.validate_on_submit():
        return page("summaries/desk/publish_unchecked.html", form=form, summary=summary)
    with refusals_in_words():
        version = operations.publish(
            db.session, summary=summary, by=current_person_id(), unchecked_because=form.why.data or ""
        )
        return see_other("summaries.show_version", slug=summary.slug, number=version.number)
    return _back(summary)


@blueprint.route("/<uuid:summary_id>/reopen", methods=["GET", "POST"])
@allowed(*WRITERS)
def reopen(summary_id: UUID) -> ResponseReturnValue:
    summary, form = the(Summary, summary_id), ReasonForm()
    if not form.validate_on_submit():
        return page("summaries/desk/reopen.html", form=form, summary=summary)
    with refusals_in_words():
        operations.reopen(db.session, summary=summary, notice={"en": form.why.data or ""}, by=current_person_id())
    return _back(summary)


@blueprint.route("/versions/<uuid:version_id>/withdraw", methods=["GET", "POST"])
@allowed(Role.APPROVER)
def withdraw(version_id: UUID) -> ResponseReturnValue:
    version, form = the(SummaryVersion, version_id), ReasonForm()
    summary = the(Summary, version.summary_id)
    if not form.validate_on_submit():
        return page("summaries/desk/withdraw.html", form=form, summary=summary, version=version)
    with refusals_in_words():
        operations.withdraw_version(
            db.session, summary=summary, version=version, why={"en": form.why.data or ""}, by=current_person_id()
        )
    return _back(summary)
