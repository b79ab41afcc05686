"""Votes, who may take part, and the one question a member may ask of the ballots: "have I voted?"."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, VotePurpose
from portal.panels.models import Ballot, BallotTyping, PanelIdea, PanelMember, PanelVote, VoteOption, VoteRoll
from portal.panels.rules.ballots import unfold
from portal.people.models import Person
from portal.shared import clock
from portal.shared.crypto import keys
from portal.shared.i18n import HOME_TIME


def home_today() -> dt.date:
    """The day at home: a vote's last day ends at midnight there, in summer and in winter."""
    return clock.now().astimezone(HOME_TIME).date()


def slot_index(*, vote_id: uuid.UUID, member_id: uuid.UUID) -> str:
    """Which of the ballots of a vote is a member's. Only the keys of the house can work it out."""
    return keys().blind(f"{vote_id} {member_id}", kind="ballot")


def is_open(vote: PanelVote) -> bool:
    """Whether someone can vote now."""
    is_going = vote.opened_at is not None and vote.closed_at is None and vote.called_off_at is None
    return is_going and home_today() <= vote.closes_on


def votes_of_panel(session: Session, *, panel_id: uuid.UUID) -> Sequence[PanelVote]:
    return session.scalars(
        sa.select(PanelVote)
        .where(PanelVote.panel_id == panel_id)
        .order_by(PanelVote.closes_on.desc(), PanelVote.made_at.desc(), PanelVote.id)
    ).all()


def options_of(session: Session, *, vote_id: uuid.UUID) -> Sequence[VoteOption]:
    return session.scalars(
        sa.select(VoteOption).where(VoteOption.vote_id == vote_id).order_by(VoteOption.place, VoteOption.id)
    ).all()


def options_read(session: Session, *, vote_id: uuid.UUID) -> list[tuple[str, dict[str, str]]]:
    """Id and words by language code of each option; those from an idea in the words of whoever had it."""
    rows = session.execute(
        sa.select(VoteOption, PanelIdea)
        .outerjoin(PanelIdea, PanelIdea.id == VoteOption.idea_id)
        .where(VoteOption.vote_id == vote_id)
        .order_by(VoteOption.place, VoteOption.id)
    )
    return [(str(one.id), one.words or ({idea.language: idea.words or ""} if idea else {})) for one, idea in rows]


def votes_for_member(session: Session, *, member_id: uuid.UUID) -> Sequence[PanelVote]:
    """Every vote on whose roll they are, those that close first in front."""
    return session.scalars(
        sa.select(PanelVote)
        .join(VoteRoll, VoteRoll.vote_id == PanelVote.id)
        .where(VoteRoll.member_id == member_id, PanelVote.called_off_at.is_(None))
        .order_by(PanelVote.closes_on, PanelVote.id)
    ).all()


def is_on_roll(session: Session, *, vote_id: uuid.UUID, member_id: uuid.UUID) -> bool:
    row = sa.select(VoteRoll.id).where(VoteRoll.vote_id == vote_id, VoteRoll.member_id == member_id)
    return session.scalar(row) is not None


def roll_of(session: Session, *, vote_id: uuid.UUID) -> list[tuple[PanelMember, Person]]:
    """Who may take part and is still here: by name, nothing about whether they have."""
    rows = session.execute(
        sa.select(PanelMember, Person)
        .join(VoteRoll, VoteRoll.member_id == PanelMember.id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(VoteRoll.vote_id == vote_id, PanelMember.state.in_(HERE_NOW))
        .order_by(PanelMember.since, PanelMember.id)
    )
    return [(member, person) for member, person in rows]


def own_ballot(session: Session, *, vote_id: uuid.UUID, member_id: uuid.UUID) -> Ballot | None:
    """None once the votes are counted: then nobody finds their ballot again."""
    index = slot_index(vote_id=vote_id, member_id=member_id)
    return session.scalar(sa.select(Ballot).where(Ballot.slot_index == index))


def has_voted(session: Session, *, vote_ids: Collection[uuid.UUID], member_id: uuid.UUID) -> set[uuid.UUID]:
    """In which of these votes, still open, a member has voted: for their own page only."""
    slots = {slot_index(vote_id=one, member_id=member_id) for one in vote_ids}
    found = session.scalars(sa.select(Ballot).where(Ballot.slot_index.in_(slots)))
    return {ballot.vote_id for ballot in found if not unfold(ballot.said or "{}").is_empty}


def ballots_of(session: Session, *, vote_id: uuid.UUID) -> Sequence[Ballot]:
    """For the count."""
    return session.scalars(sa.select(Ballot).where(Ballot.vote_id == vote_id).order_by(Ballot.id)).all()


def typed_for(session: Session, *, vote_id: uuid.UUID, member_id: uuid.UUID) -> Sequence[BallotTyping]:
    return session.scalars(
        sa.select(BallotTyping)
        .where(BallotTyping.vote_id == vote_id, BallotTyping.member_id == member_id)
        .order_by(BallotTyping.at, BallotTyping.id)
    ).all()


def to_turn(session: Session, *, today: dt.date) -> Sequence[PanelVote]:
    """Votes whose day to open has come, or whose last day is over."""
    opens = sa.and_(PanelVote.opened_at.is_(None), PanelVote.opens_on <= today)
    closes = sa.and_(PanelVote.opened_at.is_not(None), PanelVote.closes_on < today)
    going = sa.and_(PanelVote.closed_at.is_(None), PanelVote.called_off_at.is_(None))
    return session.scalars(sa.select(PanelVote).where(going, sa.or_(opens, closes)).order_by(PanelVote.id)).all()


def closing_soon(session: Session, *, panel_id: uuid.UUID, until: dt.date) -> Sequence[PanelVote]:
    """Open votes that close by a day: all of them, whoever has voted."""
    going = (PanelVote.opened_at.is_not(None), PanelVote.closed_at.is_(None), PanelVote.called_off_at.is_(None))
    soon = (PanelVote.panel_id == panel_id, PanelVote.closes_on <= until)
    return session.scalars(sa.select(PanelVote).where(*going, *soon).order_by(PanelVote.closes_on)).all()


def vote_about(session: Session, *, claim_id: uuid.UUID) -> PanelVote | None:
    """The latest vote of a panel on a claim."""
    about = (PanelVote.claim_id == claim_id, PanelVote.purpose == VotePurpose.CLAIM, PanelVote.called_off_at.is_(None))
    return session.scalar(sa.select(PanelVote).where(*about).order_by(PanelVote.made_at.desc()).limit(1))


def open_votes(session: Session) -> Sequence[PanelVote]:
    """Of all panels."""
    going = (PanelVote.opened_at.is_not(None), PanelVote.closed_at.is_(None), PanelVote.called_off_at.is_(None))
    return session.scalars(sa.select(PanelVote).where(*going).order_by(PanelVote.closes_on, PanelVote.id)).all()
