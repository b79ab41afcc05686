import uuid

from sqlalchemy.orm import Session

from portal.contact.enums import BestTime, Channel, NoCall, Result
from portal.contact.errors import NotSafeToCall
from portal.contact.models import ContactAttempt, ContactMessage
from portal.contact.operations.calls import reason_not_to_ring
from portal.contact.operations.suppression import suppress
from portal.contact.rules import CLOSES_PHONE, ENDS_CONTACT, ENDS_ROUND
from portal.people.models import Person
from portal.shared import audit, clock


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
        template="call",
        template_version=1,
        language=language,
        result=result,
        at=clock.now(),
        by=by,
        note=best_time.value if best_time else "",
    )
    session.add(attempt)
    if result is Result.STOP:
        suppress(session, person=person, why="asked_by_phone")
    audit.record(session, action="call", subject="invitation", subject_id=subject_id, actor_id=by, result=result.value)
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
    return attempt
