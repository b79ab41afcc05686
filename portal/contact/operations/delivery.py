"""From "in line" to "sent", in steps of which each is kept before the next: a worker may die between any two.

1. `take` asks the gate again and marks the message as being sent; the caller commits.
2. `carry` hands it over, with no transaction open.
3. `settle` notes how it went; the caller commits.

Who dies between 1 and 3 leaves a message "being sent". It may have arrived, so it is never sent again by itself:
`report_stuck` turns it into "we do not know", it counts as sent for every limit, and a person decides.
"""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.contact import queries, rules
from portal.contact.channels import Parcel, carrier_for
from portal.contact.decisions import FOR_NOW
from portal.contact.enums import Channel, MessageState, Result, Withheld
from portal.contact.errors import NotKnown, SendingStopped, WrongState
from portal.contact.models import ContactMessage
from portal.contact.operations.attempts import record_result
from portal.contact.operations.facts import times_of
from portal.contact.operations.gate import address_of, as_it_is_now, good_time, reason_against_message
from portal.contact.wording import RECEIPT_SIGN
from portal.people.models import Person
from portal.shared import audit, clock, logs

STUCK_AFTER = dt.timedelta(minutes=10)
LOOK_AGAIN_AFTER = dt.timedelta(minutes=5)
ABOUT_ASKING = (Withheld.ALREADY_REPLIED, Withheld.ROUND_OVER)
TO_HAND_OVER = (MessageState.PRINTED, MessageState.TO_RELAY)


class Fate(StrEnum):
    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"
    NOT_KNOWN = "not_known"


def take(session: Session, *, message_id: uuid.UUID) -> Parcel | None:
    """Marks a due message as being sent and hands out what a carrier needs. None when it must not go, or not now."""
    message = _locked(session, message_id)
    now = clock.now()
    if message.state is not MessageState.WAITING or message.not_before > now:
        return None
    person = as_it_is_now(session, person_id=message.person_id)
    reason = reason_against_message(session, person=person, message=message, now=now)
    if reason in FOR_NOW:
        if reason is Withheld.PAUSED:  # others must not wait behind those that rest
            message.not_before = now + LOOK_AGAIN_AFTER
        return None
    if reason is not None:
        _withhold(message, reason)
        return None
    soonest = good_time(now, times=times_of(person))
    if soonest > now:
        message.not_before = soonest
        return None
    # Where they are now, not where they were when it was worded.
    message.to = address_of(person, message.channel)
    message.state, message.taken_at = MessageState.SENDING, now
    session.flush()
    return Parcel(
        message_id=message.id,
        channel=message.channel,
        to=message.to or "",
        headline=message.headline,
        words=_as_it_leaves(message),
        language=message.language,
    )


def _as_it_leaves(message: ContactMessage) -> str:
    words = message.words or ""
    return words.replace(RECEIPT_SIGN, message.code or "") if message.template == rules.RECEIPT else words


def carry(parcel: Parcel) -> Fate:
    """Hands a parcel to its carrier. Call it with no transaction open: a slow mail server must hold up nobody."""
    try:
        return Fate.TAKEN if carrier_for(parcel.channel).carry(parcel) else Fate.REFUSED
    except NotKnown:
        return Fate.NOT_KNOWN
    except OSError as error:
        logs.log.warning("carrier_failed", message_id=str(parcel.message_id), kind=type(error).__name__)
        return Fate.LATER
    except Exception as error:
        # A fault of ours, at a moment we cannot tell: the next person's message must not wait for its repair.
        logs.log.error("carrier_broke", message_id=str(parcel.message_id), kind=type(error).__name__)
        return Fate.NOT_KNOWN


def settle(session: Session, *, parcel: Parcel, fate: Fate) -> MessageState:
    """Notes how carrying went. What did not leave waits, each time longer."""
    message = _locked(session, parcel.message_id)
    if message.state not in (MessageState.SENDING, MessageState.UNSURE):
        raise WrongState
    now = clock.now()
    if fate is Fate.LATER:
        message.tries += 1
        message.state, message.not_before = MessageState.WAITING, now + rules.wait_before_try(message.tries)
    elif fate is Fate.NOT_KNOWN:
        message.state = MessageState.UNSURE
    else:
        _end(session, message, was_sent=fate is Fate.TAKEN, at=now, by=message.sent_by)
    return message.state


