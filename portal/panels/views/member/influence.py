"""What became of a member's ideas, and of what the panel advised. Members hear of a reply before everyone else."""

import uuid
from collections.abc import Iterable

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.models import PanelAdvice, PanelMember
from portal.panels.queries import deciding
from portal.panels.queries import ledger as queries
from portal.panels.queries.voting import home_today
from portal.panels.rules.influence import influence_of
from portal.panels.rules.ledger import is_overdue
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here, panel_of
from portal.panels.views.showing import advice_with_claims
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared.database import db
from portal.shared.i18n import _, ngettext
from portal.shared.web import page, the

blueprint = Blueprint("member_influence", __name__, url_prefix="/member/influence")


@blueprint.route("")
@invited(SessionKind.MEMBER)
def mine() -> ResponseReturnValue:
    member = member_here()
    ideas = deciding.ideas_of_member(db.session, member=member)
    # What becomes of an idea that was put together with another is what becomes of that one.
    leading = {one.id: one.joined_to or one.id for one in ideas}
    return page(
        "panels/member/influence.html",
        ideas=ideas,
        leading=leading,
        reasons=deciding.last_reasons(db.session, idea_ids=list(leading)),
        advice=queries.advice_from_ideas(db.session, idea_ids=list(leading.values())),
        with_me=queries.advice_with_member(db.session, member=member),
        influence=influence_of(queries.given_by(db.session, panel_id=member.panel_id)),
        back_url=url_for("member.home"),
    )


@blueprint.route("/advice")
@invited(SessionKind.MEMBER)
def list_advice() -> ResponseReturnValue:
    member = member_here()
    return page(
        "panels/member/ledger.html",
        panel=panel_of(member),
        rows=queries.advice_of_panel(db.session, panel_id=member.panel_id),
        late={one.id for one, _panel in _late(db.session, member)},
        back_url=url_for("member_influence.mine"),
    )


@blueprint.route("/advice/<uuid:advice_id>")
@invited(SessionKind.MEMBER)
def show_advice(advice_id: uuid.UUID) -> ResponseReturnValue:
    member, advice = member_here(), the(PanelAdvice, advice_id)
    if advice.panel_id != member.panel_id:
        abort(404)
    late = is_overdue(sent_on=advice.sent_on, reply_by=advice.reply_by, answer=advice.answer, today=home_today())
    return page(
        "panels/member/advice.html",
        back_url=url_for("member_influence.list_advice"),
        is_late=late,
        **advice_with_claims(db.session, advice),
    )


def influence_here(session: Session, member: PanelMember) -> Iterable[Section]:
    """The way to what became of it all, and replies that are late."""
    late = len(_late(session, member))
    line = ngettext("%(num)s reply to the panel is late.", "%(num)s replies to the panel are late.", late)
    yield Section(
        place=80,
        title=_("What came of it"),
        lines=(line,) if late else (),
        links=(
            (_("My ideas and what became of them"), url_for("member_influence.mine")),
            (_("What the panel advised and what was decided"), url_for("member_influence.list_advice")),
        ),
    )


def _late(session: Session, member: PanelMember) -> list[tuple[PanelAdvice, object]]:
    return list(queries.overdue_advice(session, today=home_today(), panel_id=member.panel_id))


sections.append(influence_here)
