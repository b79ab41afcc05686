"""Typing people in: someone on the phone, or a paper that came back, found by its code."""

import uuid

from flask import flash
from flask.typing import ResponseReturnValue

from portal.panels.enums import InterestState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import CallNotOpen, WrongState
from portal.panels.forms.calls import PaperCodeForm, TypeInForm, type_in_form
from portal.panels.models import Interest, Panel, PanelCall
from portal.panels.operations import interest as operations
from portal.panels.queries import calls as queries
from portal.panels.views.staff.calls.blueprint import blueprint, call_here
from portal.panels.views.staff.calls.pool import interest_in
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

USUAL = {"came_by": SaidBy.PHONE.value, "language": "en", "helped_by": "nobody"}
WRITING = (InterestState.INVITED, InterestState.DRAFT)


@blueprint.route("/<uuid:call_id>/people/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_in(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    """For someone on the phone, or a paper without a code."""
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    form = type_in_form(call.attributes)(data=USUAL)
    if _is_whole(form):
        return _typed(panel, call, form, interest=None)
    return page("panels/calls/type_in.html", panel=panel, call=call, form=form, code="")


@blueprint.route("/<uuid:call_id>/people/code", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def find_paper(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    """The code first: what is typed then goes to the page of whoever this paper was printed for."""
    panel, call, form = the(Panel, panel_id), call_here(panel_id, call_id), PaperCodeForm()
    if form.validate_on_submit():
        interest = queries.interest_by_code(db.session, code=form.code.data or "")
        if interest is not None and interest.call_id == call.id and interest.state not in queries.GONE:
            return see_other("panel_calls.type_paper", panel_id=panel.id, call_id=call.id, interest_id=interest.id)
        form.code.errors = [_("We do not know this code. Look at each letter and number again, or ask us.")]
    return page("panels/calls/find_paper.html", panel=panel, call=call, form=form)


@blueprint.route("/<uuid:call_id>/people/<uuid:interest_id>/type", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_paper(panel_id: uuid.UUID, call_id: uuid.UUID, interest_id: uuid.UUID) -> ResponseReturnValue:
    """What stands on the paper, for the one it was printed for. Nothing that they said on the web is shown."""
    panel, call, interest = the(Panel, panel_id), call_here(panel_id, call_id), interest_in(call_id, interest_id)
    if interest.state not in WRITING:
        return _typed_before(panel, call, interest)
    usual = {**USUAL, "came_by": SaidBy.PAPER.value, "language": interest.language}
    form = type_in_form(call.attributes)(data=usual)
    if _is_whole(form):
        return _typed(panel, call, form, interest=interest)
    code = operations.code_of(interest)
    return page("panels/calls/type_in.html", panel=panel, call=call, form=form, code=code)


def _is_whole(form: TypeInForm) -> bool:
    if not form.validate_on_submit():
        return False
    if any((form.email.data, form.mobile.data, form.address.data)):
        return True
    form.email.errors = (_("Enter at least one way to reach them"),)
    return False


def _typed(panel: Panel, call: PanelCall, form: TypeInForm, *, interest: Interest | None) -> ResponseReturnValue:
    said = {**form.said(), "about": form.about()}  # type: ignore[attr-defined]
    try:
        counts, was_there = operations.type_in(
            db.session,
            call=call,
            interest_id=interest.id if interest else None,
            said=said,
            door=SaidBy(form.came_by.data),
            stays=bool(form.stays.data),
            by=current_person_id(),
        )
    except CallNotOpen:
        db.session.rollback()
        flash(_("This call takes nobody now."), "error")
        return see_other("panel_calls.show_call", panel_id=panel.id, call_id=call.id)
    except WrongState:
        assert interest is not None
        return _typed_before(panel, call, interest)
    words = _("They had said so before. What is new was added.") if was_there else _("Kept.")
    flash(f"{words} {_('Their code: %(code)s', code=operations.code_of(counts))}", "success")
    return see_other("panel_calls.list_pool", panel_id=panel.id, call_id=call.id)


def _typed_before(panel: Panel, call: PanelCall, interest: Interest) -> ResponseReturnValue:
    """Nothing is changed by the second typing."""
    flash(_("This was sent in already. Nothing was changed."), "error")
    return see_other("panel_calls.show_interest", panel_id=panel.id, call_id=call.id, interest_id=interest.id)
