"""Ideas of members and what is said of them, as members see it."""

import uuid
from collections.abc import Iterable

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums import Shown
from portal.panels.forms.deciding import IdeaForm, RemarkForm
from portal.panels.models import PanelIdea, PanelMember
from portal.panels.operations import ideas
from portal.panels.queries import deciding as queries
from portal.panels.queries import voting
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared.database import db
from portal.shared.i18n import _, best_text, current, format_date
from portal.shared.web import page, see_other, the

blueprint = Blueprint("member_deciding", __name__, url_prefix="/member/ideas")


@blueprint.route("")
@invited(SessionKind.MEMBER)
def list_ideas() -> ResponseReturnValue:
    member = member_here()
    return page(
        "panels/member/ideas.html",
        rows=queries.ideas_of_panel(db.session, panel_id=member.panel_id, shown=[Shown.SHOWN]),
        back_url=url_for("member.home"),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def new_idea() -> ResponseReturnValue:
    member, form = member_here(), IdeaForm()
    if not form.validate_on_submit():
        return page("panels/member/new_idea.html", form=form, back_url=url_for("member_deciding.list_ideas"))
    words, with_name = form.words.data or "", bool(form.with_name.data)
    idea = ideas.put_idea(db.session, member=member, words=words, with_name=with_name, language=current().code)
    return see_other("member_deciding.show_idea", idea_id=idea.id)


@blueprint.route("/<uuid:idea_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def show_idea(idea_id: uuid.UUID) -> ResponseReturnValue:
    member, form = member_here(), RemarkForm()
    idea = _idea(idea_id, member)
    if idea.shown is Shown.SHOWN and form.validate_on_submit():
        words, with_name = form.words.data or "", bool(form.with_name.data)
        ideas.put_remark(
            db.session, idea=idea, member=member, words=words, with_name=with_name, language=current().code
        )
        return see_other("member_deciding.show_idea", idea_id=idea.id)
    joined = [
        one
        for one in queries.joined_with(db.session, idea_id=idea.id)
        if one.shown is Shown.SHOWN or queries.is_theirs(one, member=member)
    ]
    remarks = [
        one
        for one in queries.remarks_of(db.session, idea_ids=[idea.id, *(one.id for one in joined)])
        if one.shown is Shown.SHOWN or queries.is_theirs(one, member=member)
    ]
    return page(
        "panels/member/idea.html",
        form=form,
        idea=idea,
        joined=joined,
        remarks=remarks,
        names=queries.names_on(db.session, [idea, *joined, *remarks]),
        is_mine=lambda row: queries.is_theirs(row, member=member),
        why=queries.last_reasons(db.session, idea_ids=[idea.id]).get(idea.id, ""),
        back_url=url_for("member_deciding.list_ideas"),
    )


def _idea(idea_id: uuid.UUID, member: PanelMember) -> PanelIdea:
    """An idea of the member's own panel that everyone there can read, or one of their own."""
    idea = the(PanelIdea, idea_id)
    is_readable = idea.shown is Shown.SHOWN or queries.is_theirs(idea, member=member)
    if idea.panel_id != member.panel_id or not is_readable:
        abort(404)
    return idea


def to_decide(session: Session, member: PanelMember) -> Iterable[Section]:
    """What waits to be decided, and the way to ideas."""
    going = [one for one in voting.votes_for_member(session, member_id=member.id) if voting.is_open(one)]
    voted = voting.has_voted(session, vote_ids=[one.id for one in going], member_id=member.id)
    links = [
        (
            _("%(what)s (until %(day)s)", what=best_text(one.question)[0], day=format_date(one.closes_on)),
            url_for("member_votes.vote", vote_id=one.id),
        )
        for one in going
    ]
    yield Section(
        place=30,
        title=_("To decide together"),
        lines=() if going else (_("There is nothing to vote on now."),),
        links=(
            *links,
            (_("Votes and what came out"), url_for("member_votes.list_votes")),
            (_("Ideas of the panel"), url_for("member_deciding.list_ideas")),
            (_("Put in an idea"), url_for("member_deciding.new_idea")),
        ),
        is_new=any(one.id not in voted for one in going),
    )


sections.append(to_decide)
