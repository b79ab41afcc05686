"""One thing per page. Everything is kept at once; coming back by link or code goes on where one stopped. What was said
is not shown again: the phone may be someone else's."""

from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from portal.panels.enums import CallStanding, InterestState
from portal.panels.forms.steps import CheckForm, form_for
from portal.panels.models import Interest, PanelCall
from portal.panels.operations import interest as operations
from portal.panels.operations.calls import standing_of
from portal.panels.rules import interest as rules
from portal.panels.views.member.join.blueprint import blueprint
from portal.panels.views.member.join.visit import call_of, interest_here
from portal.panels.views.wording import step_title
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.transactions import harmless_twice
from portal.shared.web import page, see_other


@blueprint.route("/mine/go-on")
@invited(SessionKind.CANDIDATE)
def go_on() -> ResponseReturnValue:
    """Where they stopped."""
    interest, call = _writing()
    return see_other("panel_join.step", name=rules.first_open(call.attributes, operations.said_so_far(interest)))


@blueprint.route("/mine/step/<name>", methods=["GET", "POST"])
@invited(SessionKind.CANDIDATE)
@harmless_twice
def step(name: str) -> ResponseReturnValue:
    interest, call = _writing()
    if name not in rules.steps(call.attributes):
        abort(404)
    if name == "check":
        return _check(interest, call)
    form = form_for(name, call.attributes)
    if not form.validate_on_submit():
        return page("panels/join/step.html", form=form, **_where(name, interest, call))
    operations.say(db.session, interest=interest, step=name, answers=form.answers())
    return see_other("panel_join.step", name=rules.next_step(call.attributes, name))


def _check(interest: Interest, call: PanelCall) -> ResponseReturnValue:
    said = operations.said_so_far(interest)
    form, missing = CheckForm(), rules.missing(said)
    if missing or not form.validate_on_submit():
        return page("panels/join/check.html", form=form, missing=missing, **_where("check", interest, call))
    counts, was_there = operations.send(
        db.session, interest=interest, stays=bool(form.stays.data), language=i18n.current().code
    )
    if was_there:
        return see_other("panel_join.twice")
    assert counts.id == interest.id
    return see_other("panel_join.mine")


@blueprint.route("/twice")
@invited(SessionKind.CANDIDATE)
def twice() -> ResponseReturnValue:
    """They had said so before: that counts, with what is new. Its code was given then."""
    return page("panels/join/twice.html")


def _writing() -> tuple[Interest, PanelCall]:
    interest = interest_here()
    call = call_of(interest)
    if interest.state not in (InterestState.INVITED, InterestState.DRAFT):
        abort(404)
    if standing_of(call) is not CallStanding.OPEN:
        abort(404)
    return interest, call


def _where(name: str, interest: Interest, call: PanelCall) -> dict[str, Any]:
    order, seen = rules.steps(call.attributes), set(operations.said_so_far(interest).get("seen", ()))
    return {
        "name": name,
        "title": step_title(name),
        "number": order.index(name) + 1,
        "total": len(order),
        "before": rules.step_before(call.attributes, name),
        "was_answered": name in seen,
        "steps": [(one, step_title(one), one in seen) for one in order if one != "check"],
        "code": operations.code_of(interest),
    }
