"""Parting with words of members and with the rolls of votes when their time is over."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.models import (
    AdviceIdea,
    Ballot,
    BallotTyping,
    IdeaRemark,
    IdeaStep,
    PanelIdea,
    PanelVote,
    VoteOption,
    VoteRoll,
)
from portal.shared import clock

TWO_YEARS, SIX_YEARS = dt.timedelta(days=731), dt.timedelta(days=2192)


def part_with_owners(session: Session) -> int:
    """Two years on, nothing leads from words to who said them. Returns how many it was."""
    parted = 0
    for table in (PanelIdea, IdeaRemark):
        known = sa.or_(table.member_id.is_not(None), table.owner_index != "")
        old = sa.update(table).where(known, table.at < clock.now() - TWO_YEARS)
        parted += session.execute(old.values(member_id=None, owner_index="")).rowcount  # type: ignore[attr-defined]
    session.flush()
    return parted


def part_with_words(session: Session) -> int:
    """Six years on, ideas go with all that was said of them; what was voted on and advised stays in staff's words.
    Returns how many ideas went."""
    old = list(session.scalars(sa.select(PanelIdea.id).where(PanelIdea.at < clock.now() - SIX_YEARS)))
    if not old:
        return 0
    session.execute(sa.update(VoteOption).where(VoteOption.idea_id.in_(old)).values(idea_id=None))
    session.execute(sa.update(PanelIdea).where(PanelIdea.joined_to.in_(old)).values(joined_to=None))
    for table in (AdviceIdea, IdeaRemark, IdeaStep):
        session.execute(sa.delete(table).where(table.idea_id.in_(old)))
    session.execute(sa.delete(PanelIdea).where(PanelIdea.id.in_(old)))
    return len(old)


def part_with_rolls(session: Session) -> int:
    """Two years after a vote, who could take part and the ballots go; the outcome stays. Returns how many votes."""
    ended = sa.func.coalesce(PanelVote.closed_at, PanelVote.called_off_at)
    has_roll = sa.exists().where(VoteRoll.vote_id == PanelVote.id)
    old = list(session.scalars(sa.select(PanelVote.id).where(ended < clock.now() - TWO_YEARS, has_roll)))
    for table in (VoteRoll, BallotTyping, Ballot):
        session.execute(sa.delete(table).where(table.vote_id.in_(old)))
    return len(old)
