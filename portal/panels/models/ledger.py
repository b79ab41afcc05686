"""The ledger: what a panel advised, what was decided, and what came of it."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import AdviceDeed, AdviceKind, AdviceSource, ChangeState, DecisionAnswer, PanelView, Stage
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PUBLIC

KEPT = "Kept: it is the record of who took part in what was decided"


class PanelAdvice(Base):
    """What a panel advises a body to do, and the body's latest reply. Texts by language code, never a member's name."""

    __tablename__ = "panel_advice"
    __purpose__ = "Showing what a panel advised and what was decided"
    __retention__ = KEPT

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    words: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    stage: Mapped[Stage] = choice(Stage, info=PUBLIC)
    kind: Mapped[AdviceKind] = choice(AdviceKind, info=PUBLIC)
    source: Mapped[AdviceSource] = choice(AdviceSource, info=OPERATIONAL)
    vote_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_vote.id"), index=True, info=OPERATIONAL)
    # The body, and the post of whoever answers for it: read by everyone, so no private name.
    body: Mapped[str] = mapped_column(default="", info=PUBLIC)
    sent_on: Mapped[dt.date | None] = mapped_column(index=True, info=PUBLIC)
    reply_by: Mapped[dt.date | None] = mapped_column(index=True, info=PUBLIC)
    first_reply_by: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    answer: Mapped[DecisionAnswer | None] = choice(DecisionAnswer, nullable=True, index=True, info=PUBLIC)
    why: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    decided_by: Mapped[str] = mapped_column(default="", info=PUBLIC)
    decided_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    # From this day everyone may know the reply; until then the panel alone.
    public_from: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class AdviceIdea(Base):
    """An idea that went into an advice."""

    __tablename__ = "panel_advice_idea"
    __purpose__ = "Telling members what became of their ideas"
    __retention__ = "As long as the idea"

    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_advice.id"), index=True, info=OPERATIONAL)
    idea_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_idea.id"), index=True, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("advice_id", "idea_id"),)


class AdviceEvent(Base):
    """Everything that happened to an advice, in order. Never changed."""

    __tablename__ = "panel_advice_event"
    __purpose__ = "Showing how each decision came about"
    __retention__ = KEPT

    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_advice.id"), index=True, info=OPERATIONAL)
    deed: Mapped[AdviceDeed] = choice(AdviceDeed, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    answer: Mapped[DecisionAnswer | None] = choice(DecisionAnswer, nullable=True, info=OPERATIONAL)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    # What shows it: a page on the web, or where to find it.
    evidence: Mapped[str] = mapped_column(default="", info=CONTENT)
    # The day it is about: a decision, a happening, a new day for the reply.
    day: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)


append_only("panel_advice_event")


class ChangeClaim(Base):
    """Someone says "we changed this". It counts once a second person has looked; then the panel says what it thinks."""

    __tablename__ = "panel_change_claim"
    __purpose__ = "Claiming nothing that is not so"
    __retention__ = KEPT

    advice_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_advice.id"), index=True, info=OPERATIONAL)
    words: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    evidence: Mapped[str] = mapped_column(info=PUBLIC)
    changed_on: Mapped[dt.date] = mapped_column(info=PUBLIC)
    state: Mapped[ChangeState] = choice(ChangeState, default=ChangeState.WAITING, index=True, info=OPERATIONAL)
    claimed_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    claimed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    checked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    checked_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    refused_because: Mapped[str] = mapped_column(default="", info=CONTENT)
    # What most of the panel thinks, where the numbers allow to say so.
    view: Mapped[PanelView | None] = choice(PanelView, nullable=True, info=PUBLIC)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}
