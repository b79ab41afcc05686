"""How like the people it speaks for a panel is, and who closes which gap by when."""

import uuid

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.panels.enums.attributes import category_label, value_label
from portal.panels.forms.calls import EmptyForm, GapForm
from portal.panels.models import GapTask, Panel
from portal.panels.operations.gaps import begin_gap_task, end_gap_task
from portal.panels.queries import selecting as queries
from portal.panels.views.staff.selection.blueprint import blueprint
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.queries import all_accounts
from portal.shared.database import db
from portal.shared.forms import SelectChoice
from portal.shared.web import page, see_other, the


@blueprint.route("/missing")
@allowed(Role.ORGANISER, Role.COMMISSIONER)
def show_gaps(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    found = queries.gaps(db.session, panel)
    tasks = queries.gap_tasks_of(db.session, panel_id=panel.id)
    return page(
        "panels/selection/gaps.html",
        panel=panel,
        gaps=[(gap, category_label(gap.category), value_label(gap.category, gap.value)) for gap in found],
        tasks=[(task, f"{category_label(task.category)}, {value_label(task.category, task.value)}") for task in tasks],
        has_owner={(task.category, task.value) for task in tasks if task.done_at is None},
        names={one.id: one.display_name for one in all_accounts(db.session)},
        form=EmptyForm(),
    )


@blueprint.route("/missing/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_gap_task(panel_id: uuid.UUID) -> ResponseReturnValue:
    """The words of a place may hold any sign: what is missing travels in the query."""
    panel, form = the(Panel, panel_id), GapForm()
    category, value = request.args.get("category", ""), request.args.get("value", "")
    gap = next((g for g in queries.gaps(db.session, panel) if (g.category, g.value) == (category, value)), None)
    if gap is None:
        abort(404)
    staff = [one for one in all_accounts(db.session) if one.active]
    form.owner.choices = [SelectChoice(str(one.id), one.display_name) for one in staff]
    if not form.validate_on_submit():
        what = f"{category_label(category)}, {value_label(category, value)}"
        return page("panels/selection/gap.html", panel=panel, form=form, what=what)
    assert form.due.data is not None
    begin_gap_task(
        db.session,
        panel=panel,
        gap=gap,
        owner_id=uuid.UUID(form.owner.data),
        due=form.due.data,
        by=current_person_id(),
    )
    return see_other("panel_selection.show_gaps", panel_id=panel.id)


@blueprint.route("/missing/done/<uuid:task_id>", methods=["POST"])
@allowed(Role.ORGANISER)
def end_task(panel_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    task = the(GapTask, task_id)
    if task.panel_id != panel_id:
        abort(404)
    end_gap_task(db.session, task=task, by=current_person_id())
    return see_other("panel_selection.show_gaps", panel_id=panel_id)
