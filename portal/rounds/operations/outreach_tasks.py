"""Things to do about groups that are missing: each with someone who sees to it and a day."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters.enums import ServiceStatus
from portal.rosters.models import Frame
from portal.rounds.enums import OutreachStep, TaskState
from portal.rounds.errors import NotDue
from portal.rounds.models import OutreachTask, Round
from portal.rounds.operations.noting import note
from portal.shared import clock

# Smaller groups are people one could name.
SMALLEST_GROUP = 10


def make_task(
    session: Session,
    *,
    round_: Round,
    field: str,
    value: str,
    step: OutreachStep,
    about: str,
    owner_id: uuid.UUID,
    due_on: dt.date,
    by: uuid.UUID,
) -> OutreachTask:
    """`field` and `value` name the group; `about` is a few words about it, never about a person."""
    task = OutreachTask(
        round_id=round_.id,
        field=field,
        value=value,
        step=step,
        note=about,
        owner_id=owner_id,
        due_on=due_on,
        state=TaskState.OPEN,
        made_at=clock.now(),
        made_by=by,
    )
    session.add(task)
    session.flush()
    note(session, round_, "make_outreach_task", by=by, step=step.value)
    return task


def end_task(session: Session, *, task: OutreachTask, state: TaskState, outcome: str, by: uuid.UUID) -> None:
    """Done, or dropped with a word why.

    Raises:
        NotDue: it has ended already.
    """
    if task.state is not TaskState.OPEN:
        raise NotDue
    task.state, task.outcome, task.ended_at, task.ended_by = state, outcome, clock.now(), by
    session.flush()
    note(session, session.get_one(Round, task.round_id), "end_outreach_task", by=by, state=state.value)


def tasks_of(session: Session, *, round_id: uuid.UUID) -> Sequence[OutreachTask]:
    """Open ones first, the most urgent on top."""
    is_over = sa.case((OutreachTask.state == TaskState.OPEN, 0), else_=1)
    wanted = sa.select(OutreachTask).where(OutreachTask.round_id == round_id)
    return session.scalars(wanted.order_by(is_over, OutreachTask.due_on, OutreachTask.id)).all()


def open_tasks(session: Session) -> Sequence[tuple[OutreachTask, Round]]:
    """Of every round, the most urgent first."""
    rows = session.execute(
        sa.select(OutreachTask, Round)
        .join(Round, Round.id == OutreachTask.round_id)
        .where(OutreachTask.state == TaskState.OPEN)
        .order_by(OutreachTask.due_on, OutreachTask.id)
    )
    return [(task, round_) for task, round_ in rows]


def groups_to_name(session: Session, *, round_: Round) -> list[tuple[str, str]]:
    """Groups of the frame large enough to be named: (field, value), statuses first."""
    frame = session.get(Frame, round_.frame_id) if round_.frame_id else None
    groups = [("status", status.value) for status in ServiceStatus]
    for field, sizes in (frame.breakdown if frame else {}).items():
        groups += [(field, value) for value, size in sizes.items() if size >= SMALLEST_GROUP]
    return groups
