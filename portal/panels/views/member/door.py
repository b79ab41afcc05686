"""A member's own way in: by link or code, without an account. Opening the link shows nothing; pressing begins."""

from flask import Blueprint, abort, current_app, session
from flask.typing import ResponseReturnValue

from portal.panels.enums import HERE_NOW
from portal.panels.models import PanelMember
from portal.panels.queries import panels as queries
from portal.people import operations as people
from portal.people.access import anyone
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.forms import PortalForm
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other

blueprint = Blueprint("member_door", __name__)


def open_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a member's code, typed on the one page for codes; None for any other code."""
    member = queries.member_by_code(db.session, code=typed)
    return _begin(member) if member and member.state in HERE_NOW else None


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
        return _begin(member)
    return page("panels/member/welcome.html", form=form)


def _begin(member: PanelMember) -> ResponseReturnValue:
    hours = current_app.extensions["settings"].participant_session_hours
    visit = people.begin_session(db.session, kind=SessionKind.MEMBER, hours=hours, subject_id=member.id)
    end_visit_here()  # a shared phone: of the visit before this one nothing is left
    session["visit"] = str(visit.id)
    session.setdefault("language", member.language)
    return see_other("member.home")
