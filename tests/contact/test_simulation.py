"""A contact that would be unsafe is sent by no path: 200,000 decisions against an oracle, a sample through tables."""

import dataclasses
import datetime as dt
import random
import uuid

import pytest
import time_machine

from portal.contact import operations
from portal.contact.enums import Channel, MessageState
from portal.contact.models import ContactAttempt, ContactMessage, ContactPause, LeftInPeace, Suppression
from portal.contact.operations.gate import good_time
from portal.contact.operations.suppression import fingerprints_of, household_of
from portal.contact.rules import Times
from portal.people.rules import comparable_email, comparable_phone
from portal.shared.crypto import keys
from tests.contact import simulation
from tests.contact.factories import TUESDAY, Bag, carried_by, in_line, reachable, send_to, trusted
from tests.contact.simulation import EVERY, World
from tests.people.factories import make_person


def test_not_one_of_200000_decisions_is_unsafe_and_none_is_needlessly_refused():
    tally = simulation.run(people=40_000, seed="heard", now=TUESDAY)
    assert (tally.decisions, tally.unsafe, tally.needless) == (200_000, 0, 0)
    assert 10_000 < tally.opened < 180_000


def test_the_simulation_would_see_an_unsafe_gate(monkeypatch):
    monkeypatch.setattr("portal.contact.rules.APART", dt.timedelta(days=6))
    assert simulation.run(people=2_000, seed="heard", now=TUESDAY).unsafe > 0


def test_what_leaves_leaves_in_their_time_whenever_it_was_put_in_line():
    wrong, asked = [], 0
    dice = random.Random("hours")
    for world in simulation.invented("hours", 4_000):
        times = Times(world.days, *world.hours)
        if not times.are_said or not times.can_be:
            continue
        now = TUESDAY + dt.timedelta(minutes=dice.randrange(365 * 24 * 60))
        leaves, asked = good_time(now, times=times), asked + 1
        if leaves < now or not simulation.is_their_time(world, leaves):
            wrong.append((world, now, leaves))
    assert (wrong, asked > 200) == ([], True)


@pytest.fixture
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False):
        yield


def in_tables(session, world: World, number: int) -> tuple:
    """The same person as rows. Returns the person and the round they are asked in."""
    asked_in, elsewhere = uuid.uuid4(), uuid.uuid4()
    known = {
        "email": f"p{number}@example.org" if "email" in world.has else None,
        "mobile": f"+44 7700 {900000 + number}" if "mobile" in world.has else None,
        "address": f"{number} Sample Road" if "address" in world.has else None,
    }
    person = make_person(
        session,
        name=f"Person {number}",
        **known,
        safe_contact=sorted(world.rules),
        safe_contact_confirmed_at=None if world.confirmed is None else ago(world.confirmed),
        do_not_contact=world.do_not_contact,
        **times_said(world),
    )
    index(person)
    left_alone(session, world, person, asked_in)
    for one in [one for one in world.shares if known[one]]:
        index(make_person(session, name="Twin", **{one: known[one]}))
    if world.on_the_list:
        fingerprint = fingerprints_of(person)["person"]
        session.add(Suppression(kind="person", fingerprint=fingerprint, why="asked", at=TUESDAY))
    if world.go_between:
        trusted(session, person)
    for tried in world.tried:
        session.add(attempt(person, tried, asked_in if tried.here else elsewhere))
    for wrote in world.wrote:
        session.add(message(person, wrote, asked_in if wrote.here else elsewhere))
    for place, mate in enumerate(world.housemates):
        other = make_person(
            session,
            name=f"Housemate {place}",
            address=known["address"],
            safe_contact=sorted(mate.rules),
            safe_contact_confirmed_at=None if mate.confirmed is None else ago(mate.confirmed),
        )
        sent = simulation.Wrote(1, True, mate.channel, True)
        session.add(message(other, sent, asked_in))
    if world.all_stopped:
        operations.stop_everything(session, by=uuid.uuid4())
    for channel in world.stopped:
        operations.stop_channel(session, asked_in=asked_in, channel=channel, by=uuid.uuid4())
    session.flush()
    return person, asked_in


def left_alone(session, world: World, person, asked_in) -> None:
    if world.worried_about:
        session.add(LeftInPeace(person_id=person.id, asked_in=asked_in, at=TUESDAY))
    if world.resting:
        session.add(ContactPause(person_id=person.id, asked_in=uuid.uuid4(), at=TUESDAY))


