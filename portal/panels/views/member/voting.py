"""Voting: one vote on a page, in secret, to be changed until it closes; afterwards what came of it."""

import uuid

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from portal.panels.errors import VoteOver
from portal.panels.forms.deciding import BallotForm
from portal.panels.models import PanelMember, PanelVote
from portal.panels.operations.voting import cast_vote
from portal.panels.queries import voting as queries
from portal.panels.rules.ballots import Said
from portal.panels.views.filling import fill_in, labels_of
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared.database import db
from portal.shared.web import page, see_other, the

blueprint = Blueprint("member_votes", __name__, url_prefix="/member/votes")


@blueprint.route("")
@invited(SessionKind.MEMBER)
def list_votes() -> ResponseReturnValue:
    member = member_here()
    votes = [one for one in queries.votes_for_member(db.session, member_id=member.id) if one.opened_at]
    going = [one for one in votes if queries.is_open(one)]
    return page(
        "panels/member/votes.html",
        going=going,
        voted=queries.has_voted(db.session, vote_ids=[one.id for one in going], member_id=member.id),
        over=[one for one in reversed(votes) if one.closed_at],
        back_url=url_for("member.home"),
    )


@blueprint.route("/<uuid:vote_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def vote(vote_id: uuid.UUID) -> ResponseReturnValue:
    member, row = _vote(vote_id)
    if not queries.is_open(row):
        return see_other("member_votes.outcome", vote_id=row.id)

    def send(said: Said) -> ResponseReturnValue:
        cast_vote(db.session, vote=row, member=member, said=said)
        return see_other("member_votes.done", vote_id=row.id)

    return fill_in(
        row,
        BallotForm(),
        "panels/member/vote.html",
        send,
        has_voted=queries.has_voted(db.session, vote_ids=[row.id], member_id=member.id),
        back_url=url_for("member_votes.list_votes"),
    )


@blueprint.route("/<uuid:vote_id>/done")
@invited(SessionKind.MEMBER)
def done(vote_id: uuid.UUID) -> ResponseReturnValue:
    _member, row = _vote(vote_id)
    return page("panels/member/voted.html", vote=row)


@blueprint.route("/<uuid:vote_id>/outcome")
@invited(SessionKind.MEMBER)
def outcome(vote_id: uuid.UUID) -> ResponseReturnValue:
    member, row = _vote(vote_id)
    return page(
        "panels/member/outcome.html",
        vote=row,
        options=dict(queries.options_read(db.session, vote_id=row.id)),
        kinds=labels_of(row),
        typed=queries.typed_for(db.session, vote_id=row.id, member_id=member.id),
        back_url=url_for("member_votes.list_votes"),
    )


@blueprint.errorhandler(VoteOver)
def vote_over(_error: VoteOver) -> ResponseReturnValue:
    db.session.rollback()
    return see_other("member_votes.list_votes")


def _vote(vote_id: uuid.UUID) -> tuple[PanelMember, PanelVote]:
    """The member who is here and a vote on whose roll they are; "not found" for every other."""
    member, row = member_here(), the(PanelVote, vote_id)
    is_there = row.opened_at is not None and row.called_off_at is None
    if not is_there or not queries.is_on_roll(db.session, vote_id=row.id, member_id=member.id):
        abort(404)
    return member, row
