"""Paper that came back: the return code, typing it in, and settling what two people read differently."""

from typing import Any
from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.forms import Needed, PortalForm, Radios
from portal.shared.i18n import _, language_or_default
from portal.shared.web import page, see_other, the
from portal.summaries import queries
from portal.summaries.enums import VerdictKind, WhoHelped
from portal.summaries.forms import PaperCodeForm
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion
from portal.summaries.operations import papers
from portal.summaries.operations.papers import OnPaper
from portal.summaries.views.desk.blueprint import blueprint
from portal.summaries.views.desk.script import said_of, script_form, script_of
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/<uuid:summary_id>/paper", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def find_paper(summary_id: UUID) -> ResponseReturnValue:
    summary, form = the(Summary, summary_id), PaperCodeForm()
    if form.validate_on_submit():
        found = queries.invitation_by_code(db.session, code=form.code.data or "")
        if found is not None and found.summary_id == summary.id:
            return see_other("summary_desk.type_paper", invitation_id=found.id)
        form.code.errors = [_("No paper of this summary has this code. Look at each letter and number again.")]
    return page("summaries/desk/paper_code.html", form=form, summary=summary)


@blueprint.route("/paper/<uuid:invitation_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_paper(invitation_id: UUID) -> ResponseReturnValue:
    invitation = the(CheckInvitation, invitation_id)
    version = the(SummaryVersion, invitation.version_id)
    statements = script_of(invitation, version)
    form = script_form(statements)()
    if not form.validate_on_submit():
        return page(
            "summaries/desk/paper.html",
            form=form,
            summary=the(Summary, invitation.summary_id),
            statements=statements,
            script_language=language_or_default(invitation.language),
        )
    with refusals_in_words():
        typed = papers.type_paper(
            db.session, invitation=invitation, said=_on_paper(form, statements), by=current_person_id()
        )
        if typed.differences:
            return see_other("summary_desk.settle_paper", invitation_id=invitation.id)
        _say(typed.receipt)
    return see_other("summary_desk.find_paper", summary_id=invitation.summary_id)


@blueprint.route("/paper/<uuid:invitation_id>/settle", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def settle_paper(invitation_id: UUID) -> ResponseReturnValue:
    """What two people read differently: for each, which reading is right."""
    invitation = the(CheckInvitation, invitation_id)
    readings = papers.readings_of(db.session, invitation_id=invitation.id)
    differences = papers.differences_between(readings)
    if not differences:
        return see_other("summary_desk.find_paper", summary_id=invitation.summary_id)
    version = the(SummaryVersion, invitation.version_id)
    names = {str(one.id): one.words for one in script_of(invitation, version)}
    form = _settling_form(differences, readings, names)()
    if not form.validate_on_submit():
        return page("summaries/desk/paper_settle.html", form=form, summary=the(Summary, invitation.summary_id))
    with refusals_in_words():
        picks = {about: int(form[f"pick_{place}"].data) for place, about in enumerate(differences)}
        _say(papers.settle_paper(db.session, invitation=invitation, picks=picks, by=current_person_id()))
    return see_other("summary_desk.find_paper", summary_id=invitation.summary_id)


def _on_paper(form: Any, statements: Any) -> OnPaper:
    said = {about: (str(kind), comment) for about, (kind, comment) in said_of(form, statements).items()}
    return OnPaper(verdicts=said, missing=form.missing.data or "", helped=str(form.helped.data), news=form.wants_news())


def _say(receipt: str) -> None:
    if receipt:
        flash(_("Typed in. Their receipt is %(receipt)s", receipt=receipt), "success")
    else:
        flash(_("Typed in once. Someone else types it in now; it counts when both have read the same."), "success")


def _settling_form(differences: list[str], readings: list[OnPaper], names: dict[str, str]) -> type[PortalForm]:
    last_page = {
        papers.MISSING: _("Is something missing?"),
        papers.HELPED: _("Did someone help you?"),
        papers.NEWS: _("Shall we tell you what came of it?"),
    }
    fields: dict[str, object] = {}
    for place, about in enumerate(differences):
        choices = [SelectChoice(str(which), _in_words(one.part(about))) for which, one in enumerate(readings)]
        question = last_page.get(about) or names.get(about, about)
        fields[f"pick_{place}"] = Radios(question, [Needed(_("Choose what stands on the paper"))], choices=choices)
    return type("SettlingForm", (PortalForm,), fields)


def _in_words(part: Any) -> str:
    if isinstance(part, tuple):
        kind, comment = part
        return f"{VerdictKind(kind).label}: {comment}" if comment else str(VerdictKind(kind).label)
    if isinstance(part, bool):
        return _("Yes") if part else _("No")
    if part in list(WhoHelped):
        return str(WhoHelped(part).label)
    return part or _("Nothing")