def report_stuck(session: Session) -> int:
    """Messages a dead worker left "being sent" are shown as unsure. Returns how many."""
    stuck = queries.stuck_messages(session, taken_before=clock.now() - STUCK_AFTER)
    for message in stuck:
        message.state = MessageState.UNSURE
    return len(stuck)


def decide_unsure(session: Session, *, message: ContactMessage, was_sent: bool, by: uuid.UUID) -> None:
    """A person has looked (in the mail server's log, say) and knows. Not sent means in line again, through the gate.

    Raises:
        WrongState: it is not unsure (any more).
    """
    message = _locked(session, message.id)
    if message.state is not MessageState.UNSURE:
        raise WrongState
    audit.record(
        session, action="decide_unsure", subject="message", subject_id=message.id, actor_id=by, was_sent=was_sent
    )
    if was_sent:
        _end(session, message, was_sent=True, at=message.taken_at or clock.now(), by=by)
    else:
        message.state, message.not_before = MessageState.WAITING, good_time(clock.now())


def hand_over(session: Session, *, message: ContactMessage, by: uuid.UUID) -> MessageState:
    """A letter is put in the post, or a message is given to someone's worker: the gate is asked once more.

    Raises:
        WrongState: it is not waiting to be handed over. SendingStopped: nothing is handed over at the moment.
    """
    message = _locked(session, message.id)
    if message.state not in TO_HAND_OVER:
        raise WrongState
    as_it_is_now(session, person_id=message.person_id)
    reason = reason_against_handing_over(session, message=message)
    # A printed letter of someone whose contact rests is taken out of the pile: it must not lie about until then.
    is_printed_and_rests = reason is Withheld.PAUSED and message.state is MessageState.PRINTED
    if reason in FOR_NOW and not is_printed_and_rests:
        raise SendingStopped
    if reason is not None:
        _withhold(message, reason)
    else:
        _end(session, message, was_sent=True, at=clock.now(), by=by)
    return message.state


def reason_against_handing_over(session: Session, *, message: ContactMessage) -> Withheld | None:
    """Why a printed letter must not be posted now; changes nothing."""
    person = session.get_one(Person, message.person_id)
    reason = reason_against_message(session, person=person, message=message, now=clock.now())
    if reason is None and message.channel is Channel.LETTER and message.to != address_of(person, Channel.LETTER):
        return Withheld.ADDRESS_CHANGED
    return reason


def hold_back_waiting(session: Session, *, subject_id: uuid.UUID, reason: Withheld) -> int:
    """Holds back whatever is still in line about an invitation, say because it was answered. Returns how many."""
    return _hold_back(queries.unsent_messages(session, subject_id=subject_id), reason)


def hold_back_round(session: Session, *, asked_in: uuid.UUID) -> int:
    """Holds back everything still in line of a round that is over. Returns how many."""
    return _hold_back(queries.unsent_messages(session, asked_in=asked_in), Withheld.ROUND_OVER)


def _hold_back(waiting: "queries.Messages", reason: Withheld) -> int:
    """A receipt was asked for by whoever replied: that they did, or that the round is over, does not hold it back."""
    held = [one for one in waiting if one.template != rules.RECEIPT or reason not in ABOUT_ASKING]
    for message in held:
        _withhold(message, reason)
    return len(held)


def _withhold(message: ContactMessage, reason: Withheld) -> None:
    message.state, message.withheld = MessageState.WITHHELD, reason


def _end(session: Session, message: ContactMessage, *, was_sent: bool, at: dt.datetime, by: uuid.UUID | None) -> None:
    message.state, message.sent_at = MessageState.SENT if was_sent else MessageState.FAILED, at
    record_result(session, message=message, result=Result.SENT if was_sent else Result.FAILED, by=by)


def _locked(session: Session, message_id: uuid.UUID) -> ContactMessage:
    session.flush()
    return session.get_one(ContactMessage, message_id, populate_existing=True, with_for_update=True)
