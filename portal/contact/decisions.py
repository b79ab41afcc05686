"""May this person be reached now, and by which way? Pure: all it rests on is in `Facts`. Unknown means no.

The order of the reasons is fixed, the gravest first. Caps: four messages and one sequence of calls to a person in a
round, seven days apart; one round in six months; one household at a time unless each has a private way that was
confirmed.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from portal.contact import rules
from portal.contact.enums import Channel, NoCall, Result, Withheld
from portal.contact.rules import ANY_TIME, Routes, Times
from portal.shared.i18n import HOME_TIME

ONE_ROUND_IN = dt.timedelta(days=183)
# More people than this behind one door are no household: a hostel, a home, a refuge.
LARGEST_HOUSEHOLD = 8
# Ways that nobody else in the house need see; a letter lies on the mat.
PRIVATE = frozenset({Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.VIA_WORKER})
# Stops that pass: the message stays in line.
STOPPED = frozenset({Withheld.SENDING_STOPPED, Withheld.CHANNEL_STOPPED})
FOR_NOW = STOPPED | {Withheld.PAUSED}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything on record that decides about one person in one round.

    `is_suppressed`: on the list of those who said stop. `has_ended`: an attempt ended contact for good, or this round.
    `left_in_peace`: words of theirs in this round gave cause to worry. `paused`: words of theirs, in any round, may
    mean danger and nobody has looked yet. `times`: when they may be reached. `written_at`, `used`: messages of this
    round, those still in line too. `asked_elsewhere_at`: the last time another round asked them. `housemates`: for each
    person at their address who was asked in this round, whether only by a private and confirmed way. `own_ways`: ways
    nobody else on record shares. `inviting`: a question to take part, and not the showing of a summary to someone who
    did. `asked_for`: what they asked us to send them this minute; no cap counts, but only a way that is theirs alone
    will do, and nobody's hands. `agreed`: they said yes to hearing of it as it comes, as a member of a panel does; what
    is about one thing still has its limit, but no days apart.
    """

    do_not_contact: bool = False
    is_suppressed: bool = False
    has_ended: bool = False
    safe_contact: Collection[str] = ()
    confirmed_at: dt.datetime | None = None
    times: Times = ANY_TIME
    has_say_only: bool = False
    left_in_peace: bool = False
    paused: bool = False
    routes: Routes = field(default_factory=Routes)
    written_at: Sequence[dt.datetime] = ()
    used: Collection[Channel] = ()
    rung: Sequence[tuple[dt.datetime, Result]] = ()
    asked_elsewhere_at: dt.datetime | None = None
    housemates: Sequence[bool] = ()
    own_ways: Collection[Channel] = ()
    inviting: bool = True
    asked_for: bool = False
    agreed: bool = False
    all_stopped: bool = False
    stopped_channels: Collection[Channel] = ()
    until: dt.datetime | None = None


def reason_to_leave_alone(facts: Facts, *, now: dt.datetime) -> Withheld | None:
    """Why this person must not be reached at all, by any way, the phone too."""
    if facts.do_not_contact:
        return Withheld.DO_NOT_CONTACT
    if facts.is_suppressed or facts.has_ended:
        return Withheld.SUPPRESSED
    if facts.left_in_peace:
        return Withheld.LEFT_IN_PEACE
    if facts.paused:
        return Withheld.PAUSED
    if not rules.is_confirmed(rules=_said(facts), confirmed_at=facts.confirmed_at, now=now):
        return Withheld.SAFETY_NOT_CONFIRMED
    if facts.until is not None and now > facts.until:
        return Withheld.ROUND_OVER
    return Withheld.ASKED_RECENTLY if facts.inviting and _was_asked_recently(facts, now) else None


def reason_to_withhold(facts: Facts, *, now: dt.datetime) -> Withheld | None:
    """Why this person must not be written to now; None when nothing stands against it."""
    reason = reason_to_leave_alone(facts, now=now)
    if reason is not None:
        return reason
    if facts.asked_for:
        return Withheld.SENDING_STOPPED if facts.all_stopped else None
    if rules.is_enough(sent_at=facts.written_at):
        return Withheld.ENOUGH_MESSAGES
    tried = [*facts.written_at, *(at for at, _result in facts.rung)]
    if not facts.agreed and rules.is_too_soon(sent_at=tried, now=now):
        return Withheld.TOO_SOON
    return Withheld.SENDING_STOPPED if facts.all_stopped else None


def reason_against(facts: Facts, *, channel: Channel, now: dt.datetime) -> Withheld | None:
    """Why this person must not be written to now by this way."""
    reason = reason_to_withhold(facts, now=now)
    if reason is not None:
        return reason
    if channel not in _safe_channels(facts):
        return Withheld.NO_SAFE_ROUTE
    if not _is_open_in_the_house(facts, channel, now):
        return Withheld.SAME_HOUSEHOLD
    return Withheld.CHANNEL_STOPPED if channel in facts.stopped_channels else None


