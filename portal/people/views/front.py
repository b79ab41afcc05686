"""Doors anyone may use: the front page, a typed code, how you like to read, leaving fast."""

from flask import Blueprint, current_app, redirect, request, session
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.people.views.signed_in import end_everything_here
from portal.shared.forms import PortalForm
from portal.shared.preferences import Preferences
from portal.shared.transactions import repeatable
from portal.shared.web import own_page, page

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
    form, back = PortalForm(), own_page(request.values.get("next")) or "/"
    if not form.validate_on_submit():
        return page("shared/preferences.html", form=form, next_url=back)
    chosen = Preferences.read(request.form)
    session["preferences"] = chosen.changed()
    wants_easy, language = chosen.easy_read == "yes", session.get("language", "en")
    if language in ("en", "en-easy"):
        session["language"] = "en-easy" if wants_easy else "en"
    return redirect(back, code=303)


@blueprint.route("/leave", methods=["POST"])
@anyone
@repeatable
def leave() -> ResponseReturnValue:
    """Ends the visit on the server, forgets everything in this browser, and goes somewhere harmless."""
    end_everything_here()
    return redirect(current_app.extensions["settings"].leave_to, code=303)
