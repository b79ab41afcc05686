"""Whether they are all right, asked on a member's page: a question they may leave, and a person to ring."""

import uuid
from collections.abc import Iterator

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums import CheckAnswer
from portal.panels.errors import NotAsked
from portal.panels.forms.belonging import CheckForm
from portal.panels.models import AllRightCheck, PanelMember
from portal.panels.operations import checks as operations
from portal.panels.operations.belonging import Said
from portal.panels.queries.belonging import support_of
from portal.panels.queries.checks import open_check
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here, panel_of
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("member_checks", __name__, url_prefix="/member/all-right")


@blueprint.route("/<uuid:check_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def answer(check_id: uuid.UUID) -> ResponseReturnValue:
    member, check = member_here(), the(AllRightCheck, check_id)
    if check.member_id != member.id:
        abort(404)
    form = CheckForm()
    if not form.validate_on_submit():
        support = support_of(db.session, member=member, coordinator_id=panel_of(member).coordinator_id)
        return page("panels/member/all_right.html", form=form, support=support)
    try:
        operations.answer(
            db.session,
            check=check,
            answer=CheckAnswer(form.said.data),
            words=form.words.data or "",
            wants_talk=bool(form.wants_talk.data),
            said=Said(),
        )
    except NotAsked:
        flash(_("You have answered this. Thank you."))
        return see_other("member.home")
    flash(_("Thank you for telling us.") if not form.wants_talk.data else _("Thank you. Someone rings you."), "success")
    return see_other("member.home")


def _sections(session: Session, member: PanelMember) -> Iterator[Section]:
    check = open_check(session, member_id=member.id)
    if check is not None:
        yield Section(
            5,
            _("Are you all right?"),
            (_("We ask now and then. You do not have to answer."),),
            ((_("Tell us"), url_for("member_checks.answer", check_id=check.id)),),
            picture="wellbeing",
        )


sections.append(_sections)
