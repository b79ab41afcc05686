"""A member's own access passport: one thing on a page, any of them skipped, and who looked at it."""

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.panels.enums import NeedKind
from portal.panels.forms.belonging import NeedForm
from portal.panels.operations.passports import forget_need, say_need
from portal.panels.queries import passports as queries
from portal.panels.rules.passports import unpacked
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other

blueprint = Blueprint("member_passport", __name__, url_prefix="/member/passport")
KINDS = list(NeedKind)


@blueprint.route("/")
@invited(SessionKind.MEMBER)
def show() -> ResponseReturnValue:
    member = member_here()
    return page(
        "panels/member/passport.html",
        kinds=KINDS,
        rows=queries.passport_of(db.session, person_id=member.person_id),
        need_in=queries.need_in,
        looks=queries.looks_at(db.session, person_id=member.person_id),
        first=KINDS[0],
    )


@blueprint.route("/<kind>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def need(kind: str) -> ResponseReturnValue:
    member, asked = member_here(), _known(kind)
    row = queries.passport_of(db.session, person_id=member.person_id).get(asked)
    ticks, own = unpacked(row.said if row else None)
    form = NeedForm(data={"ticks": list(ticks), "own": own})
    form.offer(asked)
    number = KINDS.index(asked) + 1
    if not form.validate_on_submit():
        return page(
            "panels/member/need.html",
            form=form,
            kind=asked,
            number=number,
            total=len(KINDS),
            row=row,
            clear=ConfirmForm(),
        )
    if not form.skip.data:
        ticks, own = ((), "") if form.nothing.data else (tuple(form.ticks.data or ()), form.own.data or "")
        say_need(db.session, member=member, kind=asked, ticks=ticks, own=own, by=None)
    if number == len(KINDS):
        flash(_("Thank you. That was all."), "success")
        return see_other("member_passport.show")
    return see_other("member_passport.need", kind=KINDS[number])


@blueprint.route("/<kind>/forget", methods=["POST"])
@invited(SessionKind.MEMBER)
def forget(kind: str) -> ResponseReturnValue:
    forget_need(db.session, member=member_here(), kind=_known(kind), by=None)
    flash(_("It is gone."), "success")
    return see_other("member_passport.show")


def _known(kind: str) -> NeedKind:
    if kind not in KINDS:
        abort(404)
    return NeedKind(kind)
