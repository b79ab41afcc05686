"""The one send gate (choke point 1). Nothing reaches a person but through here.

`send` decides and words a message; `delivery.py` asks everything again at the moment it leaves, because weeks may lie
between. What is decided is in `contact.decisions`; unknown means no.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.contact import decisions, rules
from portal.contact.channels import can_carry
from portal.contact.decisions import Facts
from portal.contact.enums import Channel, MessageState, Withheld
from portal.contact.holidays import bank_holidays
from portal.contact.models import ContactMessage, HeldBack
from portal.contact.operations.facts import facts_of, times_of
from portal.contact.operations.suppression import household_of
from portal.contact.operations.words import Said, neutral_words, receipt_words, words_for
from portal.contact.rules import ANY_TIME, Times
from portal.contact.wording import Letterhead
from portal.people.models import Person
from portal.shared import clock
from portal.shared.i18n import HOME_TIME, _, speaking
from portal.shared.settings import current_settings

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
    first: Channel | None = None,
    another_way: bool = True,
    until: dt.datetime | None = None,
    by: uuid.UUID | None = None,
    is_test: bool = False,
    last_day: dt.date | None = None,
) -> SendOutcome:
    """Words a message for one person in their language and puts it in line by their safest channel, if there is one.

    `subject_id` is what the message is about (an invitation), `asked_in` the round; `only` limits the choice of channel
    and never widens it, `first` prefers one of the safe ways. A message goes by another safe channel than before, where
    there is one, unless `another_way` is False: then by the one they like best. After `until` it must not leave.
    Who is held back is noted, with the reason. A test says in its first line that it is one. `last_day`: of changing
    answers, for a receipt.
    """
    person, now = as_it_is_now(session, person_id=person.id), clock.now()
    given = facts_about(template)
    facts = facts_of(session, person=person, asked_in=asked_in, until=until, **given)
    channel, reason = decide(facts, now=now, only=only, first=first, another_way=another_way)
    if channel is None:
        held = HeldBack(person_id=person.id, subject_id=subject_id, asked_in=asked_in, wave=wave, reason=reason, at=now)
        session.add(held)
        return SendOutcome(withheld=reason)
    said = _said(session, person, channel, template, link=link, code=code, letterhead=letterhead, last_day=last_day)
    message = _worded(person, channel, said, template=template, link=link, code=code, now=now)
    message.subject_id, message.asked_in, message.wave, message.sent_by = subject_id, asked_in, wave, by
    message.until = until
    if is_test:
        with speaking(message.language):
            test = _("This is a test. Nobody else has got this message.")
            message.words = f"{test}\n\n{message.words}"
    session.add(message)
    session.flush()
    return SendOutcome(channel=channel, message=message)


def decide(
    facts: Facts,
    *,
    now: dt.datetime,
    only: Channel | None = None,
    first: Channel | None = None,
    another_way: bool = True,
) -> tuple[Channel | None, Withheld | None]:
    """The way a message would go, or why it would not: what `send` does, before anything is sent."""
    reason = decisions.reason_to_withhold(facts, now=now)
    if reason is not None:
        return None, reason
    ways = [c for c in decisions.channels_to_write_by(facts, now=now) if only in (None, c) and can_carry(c)]
    if not ways and only is not None:
        return None, decisions.reason_against(facts, channel=only, now=now) or Withheld.NO_SAFE_ROUTE
    if not ways:
        return None, decisions.reason_for_no_channel(facts, now=now)
    return min(ways, key=lambda channel: (channel is not first, another_way and channel in facts.used)), None


def facts_about(template: str) -> dict[str, Any]:
    """Which of the rules are asked about a message of this kind."""
    return {
        "inviting": template not in rules.NOT_INVITING,
        "asked_for": template == rules.RECEIPT,
        "agreed": template == rules.PANEL_NEWS,
    }


def _said(
    session: Session,
    person: Person,
    channel: Channel,
    template: str,
    *,
    link: str,
    code: str,
    letterhead: Letterhead,
    last_day: dt.date | None,
) -> Said:
    if template == rules.RECEIPT:
        return receipt_words(person.language, channel=channel, letterhead=letterhead, last_day=last_day)
    if rules.is_shared(channel, rules=person.safe_contact):
        return neutral_words(person.language, channel=channel, door=door(), code=code, letterhead=letterhead)
    return words_for(
        session, template, language=person.language, channel=channel, link=link, code=code, letterhead=letterhead
    )


def _worded(
    person: Person, channel: Channel, said: Said, *, template: str, link: str, code: str, now: dt.datetime
) -> ContactMessage:
    if rules.is_shared(channel, rules=person.safe_contact):
        link = door()
    return ContactMessage(
        person_id=person.id,
        channel=channel,
        template=template,
        template_version=said.number,
        language=said.language,
        to=address_of(person, channel),
        headline=said.wording.headline,
        words=said.wording.text,
        link=link,
        code=code,
        state=BY_HAND.get(channel, MessageState.WAITING),
        not_before=now if channel in BY_HAND else good_time(now, times=times_of(person)),
        made_at=now,
        household=household_of(person),
    )


def as_it_is_now(session: Session, *, person_id: uuid.UUID) -> Person:
    """The person as the database knows them this moment, held until the transaction ends: a batch may have been read
    minutes ago, and two workers must not both find that one more message is allowed."""
    session.flush()
    return session.get_one(Person, person_id, populate_existing=True, with_for_update=True)


def reason_against_message(
    session: Session, *, person: Person, message: ContactMessage, now: dt.datetime
) -> Withheld | None:
    """Everything asked again about a message that was worded earlier, its channel too."""
    facts = facts_of(
        session,
        person=person,
        asked_in=message.asked_in,
        until=message.until,
        apart_from=message.id,
        **facts_about(message.template),
    )
    reason = decisions.reason_against(facts, channel=message.channel, now=now)
    says_more = message.link != door() and rules.is_shared(message.channel, rules=person.safe_contact)
    # It was worded before we knew that others see it.
    return Withheld.NO_SAFE_ROUTE if reason is None and says_more else reason


def door() -> str:
    """Where anyone types a code: the one address that says nothing about who comes there, in a preview either."""
    return f"{current_settings().base_url}/code"


def address_of(person: Person, channel: Channel) -> str:
    known = {Channel.EMAIL: person.email, Channel.SMS: person.mobile, Channel.LETTER: letter_address(person)}
    return known.get(channel) or ""


def letter_address(person: Person) -> str:
    return "\n".join(line for line in (person.name, person.address) if line)


def good_time(now: dt.datetime, *, times: Times = ANY_TIME) -> dt.datetime:
    """`now`, or the next moment at which people may be reached; this person, where `times` are theirs."""
    home = now.astimezone(HOME_TIME)
    holidays = bank_holidays(home.year)
    if not times.are_said:
        return rules.next_good_time(home, bank_holidays=holidays).astimezone(dt.UTC)
    return rules.next_time_of(home, times, bank_holidays=holidays).astimezone(dt.UTC)
