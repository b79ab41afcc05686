"""Stopping: a button that stops everything at once, and ways that stop by themselves when a batch goes wrong.

What is in line stays in line. Starting again takes two people: one asks, another agrees.
"""

import uuid

from sqlalchemy.orm import Session

from portal.contact import queries, rules
from portal.contact.enums import Channel, Result, StopCause
from portal.contact.errors import NeedsSecondPerson, WrongState
from portal.contact.models import SendingStop
from portal.shared import audit, clock


def stop_everything(session: Session, *, by: uuid.UUID) -> SendingStop:
    """No message leaves and no number is shown any more, in any round. Pressed twice, it is one stop."""
    standing = next((stop for stop in queries.stops_now(session) if stop.channel is None), None)
    return standing or _stop(session, cause=StopCause.PRESSED, by=by)


def stop_channel(session: Session, *, asked_in: uuid.UUID, channel: Channel, by: uuid.UUID) -> SendingStop:
    """One way of one round rests until someone has looked."""
    standing = _standing(session, asked_in=asked_in, channel=channel)
    return standing or _stop(session, cause=StopCause.PRESSED, by=by, asked_in=asked_in, channel=channel)


def watch_batch(session: Session, *, asked_in: uuid.UUID, wave: int, channel: Channel) -> SendingStop | None:
    """Called when a message came back or someone complained: stops this way in this round when there are too many."""
    session.flush()
    size, ended = queries.batch_counts(session, asked_in=asked_in, wave=wave, channel=channel)
    came_back = sum(ended.get(result, 0) for result in rules.CAME_BACK)
    complained = ended.get(Result.COMPLAINT, 0)
    if not rules.is_bad_batch(size=size, came_back=came_back, complained=complained):
        return None
    if _standing(session, asked_in=asked_in, channel=channel) is not None:
        return None
    cause = StopCause.COMPLAINTS if complained / size > rules.WORST_COMPLAINTS else StopCause.BOUNCES
    return _stop(session, cause=cause, by=None, asked_in=asked_in, channel=channel)


def ask_to_start_again(session: Session, *, stop: SendingStop, by: uuid.UUID) -> None:
    """The first of two: says that what was wrong is put right.

    Raises:
        WrongState: it has been lifted.
    """
    if stop.lifted_at is not None:
        raise WrongState
    stop.asked_to_lift_at, stop.asked_to_lift_by = clock.now(), by
    session.flush()
    _note(session, stop, "ask_to_start_again", by)


def start_again(session: Session, *, stop: SendingStop, by: uuid.UUID) -> None:
    """The second of two agrees; from now on messages leave again, each asked by the gate as ever.

    Raises:
        NeedsSecondPerson: nobody asked, or the one who asked is the one who agrees. WrongState: it has been lifted.
    """
    if stop.lifted_at is not None:
        raise WrongState
    if stop.asked_to_lift_by is None or stop.asked_to_lift_by == by:
        raise NeedsSecondPerson
    stop.lifted_at, stop.lifted_by = clock.now(), by
    session.flush()
    _note(session, stop, "start_again", by)


def _standing(session: Session, *, asked_in: uuid.UUID, channel: Channel) -> SendingStop | None:
    stops = queries.stops_now(session, asked_in=asked_in)
    return next((stop for stop in stops if stop.channel is channel), None)


def _stop(
    session: Session,
    *,
    cause: StopCause,
    by: uuid.UUID | None,
    asked_in: uuid.UUID | None = None,
    channel: Channel | None = None,
) -> SendingStop:
    stop = SendingStop(asked_in=asked_in, channel=channel, cause=cause, stopped_at=clock.now(), stopped_by=by)
    session.add(stop)
    session.flush()
    _note(session, stop, "stop_sending", by)
    return stop


def _note(session: Session, stop: SendingStop, action: str, by: uuid.UUID | None) -> None:
    channel = stop.channel.value if stop.channel else ""
    audit.record(
        session,
        action=action,
        subject="sending_stop",
        subject_id=stop.id,
        actor_id=by,
        channel=channel,
        cause=stop.cause.value,
    )
