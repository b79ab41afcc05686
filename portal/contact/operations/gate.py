"""The one send gate (choke point 1). Nothing reaches a person but through `send` and `deliver`.

`send` decides and words the message; `deliver` asks everything again at the moment it leaves, because weeks may lie
between. Unknown means no.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.contact import queries, rules
from portal.contact.channels import carrier_for
from portal.contact.enums import Channel, MessageState, Result, Withheld
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


def routes_of(person: Person) -> rules.Routes:
    return rules.Routes(
        email=person.email_sealed is not None,
        mobile=person.mobile_sealed is not None,
        address=person.address_sealed is not None,
    )


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
    and never widens it.
    """
    now = clock.now()
    reason = reason_to_withhold(session, person=person, asked_in=asked_in, now=now)
    channel = None if reason else choose_channel(person, only=only)
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
        to=_address(person, channel),
        headline=wording.headline,
        words=wording.text,
        link=link,
        code=code,
        state=BY_HAND.get(channel, MessageState.WAITING),
        not_before=now if channel in BY_HAND else _good_time(now),
        made_at=now,
    )


def deliver(session: Session, *, message: ContactMessage) -> MessageState:
    """Sends a message that is due, or holds it back if the answer has become no since it was written."""
    person = session.get_one(Person, message.person_id)
    reason = reason_to_withhold(session, person=person, asked_in=message.asked_in, now=clock.now(), apart_from=message)
    if reason is None and message.channel not in _safe(person):
        reason = Withheld.NO_SAFE_ROUTE
    if reason is not None:
        message.state, message.withheld = MessageState.WITHHELD, reason
        return message.state
    from portal.contact.operations.attempts import record_result

    is_sent = carrier_for(message.channel).carry(
        to=message.to or "", headline=message.headline, words=message.words or ""
    )
    message.state = MessageState.SENT if is_sent else MessageState.FAILED
    message.sent_at = clock.now()
    record_result(session, message=message, result=Result.SENT if is_sent else Result.FAILED, by=message.sent_by)
    return message.state


def hold_back_waiting(session: Session, *, subject_id: uuid.UUID, reason: Withheld) -> int:
    """Holds back whatever is still in line about an invitation, say because it was answered. Returns how many."""
    waiting = queries.unsent_messages(session, subject_id=subject_id)
    for message in waiting:
        message.state, message.withheld = MessageState.WITHHELD, reason
    return len(waiting)


def reason_to_withhold(
    session: Session,
    *,
    person: Person,
    asked_in: uuid.UUID,
    now: dt.datetime,
    apart_from: ContactMessage | None = None,
) -> Withheld | None:
    """Why this person must not be written to now, the gravest reason first; None when nothing stands against it."""
    if person.do_not_contact:
        return Withheld.DO_NOT_CONTACT
    if queries.is_suppressed(session, fingerprints=list(fingerprints_of(person).values())):
        return Withheld.SUPPRESSED
    if queries.ended_contact(session, person_id=person.id, asked_in=asked_in):
        return Withheld.SUPPRESSED
    if not rules.is_confirmed(rules=person.safe_contact, confirmed_at=person.safe_contact_confirmed_at, now=now):
        return Withheld.SAFETY_NOT_CONFIRMED
    sent_at = queries.sent_moments(session, person_id=person.id, asked_in=asked_in)
    if apart_from is not None:
        sent_at.remove(apart_from.sent_at or apart_from.not_before)
    if rules.is_enough(sent_at=sent_at):
        return Withheld.ENOUGH_MESSAGES
    return Withheld.TOO_SOON if rules.is_too_soon(sent_at=sent_at, now=now) else None


def choose_channel(person: Person, *, only: Channel | None = None) -> Channel | None:
    return next((c for c in _safe(person) if only in (None, c)), None)


def _safe(person: Person) -> tuple[Channel, ...]:
    return rules.safe_channels(rules=person.safe_contact, routes=routes_of(person))


def _address(person: Person, channel: Channel) -> str:
    known = {Channel.EMAIL: person.email, Channel.SMS: person.mobile, Channel.LETTER: person.address}
    return known.get(channel) or ""


def _good_time(now: dt.datetime) -> dt.datetime:
    home = now.astimezone(HOME_TIME)
    return rules.next_good_time(home, bank_holidays=bank_holidays(home.year)).astimezone(dt.UTC)
