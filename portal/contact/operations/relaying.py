"""Workers whom people trust: who may pass a message on, and what came back. We hear yes or no, and nothing else."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel, MessageState, Result, Withheld
from portal.contact.errors import WrongState
from portal.contact.models import ContactAttempt, ContactMessage, GoBetween
from portal.contact.operations.attempts import record_news
from portal.contact.operations.delivery import hold_back_waiting
from portal.people.models import Person
from portal.shared import audit, clock


def name_go_between(
    session: Session,
    *,
    person: Person,
    name: str,
    reach: str,
    agreed_how: str,
    agreed_on: dt.date,
    by: uuid.UUID,
) -> GoBetween:
    """Notes that this person agreed to have messages passed on by a worker they trust. One at a time: a new one ends
    the old. `agreed_how` is a code."""
    for old in go_betweens_of(session, person_id=person.id):
        end_go_between(session, go_between=old, by=by)
    made = GoBetween(
        person_id=person.id,
        name=name,
        reach=reach,
        agreed_how=agreed_how,
        agreed_on=agreed_on,
        noted_at=clock.now(),
        noted_by=by,
    )
    session.add(made)
    session.flush()
    audit.record(session, action="name_go_between", subject="go_between", subject_id=made.id, actor_id=by)
    return made


def end_go_between(session: Session, *, go_between: GoBetween, by: uuid.UUID) -> None:
    """They no longer pass anything on; the person took their yes back, or the worker left."""
    if go_between.ended_at is None:
        go_between.ended_at, go_between.ended_by = clock.now(), by
        session.flush()
        audit.record(session, action="end_go_between", subject="go_between", subject_id=go_between.id, actor_id=by)


def go_betweens_of(session: Session, *, person_id: uuid.UUID) -> list[GoBetween]:
    wanted = sa.select(GoBetween).where(GoBetween.person_id == person_id, GoBetween.ended_at.is_(None))
    return list(session.scalars(wanted.order_by(GoBetween.noted_at)))


def note_relay(session: Session, *, message: ContactMessage, says_yes: bool, by: uuid.UUID) -> ContactAttempt:
    """What the worker brought back about a message they passed on: yes, they will answer, or no.

    Raises:
        WrongState: it was not passed on by a worker.
    """
    if message.channel is not Channel.VIA_WORKER or message.state is not MessageState.SENT:
        raise WrongState
    if not says_yes:
        hold_back_waiting(session, subject_id=message.subject_id, reason=Withheld.ALREADY_REPLIED)
    return record_news(
        session,
        person=session.get_one(Person, message.person_id),
        subject_id=message.subject_id,
        asked_in=message.asked_in,
        channel=Channel.VIA_WORKER,
        result=Result.SPOKE_WILL_ANSWER if says_yes else Result.DECLINED,
        by=by,
        about=message,
    )
