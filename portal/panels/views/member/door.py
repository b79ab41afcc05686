"""A member's own way in: by link or code, without an account. Opening the link shows nothing; pressing begins. Whoever
chose a number of their own is asked for it first: nothing is open before."""

import uuid

from flask import Blueprint, abort, current_app, session
from flask.typing import ResponseReturnValue

from portal.panels.enums import HERE_NOW
from portal.panels.errors import WrongPin
from portal.panels.forms.belonging import AskPinForm
from portal.panels.models import PanelMember
from portal.panels.operations.pins import check_pin
from portal.panels.queries import panels as queries
from portal.panels.queries.belonging import pin_of
from portal.panels.rules.pins import plain_pin
from portal.people import operations as people
from portal.people.access import anyone
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.shared import clock, i18n
from portal.shared.database import db
from portal.shared.forms import PortalForm
from portal.shared.i18n import _
from portal.shared.throttle import TooMany
from portal.shared.transactions import keep_even_though_refused, repeatable
from portal.shared.web import page, see_other

blueprint = Blueprint("member_door", __name__)


def open_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a member's code, typed on the one page for codes; None for any other code."""
    member = queries.member_by_code(db.session, code=typed)
    return enter(member) if member and member.state in HERE_NOW else None


@blueprint.route("/m/<token>", methods=["GET", "POST"])
@anyone
@repeatable
def welcome(token: str) -> ResponseReturnValue:
    member = queries.member_by_link(db.session, token=token)
    if member is None or member.state not in HERE_NOW:
        abort(404)
    if "language" not in session:
        i18n.speak(member.language)
    form = PortalForm()
    if form.validate_on_submit():
        return enter(member)
    return page("panels/member/welcome.html", form=form)


@blueprint.route("/m", methods=["GET", "POST"])
@anyone
@repeatable
def enter_pin() -> ResponseReturnValue:
    """The second half of the door: who is there is known from this browser, whether it is them is asked."""
    member = _at_door()
    if member is None:
        return see_other("participant.enter_code")
    form = AskPinForm()
    if form.validate_on_submit() and is_right(form, member):
        return _begin(member, with_pin=True)
    return page("panels/member/enter_pin.html", form=form)


def is_right(form: AskPinForm, member: PanelMember) -> bool:
    """Whether the number typed is theirs; says in the form when it is not. Each try is counted."""
    try:
        check_pin(db.session, member=member, pin=plain_pin(form.pin.data or ""))
    except TooMany:
        form.pin.errors = [_("That was too often. Wait 15 minutes, or ring us.")]
    except WrongPin:
        keep_even_though_refused()
        form.pin.errors = [_("This is not the number. Try again, or ring us.")]
    return not form.pin.errors


def enter(member: PanelMember) -> ResponseReturnValue:
    if not pin_of(db.session, person_id=member.person_id):
        return _begin(member)
    end_visit_here()
    session["at_door"] = str(member.id)
    session.setdefault("language", member.language)
    return see_other("member_door.enter_pin")


def _at_door() -> PanelMember | None:
    try:
        member = db.session.get(PanelMember, uuid.UUID(session.get("at_door", "")))
    except ValueError:
        return None
    return member if member and member.state in HERE_NOW else None


def _begin(member: PanelMember, *, with_pin: bool = False) -> ResponseReturnValue:
    hours = current_app.extensions["settings"].participant_session_hours
    visit = people.begin_session(db.session, kind=SessionKind.MEMBER, hours=hours, subject_id=member.id)
    end_visit_here()  # a shared phone: of the visit before this one nothing is left
    session["visit"] = str(visit.id)
    if with_pin:
        session["pin_at"] = clock.now().isoformat()
    session.setdefault("language", member.language)
    return see_other("member.home")


def go_on_as(member: PanelMember) -> ResponseReturnValue:
    """The same person goes on to another panel of theirs: what they showed at the door holds there too."""
    shown = session.get("pin_at")
    answer = _begin(member)
    if shown:
        session["pin_at"] = shown
    return answer
