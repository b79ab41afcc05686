"""Invented people in every situation the rules know, and an oracle that says who may be reached how.

The oracle is written from the rules as people say them, and shares nothing with the portal but the names of channels
and results. What it allows and what the gate does are compared one decision at a time.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.contact import decisions
from portal.contact.decisions import Facts, is_private
from portal.contact.enums import Channel, Result
from portal.contact.rules import Routes

WRITTEN = (Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.VIA_WORKER)
EVERY = (*WRITTEN, Channel.PHONE)
RULES = ("no_letters", "no_email", "no_text", "no_phone", "no_voicemail", "email_only", "via_worker", "not_at_home")
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
    all_stopped: bool = False
    stopped: frozenset[Channel] = field(default_factory=frozenset)
    over: bool = False


def allowed(world: World) -> set[Channel]:
    """The ways by which this person may be reached now. Each line is one sentence of the rules."""
    if world.do_not_contact or world.on_the_list or world.over or world.all_stopped:
        return set()
    if world.rules and not _fresh(world.confirmed):
        return set()
    ends = {t.result.value for t in world.tried}
    ends_here = {t.result.value for t in world.tried if t.here}
    if ends & FOR_GOOD or ends_here & FOR_THIS_ROUND:
        return set()
    if world.inviting and _asked_elsewhere(world):
        return set()
    return {channel for channel in EVERY if channel not in world.stopped and _one(world, channel)}


def _one(world: World, channel: Channel) -> bool:
    if not set(RULES[:-1]) >= world.rules:
        return False  # a rule nobody knows forbids everything
    if not _has_address(world, channel) or channel in _forbidden(world.rules):
        return False
    if world.inviting and world.housemates and not _in_private(world, channel):
        return False
    return _phone_may(world) if channel is Channel.PHONE else _pen_may(world)


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
    others = all(m.channel is not Channel.LETTER and _fresh(m.confirmed) for m in world.housemates)
    shared = {"email": {Channel.EMAIL}, "mobile": {Channel.SMS, Channel.PHONE}}
    mine = channel is not Channel.LETTER and not any(channel in shared[one] for one in world.shares)
    return others and mine and _fresh(world.confirmed)


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
    return any(days < 183 for days in [*wrote, *rang])


def _fresh(days: int | None) -> bool:
    return days is not None and -1 <= days <= 90


def invented(seed: str, count: int) -> Iterator[World]:
    """People in mixed situations: about half have nothing against them but their rules, so that the gate must open
    for many and not only stay shut."""
    dice = random.Random(seed)
    for _number in range(count):
        yield _calm(dice) if dice.random() < 0.5 else _wild(dice)


def _rules(dice: random.Random) -> frozenset[str]:
    known = 7 if dice.random() < 0.9 else 8
    return frozenset(rule for rule in RULES[:known] if dice.random() < dice.choice((0, 0.15, 0.5)))


def _calm(dice: random.Random) -> World:
    return World(
        rules=_rules(dice),
        confirmed=dice.choice((0, 30, 90, 90, 91, None, -2)),
        has=frozenset(one for one in ("email", "mobile", "address") if dice.random() < 0.8),
        go_between=dice.random() < 0.6,
        wrote=tuple(
            Wrote(days, True, dice.choice(WRITTEN), True)
            for days in dice.sample((6, 7, 14, 21, 28), dice.randint(0, 3))
        ),
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
            Housemate(dice.choice(WRITTEN), dice.choice((0, 90, 91, None)))
            for _ in range(dice.choice((0, 0, 0, 1, 1, 2)))
        ),
        shares=frozenset(one for one in ("email", "mobile") if sometimes(0.3)),
        inviting=sometimes(0.85),
        all_stopped=sometimes(0.05),
        stopped=frozenset(channel for channel in EVERY if sometimes(0.05)),
        over=sometimes(0.05),
    )


def facts_for(world: World, *, now: dt.datetime) -> Facts:
    """What the portal would gather about this person."""

    def ago(days: float) -> dt.datetime:
        return now - dt.timedelta(days=days)

    nowhere = {t.channel for t in world.tried if t.result.value in LEADS_NOWHERE}
    here = [w for w in world.wrote if w.here]
    elsewhere = [w.days for w in world.wrote if not w.here and w.inviting]
    elsewhere += [t.days for t in world.tried if not t.here and t.channel is Channel.PHONE]
    own = {Channel.VIA_WORKER}
    own |= set() if "email" in world.shares else {Channel.EMAIL}
    own |= set() if "mobile" in world.shares else {Channel.SMS, Channel.PHONE}
    ends = {t.result.value for t in world.tried}
    return Facts(
        do_not_contact=world.do_not_contact,
        is_suppressed=world.on_the_list,
        has_ended=bool(ends & FOR_GOOD or {t.result.value for t in world.tried if t.here} & FOR_THIS_ROUND),
        safe_contact=tuple(world.rules),
        confirmed_at=None if world.confirmed is None else ago(world.confirmed),
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
                own_ways=EVERY,
                confirmed_at=None if mate.confirmed is None else ago(mate.confirmed),
                now=now,
            )
            for mate in world.housemates
        ),
        own_ways=frozenset(own),
        inviting=world.inviting,
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
        may, facts = allowed(world), facts_for(world, now=now)
        opened = set(decisions.channels_to_write_by(facts, now=now))
        if decisions.reason_not_to_ring(facts, now=now) is None:
            opened.add(Channel.PHONE)
        tally.decisions += len(EVERY)
        tally.opened += len(opened)
        tally.unsafe += len(opened - may)
        tally.needless += len(may - opened)
    return tally
