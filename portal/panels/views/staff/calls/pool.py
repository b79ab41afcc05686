"""Who came forward for a call; one of them; taking someone out."""

import uuid

from flask import abort, flash
from flask.typing import ResponseReturnValue

from portal.panels.enums import InterestState
from portal.panels.enums.attributes import category_label, value_label
from portal.panels.forms.calls import EmptyForm
from portal.panels.models import Interest, Panel
from portal.panels.operations import interest as operations
from portal.panels.queries import calls as queries
from portal.panels.queries import selecting
from portal.panels.rules.interest import as_profile
from portal.panels.views.staff.calls.blueprint import blueprint, call_here
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the


@blueprint.route("/<uuid:call_id>/people")
@allowed(Role.ORGANISER)
def list_pool(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    """Names and how they came; what each said about themselves is only counted here."""
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    people = queries.people_in_pool(db.session, call_id=call.id)
    counts = queries.pool_counts([interest for interest, _person in people])
    rows = [
        (category_label(one["key"]), value_label(one["key"], value), counts[one["key"], value])
        for one in call.attributes
        for value in selecting.own_values(call)[one["key"]]
    ]
    return page("panels/calls/people.html", panel=panel, call=call, people=people, rows=rows, form=EmptyForm())


@blueprint.route("/<uuid:call_id>/people/<uuid:interest_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_interest(panel_id: uuid.UUID, call_id: uuid.UUID, interest_id: uuid.UUID) -> ResponseReturnValue:
    """One person: how they came and what they agreed to; taking them out when they ring and say so."""
    panel, call, interest = the(Panel, panel_id), call_here(panel_id, call_id), interest_in(call_id, interest_id)
    form = EmptyForm()
    if not form.validate_on_submit():
        said = [(category_label(key), value_label(key, value)) for key, value in as_profile(interest.profile).items()]
        code = operations.code_of(interest)
        shown = {"panel": panel, "call": call, "interest": interest, "said": said, "code": code}
        return page("panels/calls/person.html", form=form, **shown)
    operations.withdraw(db.session, interest=interest, by=current_person_id())
    flash(_("They are off the list."), "success")
    return see_other("panel_calls.list_pool", panel_id=panel.id, call_id=call.id)


@blueprint.route("/<uuid:call_id>/people/<uuid:interest_id>/stay", methods=["POST"])
@allowed(Role.ORGANISER)
def keep_on_list(panel_id: uuid.UUID, call_id: uuid.UUID, interest_id: uuid.UUID) -> ResponseReturnValue:
    """They rang and want another year."""
    call, interest = call_here(panel_id, call_id), interest_in(call_id, interest_id)
    operations.stay(db.session, interest=interest, by=current_person_id())
    return see_other("panel_calls.show_interest", panel_id=panel_id, call_id=call.id, interest_id=interest.id)


def interest_in(call_id: uuid.UUID, interest_id: uuid.UUID) -> Interest:
    interest = the(Interest, interest_id)
    gone = (InterestState.FORGOTTEN, InterestState.WITHDRAWN, InterestState.DECLINED)
    if interest.call_id != call_id or interest.state in gone:
        abort(404)
    return interest
