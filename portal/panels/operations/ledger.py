"""Advice → reply → what happened, and claims that something changed. Every step is kept as it was."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import (
    AdviceDeed,
    AdviceKind,
    AdviceSource,
    ChangeState,
    DecisionAnswer,
    IdeaState,
    Stage,
    VoteMethod,
    VotePurpose,
)
from portal.panels.errors import IsSent, PanelError, SamePerson
from portal.panels.models import AdviceEvent, AdviceIdea, ChangeClaim, PanelAdvice, PanelIdea, PanelVote
from portal.panels.operations.ideas import move_idea
from portal.panels.operations.voting import make_vote
from portal.panels.queries import ledger as queries
from portal.panels.queries.deciding import rules_of
from portal.panels.queries.voting import home_today, vote_about
from portal.shared import audit, clock, queue

NEWS_TASK = "panels.tell_of_reply"


def write_advice(
    session: Session,
    *,
    panel_id: uuid.UUID,
    words: Mapping[str, str],
    stage: Stage,
    kind: AdviceKind,
    source: AdviceSource,
    by: uuid.UUID,
    vote_id: uuid.UUID | None = None,
    ideas: Sequence[PanelIdea] = (),
) -> PanelAdvice:
    """What the panel advises, by language code, and the ideas that went into it; nobody has it yet."""
    advice = PanelAdvice(
        panel_id=panel_id,
        words=dict(words),
        stage=stage,
        kind=kind,
        source=source,
        vote_id=vote_id,
        made_at=clock.now(),
        made_by=by,
    )
    session.add(advice)
    session.flush()
    _event(session, advice, AdviceDeed.WRITTEN, words=words, by=by)
    for idea in ideas:
        session.add(AdviceIdea(advice_id=advice.id, idea_id=idea.id))
        move_idea(session, idea=idea, to=IdeaState.ADVICE, by=by)
    session.flush()
    return advice


def change_advice(
    session: Session, *, advice: PanelAdvice, words: Mapping[str, str], stage: Stage, kind: AdviceKind, by: uuid.UUID
) -> None:
    """
    Raises:
        IsSent: then its words stay.
    """
    if advice.sent_on is not None:
        raise IsSent
    advice.words, advice.stage, advice.kind = dict(words), stage, kind
    _event(session, advice, AdviceDeed.CHANGED, words=words, by=by)


def send_advice(
    session: Session, *, advice: PanelAdvice, body: str, sent_on: dt.date, reply_by: dt.date, by: uuid.UUID
) -> None:
    """It is with a body, whose reply is due on a day.

    Raises:
        IsSent
        PanelError: sent on a day to come, or due before it was sent.
    """
    if advice.sent_on is not None:
        raise IsSent
    if sent_on > home_today() or reply_by < sent_on:
        raise PanelError
    advice.body, advice.sent_on = body, sent_on
    advice.reply_by = advice.first_reply_by = reply_by
    _event(session, advice, AdviceDeed.SENT, words={"en": body}, day=reply_by, by=by)


def move_day(session: Session, *, advice: PanelAdvice, reply_by: dt.date, why: str, by: uuid.UUID) -> None:
    """A new day for the reply; the first day stays in the record.

    Raises:
        PanelError: it is not sent, there is a decision, or no reason is given.
    """
    if advice.sent_on is None or advice.answer not in (None, DecisionAnswer.NOT_YET) or not why.strip():
        raise PanelError
    advice.reply_by = reply_by
    _event(session, advice, AdviceDeed.DAY_MOVED, words={"en": why}, day=reply_by, by=by)


def note_reply(
    session: Session,
    *,
    advice: PanelAdvice,
    answer: DecisionAnswer,
    why: Mapping[str, str],
    decided_by: str,
    decided_on: dt.date,
    by: uuid.UUID,
) -> None:
    """The body's reply. The panel hears at once, everyone else when the panel's days are over. Anything but "all of it"
    says why. A reply may be followed by another: both are kept, the newest holds.

    Raises:
        PanelError: it is not sent, decided before it was sent or in time to come, or no reason where one is due.
    """
    if advice.sent_on is None or not advice.sent_on <= decided_on <= home_today():
        raise PanelError
    if answer is not DecisionAnswer.WHOLE and not any(text.strip() for text in why.values()):
        raise PanelError
    days = rules_of(session, panel_id=advice.panel_id).panel_first_days
    advice.answer, advice.why, advice.decided_by, advice.decided_on = answer, dict(why), decided_by, decided_on
    advice.public_from = home_today() + dt.timedelta(days=days)
    event = _event(session, advice, AdviceDeed.REPLIED, words=why, day=decided_on, by=by, answer=answer)
    queue.enqueue(session, NEWS_TASK, advice_id=str(advice.id), event_id=str(event.id))


def note_happening(
    session: Session, *, advice: PanelAdvice, words: Mapping[str, str], evidence: str, day: dt.date, by: uuid.UUID
) -> None:
    """What happened since, and what shows it.

    Raises:
        PanelError: it is not sent, or the day is still to come.
    """
    if advice.sent_on is None or day > home_today():
        raise PanelError
    _event(session, advice, AdviceDeed.HAPPENED, words=words, evidence=evidence, day=day, by=by)


def claim_change(
    session: Session,
    *,
    advice: PanelAdvice,
    words: Mapping[str, str],
    evidence: str,
    changed_on: dt.date,
    by: uuid.UUID,
) -> ChangeClaim:
    """Someone says "we changed this". It counts for nothing until a second person has looked.

    Raises:
        PanelError: it is not sent, nothing shows it, or the day is still to come.
    """
    if advice.sent_on is None or not evidence.strip() or changed_on > home_today():
        raise PanelError
    claim = ChangeClaim(
        advice_id=advice.id,
        words=dict(words),
        evidence=evidence,
        changed_on=changed_on,
        claimed_by=by,
        claimed_at=clock.now(),
    )
    session.add(claim)
    session.flush()
    _event(session, advice, AdviceDeed.CLAIMED, words=words, evidence=evidence, day=changed_on, by=by)
    return claim


def check_claim(
    session: Session, *, claim: ChangeClaim, is_so: bool, because: str = "", by: uuid.UUID, closes_on: dt.date
) -> PanelVote | None:
    """A second person has looked. If it is so, the panel is asked what it thinks, in secret, until `closes_on`.

    Raises:
        SamePerson
        PanelError: someone has looked already, or it is not so and no reason is given.
    """
    if by == claim.claimed_by:
        raise SamePerson
    if claim.state is not ChangeState.WAITING or (not is_so and not because.strip()):
        raise PanelError
    claim.checked_by, claim.checked_at = by, clock.now()
    claim.state = ChangeState.CHECKED if is_so else ChangeState.REFUSED
    claim.refused_because = "" if is_so else because
    advice = session.get_one(PanelAdvice, claim.advice_id)
    deed = AdviceDeed.CHECKED if is_so else AdviceDeed.REFUSED
    _event(session, advice, deed, words={"en": because} if because else {}, by=by)
    return ask_panel(session, claim=claim, closes_on=closes_on, by=by) if is_so else None


def ask_panel(session: Session, *, claim: ChangeClaim, closes_on: dt.date, by: uuid.UUID) -> PanelVote:
    """Puts "is it so?" to the panel.

    Raises:
        PanelError: no second person has looked, or a vote on it is under way.
    """
    under_way = vote_about(session, claim_id=claim.id)
    if claim.state is not ChangeState.CHECKED or (under_way is not None and under_way.closed_at is None):
        raise PanelError
    advice = session.get_one(PanelAdvice, claim.advice_id)
    return make_vote(
        session,
        panel_id=advice.panel_id,
        question=claim.words,
        method=VoteMethod.VERDICT,
        options=[],
        opens_on=home_today(),
        closes_on=closes_on,
        purpose=VotePurpose.CLAIM,
        claim_id=claim.id,
        by=by,
    )


def history_of(session: Session, *, advice: PanelAdvice) -> Sequence[AdviceEvent]:
    """Every step in order, as it was."""
    return queries.events_of(session, advice_id=advice.id)


def _event(
    session: Session, advice: PanelAdvice, deed: AdviceDeed, *, words: Mapping[str, str], by: uuid.UUID, **more: Any
) -> AdviceEvent:
    event = AdviceEvent(advice_id=advice.id, deed=deed, at=clock.now(), by=by, words=dict(words), **more)
    session.add(event)
    session.flush()
    audit.record(session, action=f"advice_{deed}", subject="panel_advice", subject_id=advice.id, actor_id=by)
    return event
