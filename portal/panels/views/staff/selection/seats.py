"""Seats that fell free, and people who come onto a panel by decision."""

import uuid

from flask import flash
from flask.typing import ResponseReturnValue

from portal.panels.errors import AlreadyOnPanel, NeedsSecondPerson, NoReserve, WrongState
from portal.panels.forms.calls import AdditionForm, EmptyForm
from portal.panels.models import Addition, Interest, Panel
from portal.panels.operations import replacing as operations
from portal.panels.queries import calls as call_queries
from portal.panels.queries import selecting as queries
from portal.panels.views.staff.calls.blueprint import call_here
from portal.panels.views.staff.selection.blueprint import blueprint
from portal.people import queries as people_queries
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.models import Person
from portal.shared.database import db
from portal.shared.forms import SelectChoice
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the


@blueprint.route("/calls/<uuid:call_id>/seats", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_seats(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    """How many seats are free; the next reserve who keeps the targets takes one."""
    panel, call, form = the(Panel, panel_id), call_here(panel_id, call_id), EmptyForm()
    none_fits = False
    if form.validate_on_submit():
        try:
            operations.fill_seat(db.session, call=call, by=current_person_id())
        except WrongState:
            flash(_("Every seat is taken."), "error")
        except NoReserve:
            none_fits = True
        else:
            flash(_("The next reserve has the seat. They are told now."), "success")
            return see_other("panel_selection.show_seats", panel_id=panel.id, call_id=call.id)
    return page(
        "panels/selection/seats.html",
        panel=panel,
        call=call,
        free=queries.free_seats(db.session, panel=panel, call=call),
        reserves=len(queries.reserves_of(db.session, call_id=call.id)),
        none_fits=none_fits,
        form=form,
    )


@blueprint.route("/added", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.APPROVER)
def show_additions(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), AdditionForm()
    form.interest.choices = _people(panel)
    if form.validate_on_submit():
        interest = the(Interest, uuid.UUID(form.interest.data))
        assert interest.person_id is not None
        operations.propose_addition(
            db.session, panel=panel, person=the(Person, interest.person_id), why=form.why.data, by=current_person_id()
        )
        return see_other("panel_selection.show_additions", panel_id=panel.id)
    additions = queries.additions_of(db.session, panel_id=panel.id)
    ids = [one.person_id for one in additions if one.person_id]
    return page(
        "panels/selection/additions.html",
        panel=panel,
        additions=additions,
        names={key: person.name for key, person in people_queries.people_by_id(db.session, ids=ids).items()},
        me=current_person_id(),
        form=form,
        empty=EmptyForm(),
    )


@blueprint.route("/added/<uuid:addition_id>/<answer>", methods=["POST"])
@allowed(Role.ORGANISER, Role.APPROVER)
def answer_addition(panel_id: uuid.UUID, addition_id: uuid.UUID, answer: str) -> ResponseReturnValue:
    addition = the(Addition, addition_id)
    try:
        operations.answer_addition(db.session, addition=addition, agree=answer == "yes", by=current_person_id())
    except NeedsSecondPerson:
        flash(_("Whoever proposed it cannot agree to it."), "error")
    except AlreadyOnPanel:
        db.session.rollback()
        flash(_("This person is on the panel already."), "error")
    except WrongState:
        flash(_("This was answered already."), "error")
    return see_other("panel_selection.show_additions", panel_id=panel_id)


def _people(panel: Panel) -> list[SelectChoice]:
    """Who said that they would like to be on this panel and is not."""
    call = queries.last_call(db.session, panel_id=panel.id)
    if call is None:
        return []
    here = {one.id for one in queries.who_stays(db.session, call=call)}
    people = call_queries.people_in_pool(db.session, call_id=call.id)
    return [SelectChoice(str(one.id), person.name or _("No name")) for one, person in people if one.id not in here]
