"""Gathers what `decisions` rests on: for one person at the moment of sending, or for a whole wave before it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from portal.contact import queries
from portal.contact.decisions import LARGEST_HOUSEHOLD, PRIVATE, Facts, is_private
from portal.contact.enums import Channel
from portal.contact.operations.suppression import fingerprints_of, household_of
from portal.contact.queries import deciding, peace
from portal.contact.queries.deciding import Tried, Written
from portal.contact.rules import SHARED_WAYS, Routes, Times
from portal.people.models import Person
from portal.shared import clock

AT_ONCE = 500


def gather(
    session: Session,
    *,
    people: Sequence[Person],
    asked_in: uuid.UUID,
    inviting: bool = True,
    until: dt.datetime | None = None,
    apart_from: uuid.UUID | None = None,
    asked_for: bool = False,
    agreed: bool = False,
) -> dict[uuid.UUID, Facts]:
    """Facts by person id. `inviting` is False for what is no question to take part (showing a summary, say);
    `asked_for` is True for what they asked us to send
    them, `agreed` for what they agreed to hear of;
    `apart_from` is a message being asked about itself."""
    found: dict[uuid.UUID, Facts] = {}
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        found |= _gather(session, some, asked_in=asked_in, inviting=inviting, until=until, apart_from=apart_from)
    return {key: replace(facts, asked_for=asked_for, agreed=agreed) for key, facts in found.items()}


def facts_of(
    session: Session,
    *,
    person: Person,
    asked_in: uuid.UUID,
    inviting: bool = True,
    until: dt.datetime | None = None,
    apart_from: uuid.UUID | None = None,
    asked_for: bool = False,
    agreed: bool = False,
) -> Facts:
    given = {"asked_in": asked_in, "inviting": inviting, "until": until, "apart_from": apart_from}
    given |= {"asked_for": asked_for, "agreed": agreed}
    return gather(session, people=[person], **given)[person.id]  # type: ignore[arg-type]


def _gather(
    session: Session,
    people: Sequence[Person],
    *,
    asked_in: uuid.UUID,
    inviting: bool,
    until: dt.datetime | None,
    apart_from: uuid.UUID | None,
) -> dict[uuid.UUID, Facts]:
    ids = [person.id for person in people]
    prints = {person.id: set(fingerprints_of(person).values()) for person in people}
    suppressed = deciding.suppressed_among(session, fingerprints=set().union(*prints.values()))
    tried = deciding.tried_with(session, person_ids=ids, asked_in=asked_in)
    written = deciding.written_to(session, person_ids=ids, asked_in=asked_in, apart_from=apart_from)
    housemates = _housemates(session, people, asked_in=asked_in) if inviting else {}
    own_ways = _own_ways(session, people) if housemates else {}
    trusted = deciding.with_go_between(session, person_ids=ids)
    in_peace = peace.left_in_peace(session, person_ids=ids, asked_in=asked_in)
    paused = peace.paused_among(session, person_ids=ids)
    stopped = _what_is_stopped(session, asked_in=asked_in)
    return {
        person.id: Facts(
            do_not_contact=person.do_not_contact,
            is_suppressed=bool(prints[person.id] & suppressed),
            **_what_is_safe(person),
            **_what_was_tried(tried[person.id], written[person.id]),
            left_in_peace=person.id in in_peace,
            paused=person.id in paused,
            routes=_routes(person, tried[person.id], has_worker=person.id in trusted),
            housemates=tuple(housemates.get(person.id, ())),
            own_ways=own_ways.get(person.id, frozenset()),
            inviting=inviting,
            until=until,
            **stopped,
        )
        for person in people
    }


def _what_is_stopped(session: Session, *, asked_in: uuid.UUID) -> dict[str, Any]:
    stops = queries.stops_now(session, asked_in=asked_in)
    return {
        "all_stopped": any(stop.channel is None for stop in stops),
        "stopped_channels": frozenset(stop.channel for stop in stops if stop.channel is not None),
    }


def _what_was_tried(tried: Tried, written: Written) -> dict[str, Any]:
    elsewhere = [at for at in (tried.elsewhere_at, written.elsewhere_at) if at is not None]
    return {
        "has_ended": tried.has_ended,
        "written_at": tuple(written.at),
        "used": frozenset(written.used),
        "rung": tuple(tried.rung),
        "asked_elsewhere_at": max(elsewhere, default=None),
    }


def _what_is_safe(person: Person) -> dict[str, Any]:
    return {
        "safe_contact": tuple(person.safe_contact),
        "confirmed_at": person.safe_contact_confirmed_at,
        "times": times_of(person),
        "has_say_only": person.say_only_sealed is not None,
    }


def times_of(person: Person) -> Times:
    return Times(frozenset(person.safe_days or ()), person.safe_from_hour, person.safe_until_hour)


def _routes(person: Person, tried: Tried, *, has_worker: bool) -> Routes:
    """The addresses we hold, without those that turned out to be someone else's, or nobody's."""
    return Routes(
        email=bool(person.email) and Channel.EMAIL not in tried.closed,
        mobile=bool(person.mobile) and not {Channel.PHONE, Channel.SMS} & tried.closed,
        address=bool(person.address) and Channel.LETTER not in tried.closed,
        worker=has_worker,
    )


def _housemates(
    session: Session, people: Sequence[Person], *, asked_in: uuid.UUID
) -> Mapping[uuid.UUID, Sequence[bool]]:
    """For each person, of everyone else at their address who was asked in this round: was it only by private ways?

    An address with more people than a household has is a hostel or a home: there, each has their own letter.
    """
    lives_at = {person.id: household_of(person) for person in people if person.address}
    if not lives_at:
        return {}
    asked: dict[str, dict[uuid.UUID, bool]] = defaultdict(dict)
    now = clock.now()
    rows = deciding.asked_at_address(session, households=set(lives_at.values()), asked_in=asked_in)
    for household, person_id, channel, confirmed_at, said in rows:
        own_ways = PRIVATE - _said_to_be_shared(said)
        privately = is_private(channel, own_ways=own_ways, confirmed_at=confirmed_at, now=now)
        asked[household][person_id] = asked[household].get(person_id, True) and privately
    large = deciding.people_at(session, households=set(asked)) if asked else {}
    return {
        person_id: [privately for other, privately in asked[household].items() if other != person_id]
        for person_id, household in lives_at.items()
        if household in asked and large.get(household, 0) <= LARGEST_HOUSEHOLD
    }


def _own_ways(session: Session, people: Sequence[Person]) -> dict[uuid.UUID, frozenset[Channel]]:
    """Ways that nobody else on record shares. Without an index it was never compared: it counts as shared."""
    emails = {person.email_index for person in people if person.email_index}
    mobiles = {person.mobile_index for person in people if person.mobile_index}
    shared = deciding.shared_ways(session, emails=emails, mobiles=mobiles)
    own = {}
    for person in people:
        ways = {Channel.VIA_WORKER}
        if person.email_index and person.email_index not in shared:
            ways.add(Channel.EMAIL)
        if person.mobile_index and person.mobile_index not in shared:
            ways |= {Channel.SMS, Channel.PHONE}
        own[person.id] = frozenset(ways - _said_to_be_shared(person.safe_contact))
    return own


def _said_to_be_shared(said: Collection[str]) -> frozenset[Channel]:
    return frozenset().union(*(SHARED_WAYS.get(rule, frozenset()) for rule in said))
