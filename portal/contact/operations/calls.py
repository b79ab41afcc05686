"""The gate for the phone: who may be rung, now, and what may be said."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.contact import decisions
from portal.contact.decisions import Facts
from portal.contact.enums import NoCall
from portal.contact.operations.facts import facts_of, gather
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


@dataclass(frozen=True)
class Ringing:
    """How one person of a list stands: may not be rung at all, or from which moment on; neither: now."""

    never: bool = False
    starts: dt.datetime | None = None


def ringing_times(
    session: Session, *, people: Sequence[Person], asked_in: uuid.UUID, until: dt.datetime | None = None
) -> dict[uuid.UUID, Ringing]:
    """For a list of people to ring: by their own days and hours, and by ours. The same statements for one and for
    many; what a call needs beside a good hour is asked again when a number is looked at."""
    now = clock.now()
    facts = gather(session, people=people, asked_in=asked_in, until=until)
    return {person_id: _ringing(one, now) for person_id, one in facts.items()}


def _ringing(facts: Facts, now: dt.datetime) -> Ringing:
    if decisions.reason_not_to_ring(facts, now=now) is NoCall.NOT_SAFE:
        return Ringing(never=True)
    soonest = good_time(now, times=facts.times)
    return Ringing(starts=soonest) if soonest > now else Ringing()


def may_ring(session: Session, *, person: Person, asked_in: uuid.UUID, inviting: bool = True) -> bool:
    return reason_not_to_ring(session, person=person, asked_in=asked_in, inviting=inviting) is None


def may_leave_voicemail(session: Session, *, person: Person, asked_in: uuid.UUID) -> bool:
    """One voicemail in a round at most, and only where no rule speaks against it."""
    return decisions.may_leave_voicemail(facts_of(session, person=person, asked_in=asked_in))
