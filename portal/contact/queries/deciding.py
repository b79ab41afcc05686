"""What the gate asks before it opens, for many people at once: the same few statements for one person and for five
hundred."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel, Result
from portal.contact.models import ContactAttempt, ContactMessage, GoBetween, SendingStop, Suppression
from portal.contact.queries.outbox import COUNTED
from portal.contact.rules import CALL, CHECKS, CLOSES_PHONE, ENDS_CONTACT, ENDS_ROUND, NOT_INVITING, RECEIPT
from portal.people.models import Person

_MOMENT: Any = sa.func.coalesce(ContactMessage.sent_at, ContactMessage.taken_at, ContactMessage.not_before)


@dataclass
class Tried:
    """What attempts say about one person: has contact ended, which ways lead to nobody or to somebody else, calls of
    this round, and the last call of another."""

    has_ended: bool = False
    closed: set[Channel] = field(default_factory=set)
    rung: list[tuple[dt.datetime, Result]] = field(default_factory=list)
    elsewhere_at: dt.datetime | None = None


@dataclass
class Written:
    """Messages of this round to one person, and the last time another round asked them."""

    at: list[dt.datetime] = field(default_factory=list)
    used: set[Channel] = field(default_factory=set)
    elsewhere_at: dt.datetime | None = None


def suppressed_among(session: Session, *, fingerprints: Collection[str]) -> frozenset[str]:
    """Those of the fingerprints that someone said stop for."""
    return frozenset(
        session.scalars(sa.select(Suppression.fingerprint).where(Suppression.fingerprint.in_(fingerprints)))
    )


def tried_with(session: Session, *, person_ids: Collection[uuid.UUID], asked_in: uuid.UUID) -> dict[uuid.UUID, Tried]:
    found: dict[uuid.UUID, Tried] = defaultdict(Tried)
    columns = (ContactAttempt.person_id, ContactAttempt.asked_in, ContactAttempt.channel, ContactAttempt.result)
    rows = session.execute(
        sa.select(*columns, ContactAttempt.template, ContactAttempt.at)
        .where(ContactAttempt.person_id.in_(person_ids))
        .order_by(ContactAttempt.at, ContactAttempt.id)
    )
    for person_id, where, channel, result, template, at in rows:
        tried = found[person_id]
        tried.has_ended |= result in ENDS_CONTACT or (where == asked_in and result in ENDS_ROUND)
        if result in CLOSES_PHONE or result in (Result.FAILED, Result.RETURNED):
            tried.closed.add(channel)
        if channel is Channel.PHONE and where == asked_in:
            tried.rung.append((at, result))
        elif _asked_them(channel, result, template) and where != asked_in:
            tried.elsewhere_at = at
    return found


def _asked_them(channel: Channel, result: Result, template: str) -> bool:
    """By phone, or by a message that was sent: the message itself is gone after 90 days, that it was sent is not."""
    return template == CALL if channel is Channel.PHONE else result is Result.SENT and template not in NOT_INVITING


def written_to(
    session: Session, *, person_ids: Collection[uuid.UUID], asked_in: uuid.UUID, apart_from: uuid.UUID | None = None
) -> dict[uuid.UUID, Written]:
    """Messages that may have reached them, or will: what still waits counts too."""
    found: dict[uuid.UUID, Written] = defaultdict(Written)
    columns = (ContactMessage.id, ContactMessage.person_id, ContactMessage.asked_in, ContactMessage.channel)
    rows = session.execute(
        sa.select(*columns, ContactMessage.template, _MOMENT).where(
            ContactMessage.person_id.in_(person_ids),
            ContactMessage.state.in_(COUNTED),
            ContactMessage.template != RECEIPT,
        )
    )
    for message_id, person_id, where, channel, template, at in rows:
        written = found[person_id]
        if where != asked_in:
            if template not in CHECKS:
                written.elsewhere_at = max(at, written.elsewhere_at or at)
        elif message_id != apart_from:
            written.at.append(at)
            written.used.add(channel)
    return found


def asked_at_address(
    session: Session, *, households: Collection[str], asked_in: uuid.UUID
) -> Sequence[tuple[str, uuid.UUID, Channel, dt.datetime | None, list[str]]]:
    """Who at each of these addresses was asked in this round: household, person, way, when theirs was confirmed, and
    their rules."""
    rows = session.execute(
        sa.select(
            ContactMessage.household,
            ContactMessage.person_id,
            ContactMessage.channel,
            Person.safe_contact_confirmed_at,
            Person.safe_contact,
        )
        .join(Person, Person.id == ContactMessage.person_id)
        .where(
            ContactMessage.household.in_(households),
            ContactMessage.asked_in == asked_in,
            ContactMessage.state.in_(COUNTED),
            ContactMessage.template.not_in(NOT_INVITING),
        )
    )
    return [(household, person_id, channel, at, said) for household, person_id, channel, at, said in rows]


def people_at(session: Session, *, households: Collection[str]) -> dict[str, int]:
    """How many people we know at each of these addresses."""
    rows = session.execute(
        sa.select(Person.household_index, sa.func.count())
        .where(Person.household_index.in_(households))
        .group_by(Person.household_index)
    )
    return {household: count for household, count in rows if household}


def shared_ways(session: Session, *, emails: Collection[str], mobiles: Collection[str]) -> frozenset[str]:
    """Those of these addresses (as indexes) that more than one person on record has."""
    found: set[str] = set()
    for column, wanted in ((Person.email_index, emails), (Person.mobile_index, mobiles)):
        if wanted:
            rows = sa.select(column).where(column.in_(wanted)).group_by(column).having(sa.func.count() > 1)
            found.update(text for text in session.scalars(rows) if text)
    return frozenset(found)


def with_go_between(session: Session, *, person_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of them who agreed that someone they trust passes messages on."""
    return frozenset(
        session.scalars(
            sa.select(GoBetween.person_id).where(GoBetween.person_id.in_(person_ids), GoBetween.ended_at.is_(None))
        )
    )


def stops_now(session: Session, *, asked_in: uuid.UUID | None = None) -> Sequence[SendingStop]:
    """What is stopped at this moment: everything, and ways of this round; without a round, every stop there is."""
    wanted = sa.select(SendingStop).where(SendingStop.lifted_at.is_(None)).order_by(SendingStop.stopped_at)
    if asked_in is not None:
        wanted = wanted.where(sa.or_(SendingStop.asked_in.is_(None), SendingStop.asked_in == asked_in))
    return session.scalars(wanted).all()
