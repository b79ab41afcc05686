"""Somebody looks for the people a panel lacks, until a day."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.panels.models import GapTask, Panel
from portal.panels.rules.gaps import Gap
from portal.shared import audit, clock


def begin_gap_task(
    session: Session, *, panel: Panel, gap: Gap, owner_id: uuid.UUID, due: dt.date, by: uuid.UUID
) -> GapTask:
    """Gives a gap a name and a day; the page of the panel reminds of it."""
    task = GapTask(
        panel_id=panel.id,
        category=gap.category,
        value=gap.value,
        owner_id=owner_id,
        due=due,
        made_at=clock.now(),
        made_by=by,
    )
    session.add(task)
    session.flush()
    audit.record(session, action="begin", subject="panel_gap_task", subject_id=task.id, actor_id=by)
    return task


def end_gap_task(session: Session, *, task: GapTask, by: uuid.UUID) -> None:
    if task.done_at is None:
        task.done_at, task.done_by = clock.now(), by
        session.flush()
        audit.record(session, action="end", subject="panel_gap_task", subject_id=task.id, actor_id=by)
