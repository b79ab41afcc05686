"""What a member learns: what is planned, what is done, and with whom."""

from collections.abc import Iterator

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.models import PanelMember
from portal.panels.queries.belonging import learnt_by
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared.database import db
from portal.shared.i18n import _, best_text, format_date, ngettext
from portal.shared.web import page

blueprint = Blueprint("member_learning", __name__, url_prefix="/member/learning")


@blueprint.route("/")
@invited(SessionKind.MEMBER)
def show() -> ResponseReturnValue:
    return page("panels/member/learning.html", learnt=learnt_by(db.session, member=member_here()))


def _sections(session: Session, member: PanelMember) -> Iterator[Section]:
    learnt = learnt_by(session, member=member)
    if not learnt:
        return
    planned = sorted(
        (one.learning.planned_on, best_text(one.item.name)[0])
        for one in learnt
        if one.learning is not None and one.learning.planned_on and not one.is_done
    )
    left = sum(not one.is_done for one in learnt)
    lines = [_("%(day)s: %(what)s", day=format_date(day), what=what) for day, what in planned[:1]]
    lines.append(
        ngettext("%(num)s thing to learn", "%(num)s things to learn", left) if left else _("You have done it all.")
    )
    links = ((_("See what there is to learn"), url_for("member_learning.show")),)
    yield Section(60, _("Training"), tuple(lines), links, picture="college")


sections.append(_sections)
