"""Who is missing from the answers, and who sees to it, by when."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.people import queries as people
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds.enums import OutreachStep, TaskState
from portal.rounds.errors import NotDue
from portal.rounds.models import OutreachTask, Round
from portal.rounds.operations import counting, outreach_tasks, releasing
from portal.rounds.outreach_forms import TaskEndForm, TaskForm
from portal.rounds.rules.wording import group_texts
from portal.shared import clock
from portal.shared.database import db
from portal.shared.forms import SelectChoice
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("outreach_tasks", __name__, url_prefix="/rounds")


@blueprint.route("/tasks")
@allowed(Role.ORGANISER)
def list_all_tasks() -> ResponseReturnValue:
    rows = outreach_tasks.open_tasks(db.session)
    return page("rounds/tasks/all.html", rows=rows, names=_names(), group_name=_group_name, today=clock.today())


@blueprint.route("/<uuid:round_id>/tasks")
@allowed(Role.ORGANISER)
def list_tasks(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    return page(
        "rounds/tasks/list.html",
        round=round_,
        tasks=outreach_tasks.tasks_of(db.session, round_id=round_id),
        missing=_missing(round_),
        names=_names(),
        group_name=_group_name,
        today=clock.today(),
    )


@blueprint.route("/<uuid:round_id>/tasks/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_task(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), TaskForm()
    form.group.choices = [
        SelectChoice(f"{field}:{value}", _group_name(field, value))
        for field, value in outreach_tasks.groups_to_name(db.session, round_=round_)
    ]
    form.owner_id.choices = [SelectChoice(str(account_id), name) for account_id, name in _names().items()]
    if form.validate_on_submit() and form.due_on.data:
        field, _colon, value = str(form.group.data).partition(":")
        outreach_tasks.make_task(
            db.session,
            round_=round_,
            field=field,
            value=value,
            step=OutreachStep(str(form.step.data)),
            about=str(form.note.data or ""),
            owner_id=uuid.UUID(str(form.owner_id.data)),
            due_on=form.due_on.data,
            by=current_person_id(),
        )
        return see_other("outreach_tasks.list_tasks", round_id=round_id)
    return page("rounds/tasks/new.html", round=round_, form=form)


@blueprint.route("/<uuid:round_id>/tasks/<uuid:task_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def end_task(round_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    task = the(OutreachTask, task_id)
    if task.round_id != round_id:
        abort(404)
    form = TaskEndForm(obj=task)
    if form.validate_on_submit():
        _end(task, form)
        return see_other("outreach_tasks.list_tasks", round_id=task.round_id)
    return page(
        "rounds/tasks/end.html",
        round=the(Round, round_id),
        task=task,
        form=form,
        names=_names(),
        group_name=_group_name,
    )


def _end(task: OutreachTask, form: TaskEndForm) -> None:
    state, outcome = TaskState(str(form.state.data)), str(form.outcome.data or "")
    try:
        with editing(task, form):
            outreach_tasks.end_task(db.session, task=task, state=state, outcome=outcome, by=current_person_id())
    except NotDue:
        flash(_("This task has ended already."), "error")


def _missing(round_: Round) -> list[str]:
    """Groups under-represented so far, as the disclosure gate lets them be named; empty before the first count."""
    tally = counting.seen_now(db.session, round_=round_)
    if not tally.was_counted:
        return []
    results: Any = releasing.results_of(db.session, round_=round_, content=tally.content)
    return [best_text(dict(texts))[0] for texts in results.missing]


def _names() -> dict[uuid.UUID, str]:
    return {account.id: account.display_name for account in people.all_accounts(db.session) if account.active}


def _group_name(field: str, value: str) -> str:
    return best_text(dict(group_texts(field, value)))[0]
