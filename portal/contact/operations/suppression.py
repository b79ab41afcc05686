"""Who said stop, kept in a way that outlives their record."""

from sqlalchemy.orm import Session

from portal.contact import queries
from portal.contact.enums import MessageState, Withheld
from portal.contact.models import Suppression
from portal.people.models import Person
from portal.people.rules import comparable_email, comparable_phone, plain_address
from portal.shared import audit, clock
from portal.shared.crypto import keys


def fingerprints_of(person: Person) -> dict[str, str]:
    """A keyed fingerprint of each address we hold, by kind; equal for two records of one address.

    A postal address counts together with the name: a hostel is one address and many people.
    """
    known = {
        "person": str(person.id),
        "email": comparable_email(person.email) if person.email else "",
        "phone": comparable_phone(person.mobile) if person.mobile else "",
        "post": f"{_letters(person.name)}|{_letters(person.address)}" if person.name and person.address else "",
    }
    return {kind: keys().blind(text, kind=kind) for kind, text in known.items() if text}


def suppress(session: Session, *, person: Person, why: str) -> None:
    """Never write to this person again, whatever a later roster says. `why` is a code."""
    for kind, fingerprint in fingerprints_of(person).items():
        if not queries.is_suppressed(session, fingerprints=[fingerprint]):
            session.add(Suppression(kind=kind, fingerprint=fingerprint, why=why, at=clock.now()))
    person.do_not_contact = True
    for message in queries.unsent_messages(session, person_id=person.id):
        message.state, message.withheld = MessageState.WITHHELD, Withheld.DO_NOT_CONTACT
    audit.record(session, action="suppress", subject="person", subject_id=person.id, why=why)


def household_of(person: Person) -> str:
    """A keyed fingerprint of where they live; empty when we do not know."""
    return keys().blind(_letters(person.address), kind="household address") if person.address else ""


def _letters(text: str | None) -> str:
    return plain_address(text or "")
