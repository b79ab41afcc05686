"""Words on panels that may mean that someone is in danger, for those who keep people safe."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.panels.queries.deciding import worrying_words
from portal.people.access import allowed
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.web import page

blueprint = Blueprint("panel_worrying", __name__, url_prefix="/panels/worrying")


@blueprint.route("")
@allowed(Role.SAFEGUARDING)
def list_words() -> ResponseReturnValue:
    return page("panels/deciding/worrying.html", panels=worrying_words(db.session))
