"""The panel: who agreed to check summaries, and thanks for their work."""

from uuid import UUID

from flask import abort, flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rosters.queries import all_services
from portal.shared import clock, i18n
from portal.shared.database import db
from portal.shared.export import WRITERS
from portal.shared.i18n import _
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the
from portal.summaries import queries
from portal.summaries.enums import ThanksState
from portal.summaries.errors import NotReady
from portal.summaries.forms import MemberForm, PanelForm, StepForm, ThanksForm
from portal.summaries.models import CheckInvitation, CheckPanel, CheckPanelMember, CheckThanks, Summary, SummaryVersion
from portal.summaries.operations import panels
from portal.summaries.operations.thanking import export_thanks
from portal.summaries.views.desk.blueprint import blueprint
from portal.summaries.views.refusals import refusals_in_words

FILES = ("csv", "xlsx", "ods", "json")


@blueprint.route("/panels", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def list_panels() -> ResponseReturnValue:
    form = PanelForm()
    if form.validate_on_submit():
        panel = panels.start_panel(db.session, name=form.name.data or "", by=current_person_id())
        return see_other("summary_desk.show_panel", panel_id=panel.id)
    return page("summaries/desk/panels.html", form=form, rows=queries.panels_with_sizes(db.session))


@blueprint.route("/panels/<uuid:panel_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_panel(panel_id: UUID) -> ResponseReturnValue:
    panel, form = the(CheckPanel, panel_id), MemberForm()
    form.service.choices = [SelectChoice(str(one.id), i18n.best_text(one.name)[0]) for one in all_services(db.session)]
    if form.validate_on_submit():
        try:
            panels.add_to_panel(
                db.session,
                panel=panel,
                service_id=UUID(str(form.service.data)),
                reference=form.reference.data or "",
                agreed_on=form.agreed_on.data or clock.today(),
                by=current_person_id(),
            )
            return see_other("summary_desk.show_panel", panel_id=panel.id)
        except NotReady as error:
            form.form_errors.extend(error.reasons)
    members = queries.panel_members(db.session, panel_id=panel.id)
    return page("summaries/desk/panel.html", form=form, panel=panel, members=members, step=StepForm())


@blueprint.route("/panels/members/<uuid:member_id>/leave", methods=["POST"])
@allowed(Role.ORGANISER)
def leave_panel(member_id: UUID) -> ResponseReturnValue:
    member = the(CheckPanelMember, member_id)
    panels.leave_panel(db.session, member=member, by=current_person_id())
    return see_other("summary_desk.show_panel", panel_id=member.panel_id)


@blueprint.route("/versions/<uuid:version_id>/thanks")
@allowed(Role.ORGANISER)
def list_thanks(version_id: UUID) -> ResponseReturnValue:
    """Everyone on the panel who was asked to check this version, and what was agreed with them."""
    version = the(SummaryVersion, version_id)
    return page(
        "summaries/desk/thanks.html",
        version=version,
        summary=the(Summary, version.summary_id),
        rows=queries.panel_checkers(db.session, version_id=version.id),
        states=[ThanksState.PAID, ThanksState.NOT_WANTED],
        form=StepForm(),
        files=FILES,
    )


@blueprint.route("/calls/<uuid:invitation_id>/thanks", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def agree_thanks(invitation_id: UUID) -> ResponseReturnValue:
    invitation, form = the(CheckInvitation, invitation_id), ThanksForm()
    version = the(SummaryVersion, invitation.version_id)
    if not form.validate_on_submit():
        return page("summaries/desk/agree_thanks.html", form=form, version=version)
    with refusals_in_words():
        panels.agree_thanks(
            db.session,
            version=version,
            person_id=invitation.person_id,
            pence=round((form.pounds.data or 0) * 100),
            minutes=form.minutes.data or 0,
            by=current_person_id(),
        )
    return see_other("summary_desk.list_thanks", version_id=version.id)


@blueprint.route("/thanks/<uuid:thanks_id>/<state>", methods=["POST"])
@allowed(Role.ORGANISER)
def settle_thanks(thanks_id: UUID, state: str) -> ResponseReturnValue:
    thanks = the(CheckThanks, thanks_id)
    if state not in list(ThanksState):
        abort(404)
    with refusals_in_words():
        panels.settle_thanks(
            db.session, thanks=thanks, state=ThanksState(state), on=clock.today(), by=current_person_id()
        )
        flash(_("Noted."), "success")
    return see_other("summary_desk.list_thanks", version_id=thanks.version_id)


@blueprint.route("/versions/<uuid:version_id>/thanks.<kind>", methods=["POST"])
@allowed(Role.ORGANISER)
def take_thanks(version_id: UUID, kind: str) -> ResponseReturnValue:
    version = the(SummaryVersion, version_id)
    made = export_thanks(db.session, version=version, kind=kind if kind in WRITERS else "csv", by=current_person_id())
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)