def channels_to_write_by(facts: Facts, *, now: dt.datetime) -> tuple[Channel, ...]:
    """The ways this person may be written to by now, the best first; empty when there is none."""
    safe = _safe_channels(facts)
    return tuple(channel for channel in safe if reason_against(facts, channel=channel, now=now) is None)


def _said(facts: Facts) -> tuple[str, ...]:
    """Everything that was said about reaching them safely, times and words too: all of it is good for 90 days."""
    more = {"times": facts.times.are_said, "say_only": facts.has_say_only}
    return (*facts.safe_contact, *(name for name, is_said in more.items() if is_said))


def _safe_channels(facts: Facts) -> tuple[Channel, ...]:
    """Nobody can choose the hour at which a letter falls on the mat: who may only be reached at some times has none. A
    worker whom they trust knows when."""
    safe = rules.safe_channels(rules=facts.safe_contact, routes=facts.routes)
    closed = {Channel.LETTER} if facts.times.are_said else set()
    closed |= set() if facts.times.can_be else {Channel.EMAIL, Channel.SMS}
    if facts.asked_for:
        closed |= set(safe) - {Channel.EMAIL, Channel.SMS}
        closed |= {channel for channel in safe if rules.is_shared(channel, rules=facts.safe_contact)}
    return tuple(channel for channel in safe if channel not in closed)


def reason_for_no_channel(facts: Facts, *, now: dt.datetime) -> Withheld:
    """Why `channels_to_write_by` was empty."""
    safe = _safe_channels(facts)
    reasons = [reason_against(facts, channel=channel, now=now) for channel in safe]
    passing = [reason for reason in reasons if reason in FOR_NOW]
    return next((r for r in [*passing, *reasons] if r is not None), Withheld.NO_SAFE_ROUTE)


def reason_not_to_ring(facts: Facts, *, now: dt.datetime) -> NoCall | None:
    """Why this person must not be rung now, whatever the hour; the hour is the caller's to ask."""
    if facts.asked_for or reason_to_leave_alone(facts, now=now) is not None:
        return NoCall.NOT_SAFE
    if not rules.may_phone(rules=facts.safe_contact, routes=facts.routes) or not facts.times.can_be:
        return NoCall.NOT_SAFE
    if not _is_open_in_the_house(facts, Channel.PHONE, now):
        return NoCall.NOT_SAFE
    if facts.all_stopped or Channel.PHONE in facts.stopped_channels:
        return NoCall.STOPPED
    if len(facts.rung) >= rules.MOST_CALLS:
        return NoCall.ENOUGH
    if rules.is_call_too_soon(rung_at=[at for at, _result in facts.rung], now=now):
        return NoCall.TOO_SOON
    # A sequence of calls once begun goes on at other times; it does not begin on the heels of a message.
    if not facts.rung and facts.inviting and rules.is_too_soon(sent_at=facts.written_at, now=now):
        return NoCall.AFTER_MESSAGE
    if facts.times.are_said and not facts.times.holds(now.astimezone(HOME_TIME)):
        return NoCall.NOT_THEIR_TIME
    return None


def may_leave_voicemail(facts: Facts) -> bool:
    """One voicemail in a round at most, and only where no rule speaks against it."""
    left = sum(result is Result.VOICEMAIL for _at, result in facts.rung)
    is_open = not facts.has_say_only and not rules.is_shared(Channel.PHONE, rules=facts.safe_contact)
    return left < rules.MOST_VOICEMAILS and is_open and rules.may_leave_voicemail(rules=facts.safe_contact)


def _was_asked_recently(facts: Facts, now: dt.datetime) -> bool:
    return facts.asked_elsewhere_at is not None and now - facts.asked_elsewhere_at < ONE_ROUND_IN


def _is_open_in_the_house(facts: Facts, channel: Channel, now: dt.datetime) -> bool:
    """Whether this way is open although others at the same address were asked: only if everyone has a private one."""
    if not facts.housemates or not facts.inviting:
        return True
    return all(facts.housemates) and is_private(
        channel, own_ways=facts.own_ways, confirmed_at=facts.confirmed_at, now=now
    )


def is_private(
    channel: Channel, *, own_ways: Collection[Channel], confirmed_at: dt.datetime | None, now: dt.datetime
) -> bool:
    """A way nobody else in the house shares, said to be safe in the last 90 days. No rules is no confirmation."""
    is_verified = rules.is_confirmed(rules=["any"], confirmed_at=confirmed_at, now=now)
    return is_verified and channel in PRIVATE and channel in own_ways
