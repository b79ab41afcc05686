"""Votes as staff see them: putting something to the vote, typing for a member, and what came out.

Until a vote is closed nothing here depends on whether anyone has voted.
"""

import uuid
from collections.abc import Sequence

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import IdeaState, Shown, VoteMethod, VotePurpose
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NotOnRoll, PanelError, VoteOver
from portal.panels.forms.days import day_of
from portal.panels.forms.deciding import CallOffForm, TypedBallotForm, VoteForm, WhoVotesForm
from portal.panels.models import Panel, PanelMember, PanelVote
from portal.panels.operations import voting as operations
from portal.panels.queries import deciding
from portal.panels.queries import voting as queries
from portal.panels.rules.ballots import Said
from portal.panels.views.filling import fill_in, labels_of
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("panel_votes", __name__, url_prefix="/panels/<uuid:panel_id>/votes")
READS = (Role.ORGANISER, Role.COMMISSIONER)


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_vote(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), VoteForm(opens_on=queries.home_today())
    rows = deciding.ideas_of_panel(db.session, panel_id=panel.id, shown=[Shown.SHOWN])
    form.ideas.choices = [
        SelectChoice(str(row.idea.id), (row.idea.words or "")[:200])
        for row in rows
        if row.idea.joined_to is None and row.idea.state is not IdeaState.SET_ASIDE
    ]
    if form.validate_on_submit():
        try:
            vote = _made(panel, form)
        except PanelError:
            _say_what_is_wrong(form)
        else:
            return see_other("panel_votes.show_vote", panel_id=panel.id, vote_id=vote.id)
    return page("panels/deciding/new_vote.html", panel=panel, form=form)


@blueprint.route("/<uuid:vote_id>")
@allowed(*READS)
def show_vote(panel_id: uuid.UUID, vote_id: uuid.UUID) -> ResponseReturnValue:
    panel, vote = the(Panel, panel_id), _vote(panel_id, vote_id)
    return page(
        "panels/deciding/vote.html",
        panel=panel,
        vote=vote,
        is_open=queries.is_open(vote),
        options=dict(queries.options_read(db.session, vote_id=vote.id)),
        kinds=labels_of(vote),
        roll=len(queries.roll_of(db.session, vote_id=vote.id)),
    )


@blueprint.route("/<uuid:vote_id>/call-off", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def call_off(panel_id: uuid.UUID, vote_id: uuid.UUID) -> ResponseReturnValue:
    panel, vote, form = the(Panel, panel_id), _vote(panel_id, vote_id), CallOffForm()
    if not form.validate_on_submit():
        return page("panels/deciding/call_off.html", panel=panel, vote=vote, form=form)
    operations.call_off(db.session, vote=vote, because=form.because.data or "", by=current_person_id())
    return see_other("panel_votes.show_vote", panel_id=panel.id, vote_id=vote.id)


@blueprint.route("/<uuid:vote_id>/type", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def who_votes(panel_id: uuid.UUID, vote_id: uuid.UUID) -> ResponseReturnValue:
    panel, vote, form = the(Panel, panel_id), _vote(panel_id, vote_id), WhoVotesForm()
    roll = queries.roll_of(db.session, vote_id=vote.id)
    form.member.choices = [SelectChoice(str(member.id), person.name or "") for member, person in roll]
    if not form.validate_on_submit():
        return page("panels/deciding/who_votes.html", panel=panel, vote=vote, form=form)
    return see_other("panel_votes.type_vote", panel_id=panel.id, vote_id=vote.id, member_id=form.member.data)


@blueprint.route("/<uuid:vote_id>/type/<uuid:member_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_vote(panel_id: uuid.UUID, vote_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    panel, vote = the(Panel, panel_id), _vote(panel_id, vote_id)
    member = the(PanelMember, member_id)
    if not queries.is_open(vote) or not queries.is_on_roll(db.session, vote_id=vote.id, member_id=member.id):
        abort(404)
    form = TypedBallotForm()

    def send(said: Said) -> ResponseReturnValue:
        how = SaidBy(form.how.data)
        operations.cast_vote(db.session, vote=vote, member=member, said=said, how=how, by=current_person_id())
        flash(_("The vote is in. Nobody can read it back."), "success")
        return see_other("panel_votes.show_vote", panel_id=panel.id, vote_id=vote.id)

    names = deciding.names_of(db.session, [member.id])
    return fill_in(
        vote,
        form,
        "panels/deciding/type_vote.html",
        send,
        panel=panel,
        name=names[member.id],
        back_url=url_for("panel_votes.who_votes", panel_id=panel.id, vote_id=vote.id),
    )


@blueprint.errorhandler(VoteOver)
@blueprint.errorhandler(NotOnRoll)
def not_now(_error: PanelError) -> ResponseReturnValue:
    db.session.rollback()
    abort(404)


def _made(panel: Panel, form: VoteForm) -> PanelVote:
    return operations.make_vote(
        db.session,
        panel_id=panel.id,
        question=form.texts("question"),
        method=VoteMethod(form.method.data),
        options=[*((uuid.UUID(one), {}) for one in form.ideas.data), *((None, words) for words in _lines(form))],
        opens_on=day_of(form.opens_on),
        closes_on=day_of(form.closes_on),
        purpose=VotePurpose.PRIORITY,
        by=current_person_id(),
    )


def _lines(form: VoteForm) -> Sequence[dict[str, str]]:
    """One option for each English line; the same line of another language is the same option."""
    by_code = {code: text.splitlines() for code, text in form.texts("options").items()}
    english = by_code.pop("en", [])
    return [
        {"en": line.strip(), **{code: lines[n].strip() for code, lines in by_code.items() if n < len(lines)}}
        for n, line in enumerate(english)
        if line.strip()
    ]


def _say_what_is_wrong(form: VoteForm) -> None:
    if day_of(form.closes_on) < max(day_of(form.opens_on), queries.home_today()):
        form.closes_on.errors = [_("The last day must be today or later, and not before the first day")]
    elif form.method.data == VoteMethod.CONSENT:
        form.ideas.errors = [_("Choose one thing at most for “Can you live with it?”")]
    else:
        form.ideas.errors = [_("Choose from 2 to 12 things to vote on")]


def _vote(panel_id: uuid.UUID, vote_id: uuid.UUID) -> PanelVote:
    vote = the(PanelVote, vote_id)
    if vote.panel_id != panel_id:
        abort(404)
    return vote
