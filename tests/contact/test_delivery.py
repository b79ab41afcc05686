"""From "in line" to "sent", with workers that die and mail servers that are down."""

import datetime as dt
import uuid

import pytest
import time_machine
from sqlalchemy.orm import Session

from portal.contact import channels, operations, queries
from portal.contact.channels.choose import carriers_for
from portal.contact.channels.notify import NotifyCarrier
from portal.contact.channels.smtp import SmtpCarrier
from portal.contact.enums import Channel, MessageState, Result
from portal.contact.errors import NotKnown, WrongState
from portal.contact.tasks import DELIVER_TASK
from portal.shared import queue
from portal.shared.settings import Settings
from tests.contact.factories import TUESDAY, Bag, Refusing, carried_by, deliver, in_line, reachable, send_to


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def run_deliver_due(session) -> dict[str, int]:
    job = queue.enqueue(session, DELIVER_TASK)
    session.commit()
    assert queue.run_job(session, job.id) is queue.JobState.DONE, job.error
    session.refresh(job)
    return job.result


def results(session, message) -> list[Result]:
    return [attempt.result for attempt in queries.attempts_on(session, subject_id=message.subject_id)]


def test_what_is_due_is_sent_once_and_noted_once(session):
    bag = Bag()
    messages = [in_line(session, reachable(session, email=f"{n}@example.org"), c) for n, c in enumerate(BOTH)]
    session.commit()
    with carried_by(bag):
        assert run_deliver_due(session)["taken"] == 2
        assert "taken" not in run_deliver_due(session)
    assert sorted(parcel.message_id for parcel in bag.parcels) == sorted(message.id for message in messages)
    assert [results(session, message) for message in messages] == [[Result.SENT]] * 2


BOTH = (Channel.EMAIL, Channel.SMS)


def test_a_mail_server_that_is_down_costs_nobody_their_message(session, a_tuesday):
    bag = Bag(trouble=ConnectionRefusedError())
    messages = [in_line(session, reachable(session, email=f"{n}@example.org")) for n in range(3)]
    session.commit()
    with carried_by(bag):
        assert run_deliver_due(session) == {"unsure": 0, "later": 1}  # the first failed; the others were not tried
        bag.trouble = None
        a_tuesday.shift(dt.timedelta(minutes=3))
        assert run_deliver_due(session)["taken"] == 3
    assert [results(session, message) for message in messages] == [[Result.SENT]] * 3


def test_each_try_that_fails_waits_longer(session, a_tuesday):
    message, waits = in_line(session, reachable(session)), []
    session.commit()
    with carried_by(Bag(trouble=TimeoutError())):
        for _try in range(3):
            deliver(session, message)
            waits.append(message.not_before - dt.datetime.now(dt.UTC))
            a_tuesday.move_to(message.not_before)
    assert (message.state, waits) == (MessageState.WAITING, [dt.timedelta(minutes=m) for m in (2, 4, 8)])
    assert results(session, message) == []


def test_an_address_that_will_never_do_is_noted_and_not_used_again(session):
    person = reachable(session)
    message = in_line(session, person)
    session.commit()
    with carried_by(Refusing()):
        assert deliver(session, message) is MessageState.FAILED
    assert results(session, message) == [Result.FAILED]
    assert send_to(session, person).channel is Channel.SMS


def test_a_worker_killed_while_sending_leaves_a_question_and_never_a_second_message(session, a_tuesday):
    bag, message = Bag(), in_line(session, reachable(session))
    session.commit()
    assert operations.take(session, message_id=message.id) is not None
    session.commit()  # and here it dies
    with carried_by(bag):
        a_tuesday.shift(dt.timedelta(minutes=5))
        assert run_deliver_due(session)["unsure"] == 0  # it may still be at it
        a_tuesday.shift(dt.timedelta(minutes=6))
        assert run_deliver_due(session)["unsure"] == 1
        run_deliver_due(session)
    session.refresh(message)
    assert (message.state, bag.parcels) == (MessageState.UNSURE, [])


def test_what_may_have_arrived_counts_as_sent(session):
    person, round_id = reachable(session), uuid.uuid4()
    message = in_line(session, person, asked_in=round_id)
    session.commit()
    with carried_by(Bag(trouble=NotKnown())):
        assert deliver(session, message) is MessageState.UNSURE
    assert not send_to(session, person, asked_in=round_id).is_sent


@pytest.mark.parametrize(("was_sent", "state"), [(True, MessageState.SENT), (False, MessageState.WAITING)])
def test_a_person_decides_what_became_of_it(session, was_sent, state):
    message = in_line(session, reachable(session))
    session.commit()
    with carried_by(Bag(trouble=RuntimeError())):
        deliver(session, message)
    operations.decide_unsure(session, message=message, was_sent=was_sent, by=uuid.uuid4())
    assert (message.state, results(session, message)) == (state, [Result.SENT] * was_sent)
    with pytest.raises(WrongState):
        operations.decide_unsure(session, message=message, was_sent=was_sent, by=uuid.uuid4())


def test_two_workers_do_not_take_the_same_message(session):
    message = in_line(session, reachable(session))
    session.commit()
    assert operations.take(session, message_id=message.id) is not None
    session.commit()
    with Session(session.get_bind()) as other:
        assert operations.take(other, message_id=message.id) is None


def test_what_is_gone_cannot_be_handed_over(session):
    message = in_line(session, reachable(session))
    with pytest.raises(WrongState):
        operations.hand_over(session, message=message, by=uuid.uuid4())


def test_a_message_for_a_worker_is_sent_when_it_was_passed_on(session):
    person = reachable(session, safe_contact=["via_worker"], safe_contact_confirmed_at=TUESDAY)
    message = send_to(session, person).message
    assert (message.state, message.to) == (MessageState.TO_RELAY, "")
    operations.hand_over(session, message=message, by=uuid.uuid4())
    assert results(session, message) == [Result.SENT]


def settings_with(tmp_path, **values: object) -> Settings:
    return Settings(instance=tmp_path, **values)


def test_carriers_are_chosen_by_the_settings(tmp_path):
    everything = {"mail_url": "smtp://mail.example", "notify_api_key": "x" * 80}
    chosen = carriers_for(settings_with(tmp_path, **everything))
    assert {channel: type(carrier) for channel, carrier in chosen.items()} == {
        Channel.EMAIL: SmtpCarrier,
        Channel.SMS: NotifyCarrier,
    }
    assert carriers_for(settings_with(tmp_path)) == {}


def test_the_demonstration_sends_nothing_whatever_is_set(tmp_path):
    chosen = carriers_for(settings_with(tmp_path, demo=True, mail_url="smtp://mail.example", notify_api_key="x" * 80))
    assert {type(carrier).__name__ for carrier in chosen.values()} == {"Outbox"}


def test_a_channel_without_a_carrier_is_not_offered(session):
    with carried_by(Bag()):
        channels.use_carriers({Channel.EMAIL: Bag()})
        assert send_to(session, reachable(session, email=None)).channel is Channel.LETTER
