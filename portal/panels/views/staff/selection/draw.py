"""The draw: tickets made by the worker, published, the public number typed by two people."""

import uuid

from flask import abort, flash
from flask.typing import ResponseReturnValue

from portal.panels.enums import SelectionState
from portal.panels.enums.attributes import category_label, value_label
from portal.panels.errors import NeedsSecondPerson, NotYet, NumbersDiffer, WrongState
from portal.panels.forms.calls import EmptyForm, NumberForm
from portal.panels.models import Panel, PanelCall, Selection
from portal.panels.operations import selecting as operations
from portal.panels.operations.calls import standing_of
from portal.panels.queries import calls as call_queries
from portal.panels.queries import selecting as queries
from portal.panels.views.staff.calls.blueprint import call_here
from portal.panels.views.staff.selection.blueprint import blueprint, selection_here
from portal.panels.views.wording import relaxation_words
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.export import hand_out
from portal.shared.i18n import _
from portal.shared.queue import Job, JobState
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the


@blueprint.route("/calls/<uuid:call_id>/draw")
@allowed(Role.ORGANISER, Role.APPROVER)
def show_draws(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    return page(
        "panels/selection/list.html",
        panel=panel,
        call=call,
        standing=standing_of(call),
        people=len(call_queries.pool_of_call(db.session, call_id=call.id)),
        selections=queries.selections_of(db.session, call_id=call.id),
        under_way=queries.under_way(db.session, call_id=call.id),
        form=EmptyForm(),
    )


@blueprint.route("/calls/<uuid:call_id>/draw/start", methods=["POST"])
@allowed(Role.ORGANISER)
def start(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    call = call_here(panel_id, call_id)
    return _started(panel_id, call, replacement_for=None)


@blueprint.route("/calls/<uuid:call_id>/draw/again", methods=["POST"])
@allowed(Role.ORGANISER)
def start_again(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    """Lots for the seats that fell free, where no reserve keeps the targets. Whoever is on the panel stays."""
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    free = queries.free_seats(db.session, panel=panel, call=call)
    if free < 1:
        flash(_("Every seat is taken."), "error")
        return see_other("panel_selection.show_seats", panel_id=panel.id, call_id=call.id)
    return _started(panel_id, call, replacement_for=free)


def _started(panel_id: uuid.UUID, call: PanelCall, *, replacement_for: int | None) -> ResponseReturnValue:
    try:
        selection = operations.start_selection(
            db.session, call=call, by=current_person_id(), replacement_for=replacement_for
        )
    except NotYet:
        flash(_("The draw can begin when the call is closed and no other draw is under way."), "error")
        return see_other("panel_selection.show_draws", panel_id=panel_id, call_id=call.id)
    return see_other("jobs.show_job", job_id=selection.job_id, next=f"/panels/{panel_id}/draws/{selection.id}")


@blueprint.route("/draws/<uuid:selection_id>")
@allowed(Role.ORGANISER, Role.APPROVER)
def show_selection(panel_id: uuid.UUID, selection_id: uuid.UUID) -> ResponseReturnValue:
    panel, selection = the(Panel, panel_id), selection_here(panel_id, selection_id)
    job = db.session.get(Job, selection.job_id) if selection.job_id else None
    return page(
        "panels/selection/show.html",
        panel=panel,
        call=the(PanelCall, selection.call_id),
        selection=selection,
        job=job,
        was_stopped=job is not None and job.state in (JobState.CANCELLED, JobState.FAILED),
        relaxation=relaxation_words(selection),
        rows=_rows(selection),
        form=NumberForm(),
        may_check=selection.typed_by != current_person_id(),
    )


def _rows(selection: Selection) -> list[tuple[str, str, int, int, int, int | None]]:
    return [
        (
            category_label(row["category"]),
            value_label(row["category"], row["value"]),
            row["least"],
            row["most"],
            row["pool"],
            row["chosen"],
        )
        for row in selection.figures.get("rows", ())
    ]


@blueprint.route("/draws/<uuid:selection_id>/publish", methods=["POST"])
@allowed(Role.ORGANISER)
def publish(panel_id: uuid.UUID, selection_id: uuid.UUID) -> ResponseReturnValue:
    selection = selection_here(panel_id, selection_id)
    if selection.state is not SelectionState.READY:
        abort(404)
    operations.publish_tickets(db.session, selection=selection, by=current_person_id())
    return _back(selection)


@blueprint.route("/draws/<uuid:selection_id>/number", methods=["POST"])
@allowed(Role.ORGANISER, Role.APPROVER)
def type_number(panel_id: uuid.UUID, selection_id: uuid.UUID) -> ResponseReturnValue:
    """The first person types it; the second types it again, without seeing what the first typed."""
    selection, form = selection_here(panel_id, selection_id), NumberForm()
    if not form.validate_on_submit():
        flash(_("Type the number"), "error")
        return _back(selection)
    try:
        if selection.state is SelectionState.NUMBER_TYPED:
            operations.check_number(db.session, selection=selection, number=form.number.data, by=current_person_id())
        else:
            operations.type_number(db.session, selection=selection, number=form.number.data, by=current_person_id())
    except NeedsSecondPerson:
        flash(_("Another person must type the number, too."), "error")
    except NumbersDiffer:
        flash(_("The two numbers are not the same. Look again, then both type it once more."), "error")
    except NotYet:
        flash(_("The day of the draw has not come."), "error")
    except WrongState:
        abort(404)
    return _back(selection)


@blueprint.route("/draws/<uuid:selection_id>/set-aside", methods=["POST"])
@allowed(Role.ORGANISER)
def set_aside(panel_id: uuid.UUID, selection_id: uuid.UUID) -> ResponseReturnValue:
    selection = selection_here(panel_id, selection_id)
    try:
        operations.set_aside(db.session, selection=selection, by=current_person_id())
    except WrongState:
        abort(404)
    return see_other("panel_selection.show_draws", panel_id=panel_id, call_id=selection.call_id)


@blueprint.route("/draws/<uuid:selection_id>/ease", methods=["POST"])
@allowed(Role.ORGANISER)
def ease(panel_id: uuid.UUID, selection_id: uuid.UUID) -> ResponseReturnValue:
    """Takes the smallest change to the targets; the draw is begun again with it."""
    selection = selection_here(panel_id, selection_id)
    try:
        operations.ease_targets(db.session, selection=selection, by=current_person_id())
    except WrongState:
        abort(404)
    flash(_("The targets were changed. Begin the draw again."), "success")
    return see_other("panel_selection.show_draws", panel_id=panel_id, call_id=selection.call_id)


@blueprint.route("/draws/<uuid:selection_id>/whole-file", methods=["POST"])
@allowed(Role.ORGANISER, Role.AUDITOR)
def whole_file(panel_id: uuid.UUID, selection_id: uuid.UUID) -> ResponseReturnValue:
    """With what everyone said about themselves under their numbers: for an auditor, who must not pass it on."""
    selection = selection_here(panel_id, selection_id)
    if not selection.lottery:
        abort(404)
    made = hand_out(
        db.session,
        name="tickets-whole.json",
        media_type="application/json",
        content=selection.lottery.encode(),
        taken_by=current_person_id(),
        why="panel_lottery",
        about_id=selection.id,
    )
    keep_even_though_refused()
    return file_answer(made.content, name=made.name, media_type=made.media_type)


def _back(selection: Selection) -> ResponseReturnValue:
    return see_other("panel_selection.show_selection", panel_id=selection.panel_id, selection_id=selection.id)
