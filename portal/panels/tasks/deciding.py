"""Opening and closing votes, telling members, and parting with what is old."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.models import PanelAdvice, PanelVote
from portal.panels.operations import parting
from portal.panels.operations.ledger import NEWS_TASK
from portal.panels.operations.voting import TELL_TASK, turn_votes
from portal.panels.operations.writing import write_to_member
from portal.panels.queries import deciding, voting
from portal.shared import queue
from portal.shared.queue import Progress, task

TURN_TASK, REMIND_TASK, FORGET_TASK = "panels.turn_votes", "panels.remind_of_votes", "panels.forget_words"
REMIND_BEFORE = dt.timedelta(days=2)


@task(TURN_TASK, may_repeat=True)
def turn(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every minute: votes whose day has come open, those whose last day is over close."""
    return {"turned": turn_votes(session)}


queue.every_minute(TURN_TASK)


@task(TELL_TASK)
def tell_of_vote(session: Session, *, progress: Progress, vote_id: str, wave: int) -> dict[str, Any]:
    """Everyone on the roll, whether they have voted or not: who is written to tells nothing."""
    vote = session.get_one(PanelVote, uuid.UUID(vote_id))
    if not voting.is_open(vote):
        return {"told": 0}
    members = [member for member, _person in voting.roll_of(session, vote_id=vote.id)]
    told = [write_to_member(session, member=member, about=vote.id, wave=wave).is_sent for member in members]
    return {"told": sum(told)}


@task(REMIND_TASK, may_repeat=True)
def remind_of_votes(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: votes that close in two days. Again everyone on the roll."""
    day = voting.home_today() + REMIND_BEFORE
    closing = [vote for vote in voting.open_votes(session) if vote.closes_on == day]
    for vote in closing:
        queue.enqueue(session, TELL_TASK, vote_id=str(vote.id), wave=2)
    return {"votes": len(closing)}


queue.every_night(REMIND_TASK)


@task(NEWS_TASK)
def tell_of_reply(session: Session, *, progress: Progress, advice_id: str, event_id: str) -> dict[str, Any]:
    """The panel hears of a reply first."""
    advice = session.get_one(PanelAdvice, uuid.UUID(advice_id))
    members = deciding.members_to_tell(session, panel_id=advice.panel_id)
    told = [write_to_member(session, member=member, about=uuid.UUID(event_id)).is_sent for member in members]
    return {"told": sum(told)}


@task(FORGET_TASK, may_repeat=True)
def forget_words(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: owners of words after two years, words after six, rolls of votes after two."""
    return {
        "owners": parting.part_with_owners(session),
        "ideas": parting.part_with_words(session),
        "votes": parting.part_with_rolls(session),
    }


queue.every_night(FORGET_TASK)
