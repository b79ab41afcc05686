"""People to be reached, messages in line, and carriers that fail in known ways."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy.orm import Session

from portal.contact import channels, operations
from portal.contact.channels import Carrier, Outbox, Parcel
from portal.contact.enums import Channel, MessageState
from portal.contact.models import ContactMessage, GoBetween
from portal.contact.operations import SendOutcome
from portal.contact.wording import Letterhead
from portal.people.models import Person
from portal.shared import clock
from tests.people.factories import make_person

LETTERHEAD = Letterhead(organisation="Northshire Council", phone="0300 000 0000")
# A Tuesday, half past ten in the morning at home.
TUESDAY = dt.datetime(2026, 3, 10, 10, 30, tzinfo=dt.UTC)
_doors = count(12)
EVERYTHING = {"email": "ana@example.org", "mobile": "07700 900123", "address": "12 Long Street\nAB1 2CD"}


def reachable(session: Session, **values: object) -> Person:
    """Someone with an e-mail address, a mobile and a postal address of their own, whom nothing stands against."""
    known = {**EVERYTHING, "address": f"{next(_doors)} Long Street\nAB1 2CD", **values}
    person = make_person(session, **known)
    if "via_worker" in person.safe_contact:
        trusted(session, person)
    return person


def trusted(session: Session, person: Person) -> GoBetween:
    """Someone this person trusts, who may pass messages on."""
    return operations.name_go_between(
        session,
        person=person,
        name="Kim Keyworker",
        reach="kim@trusted.example",
        agreed_how="said_so",
        agreed_on=clock.today(),
        by=uuid.uuid4(),
    )


def send_to(session: Session, person: Person, **values: object) -> SendOutcome:
    given = {
        "subject_id": uuid.uuid4(),
        "asked_in": uuid.uuid4(),
        "wave": 1,
        "template": "invitation",
        "link": "https://heard.example/i/AbCdEfGhIjKlMnOpQrStUv",
        "code": "K7MP-QRW-3XC",
        "letterhead": LETTERHEAD,
    }
    return operations.send(session, person=person, **{**given, **values})


def in_line(session: Session, person: Person, channel: Channel = Channel.EMAIL, **values: object) -> ContactMessage:
    message = send_to(session, person, only=channel, **values).message
    assert message is not None
    return message


def deliver(session: Session, message: ContactMessage) -> MessageState:
    """All three steps, as the worker takes them."""
    parcel = operations.take(session, message_id=message.id)
    session.commit()
    if parcel is not None:
        operations.settle(session, parcel=parcel, fate=operations.carry(parcel))
        session.commit()
    return message.state


@dataclass
class Bag:
    """Takes whatever it is given and keeps it, or raises what it was told to."""

    trouble: Exception | None = None
    parcels: list[Parcel] = field(default_factory=list)

    def carry(self, parcel: Parcel) -> bool:
        if self.trouble is not None:
            raise self.trouble
        self.parcels.append(parcel)
        return True


class Refusing:
    def carry(self, parcel: Parcel) -> bool:
        return False


@contextmanager
def carried_by(carrier: Carrier) -> Iterator[None]:
    channels.use_carriers({Channel.EMAIL: carrier, Channel.SMS: carrier})
    try:
        yield
    finally:
        channels.use_carriers({Channel.EMAIL: Outbox(), Channel.SMS: Outbox()})
