"""Putting something to the vote, voting, and counting."""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, AdviceDeed, Consent, IdeaState, PanelView, VoteMethod, VotePurpose
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NotAVote, NotOnRoll, PanelError, VoteOver
from portal.panels.models import (
    AdviceEvent,
    Ballot,
    BallotTyping,
    ChangeClaim,
    PanelIdea,
    PanelMember,
    PanelVote,
    VoteOption,
    VoteRoll,
)
from portal.panels.operations.ideas import move_idea
from portal.panels.operations.publishing import decide_public
from portal.panels.queries import voting as queries
from portal.panels.queries.deciding import active_members
from portal.panels.rules.ballots import EMPTY, Said, fold, is_valid, unfold
from portal.panels.rules.outcomes import Outcome, outcome_of
from portal.shared import audit, clock, queue

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
TELL_TASK = "panels.tell_of_vote"
CHOICES = {
    VoteMethod.CONSENT: tuple(one.value for one in Consent),
    VoteMethod.VERDICT: tuple(one.value for one in PanelView),
}


def make_vote(
    session: Session,
    *,
    panel_id: uuid.UUID,
    question: Mapping[str, str],
    method: VoteMethod,
    options: Sequence[tuple[uuid.UUID | None, Mapping[str, str]]],
    opens_on: dt.date,
    closes_on: dt.date,
    by: uuid.UUID,
    purpose: VotePurpose = VotePurpose.PRIORITY,
    claim_id: uuid.UUID | None = None,
) -> PanelVote:
    """Something to decide: options as (idea or none, words by language code); consent and verdicts need none. It opens
    at once when its day has come, and closes at the end of `closes_on` at home.

    Raises:
        PanelError: it would close before it opens or is over already, or there are too few or too many options.
    """
    needs = method in (VoteMethod.RANK, VoteMethod.DOTS)
    if closes_on < max(opens_on, queries.home_today()):
        raise PanelError
    if (needs and not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS) or (not needs and len(options) > 1):
        raise PanelError
    vote = PanelVote(
        panel_id=panel_id,
        question=dict(question),
        method=method,
        purpose=purpose,
        claim_id=claim_id,
        opens_on=opens_on,
        closes_on=closes_on,
        made_by=by,
        made_at=clock.now(),
    )
    session.add(vote)
    session.flush()
    session.add_all(
        VoteOption(vote_id=vote.id, idea_id=idea_id, place=place, words=dict(words))
        for place, (idea_id, words) in enumerate(options)
    )
    session.flush()
    audit.record(session, action="make_vote", subject="panel_vote", subject_id=vote.id, actor_id=by)
    if opens_on <= queries.home_today():
        open_vote(session, vote=vote)
    return vote


def open_vote(session: Session, *, vote: PanelVote) -> None:
    """Everyone active now is on the roll; an empty ballot for each is laid out in an order nobody knows. They are told
    by a task. Opening what is open does nothing."""
    if vote.opened_at is not None:
        return
    vote.opened_at = clock.now()
    members = list(active_members(session, panel_id=vote.panel_id))
    session.add_all(VoteRoll(vote_id=vote.id, member_id=one) for one in members)
    secrets.SystemRandom().shuffle(members)
    for member_id in members:
        index = queries.slot_index(vote_id=vote.id, member_id=member_id)
        session.add(Ballot(vote_id=vote.id, slot_index=index, said=fold(EMPTY)))
        session.flush()  # one by one: in this order and no other
    session.flush()
    queue.enqueue(session, TELL_TASK, vote_id=str(vote.id), wave=1)


def cast_vote(
    session: Session,
    *,
    vote: PanelVote,
    member: PanelMember,
    said: Said,
    how: SaidBy = SaidBy.WEB,
    by: uuid.UUID | None = None,
) -> None:
    """Fills in the member's ballot, or fills it in anew: the last one counts. `by` is who typed it for them, and that
    they did is kept; what they typed nobody can read back.

    Raises:
        VoteOver, NotOnRoll, NotAVote
    """
    session.refresh(vote, with_for_update=True)  # nobody votes while it is being counted
    if not queries.is_open(vote):
        raise VoteOver
    if member.state not in HERE_NOW:
        raise NotOnRoll
    options = [str(one.id) for one in queries.options_of(session, vote_id=vote.id)]
    if not is_valid(said, method=vote.method, options=options, choices=CHOICES.get(vote.method, ())):
        raise NotAVote
    ballot = queries.own_ballot(session, vote_id=vote.id, member_id=member.id)
    if ballot is None:
        raise NotOnRoll
    ballot.said = fold(said)
    if by is not None:
        session.add(BallotTyping(vote_id=vote.id, member_id=member.id, how=how, at=clock.now(), by=by))
    session.flush()


def close_vote(session: Session, *, vote: PanelVote) -> Outcome:
    """Counts, keeps what may be shown, and cuts the thread from members to ballots. What follows from it, follows:
    ideas move on, a claim has the panel's view, a panel's page opens."""
    now = clock.now()
    options = queries.options_of(session, vote_id=vote.id)
    ballots = queries.ballots_of(session, vote_id=vote.id)
    said = [unfold(ballot.said or "{}") for ballot in ballots]
    outcome = outcome_of(said, method=vote.method, options=[str(one.id) for one in options])
    for ballot in ballots:
        ballot.slot_index, ballot.counted_at = None, now
    vote.closed_at, vote.outcome = now, outcome.as_row()
    session.flush()
    audit.record(session, action="close_vote", subject="panel_vote", subject_id=vote.id, actor_id=None)
    _follow(session, vote, options, outcome)
    return outcome


def call_off(session: Session, *, vote: PanelVote, because: str, by: uuid.UUID) -> None:
    """The vote does not happen, or ends uncounted: its ballots are thrown away unread.

    Raises:
        VoteOver: it is closed or called off.
    """
    if vote.closed_at is not None or vote.called_off_at is not None:
        raise VoteOver
    for ballot in queries.ballots_of(session, vote_id=vote.id):
        session.delete(ballot)
    vote.called_off_at, vote.called_off_because = clock.now(), because
    session.flush()
    audit.record(session, action="call_off_vote", subject="panel_vote", subject_id=vote.id, actor_id=by)


def turn_votes(session: Session) -> int:
    """Opens those whose day has come and closes those whose last day is over. Returns how many."""
    turned = queries.to_turn(session, today=queries.home_today())
    for vote in turned:
        open_vote(session, vote=vote)
        if vote.closes_on < queries.home_today():
            close_vote(session, vote=vote)
    return len(turned)


def _follow(session: Session, vote: PanelVote, options: Sequence[VoteOption], outcome: Outcome) -> None:
    if vote.purpose is VotePurpose.CLAIM and vote.claim_id is not None:
        claim = session.get_one(ChangeClaim, vote.claim_id)
        claim.view = PanelView(outcome.result) if outcome.result in {one.value for one in PanelView} else None
        session.add(AdviceEvent(advice_id=claim.advice_id, deed=AdviceDeed.JUDGED, at=clock.now(), by=None))
    elif vote.purpose is VotePurpose.PUBLIC:
        if outcome.result:  # of too few voters nothing follows
            agrees = outcome.result in (Consent.YES, Consent.WORRIES)
            decide_public(session, panel_id=vote.panel_id, agrees=agrees, vote_id=vote.id, by=None)
    else:
        for option in options:
            idea = session.get(PanelIdea, option.idea_id) if option.idea_id else None
            if idea is not None and idea.state in (IdeaState.NEW, IdeaState.DISCUSSED):
                move_idea(session, idea=idea, to=IdeaState.PRIORITISED, by=None)
    session.flush()
