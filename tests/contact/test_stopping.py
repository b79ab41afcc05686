"""Stopping everything at once, ways that stop by themselves, and the second person it takes to start again."""

import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import operations, queries
from portal.contact.channels import Outbox
from portal.contact.enums import Channel, MessageState, NoCall, Result, StopCause, Withheld
from portal.contact.errors import NeedsSecondPerson, SendingStopped, WrongState
from portal.contact.letters import print_some
from portal.contact.models import SendingStop
from portal.people.enums import Role
from tests.contact.factories import TUESDAY, Bag, Refusing, carried_by, deliver, in_line, reachable, send_to
from tests.contact.test_pages import statements
from tests.forms import submit
from tests.people.factories import make_account, signed_in

ONE, OTHER = uuid.uuid4(), uuid.uuid4()


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def start_again(session, stop):
    operations.ask_to_start_again(session, stop=stop, by=ONE)
    operations.start_again(session, stop=stop, by=OTHER)


def test_nothing_leaves_while_everything_is_stopped_and_nothing_is_lost(session):
    bag, message = Bag(), in_line(session, reachable(session))
    stop = operations.stop_everything(session, by=ONE)
    with carried_by(bag):
        assert deliver(session, message) is MessageState.WAITING
        assert send_to(session, reachable(session, email="b@example.org")).withheld is Withheld.SENDING_STOPPED
        assert bag.parcels == []
        start_again(session, stop)
        assert deliver(session, message) is MessageState.SENT
    assert len(bag.parcels) == 1


def test_no_letter_is_printed_or_posted_and_no_worker_is_given_anything(session):
    letter = in_line(session, reachable(session), Channel.LETTER)
    relay = in_line(
        session,
        reachable(session, safe_contact=["via_worker"], safe_contact_confirmed_at=TUESDAY),
        Channel.VIA_WORKER,
    )
    operations.stop_everything(session, by=ONE)
    assert sum(print_some(session, asked_in=letter.asked_in, by=ONE).values()) == 0
    with pytest.raises(SendingStopped):
        operations.hand_over(session, message=relay, by=ONE)
    assert (letter.state, relay.state) == (MessageState.TO_PRINT, MessageState.TO_RELAY)


def test_no_number_is_shown(session):
    person = reachable(session)
    operations.stop_everything(session, by=ONE)
    assert operations.reason_not_to_ring(session, person=person, asked_in=uuid.uuid4()) is NoCall.STOPPED


def test_pressed_twice_it_is_one_stop(session):
    first = operations.stop_everything(session, by=ONE)
    assert operations.stop_everything(session, by=OTHER) is first


def test_starting_again_takes_a_second_person(session):
    stop = operations.stop_everything(session, by=ONE)
    with pytest.raises(NeedsSecondPerson):
        operations.start_again(session, stop=stop, by=OTHER)
    operations.ask_to_start_again(session, stop=stop, by=ONE)
    with pytest.raises(NeedsSecondPerson):
        operations.start_again(session, stop=stop, by=ONE)
    operations.start_again(session, stop=stop, by=OTHER)
    assert queries.stops_now(session) == []
    with pytest.raises(WrongState):
        operations.start_again(session, stop=stop, by=OTHER)


def batch(session, count: int) -> tuple[uuid.UUID, list]:
    round_id = uuid.uuid4()
    people = [reachable(session, email=f"b{n}@example.org") for n in range(count)]
    return round_id, [in_line(session, person, asked_in=round_id) for person in people]


def test_a_way_stops_when_more_than_a_tenth_of_a_batch_comes_back(session):
    _round_id, messages = batch(session, 20)
    with carried_by(Refusing()):
        states = [deliver(session, message) for message in messages]
    assert states == [MessageState.FAILED] * 3 + [MessageState.WAITING] * 17
    stop = session.scalars(sa.select(SendingStop)).one()
    assert (stop.channel, stop.cause, stop.asked_in) == (Channel.EMAIL, StopCause.BOUNCES, messages[0].asked_in)
    with carried_by(Outbox()):
        start_again(session, stop)
        assert deliver(session, messages[-1]) is MessageState.SENT


def test_two_of_twenty_coming_back_stop_nothing(session):
    round_id, messages = batch(session, 20)
    with carried_by(Refusing()):
        for message in messages[:2]:
            deliver(session, message)
    assert queries.stops_now(session, asked_in=round_id) == []


def test_a_way_that_stopped_leaves_the_others_open(session):
    round_id, _messages = batch(session, 1)
    operations.stop_channel(session, asked_in=round_id, channel=Channel.EMAIL, by=ONE)
    assert send_to(session, reachable(session), asked_in=round_id).channel is Channel.SMS
    assert send_to(session, reachable(session, mobile="07700 900456")).channel is Channel.EMAIL
    only_email = reachable(session, mobile=None, address=None)
    assert send_to(session, only_email, asked_in=round_id).withheld is Withheld.CHANNEL_STOPPED


def test_one_complaint_in_a_small_batch_stops_the_way(session):
    round_id, messages = batch(session, 5)
    with carried_by(Outbox()):
        deliver(session, messages[0])
    person = session.get_one(type(reachable(session)), messages[0].person_id)
    operations.record_news(
        session,
        person=person,
        subject_id=messages[0].subject_id,
        asked_in=round_id,
        channel=Channel.EMAIL,
        result=Result.COMPLAINT,
        by=ONE,
        about=messages[0],
    )
    assert [stop.cause for stop in queries.stops_now(session, asked_in=round_id)] == [StopCause.COMPLAINTS]


def test_the_button_and_the_second_person_on_pages(client, session):
    signed_in(client, session, Role.ORGANISER)
    assert "Nothing is stopped." in client.get("/outbox/stop/").text
    assert submit(client, "/outbox/stop/").status_code == 303
    page = client.get("/outbox/stop/").text
    assert "Ask to start again" in page
    submit(client, "/outbox/stop/")
    assert "I agree: start again" not in client.get("/outbox/stop/").text
    assert "All sending is stopped." in client.get("/outbox/").text
    signed_in(client, session, Role.SAFEGUARDING, email="second@example.org")
    assert "I agree: start again" in client.get("/outbox/stop/").text
    submit(client, "/outbox/stop/")
    assert "Nothing is stopped." in client.get("/outbox/stop/").text


def test_the_page_of_stops_costs_the_same_for_one_and_for_three(client, session):
    signed_in(client, session, Role.ORGANISER)
    by = make_account(session, email="other@example.org").id
    operations.stop_everything(session, by=by)
    session.commit()
    one = statements(session, client, "/outbox/stop/")
    for channel in (Channel.EMAIL, Channel.SMS):
        operations.stop_channel(session, asked_in=uuid.uuid4(), channel=channel, by=by)
    session.commit()
    assert statements(session, client, "/outbox/stop/") == one
