"""What is safe for one person: who looked is kept, and who changed it."""

import uuid
from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.people.operations import note_safe_contact_read
from portal.shared import audit, clock

LOOK = "safe_contact"


def note_look(session: Session, *, person: Person, by: uuid.UUID) -> None:
    """This member of staff is about to see what is safe for a person."""
    note_safe_contact_read(session, person_id=person.id, account_id=by, why=LOOK)
    audit.record(session, action="read_safe_contact", subject="person", subject_id=person.id, actor_id=by)


def confirm_safe_contact(
    session: Session,
    *,
    person: Person,
    rules: Collection[str],
    days: Collection[int],
    from_hour: int | None,
    until_hour: int | None,
    say_only: str,
    by: uuid.UUID,
) -> None:
    """Puts what the person confirmed today in place of what was known. It is good for 90 days. What is in line already
    is asked again when it leaves."""
    person.safe_contact, person.safe_days = sorted(rules), sorted(days)
    person.safe_from_hour, person.safe_until_hour = from_hour, until_hour
    person.say_only = say_only.strip() or None
    person.safe_contact_confirmed_at = clock.now()
    session.flush()
    audit.record(session, action="confirm_safe_contact", subject="person", subject_id=person.id, actor_id=by)
