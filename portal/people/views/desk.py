"""The first page after signing in: what is going on, and the way into each room."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from portal.people.access import ANY_STAFF, allowed
from portal.shared.web import page

blueprint = Blueprint("desk", __name__)


@blueprint.route("/desk")
@allowed(*ANY_STAFF)
def desk() -> ResponseReturnValue:
    return page("people/desk.html", places=current_app.extensions["open_places"]())
