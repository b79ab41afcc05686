"""Bringing in a file of people: what is wrong with it in words, and nothing of it before someone agreed."""

import json
import uuid
from typing import Any

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from portal.panels.enums import PoolImportState
from portal.panels.enums.attributes import category_label
from portal.panels.errors import CallNotOpen, WrongState
from portal.panels.forms.calls import EmptyForm, PoolFileForm
from portal.panels.models import Panel, PanelCall, PoolImport
from portal.panels.operations import pool_files as operations
from portal.panels.queries import calls as queries
from portal.panels.queries.selecting import own_values
from portal.panels.rules.pool_files import CONTACTS, words_of
from portal.panels.views.staff.calls.blueprint import blueprint, call_here
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rosters.errors import FileRefused
from portal.rosters.rules.problems import Problem, problem_words, refusal
from portal.shared.database import db
from portal.shared.i18n import _, lazy
from portal.shared.web import page, see_other, the

FIELD_NAMES = {
    "name": lazy("Name"),
    "email": lazy("Email"),
    "mobile": lazy("Mobile number"),
    "address": lazy("Address"),
    "postcode": lazy("Postcode"),
    "language": lazy("Language"),
}


@blueprint.route("/<uuid:call_id>/files", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def list_files(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    panel, call, form = the(Panel, panel_id), call_here(panel_id, call_id), PoolFileForm()
    if form.validate_on_submit():
        try:
            row = _taken(call, form)
        except FileRefused as refused:
            form.file.errors = (problem_words(refusal(refused)),)
        except CallNotOpen:
            form.file.errors = (_("This call takes nobody now."),)
        else:
            return see_other("panel_calls.show_file", panel_id=panel.id, call_id=call.id, import_id=row.id)
    files = queries.imports_of_call(db.session, call_id=call.id)
    return page("panels/calls/files.html", panel=panel, call=call, form=form, files=files)


@blueprint.route("/<uuid:call_id>/files/<uuid:import_id>")
@allowed(Role.ORGANISER)
def show_file(panel_id: uuid.UUID, call_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    panel, call, row = the(Panel, panel_id), call_here(panel_id, call_id), file_in(call_id, import_id)
    return page(
        "panels/calls/file.html",
        panel=panel,
        call=call,
        row=row,
        problems=_problems(row, call),
        fields=_fields(call),
        form=EmptyForm(),
    )


@blueprint.route("/<uuid:call_id>/files/<uuid:import_id>/columns", methods=["POST"])
@allowed(Role.ORGANISER)
def change_columns(panel_id: uuid.UUID, call_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Other columns than we guessed. One column is one thing only: the first that names it has it."""
    call, row = call_here(panel_id, call_id), file_in(call_id, import_id)
    mapping: dict[str, int] = {}
    for name, _label in _fields(call):
        place = request.form.get(f"column_{name}", "")
        if place.isdecimal() and int(place) < len(row.headings) and int(place) not in mapping.values():
            mapping[name] = int(place)
    try:
        operations.change_mapping(db.session, row=row, mapping=mapping)
    except (WrongState, FileRefused):
        flash(_("This file cannot be read any more. Bring it in again."), "error")
    return see_other("panel_calls.show_file", panel_id=panel_id, call_id=call.id, import_id=row.id)


@blueprint.route("/<uuid:call_id>/files/<uuid:import_id>/bring-in", methods=["POST"])
@allowed(Role.ORGANISER)
def bring_in(panel_id: uuid.UUID, call_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    call, row = call_here(panel_id, call_id), file_in(call_id, import_id)
    try:
        job = operations.agree_to_import(db.session, row=row, by=current_person_id())
    except WrongState:
        flash(_("There are still problems in this file."), "error")
        return see_other("panel_calls.show_file", panel_id=panel_id, call_id=call.id, import_id=row.id)
    return see_other("jobs.show_job", job_id=job.id, next=f"/panels/{panel_id}/calls/{call.id}/people")


@blueprint.route("/<uuid:call_id>/files/<uuid:import_id>/throw-away", methods=["POST"])
@allowed(Role.ORGANISER)
def throw_away(panel_id: uuid.UUID, call_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    call, row = call_here(panel_id, call_id), file_in(call_id, import_id)
    if row.state is PoolImportState.IMPORTED:
        abort(404)
    operations.throw_away(db.session, row=row, by=current_person_id())
    return see_other("panel_calls.list_files", panel_id=panel_id, call_id=call.id)


def _taken(call: PanelCall, form: PoolFileForm) -> PoolImport:
    given: Any = form.file.data
    agreed_on: Any = form.agreed_on.data
    return operations.take_file(
        db.session,
        call=call,
        content=given.read(),
        file_name=given.filename,
        agreed_on=agreed_on,
        by=current_person_id(),
    )


def file_in(call_id: uuid.UUID, import_id: uuid.UUID) -> PoolImport:
    row = the(PoolImport, import_id)
    if row.call_id != call_id or row.state is PoolImportState.THROWN_AWAY:
        abort(404)
    return row


def _fields(call: PanelCall) -> list[tuple[str, str]]:
    usual = [(name, str(FIELD_NAMES[name])) for name in CONTACTS]
    return usual + [(one["key"], category_label(one["key"])) for one in call.attributes]


def _problems(row: PoolImport, call: PanelCall) -> list[str]:
    names = {row.headings[place]: name for name, place in row.mapping.items()}
    found = [Problem(*one) for one in json.loads(row.problems or "[]")]
    return [words_of(one, values=own_values(call), names=names) for one in found]
