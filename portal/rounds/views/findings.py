"""Findings: what we think we heard, in order, each with what it rests on."""

import uuid
from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rounds.models import Finding, Round
from portal.rounds.operations import findings
from portal.rounds.queries import findings as queries
from portal.rounds.queries import words
from portal.rounds.queries.remarks import remarks_by_finding
from portal.rounds.understanding_forms import FindingForm, choices
from portal.shared.database import db
from portal.shared.i18n import best_text, format_percent
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("findings", __name__, url_prefix="/rounds/<uuid:round_id>/findings")
WRITERS = (Role.ORGANISER, Role.ANALYST)


@blueprint.route("/")
@allowed(*WRITERS)
def list_findings(round_id: uuid.UUID) -> ResponseReturnValue:
    found = findings.findings_of(db.session, round_id=round_id)
    beside = remarks_by_finding(db.session, round_id=round_id)
    return page(
        "rounds/findings/list.html", round=the(Round, round_id), findings=found, beside=beside, form=ConfirmForm()
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(*WRITERS)
def new_finding(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), _form(round_id)
    if form.validate_on_submit():
        findings.create_finding(db.session, round_id=round_id, by=current_person_id(), **_given(form))
        return see_other("findings.list_findings", round_id=round_id)
    return page("rounds/findings/edit.html", round=round_, form=form, finding=None)


@blueprint.route("/<uuid:finding_id>", methods=["GET", "POST"])
@allowed(*WRITERS)
def change_finding(round_id: uuid.UUID, finding_id: uuid.UUID) -> ResponseReturnValue:
    finding = the_finding(round_id, finding_id)
    form = _form(round_id, finding)
    if form.validate_on_submit():
        with editing(finding, form):
            findings.change_finding(db.session, finding=finding, by=current_person_id(), **_given(form))
        return see_other("findings.list_findings", round_id=round_id)
    return page("rounds/findings/edit.html", round=the(Round, round_id), form=form, finding=finding)


@blueprint.route("/<uuid:finding_id>/up", methods=["POST"])
@allowed(*WRITERS)
def move_up(round_id: uuid.UUID, finding_id: uuid.UUID) -> ResponseReturnValue:
    findings.move_up(db.session, finding=the_finding(round_id, finding_id))
    return see_other("findings.list_findings", round_id=round_id)


@blueprint.route("/<uuid:finding_id>/delete", methods=["GET", "POST"])
@allowed(*WRITERS)
def delete_finding(round_id: uuid.UUID, finding_id: uuid.UUID) -> ResponseReturnValue:
    finding, form = the_finding(round_id, finding_id), ConfirmForm()
    if form.validate_on_submit():
        findings.delete_finding(db.session, finding=finding, by=current_person_id())
        return see_other("findings.list_findings", round_id=round_id)
    return page("rounds/findings/delete.html", round=the(Round, round_id), finding=finding, form=form)


def the_finding(round_id: uuid.UUID, finding_id: uuid.UUID) -> Finding:
    finding = the(Finding, finding_id)
    return finding if finding.round_id == round_id else abort(404)


def _form(round_id: uuid.UUID, finding: Finding | None = None) -> FindingForm:
    form = FindingForm(obj=finding)
    if finding is None:
        del form.version  # there is nothing yet that someone else could have changed
    form.theme_ids.choices = choices(
        [(theme.id, theme.name) for theme in words.themes_of(db.session, round_id=round_id)]
    )
    figures = queries.figures_of(db.session, round_id=round_id)
    form.figure_key.choices = choices([(figure.ref, _figure_words(figure)) for figure in figures])
    if form.figure_key.data not in {figure.ref for figure in figures}:
        form.figure_key.data = None  # nothing chosen, or a figure the newest release no longer has
    return form


def _figure_words(figure: queries.ReleasedFigure) -> str:
    label = best_text(dict(figure.label))[0]
    if figure.value is None:
        return label
    return f"{label} ({format_percent(figure.value) if figure.kind == 'share' else int(figure.value)})"


def _given(form: FindingForm) -> dict[str, Any]:
    return {
        "words": form.words.data,
        "theme_ids": form.theme_ids.data or [],
        "figure_key": form.figure_key.data or "",
    }
