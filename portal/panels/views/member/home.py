"""A member's own page: what comes next, what to decide, what we owe them, and how to take a break."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.panels.views.member.sections import sections_of
from portal.panels.views.member.visit import member_here, panel_of
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared.database import db
from portal.shared.web import page

blueprint = Blueprint("member", __name__, url_prefix="/member")


@blueprint.route("/")
@invited(SessionKind.MEMBER)
def home() -> ResponseReturnValue:
    member = member_here()
    return page("panels/member/home.html", panel=panel_of(member), sections=sections_of(db.session, member))
