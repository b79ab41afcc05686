"""The one send gate (choke point 1). Nothing reaches a person but through here.

`send` decides and words a message; `delivery.py` asks everything again at the moment it leaves, because weeks may lie
between. Unknown means no.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.contact import queries, rules
from portal.contact.channels import can_carry
from portal.contact.enums import Channel, MessageState, Withheld
from portal.contact.holidays import bank_holidays
from portal.contact.models import ContactMessage
from portal.contact.operations.suppression import fingerprints_of
from portal.contact.wording import VERSIONS, Letterhead, word
from portal.people.models import Person
from portal.shared import clock
from portal.shared.i18n import HOME_TIME, speaking

# These wait for a person, not for a time of day.
BY_HAND = {Channel.LETTER: MessageState.TO_PRINT, Channel.VIA_WORKER: MessageState.TO_RELAY}


@dataclass(frozen=True)
class SendOutcome:
    """Either a channel it goes out by, or the reason it does not."""

    channel: Channel | None = None
    withheld: Withheld | None = None
    message: ContactMessage | None = None

    @property
    def is_sent(self) -> bool:
        return self.channel is not None


def send(
    session: Session,
    *,
    person: Person,
    subject_id: uuid.UUID,
    asked_in: uuid.UUID,
    wave: int,
    template: str,
    link: str,
    code: str,
    letterhead: Letterhead,
    only: Channel | None = None,
    by: uuid.UUID | None = None,
) -> SendOutcome:
    """Words a message for one person in their language and puts it in line by their safest channel, if there is one.

    `subject_id` is what the message is about (an invitation), `asked_in` the round; `only` limits the choice of channel
    and never widens it. A reminder goes by another safe channel than before, where there is one.
    """
    person, now = as_it_is_now(session, person_id=person.id), clock.now()
    reason = reason_to_withhold(session, person=person, asked_in=asked_in, now=now)
    channel = None if reason else choose_channel(session, person=person, asked_in=asked_in, only=only)
    if channel is None:
        return SendOutcome(withheld=reason or Withheld.NO_SAFE_ROUTE)
    message = _worded(person, channel, template=template, link=link, code=code, letterhead=letterhead, now=now)
    message.subject_id, message.asked_in, message.wave, message.sent_by = subject_id, asked_in, wave, by
    session.add(message)
    session.flush()
    return SendOutcome(channel=channel, message=message)


def _worded(
    person: Person,
    channel: Channel,
    *,
    template: str,
    link: str,
    code: str,
    letterhead: Letterhead,
    now: dt.datetime,
) -> ContactMessage:
    with speaking(person.language) as language:
        wording = word(template, channel=channel, link=link, code=code, letterhead=letterhead)
    return ContactMessage(
        person_id=person.id,
        channel=channel,
        template=template,
        template_version=VERSIONS[template],
        language=language.code,
        to=address_of(person, channel),
        headline=wording.headline,
        words=wording.text,
        link=link,
        code=code,
        state=BY_HAND.get(channel, MessageState.WAITING),
        not_before=now if channel in BY_HAND else good_time(now),
        made_at=now,
    )


def as_it_is_now(session: Session, *, person_id: uuid.UUID) -> Person:
    """The person as the database knows them this moment, held until the transaction ends: a batch may have been read
    minutes ago, and two workers must not both find that one more message is allowed."""
    session.flush()
    return session.get_one(Person, person_id, populate_existing=True, with_for_update=True)


def reason_to_withhold(
    session: Session,
    *,
    person: Person,
    asked_in: uuid.UUID,
    now: dt.datetime,
    apart_from: ContactMessage | None = None,
) -> Withheld | None:
    """Why this person must not be written to now, the gravest reason first; None when nothing stands against it."""
    reason = reason_to_leave_alone(session, person=person, asked_in=asked_in, now=now)
    if reason is not None:
        return reason
    sent_at = queries.sent_moments(session, person_id=person.id, asked_in=asked_in, apart_from=apart_from)
    if rules.is_enough(sent_at=sent_at):
        return Withheld.ENOUGH_MESSAGES
    return Withheld.TOO_SOON if rules.is_too_soon(sent_at=sent_at, now=now) else None


def reason_to_leave_alone(
    session: Session, *, person: Person, asked_in: uuid.UUID, now: dt.datetime
) -> Withheld | None:
    """Why this person must not be reached at all, by any channel, the phone too."""
    if person.do_not_contact:
        return Withheld.DO_NOT_CONTACT
    if queries.is_suppressed(session, fingerprints=list(fingerprints_of(person).values())):
        return Withheld.SUPPRESSED
    if queries.ended_contact(session, person_id=person.id, asked_in=asked_in):
        return Withheld.SUPPRESSED
    if not rules.is_confirmed(rules=person.safe_contact, confirmed_at=person.safe_contact_confirmed_at, now=now):
        return Withheld.SAFETY_NOT_CONFIRMED
    return None


def reason_against_message(
    session: Session, *, person: Person, message: ContactMessage, now: dt.datetime
) -> Withheld | None:
    """Everything asked again about a message that was worded earlier, its channel too."""
    reason = reason_to_withhold(session, person=person, asked_in=message.asked_in, now=now, apart_from=message)
    if reason is not None:
        return reason
    is_safe = message.channel in safe_channels_of(session, person=person)
    return None if is_safe else Withheld.NO_SAFE_ROUTE


def choose_channel(
    session: Session, *, person: Person, asked_in: uuid.UUID, only: Channel | None = None
) -> Channel | None:
    safe = [c for c in safe_channels_of(session, person=person) if only in (None, c) and can_carry(c)]
    used = queries.channels_used(session, person_id=person.id, asked_in=asked_in) if len(safe) > 1 else frozenset()
    return min(safe, key=lambda channel: channel in used, default=None)


def safe_channels_of(session: Session, *, person: Person) -> tuple[Channel, ...]:
    return rules.safe_channels(rules=person.safe_contact, routes=routes_of(session, person=person))


def routes_of(session: Session, *, person: Person) -> rules.Routes:
    """The addresses we hold, without those that turned out to be someone else's, or nobody's."""
    closed = queries.closed_channels(session, person_id=person.id)
    return rules.Routes(
        email=bool(person.email) and Channel.EMAIL not in closed,
        mobile=bool(person.mobile) and not {Channel.PHONE, Channel.SMS} & closed,
        address=bool(person.address) and Channel.LETTER not in closed,
    )


def address_of(person: Person, channel: Channel) -> str:
    known = {Channel.EMAIL: person.email, Channel.SMS: person.mobile, Channel.LETTER: letter_address(person)}
    return known.get(channel) or ""


def letter_address(person: Person) -> str:
    return "\n".join(line for line in (person.name, person.address) if line)


def good_time(now: dt.datetime) -> dt.datetime:
    """`now`, or the next moment at which people may be reached."""
    home = now.astimezone(HOME_TIME)
    return rules.next_good_time(home, bank_holidays=bank_holidays(home.year)).astimezone(dt.UTC)
