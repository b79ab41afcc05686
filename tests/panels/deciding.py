"""Votes, ideas and advice for tests, made with the real operations."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.panels.enums import AdviceKind, AdviceSource, Stage, VoteMethod
from portal.panels.models import Panel, PanelAdvice, PanelIdea, PanelMember, PanelVote
from portal.panels.operations.ideas import put_idea, set_rules
from portal.panels.operations.ledger import send_advice, write_advice
from portal.panels.operations.voting import make_vote
from portal.panels.queries.voting import home_today, options_of

WEEK = dt.timedelta(days=7)


def shows_at_once(session: Session, panel: Panel) -> None:
    set_rules(session, panel=panel, shows_at_once=True, panel_first_days=14, by=panel.coordinator_id)


def make_idea(session: Session, member: PanelMember, words: str = "Longer beds", **values: object) -> PanelIdea:
    return put_idea(session, member=member, words=words, **{"with_name": False, **values})  # type: ignore[arg-type]


def put_to_vote(
    session: Session, panel: Panel, *words: str, method: VoteMethod = VoteMethod.RANK, **values: object
) -> PanelVote:
    """A vote that is open for a week."""
    known = {
        "question": {"en": "What matters most?"},
        "options": [(None, {"en": one}) for one in words],
        "opens_on": home_today(),
        "closes_on": home_today() + WEEK,
        "by": panel.coordinator_id,
    }
    return make_vote(session, panel_id=panel.id, method=method, **{**known, **values})  # type: ignore[arg-type]


def option_ids(session: Session, vote: PanelVote) -> dict[str, str]:
    """Ids of the options by their English words."""
    return {one.words["en"]: str(one.id) for one in options_of(session, vote_id=vote.id)}


def make_advice(
    session: Session, panel: Panel, *, sent: bool = True, ago: int = 0, by: uuid.UUID | None = None, **values: object
) -> PanelAdvice:
    """Advice that went to a board `ago` days ago, its reply due four weeks later."""
    staff = by or panel.coordinator_id
    known = {
        "words": {"en": "Buy longer beds."},
        "stage": Stage.PLAN,
        "kind": AdviceKind.TENDER,
        "source": AdviceSource.WRITTEN,
        "by": staff,
    }
    advice = write_advice(session, panel_id=panel.id, **{**known, **values})  # type: ignore[arg-type]
    if sent:
        day = home_today() - dt.timedelta(days=ago)
        send_advice(session, advice=advice, body="The board", sent_on=day, reply_by=day + 4 * WEEK, by=staff)
    return advice
