"""The gate for the phone: who may be rung, now, and what may be said."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.contact import decisions
from portal.contact.enums import NoCall
from portal.contact.operations.facts import facts_of
from portal.contact.operations.gate import good_time
from portal.people.models import Person
from portal.shared import clock


def reason_not_to_ring(
    session: Session,
    *,
    person: Person,
    asked_in: uuid.UUID,
    inviting: bool = True,
    until: dt.datetime | None = None,
) -> NoCall | None:
    """Why this person's number is not to be shown now; None when they may be rung. Unknown means no.

    `inviting` is False where they are not asked to take part, but shown what came of it; after `until` nobody is rung.
    """
    now = clock.now()
    facts = facts_of(session, person=person, asked_in=asked_in, inviting=inviting, until=until)
    reason = decisions.reason_not_to_ring(facts, now=now)
    if reason is not None:
        return reason
    return NoCall.NOT_NOW if good_time(now) > now else None


def may_ring(session: Session, *, person: Person, asked_in: uuid.UUID, inviting: bool = True) -> bool:
    return reason_not_to_ring(session, person=person, asked_in=asked_in, inviting=inviting) is None


def may_leave_voicemail(session: Session, *, person: Person, asked_in: uuid.UUID) -> bool:
    """One voicemail in a round at most, and only where no rule speaks against it."""
    return decisions.may_leave_voicemail(facts_of(session, person=person, asked_in=asked_in))
