"""A round, its plan and draw, whom it asks and when it wrote to them."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.rounds.enums import ChannelRule, DeclineReason, Ineligible, InvitationState, MemberState, RoundState
from portal.shared import clock
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class Round(Base):
    """One act of asking."""

    __tablename__ = "round"
    __purpose__ = "Asking people what they think of a service"
    __retention__ = "Six years after release"

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("service.id"), index=True, info=OPERATIONAL)
    question_set_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    frame_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    # Texts by language code; `name` is for staff and the cover, `purpose` says why we ask, in the participant's words.
    name: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    purpose: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    state: Mapped[RoundState] = choice(RoundState, default=RoundState.PLANNING, info=OPERATIONAL)
    closes_on: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    closed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    created_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class SamplePlan(Base):
    """What was decided before the draw. The frame's hash and the seed's commitment stand before the seed is shown."""

    __tablename__ = "sample_plan"
    __purpose__ = "Drawing fairly, and being able to show it"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    strata_field: Mapped[str] = mapped_column(default="ethnicity", info=OPERATIONAL)
    allocation: Mapped[str] = mapped_column(default="square_root", info=OPERATIONAL)
    minimums: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # Everything else that was chosen; see `rounds.rules.designing.Design`.
    design: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # Who of the frame is not drawn from: {reason: [ids of people]}. Kept here so that the draw leaves out the same.
    left_out: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PERSONAL)
    frame_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    seed_commitment: Mapped[str] = mapped_column(info=OPERATIONAL)
    seed_sealed: Mapped[bytes] = mapped_column(info=SECRET)
    seed = Sealed()
    preview: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    planned_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class Draw(Base):
    """The record of a draw: canonical JSON, its hash, the seed now open. The database refuses to change it."""

    __tablename__ = "draw"
    __purpose__ = "Letting anyone repeat the draw"
    __retention__ = "Kept: anyone can repeat the draw"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    record: Mapped[str] = mapped_column(info=PERSONAL)
    record_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    seed: Mapped[str] = mapped_column(info=OPERATIONAL)
    drawn_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    drawn_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("draw")


class SampleMember(Base):
    __tablename__ = "sample_member"
    __purpose__ = "Knowing who was drawn, and with which chance"
    __retention__ = "Two years after release, then without the person"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    frame_entry_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    state: Mapped[MemberState] = choice(MemberState, info=OPERATIONAL)
    stratum: Mapped[str] = mapped_column(info=SPECIAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    chance: Mapped[float] = mapped_column(info=OPERATIONAL)
    # The second draw, of those not heard from who are rung: None while there was none, or for who was not in question.
    # Weight of an answer from someone chosen: 1 / phone_chance.
    phone_chosen: Mapped[bool | None] = mapped_column(info=OPERATIONAL)
    phone_chance: Mapped[float | None] = mapped_column(info=OPERATIONAL)
    # Of how many people living together this one was picked, where only one of them may be asked.
    household_size: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)
    # When they became part of the sample: at the draw, with their batch of reserves, or in someone's stead.
    added_at: Mapped[dt.datetime] = mapped_column(default=clock.now, index=True, info=OPERATIONAL)
    # Frozen from the frame: status, area, age_band, sex, ethnicity, disability, language.
    traits: Mapped[dict[str, Any]] = mapped_column(info=SPECIAL)

    __table_args__ = (sa.UniqueConstraint("round_id", "person_id"),)


class Replacement(Base):
    """A reserve who came in for someone who should never have been asked. Who does not answer is not replaced."""

    __tablename__ = "replacement"
    __purpose__ = "Showing that nobody was replaced for not answering"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("sample_member.id"), unique=True, info=OPERATIONAL)
    # Empty when the group had nobody left in reserve.
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("sample_member.id"), info=OPERATIONAL)
    stratum: Mapped[str] = mapped_column(info=SPECIAL)
    reason: Mapped[Ineligible] = choice(Ineligible, info=SPECIAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("replacement", unless="old.at < ago(2190)")


class Invitation(Base):
    """One person's way into one round. The link and the short code are kept as keyed fingerprints only.

    `alias` is the random id under which staff see the answers; nothing else shown beside answers leads to the person.
    """

    __tablename__ = "invitation"
    __purpose__ = "Letting someone answer without an account"
    __retention__ = "Its link and code one year after release; without the person after two"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("sample_member.id"), unique=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    alias: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4, unique=True, info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    code_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    state: Mapped[InvitationState] = choice(InvitationState, default=InvitationState.WAITING, info=OPERATIONAL)
    opened_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    declined_because: Mapped[DeclineReason | None] = choice(DeclineReason, info=OPERATIONAL)
    channel: Mapped[str] = mapped_column(default="web", info=OPERATIONAL)
    # The last reminder offered three questions only.
    is_short: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"alias": uuid.uuid4(), **values})


class Wave(Base):
    """One sending: to whom, when, with which template. Its messages and attempts are in the contact room."""

    __tablename__ = "wave"
    __purpose__ = "Knowing what was sent, when"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    template: Mapped[str] = mapped_column(info=OPERATIONAL)
    # Statuses it is for; empty: everyone.
    audience: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    channels: Mapped[ChannelRule] = choice(ChannelRule, default=ChannelRule.DIFFERENT, info=OPERATIONAL)
    is_short: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    # {"email": n, "sms": n, "letter": n, "via_worker": n, "withheld": {reason: n}}
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # As counted and let out when it began: {"shares": {"question:answer": [share, percent shown or None]},
    # "r": [R-indicator, as shown]}. See `portal.rounds.disclosure.standstill`.
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("round_id", "number"),)