def times_said(world: World) -> dict:
    return {
        "safe_days": sorted(world.days),
        "safe_from_hour": world.hours[0],
        "safe_until_hour": world.hours[1],
        "say_only": "Is the lamp ready?" if world.say_only else None,
    }


def ago(days: float) -> dt.datetime:
    return TUESDAY - dt.timedelta(days=days)


def index(person) -> None:
    if person.email:
        person.email_index = keys().blind(comparable_email(person.email), kind="email")
    if person.mobile:
        person.mobile_index = keys().blind(comparable_phone(person.mobile), kind="phone")


def attempt(person, tried, round_id) -> ContactAttempt:
    return ContactAttempt(
        person_id=person.id,
        subject_id=uuid.uuid4(),
        asked_in=round_id,
        wave=1,
        channel=tried.channel,
        template="call" if tried.channel is Channel.PHONE else "invitation",
        template_version=1,
        language="en",
        result=tried.result,
        at=ago(tried.days),
    )


def message(person, wrote, round_id) -> ContactMessage:
    return ContactMessage(
        person_id=person.id,
        subject_id=uuid.uuid4(),
        asked_in=round_id,
        wave=1,
        channel=wrote.channel,
        template="invitation" if wrote.inviting else "check_back",
        template_version=1,
        language="en",
        to="",
        headline="A few questions for you",
        words="Hello.",
        link="",
        code="",
        state=MessageState.SENT,
        not_before=ago(wrote.days),
        made_at=ago(wrote.days),
        sent_at=ago(wrote.days),
        household=household_of(person),
    )


def test_a_sample_through_the_tables_is_as_safe(session, a_tuesday):
    """The same people as rows: what the gate gathers and decides is what the oracle allows, way by way."""
    wrong = []
    for number, world in enumerate(simulation.invented("tables", 150)):
        if world.housemates:  # who lives with whom is read off the address
            world = dataclasses.replace(world, has=world.has | {"address"})
        person, asked_in = in_tables(session, world, number)
        opened = {channel for channel in EVERY if opens(session, person, asked_in, channel, world)}
        if opened != simulation.allowed(world, now=TUESDAY):
            wrong.append((number, world, opened, simulation.allowed(world, now=TUESDAY)))
        session.rollback()
    assert wrong == []


def opens(session, person, asked_in, channel, world) -> bool:
    until = ago(1) if world.over else None
    if channel is Channel.PHONE:
        if world.asked_for:
            return False  # nobody is rung to be told a receipt
        given = {"asked_in": asked_in, "inviting": world.inviting, "until": until}
        return operations.reason_not_to_ring(session, person=person, **given) is None
    template = "receipt" if world.asked_for else "invitation" if world.inviting else "check_back"
    with session.begin_nested() as point:
        outcome = send_to(session, person, asked_in=asked_in, template=template, only=channel, until=until)
        point.rollback()
    return outcome.is_sent


def test_what_became_unsafe_after_it_was_put_in_line_never_leaves(session, a_tuesday):
    """Everyone is safe when their message is worded; then the world changes, and every way out is tried."""
    bag, unsafe = Bag(), []
    for number, world in enumerate(simulation.invented("later", 60)):
        person = reachable(session, name=f"Person {number}")
        waiting = in_line(session, person)
        person.safe_contact = sorted(world.rules)
        person.safe_contact_confirmed_at = None if world.confirmed is None else ago(world.confirmed)
        person.do_not_contact = world.do_not_contact
        for name, value in times_said(world).items():
            setattr(person, name, value)
        for tried in world.tried:
            session.add(attempt(person, tried, waiting.asked_in if tried.here else uuid.uuid4()))
        session.commit()
        before = len(bag.parcels)
        with carried_by(bag):
            parcel = operations.take(session, message_id=waiting.id)
            if parcel is not None:
                operations.settle(session, parcel=parcel, fate=operations.carry(parcel))
        now_true = World(
            rules=world.rules,
            confirmed=world.confirmed,
            do_not_contact=world.do_not_contact,
            tried=world.tried,
            say_only=world.say_only,
            days=world.days,
            hours=world.hours,
        )
        left = len(bag.parcels) > before
        is_late = now_true.has_times and not simulation.is_their_time(now_true, TUESDAY)
        says_too_much = "shared_email" in world.rules  # it was worded before anyone knew
        if left and (is_late or says_too_much or Channel.EMAIL not in simulation.allowed(now_true, now=TUESDAY)):
            unsafe.append((number, world))
        session.rollback()
    assert unsafe == []
    assert bag.parcels != []
