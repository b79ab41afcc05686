"""A member's own page: what comes next, what to decide, what we owe them, and how to take a break."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.panels.enums import MemberState
from portal.panels.queries import panels as queries
from portal.panels.queries.belonging import support_of
from portal.panels.views.member.sections import Section, sections_of
from portal.panels.views.member.visit import member_here, panel_of
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.pictures.catalogue import UnknownConcept, static_name
from portal.shared.web import page

blueprint = Blueprint("member", __name__, url_prefix="/member")

# Concepts by place (see `sections`): meeting, papers, to decide, asked of you, money, training, influence.
USUAL = {1: "date", 2: "read", 3: "vote", 4: "question", 5: "money", 6: "college", 8: "star"}


@blueprint.route("/")
@invited(SessionKind.MEMBER)
def home() -> ResponseReturnValue:
    member = member_here()
    panel, language = panel_of(member), i18n.current().code
    places = queries.places_of_person(db.session, person_id=member.person_id)
    elsewhere = [one for one in places if one.id != member.id]
    names = queries.names_of_panels(db.session, [one.panel_id for one in elsewhere]) if elsewhere else {}
    return page(
        "panels/member/home.html",
        panel=panel,
        sections=sections_of(db.session, member),
        picture_of=picture_of,
        help_picture=static_name("phone", language),
        rest_picture=static_name("break", language),
        support=support_of(db.session, member=member, coordinator_id=panel.coordinator_id),
        others=[(one, names[one.panel_id]) for one in elsewhere],
        is_resting=member.state is MemberState.PAUSED,
        is_chosen=member.state is MemberState.SELECTED,
        back=ConfirmForm(),
    )


def picture_of(section: Section) -> str:
    """The drawing beside a heading: the concept the section names, or the one of its place; none where the house has
    none."""
    try:
        return static_name(section.picture or USUAL[section.place // 10], i18n.current().code)
    except (UnknownConcept, KeyError):
        return ""
