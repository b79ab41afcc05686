"""What members need, shown to staff only after they say what for: each look is kept, and the member reads it."""

import datetime as dt
import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.panels.enums import LookPurpose, NeedKind
from portal.panels.forms.belonging import LookForm, NeedForm
from portal.panels.models import Panel, PanelMember
from portal.panels.operations.passports import look, say_need
from portal.panels.queries import panels as people
from portal.panels.queries import passports as queries
from portal.panels.rules.passports import unpacked
from portal.panels.views.staff.members import member_of
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared import clock
from portal.shared.database import db
from portal.shared.web import page, see_other, the

blueprint = Blueprint("panel_passports", __name__, url_prefix="/panels/<uuid:panel_id>/passports")
SHOWN_FOR = dt.timedelta(minutes=30)


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_passports(panel_id: uuid.UUID) -> ResponseReturnValue:
    """Who has told us what they need. Not what it is."""
    panel = the(Panel, panel_id)
    members = people.members_of(db.session, panel_id=panel.id)
    told = queries.members_with_needs(db.session, member_ids=[member.id for member, _person in members])
    return page("panels/desk/passports.html", panel=panel, members=members, told=told)


@blueprint.route("/<uuid:member_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    panel, member, person = member_of(panel_id, member_id)
    form = LookForm()
    if form.validate_on_submit():
        look(db.session, member, current_person_id(), LookPurpose(form.why.data))
        return see_other("panel_passports.show", panel_id=panel.id, member_id=member.id)
    if form.errors or not _has_looked(member):
        return page("panels/desk/passport_look.html", panel=panel, member=member, person=person, form=form)
    rows = queries.passport_of(db.session, person_id=member.person_id)
    return page(
        "panels/desk/passport.html",
        panel=panel,
        member=member,
        person=person,
        kinds=list(NeedKind),
        rows=rows,
        need_in=queries.need_in,
        looks=queries.looks_at(db.session, person_id=member.person_id),
    )


@blueprint.route("/<uuid:member_id>/<kind>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_need(panel_id: uuid.UUID, member_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """What a member says by phone, on paper or face to face, typed by staff who said what they look for."""
    panel, member, person = member_of(panel_id, member_id)
    if kind not in list(NeedKind):
        abort(404)
    if not _has_looked(member):
        return see_other("panel_passports.show", panel_id=panel.id, member_id=member.id)
    asked = NeedKind(kind)
    row = queries.passport_of(db.session, person_id=member.person_id).get(asked)
    ticks, own = unpacked(row.said if row else None)
    form = NeedForm(data={"ticks": list(ticks), "own": own})
    form.offer(asked)
    if not form.validate_on_submit():
        return page("panels/desk/type_need.html", panel=panel, member=member, person=person, form=form, kind=asked)
    if not form.skip.data:
        ticks, own = ((), "") if form.nothing.data else (tuple(form.ticks.data or ()), form.own.data or "")
        say_need(db.session, member=member, kind=asked, ticks=ticks, own=own, by=current_person_id())
    return see_other("panel_passports.show", panel_id=panel.id, member_id=member.id)


def _has_looked(member: PanelMember) -> bool:
    since = clock.now() - SHOWN_FOR
    return queries.has_looked(db.session, person_id=member.person_id, by=current_person_id(), since=since)
