from flask import Blueprint

from portal.people.enums import Role

blueprint = Blueprint("promise_desk", __name__, url_prefix="/desk/promises")
KEEPERS = (Role.ORGANISER, Role.ANALYST, Role.APPROVER, Role.COMMISSIONER)
