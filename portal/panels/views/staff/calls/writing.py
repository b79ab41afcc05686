"""Writing a call and publishing it."""

import datetime as dt
import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from portal.panels.call_forms import asked_of
from portal.panels.errors import CallFixed, NotYet
from portal.panels.forms.calls import AskPeopleForm, CallForm, ChangeCallForm, EmptyForm
from portal.panels.models import Panel
from portal.panels.operations import calls as operations
from portal.panels.queries import calls as queries
from portal.panels.queries import selecting
from portal.panels.rules.calls import TEXTS, Fault
from portal.panels.shown_fairness import shown_targets
from portal.panels.views.staff.calls.blueprint import blueprint, call_here
from portal.panels.views.wording import clash_words, fault_words
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rosters.queries import all_services
from portal.sampling.panels import TargetProblem
from portal.shared import queue
from portal.shared.database import db
from portal.shared.forms import SelectChoice
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, see_other, the


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_calls(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    return page(
        "panels/calls/list.html",
        panel=panel,
        calls=queries.calls_of(db.session, panel_id=panel.id),
        counts=queries.counts_by_call(db.session, panel_id=panel.id),
        standing_of=operations.standing_of,
        gaps=len(selecting.gaps(db.session, panel)),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_call(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, today = the(Panel, panel_id), operations.home_today()
    days = {"opens_on": today + dt.timedelta(days=7), "closes_on": today + dt.timedelta(days=35)}
    usual = {"seats": panel.size, "one_per_home": True, "is_leximin": "yes", "draw_on": today + dt.timedelta(days=42)}
    form = CallForm(data={**days, **usual})
    if not form.validate_on_submit():
        return page("panels/calls/write.html", panel=panel, form=form)
    said = _said(form)
    chosen = {name: said.pop(name) for name in ("one_per_home", "is_leximin")}
    call = operations.draft_call(db.session, panel=panel, by=current_person_id(), **said)
    operations.change_call(db.session, call=call, by=current_person_id(), **chosen)
    return see_other("panel_calls.balance", panel_id=panel.id, call_id=call.id)


@blueprint.route("/<uuid:call_id>/change", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def edit_call(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    said = ((name, code, text) for name in TEXTS for code, text in call.words.get(name, {}).items())
    known = {f"{name}_{code.replace('-', '_')}": text for name, code, text in said}
    known |= {name: getattr(call, name) for name in ("opens_on", "closes_on", "draw_on", "seats", "one_per_home")}
    form = ChangeCallForm(data={**known, "version": call.version, "is_leximin": "yes" if call.is_leximin else "no"})
    if not form.validate_on_submit():
        return page("panels/calls/write.html", panel=panel, call=call, form=form)
    try:
        with editing(call, form):
            operations.change_call(db.session, call=call, by=current_person_id(), **_said(form))
    except CallFixed:
        flash(_("This call is published. It cannot be changed any more."), "error")
    return see_other("panel_calls.show_call", panel_id=panel.id, call_id=call.id)


@blueprint.route("/<uuid:call_id>")
@allowed(Role.ORGANISER)
def show_call(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    faults = operations.faults_of(call) if call.published_at is None else []
    return page(
        "panels/calls/show.html",
        panel=panel,
        call=call,
        standing=operations.standing_of(call),
        counts=queries.counts_by_call(db.session, panel_id=panel.id).get(call.id, {}),
        faults=[*fault_words(faults), *clash_words(call)],
        targets=shown_targets(call),
        asked=asked_of(call),
        ask_form=_ask_form(),
        form=EmptyForm(),
    )


@blueprint.route("/<uuid:call_id>/publish", methods=["POST"])
@allowed(Role.ORGANISER)
def publish_call(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    call = call_here(panel_id, call_id)
    try:
        operations.publish_call(db.session, call=call, by=current_person_id())
    except NotYet as refused:
        faults: list[Fault] = list(refused.faults)  # type: ignore[call-overload]
        flash(" ".join(fault_words(faults)), "error")
    except TargetProblem:
        flash(_("A target contradicts itself. Look at the numbers again."), "error")
    except CallFixed:
        flash(_("This call is published. It cannot be changed any more."), "error")
    return see_other("panel_calls.show_call", panel_id=panel_id, call_id=call.id)


@blueprint.route("/<uuid:call_id>/close", methods=["POST"])
@allowed(Role.ORGANISER)
def close_call(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    call = call_here(panel_id, call_id)
    try:
        operations.close_now(db.session, call=call, by=current_person_id())
    except CallFixed:
        flash(_("This call is not open."), "error")
    return see_other("panel_calls.show_call", panel_id=panel_id, call_id=call.id)


@blueprint.route("/<uuid:call_id>/ask", methods=["POST"])
@allowed(Role.ORGANISER)
def ask_people(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    """Everyone a service knows is asked, each by their safest way; the worker does it."""
    call, form = call_here(panel_id, call_id), _ask_form()
    if not form.validate_on_submit():
        flash(_("Choose a service"), "error")
        return see_other("panel_calls.show_call", panel_id=panel_id, call_id=call.id)
    by = current_person_id()
    job = queue.enqueue(
        db.session,
        "panels.ask_people",
        asked_by=by,
        call_id=str(call.id),
        service_id=str(form.service.data),
        by=str(by),
    )
    return see_other("jobs.show_job", job_id=job.id, next=f"/panels/{panel_id}/calls/{call.id}")


def _ask_form() -> AskPeopleForm:
    form = AskPeopleForm()
    form.service.choices = [SelectChoice(str(one.id), best_text(one.name)[0]) for one in all_services(db.session)]
    return form


def _said(form: CallForm) -> dict[str, Any]:
    days = {name: form[name].data for name in ("opens_on", "closes_on", "draw_on", "seats", "one_per_home")}
    return {"words": form.texts(), "is_leximin": form.is_leximin.data == "yes", **days}
