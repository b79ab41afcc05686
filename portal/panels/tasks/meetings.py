"""Telling members of meetings, reminding those who come, and printing."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums.meetings import WrittenBecause
from portal.panels.meeting_prints import make_print
from portal.panels.models import Meeting, MeetingPrint
from portal.panels.operations import meeting_keeping, meeting_writing
from portal.panels.operations.meetings import TELL_TASK
from portal.panels.operations.papers import PRINT_TASK
from portal.shared import clock, queue
from portal.shared.i18n import HOME_TIME
from portal.shared.queue import Progress, task

REMIND_TASK, FORGET_TASK = "panels.remind_of_meetings", "panels.forget_meetings"
MORNING, EVENING = dt.time(9), dt.time(18)


@task(TELL_TASK, may_repeat=True)
def tell(session: Session, *, progress: Progress, meeting_id: str, because: str, about: str) -> dict[str, Any]:
    """One after the other, each kept: stopped half-way, nobody is written to twice."""
    meeting, told = session.get_one(Meeting, uuid.UUID(meeting_id)), 0
    for _one in meeting_writing.tell_everyone(
        session, meeting=meeting, because=WrittenBecause(because), about=uuid.UUID(about), by=None
    ):
        session.commit()
        told += 1
    return {"told": told}


@task(REMIND_TASK, may_repeat=True)
def remind(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every minute of the day: who comes in some days, or tomorrow, and was not reminded yet."""
    now, reminded = clock.now(), 0
    if not MORNING <= now.astimezone(HOME_TIME).time() < EVENING:
        return {"reminded": 0}
    for _one in meeting_writing.remind(session, now=now):
        session.commit()
        reminded += 1
    return {"reminded": reminded}


queue.every_minute(REMIND_TASK)


@task(PRINT_TASK, may_repeat=True)
def print_for_meeting(session: Session, *, progress: Progress, print_id: str) -> dict[str, Any]:
    """Sets, finishes and checks one PDF. One that fails a gate is not kept."""
    row = session.get_one(MeetingPrint, uuid.UUID(print_id))
    make_print(session, row=row)
    return {"state": str(row.state)}


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night, each step kept before the next."""
    now = clock.now()
    rows = meeting_keeping.forget_members_part(session, now=now)
    session.commit()
    rows += meeting_keeping.forget_what_was_needed(session, now=now)
    session.commit()
    return {"rows": rows, "cards": meeting_keeping.forget_cards(session, now=now)}


queue.every_night(FORGET_TASK)
