"""Workers people trust: only with the person's yes, and only yes or no comes back."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import operations, queries
from portal.contact.enums import Channel, MessageState, Result, Withheld
from portal.contact.errors import WrongState
from portal.contact.models import ContactMessage, GoBetween
from portal.people.enums import Role
from portal.people.models import Person
from tests.contact.factories import TUESDAY, in_line, reachable, send_to, trusted
from tests.contact.test_pages import statements
from tests.forms import submit
from tests.people.factories import make_person, signed_in

STAFF = uuid.uuid4()
ONLY_BY_WORKER = {"safe_contact": ["via_worker"], "safe_contact_confirmed_at": TUESDAY}


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def relayed(session, **values) -> ContactMessage:
    message = in_line(session, reachable(session, **ONLY_BY_WORKER), Channel.VIA_WORKER, **values)
    operations.hand_over(session, message=message, by=STAFF)
    return message


def test_without_a_worker_they_agreed_to_nobody_is_given_anything(session):
    person = make_person(session, email="a@example.org", **ONLY_BY_WORKER)
    assert send_to(session, person).withheld is Withheld.NO_SAFE_ROUTE
    trusted(session, person)
    assert send_to(session, person).channel is Channel.VIA_WORKER


def test_when_the_worker_leaves_what_waits_is_not_passed_on(session):
    person = reachable(session, **ONLY_BY_WORKER)
    message = in_line(session, person, Channel.VIA_WORKER)
    operations.end_go_between(session, go_between=session.scalars(sa.select(GoBetween)).one(), by=STAFF)
    assert operations.hand_over(session, message=message, by=STAFF) is MessageState.WITHHELD


def test_a_new_worker_takes_the_place_of_the_old(session):
    person = reachable(session, **ONLY_BY_WORKER)
    second = trusted(session, person)
    standing = session.scalars(sa.select(GoBetween).where(GoBetween.ended_at.is_(None))).all()
    assert standing == [second]


@pytest.mark.parametrize(("says_yes", "result"), [(True, Result.SPOKE_WILL_ANSWER), (False, Result.DECLINED)])
def test_the_worker_brings_yes_or_no_and_nothing_else(session, says_yes, result):
    message = relayed(session)
    attempt = operations.note_relay(session, message=message, says_yes=says_yes, by=STAFF)
    assert (attempt.result, attempt.channel, attempt.wave, attempt.note) == (result, Channel.VIA_WORKER, 1, "")


def test_a_no_by_the_worker_ends_the_round(session, a_tuesday):
    message = relayed(session)
    operations.note_relay(session, message=message, says_yes=False, by=STAFF)
    a_tuesday.shift(dt.timedelta(days=14))
    person = session.get_one(Person, message.person_id)
    assert send_to(session, person, asked_in=message.asked_in).withheld is Withheld.SUPPRESSED


def test_there_is_no_answer_to_what_was_not_passed_on(session):
    message = in_line(session, reachable(session, **ONLY_BY_WORKER), Channel.VIA_WORKER)
    with pytest.raises(WrongState):
        operations.note_relay(session, message=message, says_yes=True, by=STAFF)


def test_from_naming_a_worker_to_their_answer_by_pages(client, session):
    signed_in(client, session, Role.ORGANISER)
    person = make_person(session, email="a@example.org", **ONLY_BY_WORKER)
    session.commit()
    path = f"/outbox/relays/person/{person.id}"
    day = {"agreed_on-day": "9", "agreed_on-month": "3", "agreed_on-year": "2026"}
    submit(client, path, name="Kim Keyworker", reach="kim@trusted.example", agreed_how="said_so", **day)
    assert "A worker passes messages on since 9 March 2026" in client.get(path).text
    message = in_line(session, person, Channel.VIA_WORKER)
    session.commit()
    page = client.get("/outbox/relays/").text
    assert ("To pass on" in page, "Kim Keyworker" in page) == (True, False)
    assert "Kim Keyworker" not in client.get(f"/outbox/{message.id}").text
    submit(client, f"/outbox/{message.id}")
    assert "Kim Keyworker" in client.get(f"/outbox/{message.id}").text
    submit(client, f"/outbox/{message.id}")
    assert "Passed on, no answer yet" in client.get("/outbox/relays/").text
    submit(client, f"/outbox/relays/{message.id}/answer", says_yes="yes")
    assert "Answered" in client.get("/outbox/relays/").text
    results = {attempt.result for attempt in queries.attempts_on(session, subject_id=message.subject_id)}
    assert results == {Result.SENT, Result.SPOKE_WILL_ANSWER}


def test_the_list_costs_the_same_for_one_and_for_three(client, session):
    signed_in(client, session, Role.ORGANISER)
    relayed(session)
    session.commit()
    one = statements(session, client, "/outbox/relays/")
    relayed(session)
    relayed(session)
    session.commit()
    assert statements(session, client, "/outbox/relays/") == one
