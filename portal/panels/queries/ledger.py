"""The ledger of a panel: advice, replies, what happened, and claims."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import ChangeState, DecisionAnswer
from portal.panels.models import (
    AdviceEvent,
    AdviceIdea,
    ChangeClaim,
    Panel,
    PanelAdvice,
    PanelIdea,
    PanelMember,
    PanelVote,
    VoteRoll,
)
from portal.panels.queries.deciding import owner_index
from portal.panels.rules.influence import Given

NO_DECISION = sa.or_(PanelAdvice.answer.is_(None), PanelAdvice.answer == DecisionAnswer.NOT_YET)


def advice_of_panel(session: Session, *, panel_id: uuid.UUID) -> Sequence[PanelAdvice]:
    """The newest first."""
    return session.scalars(
        sa.select(PanelAdvice)
        .where(PanelAdvice.panel_id == panel_id)
        .order_by(PanelAdvice.made_at.desc(), PanelAdvice.id)
    ).all()


def overdue_advice(
    session: Session, *, today: dt.date, panel_id: uuid.UUID | None = None
) -> list[tuple[PanelAdvice, Panel]]:
    """Advice without a decision after its day, of one panel or of all, the longest late first."""
    late = sa.select(PanelAdvice, Panel).join(Panel, Panel.id == PanelAdvice.panel_id)
    late = late.where(PanelAdvice.sent_on.is_not(None), PanelAdvice.reply_by < today, NO_DECISION)
    if panel_id is not None:
        late = late.where(PanelAdvice.panel_id == panel_id)
    return [(one, panel) for one, panel in session.execute(late.order_by(PanelAdvice.reply_by, PanelAdvice.id))]


def events_of(session: Session, *, advice_id: uuid.UUID) -> Sequence[AdviceEvent]:
    return session.scalars(
        sa.select(AdviceEvent).where(AdviceEvent.advice_id == advice_id).order_by(AdviceEvent.at, AdviceEvent.id)
    ).all()


def events_of_panel(session: Session, *, panel_id: uuid.UUID) -> Sequence[AdviceEvent]:
    return session.scalars(
        sa.select(AdviceEvent)
        .join(PanelAdvice, PanelAdvice.id == AdviceEvent.advice_id)
        .where(PanelAdvice.panel_id == panel_id)
        .order_by(AdviceEvent.at, AdviceEvent.id)
    ).all()


def claims_of(session: Session, *, advice_ids: Collection[uuid.UUID]) -> Sequence[ChangeClaim]:
    return session.scalars(
        sa.select(ChangeClaim)
        .where(ChangeClaim.advice_id.in_(advice_ids))
        .order_by(ChangeClaim.claimed_at, ChangeClaim.id)
    ).all()


def claims_waiting(session: Session, *, panel_id: uuid.UUID) -> Sequence[ChangeClaim]:
    """Claims of a panel that no second person has looked at."""
    return session.scalars(
        sa.select(ChangeClaim)
        .join(PanelAdvice, PanelAdvice.id == ChangeClaim.advice_id)
        .where(PanelAdvice.panel_id == panel_id, ChangeClaim.state == ChangeState.WAITING)
        .order_by(ChangeClaim.claimed_at, ChangeClaim.id)
    ).all()


def ideas_behind(session: Session, *, advice_id: uuid.UUID) -> Sequence[PanelIdea]:
    return session.scalars(
        sa.select(PanelIdea)
        .join(AdviceIdea, AdviceIdea.idea_id == PanelIdea.id)
        .where(AdviceIdea.advice_id == advice_id)
        .order_by(PanelIdea.at, PanelIdea.id)
    ).all()


def advice_from_ideas(session: Session, *, idea_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PanelAdvice]:
    """The latest advice each idea went into."""
    rows = session.execute(
        sa.select(AdviceIdea.idea_id, PanelAdvice)
        .join(PanelAdvice, PanelAdvice.id == AdviceIdea.advice_id)
        .where(AdviceIdea.idea_id.in_(idea_ids))
        .order_by(PanelAdvice.made_at, PanelAdvice.id)
    )
    return {idea_id: advice for idea_id, advice in rows}


def advice_with_member(session: Session, *, member: PanelMember) -> Sequence[PanelAdvice]:
    """Advice from an idea of theirs, or from a vote in which they could take part (whether they did, nobody knows)."""
    theirs = sa.or_(PanelIdea.member_id == member.id, PanelIdea.owner_index == owner_index(member.id))
    from_ideas = sa.select(AdviceIdea.advice_id).join(PanelIdea, PanelIdea.id == AdviceIdea.idea_id).where(theirs)
    from_votes = (
        sa.select(PanelAdvice.id)
        .join(PanelVote, PanelVote.id == PanelAdvice.vote_id)
        .join(VoteRoll, VoteRoll.vote_id == PanelVote.id)
        .where(VoteRoll.member_id == member.id)
    )
    return session.scalars(
        sa.select(PanelAdvice)
        .where(sa.or_(PanelAdvice.id.in_(from_ideas), PanelAdvice.id.in_(from_votes)))
        .order_by(PanelAdvice.made_at.desc(), PanelAdvice.id)
    ).all()


def given_by(
    session: Session, *, panel_id: uuid.UUID | None = None, known_to_all_on: dt.date | None = None
) -> list[Given]:
    """Advice that was sent, of one panel or of all, as the influence record adds it up. With `known_to_all_on`, a reply
    that only the panel may know on that day counts as still awaited."""
    wanted = sa.select(PanelAdvice).where(PanelAdvice.sent_on.is_not(None))
    if panel_id is not None:
        wanted = wanted.where(PanelAdvice.panel_id == panel_id)
    sent = session.scalars(wanted.order_by(PanelAdvice.sent_on, PanelAdvice.id)).all()
    claims = claims_of(session, advice_ids=[one.id for one in sent])
    found = []
    for one in sent:
        is_known = known_to_all_on is None or (one.public_from is not None and one.public_from <= known_to_all_on)
        views = [claim.view for claim in claims if claim.advice_id == one.id and claim.view is not None]
        assert one.sent_on is not None
        found.append(
            Given(
                stage=one.stage,
                kind=one.kind,
                sent_on=one.sent_on,
                answer=one.answer if is_known else None,
                views=views if is_known else (),
            )
        )
    return found
