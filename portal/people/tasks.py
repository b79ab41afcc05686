"""Nightly work of this room."""

from typing import Any

from sqlalchemy.orm import Session

from portal.people.operations import forget_old_sessions
from portal.shared import queue
from portal.shared.queue import Progress, task

FORGET_TASK = "people.forget"


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: sessions and looks that have been kept as long as they may be."""
    return {"rows": forget_old_sessions(session)}


queue.every_night(FORGET_TASK)
