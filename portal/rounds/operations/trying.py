"""Test sends: an organiser gets a message of the round at their own address, through the gate like everyone's.

It is sent to a record of its own that is on no roster, in no frame and in no round: nothing about it is counted, and no
cap of a real person is used up. A phone number that belongs to someone we know is refused: a test never reaches anybody
but who asked for it.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel
from portal.contact.operations import send
from portal.contact.operations.gate import SendOutcome
from portal.people.models import Account, Person
from portal.people.rules import comparable_phone
from portal.rounds.errors import NotYours, SomeoneElses
from portal.rounds.models import Round, TrialSend
from portal.rounds.operations.fieldwork import letterhead
from portal.rounds.operations.noting import note
from portal.shared import clock, throttle, tokens
from portal.shared.crypto import keys
from portal.shared.settings import current_settings

TRIAL = "trial"
CHANNELS = (Channel.EMAIL, Channel.SMS)
TRIES, WITHIN = 20, dt.timedelta(hours=1)


def send_test(
    session: Session, *, round_: Round, account: Account, template: str, language: str, channel: Channel, mobile: str
) -> SendOutcome:
    """Sends one message of the round, marked as a test, to the account's own e-mail, or to the phone its owner typed.

    Raises:
        SomeoneElses: the number is of a person on a roster. NotYours: a way a test cannot go. throttle.TooMany
    """
    if channel not in CHANNELS:
        raise NotYours
    if channel is Channel.SMS and is_known_number(session, mobile=mobile):
        raise SomeoneElses
    throttle.count_attempt(session, what="test_send", who=str(account.id), limit=TRIES, within=WITHIN)
    person = _stand_in(session, account=account, language=language, mobile=mobile if channel is Channel.SMS else None)
    trial_id = uuid.uuid4()
    trial = TrialSend(
        id=trial_id,
        round_id=round_.id,
        account_id=account.id,
        person_id=person.id,
        template=template,
        channel=channel.value,
        language=language,
        link_index=tokens.link_index(TRIAL, tokens.link_token(TRIAL, trial_id)),
        asked_at=clock.now(),
    )
    session.add(trial)
    note(session, round_, "test_send", by=account.id, channel=channel.value, language=language)
    return _send(session, trial=trial, person=person)


def _stand_in(session: Session, *, account: Account, language: str, mobile: str | None) -> Person:
    """A record of its own for one test: no roster, no look-up of its address, no limit of a real person touched."""
    email = None if mobile else account.email
    person = Person(name=account.display_name, email=email, mobile=mobile, language=language, created_at=clock.now())
    session.add(person)
    session.flush()
    return person


def _send(session: Session, *, trial: TrialSend, person: Person) -> SendOutcome:
    return send(
        session,
        person=person,
        subject_id=trial.id,
        asked_in=trial.id,
        wave=0,
        template=trial.template,
        link=f"{current_settings().base_url}/t/{tokens.link_token(TRIAL, trial.id)}",
        code=tokens.short_code(TRIAL, trial.id),
        letterhead=letterhead(),
        only=Channel(trial.channel),
        by=trial.account_id,
        is_test=True,
    )


def is_known_number(session: Session, *, mobile: str) -> bool:
    """Does this number belong to a person on some roster?"""
    index = keys().blind(comparable_phone(mobile), kind="phone")
    return bool(session.scalar(sa.select(sa.exists().where(Person.mobile_index == index))))


def trial_by_link(session: Session, *, token: str) -> TrialSend | None:
    return session.scalar(sa.select(TrialSend).where(TrialSend.link_index == tokens.link_index(TRIAL, token)))
