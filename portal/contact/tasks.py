"""Slow work of this room: sending what is due, printing letters."""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.contact import operations, queries
from portal.contact.channels import Parcel
from portal.contact.enums import Channel
from portal.contact.letters import PRINT_TASK, print_some
from portal.contact.models import StaffNotice
from portal.contact.operations import retention
from portal.contact.operations.noticing import Notice, note_fate
from portal.contact.operations.outside_notices import due_outside, outside_as_parcel
from portal.contact.operations.staff_notices import due_notices, notice_as_parcel
from portal.contact.outside_models import OutsideNotice
from portal.shared import clock, queue
from portal.shared.queue import Progress, task
from portal.shared.settings import current_settings

DELIVER_TASK, STAFF_TASK, OUTSIDE_TASK = "contact.deliver_due", "contact.tell_staff", "contact.tell_outside"
FORGET_TASK = "contact.forget"
AT_ONCE = 500


@task(DELIVER_TASK, may_repeat=True)
def deliver_due(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Sends what is due, one message at a time, each step kept before the next. A carrier that failed once rests until
    the next minute: whoever waits for a dead mail server should not wait five hundred times."""
    counts: Counter[str] = Counter(unsure=operations.report_stuck(session))
    due = queries.due_messages(session, at=clock.now(), limit=AT_ONCE)
    session.commit()
    resting: set[Channel] = set()
    for place, (message_id, channel) in enumerate(due, start=1):
        if channel not in resting:
            fate = _deliver(session, message_id)
            counts[fate or "not_now"] += 1
            if fate is operations.Fate.LATER:
                resting.add(channel)
        progress(place, len(due))
    return dict(counts)


def _deliver(session: Session, message_id: uuid.UUID) -> operations.Fate | None:
    parcel = operations.take(session, message_id=message_id)
    session.commit()
    if parcel is None:
        return None
    fate = operations.carry(parcel)
    operations.settle(session, parcel=parcel, fate=fate)
    session.commit()
    return fate


queue.every_minute(DELIVER_TASK)


@task(STAFF_TASK, may_repeat=True)
def tell_staff(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every minute: tells members of staff that something waits for them."""
    base_url = current_settings().base_url
    return _tell(session, StaffNotice, due_notices, partial(notice_as_parcel, base_url=base_url))


queue.every_minute(STAFF_TASK)


@task(OUTSIDE_TASK, may_repeat=True)
def tell_outside_owners(session: Session, *, progress: Progress) -> dict[str, Any]:
    """The same for those who look after something for us and do not work here."""
    organisation = current_settings().organisation
    return _tell(session, OutsideNotice, due_outside, partial(outside_as_parcel, organisation=organisation))


def _tell(
    session: Session,
    kind: type[Notice],
    due: Callable[..., Sequence[uuid.UUID]],
    parcel_of: Callable[..., Parcel],
) -> dict[str, Any]:
    """One notice at a time, each step kept before the next. The first failure ends the minute."""
    told = 0
    for notice_id in due(session, limit=AT_ONCE):
        parcel = parcel_of(session, notice_id=notice_id)
        session.commit()
        fate = operations.carry(parcel)
        note_fate(session, kind=kind, notice_id=notice_id, fate=fate)
        session.commit()
        if fate is operations.Fate.LATER:
            break
        told += 1
    return {"told": told}


queue.every_minute(OUTSIDE_TASK)


@task(PRINT_TASK, may_repeat=True)
def print_letters(session: Session, *, progress: Progress, asked_in: str, by: str) -> dict[str, Any]:
    """Prints all letters of a round that wait to be printed, in files of one language and at most fifty letters."""
    round_id, made = uuid.UUID(asked_in), 0
    total = queries.rounds_with_letters(session).get(round_id, 0)
    counts: Counter[str] = Counter()
    while done := print_some(session, asked_in=round_id, by=uuid.UUID(by)):
        session.commit()
        counts += done
        made += sum(done.values())
        progress(min(made, total), total)
    return dict(counts)


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: what has been kept as long as it may be. A pile of letters goes after its letters."""
    counts: Counter[str] = Counter()
    while gone := retention.forget_old_messages(session):
        session.commit()
        counts["messages"] += gone
    counts["letters"] = retention.forget_old_letters(session)
    counts["notices"] = retention.forget_old_notices(session)
    return dict(counts)


queue.every_night(FORGET_TASK)
