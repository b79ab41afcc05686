"""Panels as staff see them: the list, founding one, and its desk."""

import uuid
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import HERE_NOW, MemberState
from portal.panels.forms.panels import ChangePanelForm, PanelForm
from portal.panels.models import Panel
from portal.panels.operations.panels import change_panel, found_panel
from portal.panels.queries import panels as queries
from portal.panels.queries.belonging import count_by_state
from portal.panels.views.staff.parts import by_when, parts_of, todos_of
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.queries import all_accounts
from portal.rosters.queries import all_services
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import HOME_TIME, _, best_text
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("panels", __name__, url_prefix="/panels")
blueprint.add_app_template_global(parts_of, "panel_parts_of")


@blueprint.route("/")
@allowed(Role.ORGANISER, Role.COMMISSIONER, Role.APPROVER)
def list_panels() -> ResponseReturnValue:
    return page("panels/desk/list.html", panels=queries.all_panels(db.session), people=queries.people_here(db.session))


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_panel() -> ResponseReturnValue:
    form = _with_choices(PanelForm(notice_days=7, coordinator=str(current_person_id())))
    if not form.validate_on_submit():
        return page("panels/desk/new.html", form=form)
    panel = found_panel(
        db.session, service_id=uuid.UUID(form.service.data) if form.service.data else None, **_said(form)
    )
    return see_other("panels.show_panel", panel_id=panel.id)


@blueprint.route("/<uuid:panel_id>")
@allowed(Role.ORGANISER, Role.COMMISSIONER)
def show_panel(panel_id: uuid.UUID) -> ResponseReturnValue:
    """The co-ordinator's desk: what waits, and how many stand where."""
    panel = the(Panel, panel_id)
    states = count_by_state(db.session, panel_id=panel.id)
    return page(
        "panels/desk/show.html",
        panel=panel,
        groups=by_when(todos_of(db.session, panel), today=clock.now().astimezone(HOME_TIME).date()),
        people=sum(states.get(state, 0) for state in HERE_NOW),
        states=[(state.label, states[state]) for state in MemberState if states.get(state)],
    )


@blueprint.route("/<uuid:panel_id>/change", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def edit_panel(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    texts = {
        f"{field}_{code.replace('-', '_')}": text
        for field, by_code in (("name", panel.name), ("purpose", panel.purpose))
        for code, text in by_code.items()
    }
    known = {**texts, "coordinator": str(panel.coordinator_id), "service": str(panel.service_id or "")}
    form = _with_choices(ChangePanelForm(obj=panel, data=known))
    if not form.validate_on_submit():
        return page("panels/desk/change.html", form=form, panel=panel)
    with editing(panel, form):
        change_panel(db.session, panel=panel, **_said(form))
    return see_other("panels.show_panel", panel_id=panel.id)


def _with_choices(form: PanelForm) -> PanelForm:
    services = [SelectChoice(str(one.id), best_text(one.name)[0]) for one in all_services(db.session)]
    form.service.choices = [SelectChoice("", _("No one service")), *services]
    staff = [one for one in all_accounts(db.session) if one.active]
    form.coordinator.choices = [SelectChoice(str(one.id), one.display_name) for one in staff]
    return form


def _said(form: PanelForm) -> dict[str, Any]:
    return {
        "name": form.texts("name"),
        "purpose": form.texts("purpose"),
        "size": form.size.data,
        "notice_days": form.notice_days.data,
        "coordinator_id": uuid.UUID(form.coordinator.data),
        "by": current_person_id(),
    }
