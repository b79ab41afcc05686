"""The plan of outreach: agreed beforehand, each step sent only when its day has come and someone has agreed."""

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Withheld
from portal.contact.operations import hold_back_waiting
from portal.contact.operations.facts import gather
from portal.contact.operations.gate import decide
from portal.questions.queries import asked_set
from portal.rounds.enums import ChannelRule, PlannedState, RoundState, Track
from portal.rounds.errors import NotDue, NotReady, PlanTooHard, RoundClosed
from portal.rounds.models import OutreachPlan, PhoneDraw, PlannedWave, Round, SampleMember, StratumStop, Wave
from portal.rounds.operations.fieldwork import last_moment, start_wave, way_of
from portal.rounds.operations.noting import note
from portal.rounds.operations.planning import USUAL_REPLY
from portal.rounds.queries import outreach as queries
from portal.rounds.queries.asking import draw_of, member_counts
from portal.rounds.rules.outreach import USUAL, Step, faults_of_plan, how_many_to_ring, target_of
from portal.rounds.rules.shortening import faults_of_choice
from portal.sampling.draws import in_drawn_order, new_seed
from portal.sampling.records import DrawRecord
from portal.shared import clock

OPEN = (PlannedState.PLANNED, PlannedState.DUE)


def agree_outreach(session: Session, *, round_: Round, starts_on: dt.date, by: uuid.UUID) -> OutreachPlan:
    """Makes the usual plan for a round, or moves its first day as long as nothing of it has been sent.

    Raises:
        RoundClosed: the round is over. NotDue: a step has been sent.
    """
    if round_.state in (RoundState.CLOSED, RoundState.RELEASED):
        raise RoundClosed
    plan = queries.outreach_plan_of(session, round_id=round_.id)
    if plan is None:
        plan = OutreachPlan(round_id=round_.id, starts_on=starts_on)
        steps = [(track, step) for track, usual in USUAL.items() for step in usual]
        session.add_all(_planned(round_, track, step) for track, step in steps)
    elif any(step.state is PlannedState.SENT for step in queries.steps_of(session, round_id=round_.id)):
        raise NotDue
    plan.starts_on, plan.agreed_at, plan.agreed_by = starts_on, clock.now(), by
    session.add(plan)
    session.flush()
    for step in queries.steps_of(session, round_id=round_.id):
        if step.state is PlannedState.DUE:
            step.state, step.due_since = PlannedState.PLANNED, None
    session.flush()
    note(session, round_, "plan_outreach", by=by, starts_on=starts_on.isoformat())
    return plan


def choose_short(session: Session, *, round_: Round, keys: Sequence[str], by: uuid.UUID) -> None:
    """The questions that a short reminder offers. None of them: everyone is asked everything.

    Raises:
        NotReady: there is no plan, or no set of questions. PlanTooHard: more than three, or one that follows another.
    """
    plan = queries.outreach_plan_of(session, round_id=round_.id)
    asked = asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None
    if plan is None or asked is None:
        raise NotReady
    faults = faults_of_choice(asked.questions, keys=keys)
    if faults:
        raise PlanTooHard(faults)
    plan.short_keys = list(keys)
    session.flush()
    note(session, round_, "choose_short_questions", by=by, questions=len(plan.short_keys))


def change_step(
    session: Session, *, step: PlannedWave, day: int, template: str, channels: ChannelRule, by: uuid.UUID
) -> None:
    """Another day, other words or another way for a step that has not been sent.

    Raises:
        NotDue: it has been sent. PlanTooHard: the days of its track would break a cap.
    """
    if step.state is PlannedState.SENT:
        raise NotDue
    _insist(session, step, day)
    step.day, step.template, step.channels = day, template, channels
    step.is_short = template == "short_reminder"
    step.state, step.due_since = PlannedState.PLANNED, None
    session.flush()
    _note_step(session, step, "change_step", by)


def leave_out(session: Session, *, step: PlannedWave, by: uuid.UUID) -> None:
    """Raises NotDue when it has been sent."""
    if step.state not in OPEN:
        raise NotDue
    step.state, step.decided_at, step.decided_by = PlannedState.LEFT_OUT, clock.now(), by
    session.flush()
    _note_step(session, step, "leave_out_step", by)


def mark_due(session: Session, *, today: dt.date) -> int:
    """Puts steps whose day has come before the organisers. Sends nothing. Returns how many."""
    steps = queries.steps_to_announce(session, today=today)
    for step in steps:
        step.state, step.due_since = PlannedState.DUE, clock.now()
    session.flush()
    return len(steps)


def preview(session: Session, *, round_: Round, step: PlannedWave) -> dict[str, int]:
    """How many people the step would reach by each way today, and why not the others: what the gate would say now.
    Keys as in a wave's counts."""
    people = queries.people_to_reach(session, round_id=round_.id, audience=step.track.statuses)
    facts = gather(session, people=people, asked_in=round_.id, until=last_moment(session, round_=round_))
    now, way = clock.now(), way_of(step.channels)
    counts: Counter[str] = Counter()
    for person in people:
        channel, reason = decide(facts[person.id], now=now, first=way.first, another_way=way.another)
        counts[str(channel) if channel else f"withheld:{reason}"] += 1
    return dict(sorted(counts.items()))


