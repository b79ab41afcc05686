"""Calls as everyone reads them: the list, one call, on paper, and how fair the draw was."""

import uuid

from flask import abort
from flask.typing import ResponseReturnValue

from portal.panels.call_forms import asked_of
from portal.panels.enums import CallStanding
from portal.panels.enums.coming import FORMATS
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import CallNotOpen
from portal.panels.forms.calls import EmptyForm
from portal.panels.models import Panel, PanelCall, Selection
from portal.panels.operations.calls import home_today, standing_of
from portal.panels.operations.interest import begin
from portal.panels.queries import calls as queries
from portal.panels.queries import selecting
from portal.panels.queries.panels import names_of_panels
from portal.panels.rules.fairness import public_json
from portal.panels.shown_fairness import shown_draw, shown_targets
from portal.panels.views.member.join.blueprint import blueprint
from portal.panels.views.member.join.visit import begin_visit
from portal.panels.views.wording import eased_words
from portal.people.access import anyone
from portal.sampling.panels import lottery_from_json
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import file_answer, page, see_other, the


@blueprint.route("/")
@anyone
def list_calls() -> ResponseReturnValue:
    today = home_today()
    there, past = queries.public_calls(db.session, today=today), queries.past_calls(db.session, today=today)
    names = names_of_panels(db.session, {one.panel_id for one in (*there, *past)})
    return page("panels/join/list.html", calls=there, past=past, names=names, standing_of=standing_of)


@blueprint.route("/<uuid:call_id>")
@anyone
def show_call(call_id: uuid.UUID) -> ResponseReturnValue:
    call = public_call(call_id)
    return page(
        "panels/join/call.html",
        call=call,
        panel=the(Panel, call.panel_id),
        standing=standing_of(call),
        targets=shown_targets(call),
        draws=selecting.published_selections(db.session, call_id=call.id),
        eased=_eased(call),
        form=EmptyForm(),
    )


@blueprint.route("/<uuid:call_id>/print")
@anyone
def print_call(call_id: uuid.UUID) -> ResponseReturnValue:
    """To print, or to be printed for someone: the call in large letters and the questions with boxes to tick."""
    call = public_call(call_id)
    return page("panels/join/paper.html", call=call, asked=asked_of(call), formats=FORMATS, targets=shown_targets(call))


@blueprint.route("/<uuid:call_id>/begin", methods=["POST"])
@anyone
def begin_interest(call_id: uuid.UUID) -> ResponseReturnValue:
    call = public_call(call_id)
    try:
        interest = begin(db.session, call=call, language=i18n.current().code, door=SaidBy.WEB)
    except CallNotOpen:
        return see_other("panel_join.show_call", call_id=call.id)
    begin_visit(interest)
    return see_other("panel_join.step", name="name")


@blueprint.route("/draw/<uuid:selection_id>")
@anyone
def show_draw(selection_id: uuid.UUID) -> ResponseReturnValue:
    """One page: what was wanted, who there was to choose from, what came, and how equal the chances were."""
    selection = public_selection(selection_id)
    call = the(PanelCall, selection.call_id)
    return page("panels/join/draw.html", selection=selection, call=call, draw=shown_draw(selection), eased=_eased(call))


@blueprint.route("/draw/<uuid:selection_id>.json")
@anyone
def draw_file(selection_id: uuid.UUID) -> ResponseReturnValue:
    selection = public_selection(selection_id)
    if not selection.lottery:
        abort(404)
    text = public_json(lottery_from_json(selection.lottery))
    return file_answer(text.encode(), name="tickets.json", media_type="application/json")


@blueprint.route("/draw/check")
@anyone
def how_to_check() -> ResponseReturnValue:
    return page("panels/join/check_draw.html")


def _eased(call: PanelCall) -> list[str]:
    return eased_words(selecting.eased(db.session, call_id=call.id))


def public_call(call_id: uuid.UUID) -> PanelCall:
    call = the(PanelCall, call_id)
    if standing_of(call) is CallStanding.DRAFT:
        abort(404)
    return call


def public_selection(selection_id: uuid.UUID) -> Selection:
    selection = the(Selection, selection_id)
    if selection.published_at is None:
        abort(404)
    return selection
