"""Ideas of members, as staff look after them: reading, showing, joining, typing what came by phone or paper."""

import datetime as dt
import uuid
from collections.abc import Iterable

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import IdeaState, Shown
from portal.panels.enums.doors import SaidBy
from portal.panels.forms.deciding import (
    JoinForm,
    RemoveForm,
    RulesForm,
    SetAsideForm,
    TypeIdeaForm,
    TypeRemarkForm,
)
from portal.panels.models import IdeaRemark, Panel, PanelIdea, PanelMember
from portal.panels.operations import ideas
from portal.panels.queries import deciding as queries
from portal.panels.queries import ledger, panels, voting
from portal.panels.views.staff.parts import Todo, todos
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.forms import PortalForm, SelectBox
from portal.shared.i18n import _, best_text, ngettext
from portal.shared.web import page, see_other, the

blueprint = Blueprint("panel_deciding", __name__, url_prefix="/panels/<uuid:panel_id>/deciding")
SOON = dt.timedelta(days=3)


@blueprint.route("")
@allowed(Role.ORGANISER)
def list_ideas(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    held_ideas, held_remarks = queries.held_here(db.session, panel_id=panel.id)
    return page(
        "panels/deciding/ideas.html",
        panel=panel,
        rows=queries.ideas_of_panel(db.session, panel_id=panel.id),
        votes=voting.votes_of_panel(db.session, panel_id=panel.id),
        held=len(held_ideas) + len(held_remarks),
    )


@blueprint.route("/look")
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def look(panel_id: uuid.UUID) -> ResponseReturnValue:
    """What waits for a look; whose it is stands there only where they want it to."""
    panel = the(Panel, panel_id)
    held_ideas, held_remarks = queries.held_here(db.session, panel_id=panel.id)
    return page(
        "panels/deciding/look.html",
        panel=panel,
        rows=sorted((*held_ideas, *held_remarks), key=lambda one: (not one.is_worrying, one.at)),
        names=queries.names_on(db.session, [*held_ideas, *held_remarks]),
        form=PortalForm(),
    )


@blueprint.route("/rules", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def rules(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    now = queries.rules_of(db.session, panel_id=panel.id)
    form = RulesForm(shows_at_once=now.shows_at_once, panel_first_days=now.panel_first_days)
    if not form.validate_on_submit():
        return page("panels/deciding/rules.html", panel=panel, form=form)
    ideas.set_rules(
        db.session,
        panel=panel,
        shows_at_once=bool(form.shows_at_once.data),
        panel_first_days=form.panel_first_days.data or 0,
        by=current_person_id(),
    )
    return see_other("panel_deciding.list_ideas", panel_id=panel.id)


@blueprint.route("/type", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_idea(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), TypeIdeaForm()
    _offer_members(form.member, panel)
    if not form.validate_on_submit():
        return page("panels/deciding/type_idea.html", panel=panel, form=form)
    member = the(PanelMember, uuid.UUID(form.member.data))
    idea = ideas.put_idea(
        db.session,
        member=member,
        words=form.words.data or "",
        with_name=bool(form.with_name.data),
        how=SaidBy(form.how.data),
        language=member.language,
        by=current_person_id(),
    )
    return see_other("panel_deciding.show_idea", panel_id=panel.id, idea_id=idea.id)


@blueprint.route("/ideas/<uuid:idea_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_idea(panel_id: uuid.UUID, idea_id: uuid.UUID) -> ResponseReturnValue:
    """With what was said of it; what a member said by phone or on paper is typed here."""
    panel, idea, form = the(Panel, panel_id), _idea(panel_id, idea_id), TypeRemarkForm()
    _offer_members(form.member, panel)
    if idea.shown is Shown.SHOWN and form.validate_on_submit():
        member = the(PanelMember, uuid.UUID(form.member.data))
        ideas.put_remark(
            db.session,
            idea=idea,
            member=member,
            words=form.words.data or "",
            with_name=bool(form.with_name.data),
            how=SaidBy(form.how.data),
            language=member.language,
            by=current_person_id(),
        )
        return see_other("panel_deciding.show_idea", panel_id=panel.id, idea_id=idea.id)
    joined = queries.joined_with(db.session, idea_id=idea.id)
    remarks = queries.remarks_of(db.session, idea_ids=[idea.id, *(one.id for one in joined)])
    return page(
        "panels/deciding/idea.html",
        panel=panel,
        idea=idea,
        form=form,
        plain=PortalForm(),
        joined=joined,
        remarks=remarks,
        names=queries.names_on(db.session, [idea, *joined, *remarks]),
        steps=queries.steps_of(db.session, idea_ids=[idea.id]),
        advice=ledger.advice_from_ideas(db.session, idea_ids=[idea.id]).get(idea.id),
        leading=the(PanelIdea, idea.joined_to) if idea.joined_to else None,
    )


@blueprint.route("/<any(ideas,remarks):kind>/<uuid:row_id>/show", methods=["POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def show_words(panel_id: uuid.UUID, kind: str, row_id: uuid.UUID) -> ResponseReturnValue:
    if PortalForm().validate_on_submit():
        ideas.show_words(db.session, row=_words(panel_id, kind, row_id), by=current_person_id())
    return see_other("panel_deciding.look", panel_id=panel_id)


@blueprint.route("/<any(ideas,remarks):kind>/<uuid:row_id>/remove", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def remove_words(panel_id: uuid.UUID, kind: str, row_id: uuid.UUID) -> ResponseReturnValue:
    panel, row, form = the(Panel, panel_id), _words(panel_id, kind, row_id), RemoveForm()
    if not form.validate_on_submit():
        return page("panels/deciding/remove.html", panel=panel, row=row, form=form)
    ideas.remove_words(db.session, row=row, because=form.because.data or "", by=current_person_id())
    return see_other("panel_deciding.look", panel_id=panel.id)


@blueprint.route("/ideas/<uuid:idea_id>/join", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def join(panel_id: uuid.UUID, idea_id: uuid.UUID) -> ResponseReturnValue:
    panel, idea, form = the(Panel, panel_id), _idea(panel_id, idea_id), JoinForm()
    others = queries.ideas_of_panel(db.session, panel_id=panel.id, shown=[Shown.SHOWN, Shown.HELD])
    form.to.choices = [
        SelectChoice(str(row.idea.id), (row.idea.words or "")[:80])
        for row in others
        if row.idea.id != idea.id and row.idea.joined_to is None
    ]
    if not form.validate_on_submit():
        return page("panels/deciding/join.html", panel=panel, idea=idea, form=form)
    to = _idea(panel_id, uuid.UUID(form.to.data))
    ideas.join_ideas(db.session, idea=idea, to=to, by=current_person_id())
    return see_other("panel_deciding.show_idea", panel_id=panel.id, idea_id=to.id)


@blueprint.route("/ideas/<uuid:idea_id>/part", methods=["POST"])
@allowed(Role.ORGANISER)
def part(panel_id: uuid.UUID, idea_id: uuid.UUID) -> ResponseReturnValue:
    idea = _idea(panel_id, idea_id)
    if PortalForm().validate_on_submit():
        ideas.part_ideas(db.session, idea=idea, by=current_person_id())
    return see_other("panel_deciding.show_idea", panel_id=panel_id, idea_id=idea.id)


@blueprint.route("/ideas/<uuid:idea_id>/set-aside", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def set_aside(panel_id: uuid.UUID, idea_id: uuid.UUID) -> ResponseReturnValue:
    panel, idea, form = the(Panel, panel_id), _idea(panel_id, idea_id), SetAsideForm()
    if not form.validate_on_submit():
        return page("panels/deciding/set_aside.html", panel=panel, idea=idea, form=form)
    ideas.move_idea(db.session, idea=idea, to=IdeaState.SET_ASIDE, why=form.why.data or "", by=current_person_id())
    return see_other("panel_deciding.show_idea", panel_id=panel.id, idea_id=idea.id)


@blueprint.route("/ideas/<uuid:idea_id>/take-up", methods=["POST"])
@allowed(Role.ORGANISER)
def take_up(panel_id: uuid.UUID, idea_id: uuid.UUID) -> ResponseReturnValue:
    """An idea that was set aside, or that nobody talked about yet, is talked about."""
    idea = _idea(panel_id, idea_id)
    if PortalForm().validate_on_submit() and idea.state in (IdeaState.NEW, IdeaState.SET_ASIDE):
        ideas.move_idea(db.session, idea=idea, to=IdeaState.DISCUSSED, by=current_person_id())
    return see_other("panel_deciding.show_idea", panel_id=panel_id, idea_id=idea.id)


def _idea(panel_id: uuid.UUID, idea_id: uuid.UUID) -> PanelIdea:
    idea = the(PanelIdea, idea_id)
    if idea.panel_id != panel_id:
        abort(404)
    return idea


def _words(panel_id: uuid.UUID, kind: str, row_id: uuid.UUID) -> PanelIdea | IdeaRemark:
    if kind == "ideas":
        return _idea(panel_id, row_id)
    remark = the(IdeaRemark, row_id)
    _idea(panel_id, remark.idea_id)
    return remark


def _offer_members(field: SelectBox, panel: Panel) -> None:
    rows = panels.members_of(db.session, panel_id=panel.id)
    field.choices = [SelectChoice(str(member.id), person.name or "") for member, person in rows]


def waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    """New ideas, words that wait for a look, and votes that close soon: each, whoever has voted."""
    new, held, is_worrying = queries.waiting_here(session, panel_id=panel.id)
    if held:
        words = ngettext("%(num)s text waits for a look", "%(num)s texts wait for a look", held)
        yield Todo(words, url_for("panel_deciding.look", panel_id=panel.id), is_urgent=is_worrying)
    if new:
        words = ngettext("%(num)s new idea", "%(num)s new ideas", new)
        yield Todo(words, url_for("panel_deciding.list_ideas", panel_id=panel.id))
    today = voting.home_today()
    for vote in voting.closing_soon(session, panel_id=panel.id, until=today + SOON):
        what = _("A vote closes. Has everyone been able to take part? %(what)s", what=best_text(vote.question)[0])
        yield Todo(what, url_for("panel_votes.show_vote", vote_id=vote.id, panel_id=panel.id), due=vote.closes_on)


todos.append(waiting)
