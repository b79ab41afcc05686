"""Doors anyone may use: the front page, a typed code, how you like to read, leaving fast."""

from flask import Blueprint, current_app, redirect, request, session
from flask.typing import ResponseReturnValue

from portal.people import operations
from portal.people.access import anyone
from portal.people.views.signed_in import invited_session
from portal.shared.database import db
from portal.shared.forms import PortalForm
from portal.shared.preferences import Preferences
from portal.shared.web import page

blueprint = Blueprint("front", __name__)


@blueprint.route("/")
@anyone
def home() -> ResponseReturnValue:
    return page("people/home.html")


@blueprint.route("/healthz")
@anyone
def healthz() -> ResponseReturnValue:
    return {"well": True}


@blueprint.route("/preferences", methods=["GET", "POST"])
@anyone
def preferences() -> ResponseReturnValue:
    """How you like to read, kept in this browser until you leave."""
    form, back = PortalForm(), _own_page(request.values.get("next", ""))
    if not form.validate_on_submit():
        return page("shared/preferences.html", form=form, next_url=back)
    chosen = Preferences.read(request.form)
    session["preferences"] = chosen.changed()
    wants_easy, language = chosen.easy_read == "yes", session.get("language", "en")
    if language in ("en", "en-easy"):
        session["language"] = "en-easy" if wants_easy else "en"
    return redirect(back, code=303)


def _own_page(address: str) -> str:
    """An address on this site; anything else, and anything a browser might read as another site, is the front page."""
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if own else "/"


@blueprint.route("/leave", methods=["POST"])
@anyone
def leave() -> ResponseReturnValue:
    """Ends the visit on the server, forgets everything in this browser, and goes somewhere harmless."""
    visit = invited_session()
    if visit is not None:
        operations.end_session(db.session, session_id=visit.id)
    session.clear()
    return redirect(current_app.extensions["settings"].leave_to if request.method == "POST" else "/", code=303)
