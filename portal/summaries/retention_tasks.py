"""Nightly work: what checks, recordings and films are no longer kept for."""

from typing import Any

from sqlalchemy.orm import Session

from portal.shared import queue
from portal.shared.queue import Progress, task
from portal.summaries.operations import retention

FORGET_TASK = "summaries.forget"


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night, each step kept before the next: it may be stopped at any moment."""
    words = retention.forget_words(session)
    session.commit()
    verdicts = retention.forget_verdicts(session)
    session.commit()
    return {"words": words, "verdicts": verdicts, "files": retention.forget_silent_files(session)}


queue.every_night(FORGET_TASK)
