"""Slow work around coding and files."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.rounds.coding_enums import ResearchState
from portal.rounds.models import ResearchFile
from portal.rounds.operations import alarms, research, worries
from portal.shared import queue
from portal.shared.queue import Progress, task


@task(research.TASK, may_repeat=True)
def make_research_file(session: Session, *, progress: Progress, file_id: str) -> dict[str, Any]:
    """A refusal is a result, not a failure: the page says why."""
    file = session.get_one(ResearchFile, uuid.UUID(file_id))
    if file.state is ResearchState.MAKING:
        session.commit()
        research.make(session, file=file, progress=progress)
    return {"state": file.state.value}


@task("rounds.remind_of_worries", may_repeat=True)
def remind_of_worries(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every minute: a worry nobody took on in time, and words nobody has looked at for a day, are told to every
    safeguarding lead, once."""
    return {"told": worries.remind(session) + alarms.remind(session)}


queue.every_minute("rounds.remind_of_worries")
