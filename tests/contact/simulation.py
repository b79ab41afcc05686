"""Invented people in every situation the rules know, and an oracle that says who may be reached how.

The oracle is written from the rules as people say them, and shares nothing with the portal but the names of channels
and results. What it allows and what the gate does are compared one decision at a time.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.contact import decisions
from portal.contact.decisions import Facts, is_private
from portal.contact.enums import Channel, Result
from portal.contact.rules import Routes, Times
from portal.shared.i18n import HOME_TIME

WRITTEN = (Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.VIA_WORKER)
EVERY = (*WRITTEN, Channel.PHONE)
RULES = ("no_letters", "no_email", "no_text", "no_phone", "no_voicemail", "email_only", "via_worker")
RULES += ("shared_phone", "shared_email", "shared_post", "not_at_home")
SEEN_BY_OTHERS = {
    "shared_phone": {Channel.SMS, Channel.PHONE},
    "shared_email": {Channel.EMAIL},
    "shared_post": {Channel.LETTER},
}
A_WEEK = [dt.datetime(2026, 6, 1, tzinfo=HOME_TIME) + dt.timedelta(hours=number) for number in range(7 * 24)]
FOR_GOOD = {"stop", "died", "not_a_user", "unsafe", "no_capacity"}
FOR_THIS_ROUND = {"declined", "too_ill", "moved", "bereaved", "away", "under_age", "duplicate", "complaint"}
LEADS_NOWHERE = {"failed", "returned", "wrong_person", "dead_number"}


@dataclass(frozen=True)
class Tried:
    """`days` ago, in this round or in another."""

    days: float
    here: bool
    channel: Channel
    result: Result


@dataclass(frozen=True)
class Wrote:
    days: int
    here: bool
    channel: Channel
    inviting: bool


@dataclass(frozen=True)
class Housemate:
    """Someone at the same address who was asked in this round. `confirmed`: days ago, None for never."""

    channel: Channel
    confirmed: int | None
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class World:
    rules: frozenset[str] = frozenset()
    confirmed: int | None = None
    do_not_contact: bool = False
    on_the_list: bool = False
    has: frozenset[str] = frozenset({"email", "mobile", "address"})
    go_between: bool = False
    tried: tuple[Tried, ...] = ()
    wrote: tuple[Wrote, ...] = ()
    housemates: tuple[Housemate, ...] = ()
    shares: frozenset[str] = frozenset()
    inviting: bool = True
    # They asked this minute to be sent their receipt.
    asked_for: bool = False
    all_stopped: bool = False
    stopped: frozenset[Channel] = field(default_factory=frozenset)
    over: bool = False
    worried_about: bool = False
    resting: bool = False
    say_only: bool = False
    # Days (Monday is 0), from and until which hour; empty: nothing was said.
    days: frozenset[int] = frozenset()
    hours: tuple[int | None, int | None] = (None, None)

    @property
    def has_times(self) -> bool:
        return bool(self.days) or self.hours != (None, None)


def allowed(world: World, *, now: dt.datetime) -> set[Channel]:
    """The ways by which this person may be reached now: a message may be put in line, and leaves when it is their time;
    a call is made now or not at all. Each line is one sentence of the rules."""
    if world.do_not_contact or world.on_the_list or world.over or world.all_stopped or world.worried_about:
        return set()
    if world.resting:
        return set()
    if (world.rules or world.has_times or world.say_only) and not _fresh(world.confirmed):
        return set()
    ends = {t.result.value for t in world.tried}
    ends_here = {t.result.value for t in world.tried if t.here}
    if ends & FOR_GOOD or ends_here & FOR_THIS_ROUND:
        return set()
    if world.asked_for:
        ways = {Channel.EMAIL, Channel.SMS} - world.stopped - _seen(world.rules)
        return {channel for channel in ways if _one(world, channel, now)}
    if world.inviting and _asked_elsewhere(world):
        return set()
    return {channel for channel in EVERY if channel not in world.stopped and _one(world, channel, now)}


def _one(world: World, channel: Channel, now: dt.datetime) -> bool:
    if not set(RULES[:-1]) >= world.rules:
        return False  # a rule nobody knows forbids everything
    if not _has_address(world, channel) or channel in _forbidden(world.rules):
        return False
    if world.inviting and world.housemates and not _in_private(world, channel):
        return False
    if world.has_times and not _in_time(world, channel, now):
        return False
    if world.asked_for:
        return True  # what they asked for counts towards no limit
    return _phone_may(world) if channel is Channel.PHONE else _pen_may(world)


def _in_time(world: World, channel: Channel, now: dt.datetime) -> bool:
    if channel is Channel.VIA_WORKER:
        return True  # the worker knows when
    if channel is Channel.LETTER:
        return False  # nobody can say when it falls on the mat
    if channel is Channel.PHONE:
        return is_their_time(world, now)
    return any(is_their_time(world, moment) for moment in A_WEEK)


def is_their_time(world: World, moment: dt.datetime) -> bool:
    """Monday to Saturday, nine to eight, and of that what they said."""
    home = moment.astimezone(HOME_TIME)
    first, last = world.hours
    if home.weekday() == 6 or home.hour not in range(9, 20):
        return False
    if world.days and home.weekday() not in world.days:
        return False
    return (first is None or home.hour >= first) and (last is None or home.hour < last)


def _forbidden(rules: frozenset[str]) -> set[Channel]:
    forbids = {
        "no_letters": {Channel.LETTER},
        "no_email": {Channel.EMAIL},
        "no_text": {Channel.SMS},
        "no_phone": {Channel.PHONE},
        "email_only": {Channel.SMS, Channel.LETTER, Channel.PHONE},
        "via_worker": {Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.PHONE},
    }
    never_alone = set() if "via_worker" in rules else {Channel.VIA_WORKER}
    return never_alone.union(*(forbids.get(rule, set()) for rule in rules))


def _has_address(world: World, channel: Channel) -> bool:
    nowhere = {t.channel for t in world.tried if t.result.value in LEADS_NOWHERE}
    if channel is Channel.VIA_WORKER:
        return world.go_between
    if channel in (Channel.SMS, Channel.PHONE):
        return "mobile" in world.has and not nowhere & {Channel.SMS, Channel.PHONE}
    return {Channel.EMAIL: "email", Channel.LETTER: "address"}[channel] in world.has and channel not in nowhere


def _in_private(world: World, channel: Channel) -> bool:
    others = all(
        m.channel is not Channel.LETTER and _fresh(m.confirmed) and m.channel not in _seen(m.rules)
        for m in world.housemates
    )
    shared = {"email": {Channel.EMAIL}, "mobile": {Channel.SMS, Channel.PHONE}}
    mine = channel is not Channel.LETTER and not any(channel in shared[one] for one in world.shares)
    return others and mine and channel not in _seen(world.rules) and _fresh(world.confirmed)


def _seen(rules: frozenset[str]) -> set[Channel]:
    """Ways that others see."""
    return set().union(*(SEEN_BY_OTHERS.get(rule, set()) for rule in rules))


def _pen_may(world: World) -> bool:
    written = [w.days for w in world.wrote if w.here]
    contacts = written + [int(t.days) for t in world.tried if t.here and t.channel is Channel.PHONE]
    return len(written) < 4 and all(days >= 7 for days in contacts)


def _phone_may(world: World) -> bool:
    calls = [t.days for t in world.tried if t.here and t.channel is Channel.PHONE]
    written = [w.days for w in world.wrote if w.here]
    if len(calls) >= 3 or any(days * 24 < 3 for days in calls):
        return False
    return bool(calls) or not world.inviting or all(days >= 7 for days in written)


def _asked_elsewhere(world: World) -> bool:
    wrote = [w.days for w in world.wrote if not w.here and w.inviting]
    rang = [t.days for t in world.tried if not t.here and t.channel is Channel.PHONE]
    sent = [t.days for t in world.tried if not t.here and t.result is Result.SENT]
    return any(days < 183 for days in [*wrote, *rang, *sent])


def _fresh(days: int | None) -> bool:
    return days is not None and -1 <= days <= 90


def invented(seed: str, count: int) -> Iterator[World]:
    """People in mixed situations: about half have nothing against them but their rules, so that the gate must open
    for many and not only stay shut."""
    dice = random.Random(seed)
    for _number in range(count):
        yield _calm(dice) if dice.random() < 0.5 else _wild(dice)


def _rules(dice: random.Random) -> frozenset[str]:
    known = 10 if dice.random() < 0.9 else 11
    return frozenset(rule for rule in RULES[:known] if dice.random() < dice.choice((0, 0.15, 0.5)))


def _times(dice: random.Random) -> dict[str, Any]:
    """Said by about one in seven; some of them leave no moment at all."""
    if dice.random() < 0.85:
        return {}
    hours = dice.choice(((None, None), (9, 12), (12, 17), (18, None), (None, 10), (10, 11), (20, 22), (14, 14)))
    return {"days": frozenset(dice.sample(range(7), dice.choice((0, 1, 1, 2, 5)))), "hours": hours}


def _calm(dice: random.Random) -> World:
    return World(
        rules=_rules(dice),
        confirmed=dice.choice((0, 10, 30, 60, 90, 90, 90, 91, None, -2)),
        has=frozenset(one for one in ("email", "mobile", "address") if dice.random() < 0.8),
        go_between=dice.random() < 0.6,
        wrote=tuple(
            Wrote(days, True, dice.choice(WRITTEN), True)
            for days in dice.sample((6, 7, 14, 21, 28), dice.randint(0, 3))
        ),
        say_only=dice.random() < 0.05,
        **_times(dice),
    )


def _wild(dice: random.Random) -> World:
    def sometimes(share: float) -> bool:
        return dice.random() < share

    tried = tuple(
        Tried(
            dice.choice((0.05, 0.2, 1, 6, 7, 8, 30, 182, 183, 300)),
            sometimes(0.6),
            dice.choice(EVERY),
            dice.choice(list(Result)),
        )
        for _ in range(dice.choice((0, 0, 1, 1, 2, 3, 4)))
    )
    wrote = tuple(
        Wrote(dice.choice((0, 6, 7, 8, 20, 182, 183, 200)), sometimes(0.7), dice.choice(WRITTEN), sometimes(0.8))
        for _ in range(dice.choice((0, 0, 1, 2, 3, 4, 5)))
    )
    kind = dice.choices(("inviting", "check", "receipt"), (80, 12, 8))[0]
    return World(
        rules=_rules(dice),
        confirmed=dice.choice((0, 30, 90, 91, None, -1, -2)),
        do_not_contact=sometimes(0.05),
        on_the_list=sometimes(0.05),
        has=frozenset(one for one in ("email", "mobile", "address") if sometimes(0.8)),
        go_between=sometimes(0.6),
        tried=tried,
        wrote=wrote,
        housemates=tuple(
            Housemate(
                dice.choice(WRITTEN),
                dice.choice((0, 90, 91, None)),
                frozenset(dice.sample(RULES[7:10], dice.choice((0, 0, 1)))),
            )
            for _ in range(dice.choice((0, 0, 0, 1, 1, 2)))
        ),
        shares=frozenset(one for one in ("email", "mobile") if sometimes(0.3)),
        inviting=kind == "inviting",
        asked_for=kind == "receipt",
        all_stopped=sometimes(0.05),
        stopped=frozenset(channel for channel in EVERY if sometimes(0.05)),
        over=sometimes(0.05),
        worried_about=sometimes(0.05),
        resting=sometimes(0.05),
        say_only=sometimes(0.1),
        **_times(dice),
    )


def facts_for(world: World, *, now: dt.datetime) -> Facts:
    """What the portal would gather about this person."""

    def ago(days: float) -> dt.datetime:
        return now - dt.timedelta(days=days)

    nowhere = {t.channel for t in world.tried if t.result.value in LEADS_NOWHERE}
    here = [w for w in world.wrote if w.here]
    elsewhere = [w.days for w in world.wrote if not w.here and w.inviting]
    elsewhere += [t.days for t in world.tried if not t.here and (t.channel is Channel.PHONE or t.result is Result.SENT)]
    own = {Channel.VIA_WORKER}
    own |= set() if "email" in world.shares else {Channel.EMAIL}
    own |= set() if "mobile" in world.shares else {Channel.SMS, Channel.PHONE}
    own -= _seen(world.rules)
    ends = {t.result.value for t in world.tried}
    return Facts(
        do_not_contact=world.do_not_contact,
        is_suppressed=world.on_the_list,
        has_ended=bool(ends & FOR_GOOD or {t.result.value for t in world.tried if t.here} & FOR_THIS_ROUND),
        safe_contact=tuple(world.rules),
        confirmed_at=None if world.confirmed is None else ago(world.confirmed),
        times=Times(world.days, *world.hours),
        has_say_only=world.say_only,
        left_in_peace=world.worried_about,
        paused=world.resting,
        routes=Routes(
            email="email" in world.has and Channel.EMAIL not in nowhere,
            mobile="mobile" in world.has and not nowhere & {Channel.SMS, Channel.PHONE},
            address="address" in world.has and Channel.LETTER not in nowhere,
            worker=world.go_between,
        ),
        written_at=tuple(ago(w.days) for w in here),
        used=frozenset(w.channel for w in here),
        rung=tuple((ago(t.days), t.result) for t in world.tried if t.here and t.channel is Channel.PHONE),
        asked_elsewhere_at=ago(min(elsewhere)) if elsewhere else None,
        housemates=tuple(
            is_private(
                mate.channel,
                own_ways=set(EVERY) - _seen(mate.rules),
                confirmed_at=None if mate.confirmed is None else ago(mate.confirmed),
                now=now,
            )
            for mate in world.housemates
        ),
        own_ways=frozenset(own),
        inviting=world.inviting,
        asked_for=world.asked_for,
        all_stopped=world.all_stopped,
        stopped_channels=world.stopped,
        until=ago(1) if world.over else None,
    )


@dataclass
class Tally:
    decisions: int = 0
    opened: int = 0
    unsafe: int = 0
    needless: int = 0


def run(*, people: int, seed: str, now: dt.datetime) -> Tally:
    """Five decisions for each person: each written way, and the phone."""
    tally = Tally()
    for world in invented(seed, people):
        may, facts = allowed(world, now=now), facts_for(world, now=now)
        opened = set(decisions.channels_to_write_by(facts, now=now))
        if decisions.reason_not_to_ring(facts, now=now) is None:
            opened.add(Channel.PHONE)
        tally.decisions += len(EVERY)
        tally.opened += len(opened)
        tally.unsafe += len(opened - may)
        tally.needless += len(may - opened)
    return tally