def send_step(session: Session, *, step: PlannedWave, by: uuid.UUID) -> Wave:
    """Someone agrees to a step whose day has come: a wave to its people, through the gate.

    Raises:
        NotDue: too early, or decided already. NotReady, RoundClosed
    """
    if step.state is not PlannedState.DUE:
        raise NotDue
    wave = start_wave(
        session,
        round_=session.get_one(Round, step.round_id),
        template=step.template,
        by=by,
        audience=step.track.statuses,
        channels=step.channels,
        is_short=step.is_short,
    )
    step.state, step.wave_id, step.decided_at, step.decided_by = PlannedState.SENT, wave.id, clock.now(), by
    session.flush()
    return wave


def draw_for_phone(session: Session, *, round_: Round, track: Track, by: uuid.UUID) -> PhoneDraw:
    """Chooses by chance the half of those not heard from who are rung, once in a round. An answer that the calls
    bring counts twice: for the half that is not rung, too.

    Raises:
        NotReady: nobody has been asked, nobody is left, or the half is drawn already. RoundClosed
    """
    if round_.state is not RoundState.FIELDWORK:
        raise RoundClosed if round_.state in (RoundState.CLOSED, RoundState.RELEASED) else NotReady
    members = {str(m.id): m for m in queries.members_to_ring(session, round_id=round_.id, track=track)}
    if not members or queries.phone_draw_of(session, round_id=round_.id) is not None:
        raise NotReady
    seed = new_seed()
    order = in_drawn_order(members, seed=seed)
    chosen = how_many_to_ring(len(order))
    for place, member_id in enumerate(order):
        members[member_id].phone_chosen = place < chosen
        members[member_id].phone_chance = chosen / len(order)
    made = PhoneDraw(
        round_id=round_.id,
        track=track,
        seed=seed,
        people_left=len(order),
        people_chosen=chosen,
        order_sha256=hashlib.sha256("\n".join(order).encode()).hexdigest(),
        drawn_at=clock.now(),
        drawn_by=by,
    )
    session.add(made)
    session.flush()
    note(session, round_, "draw_for_phone", by=by, left=made.people_left, chosen=chosen)
    return made


def stop_stratum(session: Session, *, round_: Round, stratum: str, target: int, by: uuid.UUID | None) -> StratumStop:
    """Enough people of this group have answered: nobody else of it is written to or rung in this round."""
    standing = queries.stopped_strata(session, round_id=round_.id).get(stratum)
    if standing is not None:
        return standing
    stop = StratumStop(round_id=round_.id, stratum=stratum, target=target, stopped_at=clock.now(), stopped_by=by)
    session.add(stop)
    waiting = sa.select(SampleMember.id).where(SampleMember.round_id == round_.id, SampleMember.stratum == stratum)
    for invitation_id in queries.invitation_ids_of(session, member_ids=waiting):
        hold_back_waiting(session, subject_id=invitation_id, reason=Withheld.ROUND_OVER)
    session.flush()
    note(session, round_, "stop_stratum", by=by, target=target)
    return stop


def lift_stratum_stop(session: Session, *, stop: StratumStop, by: uuid.UUID) -> None:
    stop.lifted_at, stop.lifted_by = clock.now(), by
    session.flush()
    note(session, session.get_one(Round, stop.round_id), "lift_stratum_stop", by=by)


@dataclass(frozen=True)
class Group:
    """One group of the draw: asked, answered, how many answers were hoped for, and whether it is still asked."""

    stratum: str
    cell: tuple[str, ...]
    asked: int
    answered: int
    target: int
    stop: StratumStop | None

    @property
    def has_enough(self) -> bool:
        return self.answered >= self.target > 0


def groups_of(session: Session, *, round_: Round) -> list[Group]:
    """In the order of the draw; none before there is one."""
    draw = draw_of(session, round_id=round_.id)
    if draw is None:
        return []
    asked = member_counts(session, round_id=round_.id)
    answered = queries.answered_by_stratum(session, round_id=round_.id)
    stopped = queries.stopped_strata(session, round_id=round_.id)
    return [
        Group(
            stratum=one.code,
            cell=one.cells[0],
            asked=asked.get(one.code, 0),
            answered=answered.get(one.code, 0),
            target=target_of(asked=asked.get(one.code, 0), usual_reply=USUAL_REPLY.get(one.cells[0][0], 0.2)),
            stop=stopped.get(one.code),
        )
        for one in DrawRecord.from_json(draw.record).strata
    ]


def _planned(round_: Round, track: Track, step: Step) -> PlannedWave:
    return PlannedWave(
        round_id=round_.id,
        track=track,
        day=step.day,
        template=step.template,
        channels=step.channels,
        is_short=step.is_short,
        state=PlannedState.PLANNED,
    )


def _insist(session: Session, step: PlannedWave, day: int) -> None:
    track = [other for other in queries.steps_of(session, round_id=step.round_id) if other.track is step.track]
    others = [other for other in track if other.id != step.id]
    faults = faults_of_plan([*(o.day for o in others if o.state is not PlannedState.LEFT_OUT), day])
    if not faults and day in [other.day for other in others]:
        faults = ["taken"]
    if faults:
        raise PlanTooHard(faults)


def _note_step(session: Session, step: PlannedWave, action: str, by: uuid.UUID) -> None:
    round_ = session.get_one(Round, step.round_id)
    note(session, round_, action, by=by, track=step.track.value, day=step.day, template=step.template)
