"""Nightly work: what checks, lists of checkers, thanks, recordings and films are no longer kept for."""

from typing import Any

from sqlalchemy.orm import Session

from portal.shared import queue
from portal.shared.queue import Progress, task
from portal.summaries.operations import retention

FORGET_TASK = "summaries.forget"
FORGETTING = {
    "words": retention.forget_words,
    "verdicts": retention.forget_verdicts,
    "panels": retention.forget_panels,
    "thanks": retention.forget_thanks,
    "files": retention.forget_silent_files,
}


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night, each step kept before the next: it may be stopped at any moment."""
    counts = {}
    for name, step in FORGETTING.items():
        counts[name] = step(session)
        session.commit()
    return counts


queue.every_night(FORGET_TASK)
