"""Contact rests until someone has looked, and whoever is left in peace is reached again only when two people agree."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.contact import operations, queries
from portal.contact.enums import Channel, MessageState, PeaceDeed, Withheld
from portal.contact.errors import NeedsSecondPerson, SendingStopped, WrongState
from portal.contact.letters import post_batch
from portal.contact.models import LeftInPeace
from portal.contact.operations.peace import (
    ask_to_allow_contact,
    decide_to_allow_contact,
    end_pause,
    leave_in_peace,
    pause,
)
from portal.contact.queries import peace as peace_queries
from tests.contact.factories import TUESDAY, Bag, carried_by, deliver, in_line, reachable, send_to
from tests.contact.test_letters import letters_in_line, print_round

LEAD, OTHER = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def rest(session, person):
    return pause(session, person_id=person.id, asked_in=uuid.uuid4())


def test_while_contact_rests_nothing_is_sent_in_any_round_and_nobody_rings(session, a_tuesday):
    person = reachable(session)
    rest(session, person)
    for template in ("invitation", "check_back"):
        assert send_to(session, person, template=template).withheld is Withheld.PAUSED
    assert operations.may_ring(session, person=person, asked_in=uuid.uuid4(), inviting=False) is False
    assert send_to(session, reachable(session)).is_sent is True


def test_a_message_in_line_stays_there_and_leaves_once_someone_has_looked(session, a_tuesday):
    person, bag = reachable(session), Bag()
    message = in_line(session, person)
    rests = rest(session, person)
    with carried_by(bag):
        assert deliver(session, message) is MessageState.WAITING
        assert bag.parcels == []
        end_pause(session, pause_id=rests.id, by=LEAD)
        a_tuesday.shift(dt.timedelta(minutes=6))
        assert deliver(session, message) is MessageState.SENT
    assert [parcel.to for parcel in bag.parcels] == [person.email]


def test_a_pause_stands_once_and_is_ended_once_and_neither_can_be_changed(session):
    person = reachable(session)
    first = rest(session, person)
    assert rest(session, person).id == first.id
    end_pause(session, pause_id=first.id, by=LEAD)
    end_pause(session, pause_id=first.id, by=OTHER)
    assert rest(session, person).id != first.id
    session.commit()
    for table in ("contact_pause", "contact_pause_end"):
        with pytest.raises(DBAPIError):
            session.execute(sa.text(f"DELETE FROM {table}"))
        session.rollback()


def test_a_letter_that_rests_is_not_printed_and_is_printed_afterwards(session, a_tuesday):
    round_id, (one, other) = letters_in_line(session, 2)
    rests = pause(session, person_id=one.person_id, asked_in=round_id)
    assert queries.rounds_with_letters(session) == {round_id: 1}
    assert print_round(session, round_id) == {"printed": 1}
    assert (one.state, other.state) == (MessageState.TO_PRINT, MessageState.PRINTED)
    end_pause(session, pause_id=rests.id, by=LEAD)
    assert print_round(session, round_id) == {"printed": 1}


def test_a_printed_letter_of_someone_who_rests_is_taken_out_of_the_pile(session, a_tuesday):
    round_id, letters = letters_in_line(session, 2)
    print_round(session, round_id)
    session.expire_all()
    first = next(letter for letter in letters if letter.batch_place == 1)
    pause(session, person_id=first.person_id, asked_in=round_id)
    (batch,), _total = queries.all_batches(session, page=1, per_page=10)
    posted = post_batch(session, batch=batch, by=LEAD)
    assert (posted.sent, posted.left_out) == (1, (1,))
    assert (first.state, first.withheld) == (MessageState.WITHHELD, Withheld.PAUSED)


def test_a_message_for_a_worker_to_pass_on_stays_in_line(session, a_tuesday):
    person = reachable(session, safe_contact=["via_worker"], safe_contact_confirmed_at=TUESDAY)
    message = in_line(session, person, Channel.VIA_WORKER)
    rest(session, person)
    with pytest.raises(SendingStopped):
        operations.hand_over(session, message=message, by=LEAD)
    assert message.state is MessageState.TO_RELAY


def left(session, person) -> LeftInPeace:
    asked_in = uuid.uuid4()
    leave_in_peace(session, person_id=person.id, subject_id=uuid.uuid4(), asked_in=asked_in, by=LEAD)
    return peace_queries.peace_of(session, person_id=person.id, asked_in=asked_in)


def test_reaching_someone_again_takes_a_reason_and_a_second_person(session, a_tuesday):
    person = reachable(session)
    peace = left(session, person)
    with pytest.raises(WrongState):
        decide_to_allow_contact(session, peace=peace, agrees=True, by=OTHER)
    with pytest.raises(WrongState):
        ask_to_allow_contact(session, peace=peace, why=" ", by=LEAD)
    ask_to_allow_contact(session, peace=peace, why="She has moved out and is safe", by=LEAD)
    with pytest.raises(WrongState):
        ask_to_allow_contact(session, peace=peace, why="Again", by=OTHER)
    with pytest.raises(NeedsSecondPerson):
        decide_to_allow_contact(session, peace=peace, agrees=True, by=LEAD)
    assert send_to(session, person, asked_in=peace.asked_in).withheld is Withheld.LEFT_IN_PEACE
    decide_to_allow_contact(session, peace=peace, agrees=True, by=OTHER)
    assert send_to(session, person, asked_in=peace.asked_in).is_sent is True
    with pytest.raises(WrongState):
        ask_to_allow_contact(session, peace=peace, why="Once more", by=LEAD)


def test_a_no_needs_a_reason_and_it_can_be_asked_again_later(session, a_tuesday):
    person = reachable(session)
    peace = left(session, person)
    ask_to_allow_contact(session, peace=peace, why="It is quiet", by=LEAD)
    with pytest.raises(WrongState):
        decide_to_allow_contact(session, peace=peace, agrees=False, by=OTHER)
    a_tuesday.shift(dt.timedelta(hours=1))
    decide_to_allow_contact(session, peace=peace, agrees=False, why="He still has her phone", by=OTHER)
    assert send_to(session, person, asked_in=peace.asked_in).withheld is Withheld.LEFT_IN_PEACE
    a_tuesday.shift(dt.timedelta(hours=1))
    ask_to_allow_contact(session, peace=peace, why="She has a new phone", by=LEAD)
    steps = peace_queries.peace_steps(session, person_id=person.id, asked_in=peace.asked_in)
    assert [(step.deed, step.why) for step in steps] == [
        (PeaceDeed.ASKED, "It is quiet"),
        (PeaceDeed.REFUSED, "He still has her phone"),
        (PeaceDeed.ASKED, "She has a new phone"),
    ]


def test_a_new_worry_leaves_them_in_peace_once_more(session, a_tuesday):
    person = reachable(session)
    peace = left(session, person)
    ask_to_allow_contact(session, peace=peace, why="She is safe", by=LEAD)
    a_tuesday.shift(dt.timedelta(hours=1))
    decide_to_allow_contact(session, peace=peace, agrees=True, by=OTHER)
    leave_in_peace(session, person_id=person.id, subject_id=uuid.uuid4(), asked_in=peace.asked_in, by=LEAD)
    assert send_to(session, person, asked_in=peace.asked_in).withheld is Withheld.LEFT_IN_PEACE
