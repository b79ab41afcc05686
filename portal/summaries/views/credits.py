"""Who made the pictures, letters and building blocks: their licences ask us to say so, and we would anyway."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.shared.web import page
from portal.summaries.pictures import catalogue

blueprint = Blueprint("credits", __name__)


@blueprint.route("/credits")
@anyone
def show_credits() -> ResponseReturnValue:
    return page("summaries/credits.html", credit=catalogue.credit())
