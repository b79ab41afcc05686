"""Doors anyone may use: the front page, a typed code, how you like to read, leaving fast."""

from flask import Blueprint, current_app, redirect, request, session
from flask.typing import ResponseReturnValue

from portal.people import operations
from portal.people.access import anyone
from portal.people.views.signed_in import invited_session
from portal.shared.database import db
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


@blueprint.route("/leave", methods=["POST"])
@anyone
def leave() -> ResponseReturnValue:
    """Ends the visit on the server, forgets everything in this browser, and goes somewhere harmless."""
    visit = invited_session()
    if visit is not None:
        operations.end_session(db.session, session_id=visit.id)
    session.clear()
    return redirect(current_app.extensions["settings"].leave_to if request.method == "POST" else "/", code=303)
