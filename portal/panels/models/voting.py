"""Votes. Who may vote and what was voted are in two tables that nothing joins (docs/decisions/0021).

When a vote opens, an empty ballot is laid out for everyone on the roll, in no order, all of one size. Voting fills in
one that is there already: no count, order, time or size tells that someone has voted. Counting cuts the last thread.
"""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import VoteMethod, VotePurpose
from portal.panels.enums.doors import SaidBy
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class PanelVote(Base):
    """Something a panel decides: what is asked, how, and from which day to which. Texts by language code."""

    __tablename__ = "panel_vote"
    __purpose__ = "Finding out together what matters most"
    __retention__ = "Kept: it is the record of who took part in what was decided"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    question: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    method: Mapped[VoteMethod] = choice(VoteMethod, info=OPERATIONAL)
    purpose: Mapped[VotePurpose] = choice(VotePurpose, default=VotePurpose.PRIORITY, info=OPERATIONAL)
    # The claim it is about.
    claim_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    opens_on: Mapped[dt.date] = mapped_column(index=True, info=OPERATIONAL)
    # The last day on which someone can vote.
    closes_on: Mapped[dt.date] = mapped_column(index=True, info=OPERATIONAL)
    opened_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    closed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    called_off_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    called_off_because: Mapped[str] = mapped_column(default="", info=CONTENT)
    # What may be shown of the outcome; there is nothing in it that may not.
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class VoteOption(Base):
    """One thing to vote on, in plain words by language code; from an idea or not."""

    __tablename__ = "panel_vote_option"
    __purpose__ = "Finding out together what matters most"
    __retention__ = "Kept: it is the record of who took part in what was decided"

    vote_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_vote.id"), index=True, info=OPERATIONAL)
    idea_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_idea.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    words: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)


class VoteRoll(Base):
    """Who may take part: the active members of the moment the vote opened."""

    __tablename__ = "panel_vote_roll"
    __purpose__ = "Letting each member vote once, and nobody else"
    __retention__ = "Two years after the vote closed"

    vote_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_vote.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=PERSONAL)

    __table_args__ = (sa.UniqueConstraint("vote_id", "member_id"),)


class Ballot(Base):
    """One ballot, empty or filled in: nobody can tell which without opening it, and it has no member and no time."""

    __tablename__ = "panel_ballot"
    __purpose__ = "Counting votes without knowing whose they are"
    __retention__ = "Two years after the vote closed"

    vote_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_vote.id"), index=True, info=OPERATIONAL)
    # A keyed fingerprint by which its owner can change it; gone once the votes are counted.
    slot_index: Mapped[str | None] = mapped_column(unique=True, info=SECRET)
    said_sealed: Mapped[bytes] = mapped_column(info=SPECIAL)
    # The same moment for every ballot of a vote.
    counted_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    said = Sealed()


append_only("panel_ballot", unless="old.counted_at IS NULL OR old.counted_at < ago(730)")


class BallotTyping(Base):
    """A vote that staff typed for a member, and how the member gave it. What was typed is not here."""

    __tablename__ = "panel_ballot_typing"
    __purpose__ = "Showing a member who typed a vote for them"
    __retention__ = "Two years after the vote closed"

    vote_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_vote.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=PERSONAL)
    how: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


append_only("panel_ballot_typing", unless="old.at < ago(730)")
