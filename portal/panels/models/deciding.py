"""Ideas of members and what is said of them."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import IdeaState, Shown
from portal.panels.enums.doors import SaidBy
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class DecidingRules(Base):
    """How a panel decides together. Without a row the usual rules hold."""

    __tablename__ = "panel_deciding_rules"
    __purpose__ = "Looking after how members talk with each other, and letting them hear first"
    __retention__ = "As long as the panel"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), unique=True, info=OPERATIONAL)
    # Words of members are with the others at once, or only after someone has looked.
    shows_at_once: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    # So many days the panel alone knows a reply, before everyone may.
    panel_first_days: Mapped[int] = mapped_column(default=14, info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class PanelIdea(Base):
    """An idea in a member's own words. Without a name, only a keyed fingerprint leads its owner back to it."""

    __tablename__ = "panel_idea"
    __purpose__ = "Hearing what members think should change, and telling them what became of it"
    __retention__ = "Six years, without the member after two"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    # Only where the member wants the others to know whose idea it is.
    member_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=PERSONAL)
    owner_index: Mapped[str] = mapped_column(default="", index=True, info=SECRET)
    words_sealed: Mapped[bytes] = mapped_column(info=SPECIAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    how: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    # The member of staff who wrote it down.
    typed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    state: Mapped[IdeaState] = choice(IdeaState, default=IdeaState.NEW, index=True, info=OPERATIONAL)
    shown: Mapped[Shown] = choice(Shown, index=True, info=OPERATIONAL)
    # Why it was taken away; its owner reads this.
    removed_because: Mapped[str] = mapped_column(default="", info=CONTENT)
    # Words in it may mean that someone is in danger.
    is_worrying: Mapped[bool] = mapped_column(default=False, info=SPECIAL)
    # The idea it was put together with; both stay as they were written.
    joined_to: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_idea.id"), index=True, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    words = Sealed()
    __mapper_args__ = {"version_id_col": version}


class IdeaRemark(Base):
    """A short remark of a member under an idea."""

    __tablename__ = "panel_idea_remark"
    __purpose__ = "Talking ideas over, also with those who cannot come"
    __retention__ = "Six years, without the member after two"

    idea_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_idea.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=PERSONAL)
    owner_index: Mapped[str] = mapped_column(default="", index=True, info=SECRET)
    words_sealed: Mapped[bytes] = mapped_column(info=SPECIAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    how: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    typed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    shown: Mapped[Shown] = choice(Shown, index=True, info=OPERATIONAL)
    removed_because: Mapped[str] = mapped_column(default="", info=CONTENT)
    is_worrying: Mapped[bool] = mapped_column(default=False, info=SPECIAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    words = Sealed()


class IdeaStep(Base):
    """What became of an idea, in order. Its owner reads the reasons."""

    __tablename__ = "panel_idea_step"
    __purpose__ = "Showing what became of each idea"
    __retention__ = "Six years"

    idea_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_idea.id"), index=True, info=OPERATIONAL)
    state: Mapped[IdeaState] = choice(IdeaState, info=OPERATIONAL)
    why: Mapped[str] = mapped_column(default="", info=CONTENT)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("panel_idea_step", unless="old.at < ago(2190)")


class PublicDecision(Base):
    """The panel agreed that everyone may read what came of its work, or took that back. The newest holds."""

    __tablename__ = "panel_public_decision"
    __purpose__ = "Showing a panel's work to everyone only as long as the panel wants it"
    __retention__ = "Kept: it is the record of who took part in what was decided"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    agrees: Mapped[bool] = mapped_column(info=OPERATIONAL)
    # The vote that decided it, or how the panel decided it otherwise.
    vote_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    how_decided: Mapped[str] = mapped_column(default="", info=CONTENT)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("panel_public_decision")
