"""The gate: whom it lets through, by what, and what it asks again."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import operations, queries
from portal.contact.enums import Channel, MessageState, Result, Withheld
from portal.contact.errors import NotSafeToCall
from portal.people.models import Person
from portal.shared import clock
from tests.contact.factories import EVERYTHING, TUESDAY, Bag, carried_by, deliver, in_line, reachable, send_to

WEEK = dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def test_someone_with_every_route_gets_an_email_in_their_language(session):
    outcome = send_to(session, reachable(session, language="cy"))
    assert (outcome.channel, outcome.withheld, outcome.message.language) == (Channel.EMAIL, None, "cy")
    assert outcome.message.not_before == TUESDAY


def test_at_night_a_message_waits_for_the_morning(session, a_tuesday):
    a_tuesday.move_to(TUESDAY.replace(hour=22))
    message = in_line(session, reachable(session))
    assert (message.state, message.not_before) == (
        MessageState.WAITING,
        dt.datetime(2026, 3, 11, 9, tzinfo=dt.UTC),
    )


def test_a_message_that_is_late_waits_for_the_morning_as_well(session, a_tuesday):
    message = in_line(session, reachable(session))
    session.commit()
    a_tuesday.move_to(TUESDAY.replace(hour=23))
    assert deliver(session, message) is MessageState.WAITING
    assert message.not_before == dt.datetime(2026, 3, 11, 9, tzinfo=dt.UTC)
    a_tuesday.move_to(message.not_before)
    assert deliver(session, message) is MessageState.SENT


def test_four_messages_a_week_apart_and_no_fifth(session, a_tuesday):
    person, round_id, kinds = reachable(session), uuid.uuid4(), []
    for number in range(6):
        outcome = send_to(session, person, asked_in=round_id, wave=number + 1)
        kinds.append(outcome.withheld)
        if outcome.message and outcome.message.state is MessageState.WAITING:
            deliver(session, outcome.message)
        a_tuesday.move_to(clock.now() + WEEK)
    assert kinds == [None] * 4 + [Withheld.ENOUGH_MESSAGES] * 2


def test_one_round_in_six_months(session, a_tuesday):
    person = reachable(session)
    assert send_to(session, person).is_sent
    a_tuesday.move_to(TUESDAY + dt.timedelta(days=182))
    assert send_to(session, person).withheld is Withheld.ASKED_RECENTLY
    a_tuesday.move_to(TUESDAY + dt.timedelta(days=183))
    assert send_to(session, person).is_sent


def test_showing_someone_a_summary_is_no_new_round(session):
    person = reachable(session)
    assert send_to(session, person).is_sent
    assert send_to(session, person, template="check_back").is_sent
    assert send_to(session, person).withheld is Withheld.ASKED_RECENTLY


def test_a_second_message_within_the_week_is_held_back_even_if_the_first_still_waits(session):
    person, round_id = reachable(session), uuid.uuid4()
    in_line(session, person, asked_in=round_id)
    assert send_to(session, person, asked_in=round_id).withheld is Withheld.TOO_SOON


def test_a_reminder_goes_by_another_way_where_there_is_one(session, a_tuesday):
    person, round_id, used = reachable(session), uuid.uuid4(), []
    for _number in range(4):
        used.append(send_to(session, person, asked_in=round_id).channel)
        a_tuesday.move_to(clock.now() + WEEK)
    assert used == [Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.EMAIL]


def test_a_person_read_before_they_said_stop_gets_nothing(session):
    """A wave reads people fifty at a time: what counts is the moment of sending, not of reading."""
    person = reachable(session)
    session.commit()
    session.execute(
        sa.update(Person)
        .where(Person.id == person.id)
        .values(do_not_contact=True)
        .execution_options(synchronize_session=False)
    )
    assert person.do_not_contact is False
    assert send_to(session, person).withheld is Withheld.DO_NOT_CONTACT


def test_who_moved_house_after_it_was_worded_gets_it_at_the_new_address(session):
    person, bag = reachable(session), Bag()
    message = in_line(session, person)
    person.email = "new@example.org"
    session.commit()
    with carried_by(bag):
        deliver(session, message)
    assert [parcel.to for parcel in bag.parcels] == ["new@example.org"]


def test_who_has_no_address_left_gets_nothing(session):
    person, bag = reachable(session), Bag()
    message = in_line(session, person)
    person.email = None
    session.commit()
    with carried_by(bag):
        assert deliver(session, message) is MessageState.WITHHELD
    assert (message.withheld, bag.parcels) == (Withheld.NO_SAFE_ROUTE, [])


def test_a_stop_on_the_phone_holds_back_what_waits_in_every_round(session):
    person = reachable(session)
    waiting = [in_line(session, person), in_line(session, person, Channel.LETTER, template="check_back")]
    call(session, person, Result.STOP)
    assert [m.withheld for m in waiting] == [Withheld.DO_NOT_CONTACT] * 2
    assert send_to(session, person).withheld is Withheld.DO_NOT_CONTACT


@pytest.mark.parametrize(
    "shared",
    [
        {"email": " ANA@example.org "},
        {"mobile": "+44 7700 900123"},
        {"name": "ana  example", "address": "12, Long Street, AB1 2CD"},
    ],
)
def test_a_stop_outlives_the_record(session, shared):
    """The same address, come back under a new record from a new roster file."""
    operations.suppress(session, person=reachable(session, **EVERYTHING), why="asked")
    known = {"email": None, "mobile": None, "address": None, "name": "B", **shared}
    again = reachable(session, **known)
    if "address" not in shared:
        again.address = "1 Other Road"
    assert send_to(session, again).withheld is Withheld.SUPPRESSED


def test_a_stop_does_not_silence_others_in_the_same_hostel(session):
    operations.suppress(session, person=reachable(session), why="asked")
    neighbour = reachable(session, name="Ben Other", email="ben@example.org", mobile=None)
    assert send_to(session, neighbour, only=Channel.LETTER).is_sent


def test_a_number_that_is_someone_elses_gets_no_text_either(session, a_tuesday):
    person, round_id = reachable(session, email=None), uuid.uuid4()
    call(session, person, Result.WRONG_PERSON, asked_in=round_id)
    a_tuesday.move_to(TUESDAY + WEEK)
    assert send_to(session, person, asked_in=round_id, only=Channel.SMS).withheld is Withheld.NO_SAFE_ROUTE
    assert send_to(session, person, asked_in=round_id).channel is Channel.LETTER


def test_a_no_ends_the_round_and_not_the_next(session, a_tuesday):
    person, round_id = reachable(session), uuid.uuid4()
    call(session, person, Result.DECLINED, asked_in=round_id)
    assert send_to(session, person, asked_in=round_id).withheld is Withheld.SUPPRESSED
    a_tuesday.move_to(TUESDAY + dt.timedelta(days=183))
    assert send_to(session, person).is_sent


def test_a_stop_is_noted_even_for_someone_who_must_not_be_rung(session):
    """They may have rung us."""
    person = reachable(session, safe_contact=["no_phone"], safe_contact_confirmed_at=TUESDAY)
    with pytest.raises(NotSafeToCall):
        call(session, person, Result.NO_ANSWER)
    assert call(session, person, Result.STOP).result is Result.STOP
    assert person.do_not_contact is True


def test_what_waits_of_a_round_that_is_over_is_held_back(session):
    round_id = uuid.uuid4()
    waiting = [in_line(session, reachable(session), c, asked_in=round_id) for c in (Channel.EMAIL, Channel.SMS)]
    other = in_line(session, reachable(session))
    assert operations.hold_back_round(session, asked_in=round_id) == 2
    assert [m.withheld for m in (*waiting, other)] == [Withheld.ROUND_OVER, Withheld.ROUND_OVER, None]


def test_an_answer_holds_back_the_reminder(session):
    message = in_line(session, reachable(session))
    assert operations.hold_back_waiting(session, subject_id=message.subject_id, reason=Withheld.ALREADY_REPLIED) == 1
    assert deliver(session, message) is MessageState.WITHHELD


def test_what_was_said_about_the_phone_is_on_the_timeline(session):
    person, subject = reachable(session), uuid.uuid4()
    call(session, person, Result.NO_ANSWER, subject_id=subject)
    assert [attempt.result for attempt in queries.attempts_on(session, subject_id=subject)] == [Result.NO_ANSWER]


def call(session, person, result, **values):
    given = {"subject_id": uuid.uuid4(), "asked_in": uuid.uuid4(), "wave": 1, "language": "en", "by": uuid.uuid4()}
    return operations.record_phone_attempt(session, person=person, result=result, **{**given, **values})
