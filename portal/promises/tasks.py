"""Slow work of this room: asking people, reminding owners, making the yearly report."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.contact.wording import Letterhead
from portal.promises import operations, queries
from portal.promises.models import PromiseReport
from portal.promises.operations import retention
from portal.promises.operations.asking import SEND_TASK
from portal.promises.operations.reports import REPORT_TASK
from portal.promises.printing import print_report
from portal.shared import clock, queue
from portal.shared.i18n import HOME_TIME
from portal.shared.queue import Progress, task
from portal.shared.settings import current_settings
from portal.summaries.enums import FileState
from portal.summaries.typesetting import Imprint

FORGETTING = {
    "words": retention.forget_remarks,
    "verdicts": retention.forget_what_single_people_said,
    "owners": retention.forget_outside_owners,
    "calendars": retention.forget_old_calendars,
}
REMIND_TASK, FORGET_TASK = "promises.remind_owners", "promises.forget"
AT_ONCE = 20
# Nobody finds a reminder from the middle of the night kind.
MORNING, EVENING = dt.time(8), dt.time(18)


@task(SEND_TASK)
def ask_people(session: Session, *, progress: Progress, asking_id: str, by: str) -> dict[str, Any]:
    """Twenty people at a time, each batch kept: stopped half-way, nobody is asked twice."""
    asking, settings = uuid.UUID(asking_id), current_settings()
    letterhead = Letterhead(organisation=settings.organisation, phone=settings.contact_phone)
    total, done = queries.count_invitations(session, asking_id=asking), 0
    session.commit()
    while tried := operations.deliver_some(
        session,
        asking_id=asking,
        letterhead=letterhead,
        by=uuid.UUID(by),
        base_url=settings.base_url,
        limit=AT_ONCE,
    ):
        session.commit()
        done += tried
        progress(done, total)
    return {"tried": done}


@task(REMIND_TASK, may_repeat=True)
def remind_owners(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every minute of the working day: owners of late promises who have had no reminder for a week."""
    if not MORNING <= clock.now().astimezone(HOME_TIME).time() < EVENING:
        return {"reminded": 0}
    return {"reminded": operations.remind_late_owners(session)}


queue.every_minute(REMIND_TASK)


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night, each step kept before the next: who was asked whether promises were kept, what they said of them,
    and owners who work elsewhere."""
    people = 0
    while gone := operations.part_with_asked(session):
        session.commit()
        people += gone
    counts = {}
    for name, step in FORGETTING.items():
        counts[name] = step(session)
        session.commit()
    return {"people": people, **counts}


queue.every_night(FORGET_TASK)


@task(REPORT_TASK, may_repeat=True)
def make_report(session: Session, *, progress: Progress, file_id: str) -> dict[str, Any]:
    """Sets, finishes and checks the PDF of one year. One that fails a gate is not kept."""
    file, settings = session.get_one(PromiseReport, uuid.UUID(file_id)), current_settings()
    imprint = Imprint(
        organisation=settings.organisation,
        phone=settings.contact_phone,
        email=settings.contact_email,
        address=settings.base_url,
    )
    print_report(session, file=file, imprint=imprint)
    return {"state": str(file.state), "ready": file.state is FileState.READY}
