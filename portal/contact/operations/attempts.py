"""What was tried and how it ended. A row is never changed: a mistake is put right by another row."""

import uuid

from sqlalchemy.orm import Session

from portal.contact.enums import BestTime, Channel, NoCall, Result
from portal.contact.errors import NotSafeToCall
from portal.contact.models import ContactAttempt, ContactMessage
from portal.contact.operations.calls import reason_not_to_ring
from portal.contact.operations.stops import watch_batch
from portal.contact.operations.suppression import suppress
from portal.contact.rules import CALL, CAME_BACK, CLOSES_PHONE, ENDS_CONTACT, ENDS_ROUND
from portal.people.models import Person
from portal.shared import audit, clock

# After these the person must be left alone for good, whatever a later roster says.
NEVER_AGAIN = {Result.STOP: "asked", Result.UNSAFE: "unsafe"}


def record_phone_attempt(
    session: Session,
    *,
    person: Person,
    subject_id: uuid.UUID,
    asked_in: uuid.UUID,
    wave: int,
    result: Result,
    language: str,
    by: uuid.UUID,
    best_time: BestTime | None = None,
) -> ContactAttempt:
    """Notes a call and how it ended. What ends or narrows contact is always noted: no rule may lose a "stop".

    Raises:
        NotSafeToCall: the phone is not among this person's safe routes.
    """
    always_noted = result in ENDS_CONTACT | ENDS_ROUND | CLOSES_PHONE
    if not always_noted and reason_not_to_ring(session, person=person, asked_in=asked_in) is NoCall.NOT_SAFE:
        raise NotSafeToCall
    attempt = ContactAttempt(
        person_id=person.id,
        subject_id=subject_id,
        asked_in=asked_in,
        wave=wave,
        channel=Channel.PHONE,
        template=CALL,
        template_version=1,
        language=language,
        result=result,
        at=clock.now(),
        by=by,
        note=best_time.value if best_time else "",
    )
    session.add(attempt)
    _heed(session, person=person, attempt=attempt)
    audit.record(session, action="call", subject="invitation", subject_id=subject_id, actor_id=by, result=result.value)
    return attempt


def record_news(
    session: Session,
    *,
    person: Person,
    subject_id: uuid.UUID,
    asked_in: uuid.UUID,
    channel: Channel,
    result: Result,
    by: uuid.UUID,
    about: ContactMessage | None = None,
    note: str = "",
) -> ContactAttempt:
    """Notes what staff learned by any way: a letter came back, a family member rang, a worker said no for someone.

    `about` is the message it answers, if it is known; `note` is a code. Nothing is sent, so no gate is asked.
    """
    attempt = ContactAttempt(
        person_id=person.id,
        subject_id=subject_id,
        asked_in=asked_in,
        wave=about.wave if about else 0,
        channel=channel,
        template=about.template if about else "news",
        template_version=about.template_version if about else 1,
        language=about.language if about else person.language,
        result=result,
        at=clock.now(),
        by=by,
        note=note,
    )
    session.add(attempt)
    _heed(session, person=person, attempt=attempt)
    audit.record(
        session,
        action="note_contact",
        subject="invitation",
        subject_id=subject_id,
        actor_id=by,
        channel=channel.value,
        result=result.value,
    )
    return attempt


def record_result(session: Session, *, message: ContactMessage, result: Result, by: uuid.UUID | None) -> ContactAttempt:
    """How a message ended: sent, failed, came back."""
    attempt = ContactAttempt(
        person_id=message.person_id,
        subject_id=message.subject_id,
        asked_in=message.asked_in,
        wave=message.wave,
        channel=message.channel,
        template=message.template,
        template_version=message.template_version,
        language=message.language,
        result=result,
        at=clock.now(),
        by=by,
    )
    session.add(attempt)
    if result in CAME_BACK:
        watch_batch(session, asked_in=message.asked_in, wave=message.wave, channel=message.channel)
    return attempt


def _heed(session: Session, *, person: Person, attempt: ContactAttempt) -> None:
    """What must follow at once from how an attempt ended."""
    if attempt.result in NEVER_AGAIN:
        suppress(session, person=person, why=f"{NEVER_AGAIN[attempt.result]}_by_{attempt.channel.value}")
    if attempt.result in CAME_BACK | {Result.COMPLAINT} and attempt.channel is not Channel.PHONE:
        watch_batch(session, asked_in=attempt.asked_in, wave=attempt.wave, channel=attempt.channel)
