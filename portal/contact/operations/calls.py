"""The gate for the phone: who may be rung, now, and what may be said."""

import uuid

from sqlalchemy.orm import Session

from portal.contact import queries, rules
from portal.contact.enums import NoCall, Result
from portal.contact.operations.gate import good_time, reason_to_leave_alone, routes_of
from portal.people.models import Person
from portal.shared import clock


def reason_not_to_ring(session: Session, *, person: Person, asked_in: uuid.UUID) -> NoCall | None:
    """Why this person's number is not to be shown now; None when they may be rung. Unknown means no."""
    now = clock.now()
    if reason_to_leave_alone(session, person=person, asked_in=asked_in, now=now) is not None:
        return NoCall.NOT_SAFE
    if not rules.may_phone(rules=person.safe_contact, routes=routes_of(session, person=person)):
        return NoCall.NOT_SAFE
    rung = queries.calls_to(session, person_id=person.id, asked_in=asked_in)
    if len(rung) >= rules.MOST_CALLS:
        return NoCall.ENOUGH
    if rules.is_call_too_soon(rung_at=[call.at for call in rung], now=now):
        return NoCall.TOO_SOON
    return NoCall.NOT_NOW if good_time(now) > now else None


def may_ring(session: Session, *, person: Person, asked_in: uuid.UUID) -> bool:
    return reason_not_to_ring(session, person=person, asked_in=asked_in) is None


def may_leave_voicemail(session: Session, *, person: Person, asked_in: uuid.UUID) -> bool:
    """One voicemail in a round at most, and only where no rule speaks against it."""
    calls = queries.calls_to(session, person_id=person.id, asked_in=asked_in)
    left = sum(call.result is Result.VOICEMAIL for call in calls)
    return left < rules.MOST_VOICEMAILS and rules.may_leave_voicemail(rules=person.safe_contact)
