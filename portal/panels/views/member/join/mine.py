"""Their own page: opened by link or code, it says how they stand, and lets them go or stay."""

from flask import abort, session
from flask.typing import ResponseReturnValue

from portal.panels.enums import CallStanding, InterestState
from portal.panels.forms.calls import EmptyForm
from portal.panels.models import Interest
from portal.panels.operations import interest as operations
from portal.panels.operations.calls import standing_of
from portal.panels.queries import calls as queries
from portal.panels.queries.selecting import published_selections
from portal.panels.views.member.join.blueprint import blueprint
from portal.panels.views.member.join.visit import begin_visit, call_of, interest_here
from portal.people.access import anyone, invited
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other


def open_interest_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a code, typed on the one page for codes; None for any other code."""
    interest = queries.interest_by_code(db.session, code=typed)
    if interest is None or interest.state in queries.GONE:
        return None
    begin_visit(interest)
    return see_other("panel_join.mine")


@blueprint.route("/mine/<token>", methods=["GET", "POST"])
@anyone
@repeatable
def welcome(token: str) -> ResponseReturnValue:
    """Opening the link shows nothing about anyone; pressing begins."""
    interest = queries.interest_by_link(db.session, token=token)
    if interest is None or interest.state in queries.GONE:
        abort(404)
    if "language" not in session:
        i18n.speak(interest.language)
    form = EmptyForm()
    if not form.validate_on_submit():
        return page("panels/join/welcome.html", form=form)
    begin_visit(interest)
    return see_other("panel_join.mine")


@blueprint.route("/mine")
@invited(SessionKind.CANDIDATE)
def mine() -> ResponseReturnValue:
    interest = interest_here()
    call = call_of(interest)
    return page(
        "panels/join/mine.html",
        interest=interest,
        call=call,
        can_write=_can_write(interest),
        can_stay=interest.state in (InterestState.NOT_CHOSEN, InterestState.RESERVE, InterestState.POOL),
        code=operations.code_of(interest),
        draws=published_selections(db.session, call_id=call.id),
        form=EmptyForm(),
    )


@blueprint.route("/mine/stay", methods=["POST"])
@invited(SessionKind.CANDIDATE)
def stay() -> ResponseReturnValue:
    interest = interest_here()
    if interest.state not in (InterestState.NOT_CHOSEN, InterestState.RESERVE, InterestState.POOL):
        abort(404)
    operations.stay(db.session, interest=interest)
    return see_other("panel_join.mine")


@blueprint.route("/mine/go", methods=["GET", "POST"])
@invited(SessionKind.CANDIDATE)
def go() -> ResponseReturnValue:
    """Two presses, no reason asked."""
    interest, form = interest_here(), EmptyForm()
    if not form.validate_on_submit():
        return page("panels/join/go.html", interest=interest, form=form)
    operations.withdraw(db.session, interest=interest)
    end_visit_here()
    return see_other("panel_join.gone")


@blueprint.route("/gone")
@anyone
def gone() -> ResponseReturnValue:
    return page("panels/join/gone.html")


def _can_write(interest: Interest) -> bool:
    writing = interest.state in (InterestState.INVITED, InterestState.DRAFT)
    return writing and standing_of(call_of(interest)) is CallStanding.OPEN
