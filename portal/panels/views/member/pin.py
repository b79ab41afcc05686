"""A number of one's own beside the link: chosen, changed and taken away by the member; asked for again, after a while,
before pages with money or what someone needs."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.panels.forms.belonging import AskPinForm, PinForm
from portal.panels.models import PanelMember
from portal.panels.operations.pins import remove_pin, set_pin
from portal.panels.queries.belonging import pin_of
from portal.panels.rules.pins import plain_pin
from portal.panels.views.member.door import is_right
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import own_page, page, see_other

blueprint = Blueprint("member_pin", __name__, url_prefix="/member/pin")

# Pages someone who finds the phone open must not see.
GUARDED = frozenset({"member_passport", "member_thanks", "member_pin"})
ASKED_AGAIN_AFTER = dt.timedelta(minutes=10)
# For sending what was written it is longer: nobody writes faster because someone waits with a question.
TIME_TO_WRITE = dt.timedelta(hours=2)


@blueprint.before_app_request
def ask_again() -> ResponseReturnValue | None:
    """Before a page is shown; and before anything is changed, if the number was not shown in this browser for hours,
    or never: it was opened before there was a number, or by someone who found a way round the pages."""
    if request.blueprint not in GUARDED or request.endpoint == "member_pin.again":
        return None
    shows = request.method == "GET"
    if "browser_session" not in g or _was_shown_lately(ASKED_AGAIN_AFTER if shows else TIME_TO_WRITE):
        return None
    member = db.session.get(PanelMember, g.browser_session.subject_id)
    if member is None or not pin_of(db.session, person_id=member.person_id):
        return None
    return see_other("member_pin.again", next=request.path if shows else url_for("member.home"))


@blueprint.route("/again", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def again() -> ResponseReturnValue:
    member, form = member_here(), AskPinForm()
    if form.validate_on_submit() and is_right(form, member):
        session["pin_at"] = clock.now().isoformat()
        return redirect(own_page(request.args.get("next")) or url_for("member.home"), code=303)
    return page("panels/member/enter_pin.html", form=form, back_url=url_for("member.home"))


@blueprint.route("/", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def choose_pin() -> ResponseReturnValue:
    member, form = member_here(), PinForm()
    if not form.validate_on_submit():
        has_pin = bool(pin_of(db.session, person_id=member.person_id))
        return page("panels/member/pin.html", form=form, has_pin=has_pin, remove=ConfirmForm())
    set_pin(db.session, member=member, pin=plain_pin(form.pin.data or ""))
    session["pin_at"] = clock.now().isoformat()
    flash(_("Saved. From now on we ask for your number."), "success")
    return see_other("member.home")


@blueprint.route("/remove", methods=["POST"])
@invited(SessionKind.MEMBER)
def take_away() -> ResponseReturnValue:
    member = member_here()
    if pin_of(db.session, person_id=member.person_id) and not _was_shown_lately():
        return see_other("member_pin.again", next=url_for("member_pin.choose_pin"))
    remove_pin(db.session, member=member, by=None)
    flash(_("We do not ask for a number any more."), "success")
    return see_other("member.home")


def _was_shown_lately(within: dt.timedelta = ASKED_AGAIN_AFTER) -> bool:
    shown = session.get("pin_at")
    return isinstance(shown, str) and clock.now() - dt.datetime.fromisoformat(shown) < within
