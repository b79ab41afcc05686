"""The plan of outreach, who is to be reached by a step of it, and who is rung."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.rosters.models import FrameEntry
from portal.rounds.enums import InvitationState, MemberState, PlannedState, RoundState, Track
from portal.rounds.models import (
    Invitation,
    OutreachPlan,
    PhoneDraw,
    PlannedWave,
    Round,
    SampleMember,
    StratumStop,
    Wave,
)

MAY_ANSWER = (InvitationState.WAITING, InvitationState.SENT, InvitationState.OPENED)


def outreach_plan_of(session: Session, *, round_id: uuid.UUID) -> OutreachPlan | None:
    return session.scalar(sa.select(OutreachPlan).where(OutreachPlan.round_id == round_id))


def short_keys_of(session: Session, *, round_id: uuid.UUID) -> list[str]:
    """Keys of the questions of the short version, none where nobody chose any."""
    return session.scalar(sa.select(OutreachPlan.short_keys).where(OutreachPlan.round_id == round_id)) or []


def steps_of(session: Session, *, round_id: uuid.UUID) -> Sequence[PlannedWave]:
    wanted = sa.select(PlannedWave).where(PlannedWave.round_id == round_id)
    return session.scalars(wanted.order_by(PlannedWave.track, PlannedWave.day)).all()


def steps_to_announce(session: Session, *, today: dt.date) -> Sequence[PlannedWave]:
    """Steps whose day has come and of which nobody has been told yet."""
    rows = session.execute(
        sa.select(PlannedWave, OutreachPlan.starts_on)
        .join(OutreachPlan, OutreachPlan.round_id == PlannedWave.round_id)
        .join(Round, Round.id == PlannedWave.round_id)
        .where(
            PlannedWave.state == PlannedState.PLANNED,
            OutreachPlan.starts_on <= today,
            Round.state.in_([RoundState.DRAWN, RoundState.FIELDWORK]),
        )
    )
    return [step for step, starts_on in rows if starts_on + dt.timedelta(days=step.day) <= today]


def due_steps(session: Session) -> Sequence[PlannedWave]:
    """Steps that wait for an organiser to agree, the longest waiting first."""
    wanted = sa.select(PlannedWave).where(PlannedWave.state == PlannedState.DUE)
    return session.scalars(wanted.order_by(PlannedWave.due_since, PlannedWave.id)).all()


def due_in(session: Session, *, round_id: uuid.UUID) -> int:
    """How many steps of this round wait for someone to agree."""
    due = (PlannedWave.round_id == round_id, PlannedWave.state == PlannedState.DUE)
    return session.scalar(sa.select(sa.func.count()).select_from(PlannedWave).where(*due)) or 0


def stopped_strata(session: Session, *, round_id: uuid.UUID) -> dict[str, StratumStop]:
    wanted = sa.select(StratumStop).where(StratumStop.round_id == round_id, StratumStop.lifted_at.is_(None))
    return {stop.stratum: stop for stop in session.scalars(wanted)}


def to_reach(round_id: uuid.UUID, audience: Collection[str], *columns: Any) -> sa.Select[Any]:
    """`columns` of asked members who have neither answered nor said no, and whose group is still asked."""
    stopped = sa.select(StratumStop.stratum).where(StratumStop.round_id == round_id, StratumStop.lifted_at.is_(None))
    wanted = (
        sa.select(*columns)
        .select_from(SampleMember)
        .outerjoin(Invitation, Invitation.member_id == SampleMember.id)
        .where(
            SampleMember.round_id == round_id,
            SampleMember.state != MemberState.RESERVE,
            SampleMember.stratum.not_in(stopped),
            sa.or_(Invitation.id.is_(None), Invitation.state.in_(MAY_ANSWER)),
        )
    )
    if audience:
        wanted = wanted.join(FrameEntry, FrameEntry.id == SampleMember.frame_entry_id)
        wanted = wanted.where(FrameEntry.status.in_(audience))
    return wanted


def people_to_reach(session: Session, *, round_id: uuid.UUID, audience: Collection[str]) -> Sequence[Person]:
    wanted = to_reach(round_id, audience, Person).join(Person, Person.id == SampleMember.person_id)
    return session.scalars(wanted.order_by(Person.id)).all()


def members_to_ring(session: Session, *, round_id: uuid.UUID, track: Track) -> Sequence[SampleMember]:
    wanted = to_reach(round_id, track.statuses, SampleMember)
    return session.scalars(wanted.order_by(SampleMember.id)).all()


def member_of(session: Session, *, invitation: Invitation) -> SampleMember:
    return session.get_one(SampleMember, invitation.member_id)


def phone_draw_of(session: Session, *, round_id: uuid.UUID) -> PhoneDraw | None:
    return session.scalar(sa.select(PhoneDraw).where(PhoneDraw.round_id == round_id))


def answered_by_stratum(session: Session, *, round_id: uuid.UUID) -> dict[str, int]:
    rows = session.execute(
        sa.select(SampleMember.stratum, sa.func.count())
        .join(Invitation, Invitation.member_id == SampleMember.id)
        .where(SampleMember.round_id == round_id, Invitation.state == InvitationState.ANSWERED)
        .group_by(SampleMember.stratum)
    )
    return {stratum: count for stratum, count in rows}


def first_wave_at(session: Session, *, round_id: uuid.UUID) -> dt.datetime | None:
    return session.scalar(sa.select(sa.func.min(Wave.asked_at)).where(Wave.round_id == round_id))


def invitation_ids_of(session: Session, *, member_ids: sa.Select[Any]) -> list[uuid.UUID]:
    return list(session.scalars(sa.select(Invitation.id).where(Invitation.member_id.in_(member_ids))))
