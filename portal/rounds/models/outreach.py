"""How people are reached in a round: the plan of waves, the half that is rung, groups we stopped asking, tasks."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.rounds.enums import ChannelRule, OutreachStep, PlannedState, TaskState, Track
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL


class OutreachPlan(Base):
    """When a round begins to write to people, and what the phone does at the end. Its waves are `PlannedWave`."""

    __tablename__ = "outreach_plan"
    __purpose__ = "Deciding beforehand how hard we try, and never trying harder"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    starts_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    # Keys of the questions that a short reminder asks, at most three.
    short_keys: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    agreed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class PlannedWave(Base):
    """One step of the plan: on which day, to people of which status, with which words. Nothing is sent before someone
    agrees on its day."""

    __tablename__ = "planned_wave"
    __purpose__ = "Deciding beforehand how hard we try, and never trying harder"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    track: Mapped[Track] = choice(Track, info=OPERATIONAL)
    # Days after the plan begins.
    day: Mapped[int] = mapped_column(info=OPERATIONAL)
    template: Mapped[str] = mapped_column(info=OPERATIONAL)
    channels: Mapped[ChannelRule] = choice(ChannelRule, default=ChannelRule.DIFFERENT, info=OPERATIONAL)
    is_short: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    state: Mapped[PlannedState] = choice(PlannedState, default=PlannedState.PLANNED, info=OPERATIONAL)
    wave_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("wave.id"), info=OPERATIONAL)
    # When the worker put it on the organisers' desk.
    due_since: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    decided_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("round_id", "track", "day"),)
    __mapper_args__ = {"version_id_col": version}


class PhoneDraw(Base):
    """Which half of those not heard from is rung: a second draw with its own seed. Who is in it and with which chance
    is kept with each `SampleMember` (`phone_chosen`, `phone_chance`)."""

    __tablename__ = "phone_draw"
    __purpose__ = "Ringing a fair half, and counting their answers for the other half too"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    track: Mapped[Track] = choice(Track, info=OPERATIONAL)
    seed: Mapped[str] = mapped_column(info=OPERATIONAL)
    people_left: Mapped[int] = mapped_column(info=OPERATIONAL)
    people_chosen: Mapped[int] = mapped_column(info=OPERATIONAL)
    # Of the member ids in drawn order, one per line.
    order_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    drawn_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    drawn_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("phone_draw")


class StratumStop(Base):
    """A group of whom enough have answered: no reminders any more. The effort goes to those still missing."""

    __tablename__ = "stratum_stop"
    __purpose__ = "Not asking more people than we need"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    stratum: Mapped[str] = mapped_column(info=OPERATIONAL)
    target: Mapped[int] = mapped_column(info=OPERATIONAL)
    stopped_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    stopped_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    lifted_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


class OutreachTask(Base):
    """Something to do about a group that is missing from the answers, by someone, by a day. It is about a group and
    never about a person."""

    __tablename__ = "outreach_task"
    __purpose__ = "Hearing the people who are missing, and knowing who sees to it"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    # The group: a reporting field and one of its values; "status" for how people stand to the service.
    field: Mapped[str] = mapped_column(info=OPERATIONAL)
    value: Mapped[str] = mapped_column(info=CONTENT)
    step: Mapped[OutreachStep] = choice(OutreachStep, info=OPERATIONAL)
    note: Mapped[str] = mapped_column(default="", info=CONTENT)
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True, info=OPERATIONAL)
    due_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    state: Mapped[TaskState] = choice(TaskState, default=TaskState.OPEN, info=OPERATIONAL)
    outcome: Mapped[str] = mapped_column(default="", info=CONTENT)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}
