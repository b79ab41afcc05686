"""Words of messages, piles of letters and notices go after 90 days; that something was sent, or not, does not."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import operations, queries
from portal.contact.enums import Channel, MessageState, Withheld
from portal.contact.letters import post_batch
from portal.contact.models import ContactAttempt, ContactMessage, HeldBack, LetterBatch, StaffNotice
from portal.contact.tasks import forget
from portal.people.models import BrowserSession, SafeContactRead
from portal.people.tasks import forget as forget_sessions
from portal.shared import clock
from portal.shared.storage import storage
from tests.contact.factories import TUESDAY, Bag, carried_by, deliver, in_line, reachable, send_to
from tests.contact.test_letters import letters_in_line, print_round
from tests.people.factories import make_account


@pytest.fixture
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def night(session) -> None:
    session.commit()
    forget(session, progress=lambda _done, _total: None)
    session.commit()
    session.expire_all()


def sent(session, person, **values) -> ContactMessage:
    message = in_line(session, person, **values)
    with carried_by(Bag()):
        assert deliver(session, message) is MessageState.SENT
    return message


def test_the_words_of_a_message_go_after_ninety_days_and_that_it_was_sent_stays(session, a_tuesday):
    sent(session, reachable(session))
    waiting = in_line(session, reachable(session))
    a_tuesday.shift(dt.timedelta(days=90))
    night(session)
    assert len(session.scalars(sa.select(ContactMessage)).all()) == 2
    a_tuesday.shift(dt.timedelta(days=1))
    night(session)
    assert session.scalars(sa.select(ContactMessage.id)).all() == [waiting.id]
    assert len(session.scalars(sa.select(ContactAttempt)).all()) == 1


def test_who_was_written_to_in_another_round_is_left_alone_for_six_months_all_the_same(session, a_tuesday):
    person = reachable(session)
    sent(session, person)
    a_tuesday.shift(dt.timedelta(days=100))
    night(session)
    assert session.scalars(sa.select(ContactMessage)).all() == []
    assert send_to(session, person).withheld is Withheld.ASKED_RECENTLY
    a_tuesday.shift(dt.timedelta(days=90))
    assert send_to(session, person).is_sent is True


def test_why_a_message_was_held_back_outlives_it(session, a_tuesday):
    message = in_line(session, reachable(session))
    operations.hold_back_waiting(session, subject_id=message.subject_id, reason=Withheld.ALREADY_REPLIED)
    subject_id = message.subject_id
    a_tuesday.shift(dt.timedelta(days=91))
    night(session)
    rows = session.scalars(sa.select(HeldBack)).all()
    assert [(row.subject_id, row.reason) for row in rows] == [(subject_id, Withheld.ALREADY_REPLIED)]


def test_a_pile_of_letters_goes_with_its_file_after_its_letters(session, a_tuesday):
    round_id, _letters = letters_in_line(session, 1)
    print_round(session, round_id)
    session.expire_all()
    (batch,), _total = queries.all_batches(session, page=1, per_page=10)
    post_batch(session, batch=batch, by=uuid.uuid4())
    key = batch.storage_key
    a_tuesday.shift(dt.timedelta(days=91))
    night(session)
    assert session.scalars(sa.select(LetterBatch)).all() == []
    with pytest.raises(FileNotFoundError):
        storage().get(key)


def test_notices_to_staff_go_after_ninety_days(session, a_tuesday):
    account = make_account(session)
    for at in (clock.now(), None):
        now = {"made_at": clock.now(), "not_before": clock.now(), "sent_at": at}
        session.add(StaffNotice(account_id=account.id, about_id=uuid.uuid4(), occasion="raised", **now))
    a_tuesday.shift(dt.timedelta(days=91))
    night(session)
    assert session.scalars(sa.select(StaffNotice.sent_at)).all() == [None]


def test_sessions_go_thirty_days_after_they_end_and_looks_after_seven_years(session):
    now = clock.now()
    for days in (29, 31):
        moment = now - dt.timedelta(days=days)
        ended = {"created_at": moment, "expires_at": now, "ended_at": moment}
        session.add(BrowserSession(kind="participant", subject_id=uuid.uuid4(), **ended))
    session.add(BrowserSession(kind="participant", created_at=now, expires_at=now - dt.timedelta(days=31)))
    for years in (6.9, 7.1):
        at = now - dt.timedelta(days=365.25 * years)
        session.add(SafeContactRead(person_id=uuid.uuid4(), account_id=uuid.uuid4(), at=at, why={"why": "call"}))
    session.commit()
    assert forget_sessions(session, progress=lambda _done, _total: None) == {"rows": 3}
    assert len(session.scalars(sa.select(BrowserSession)).all()) == 1
    assert len(session.scalars(sa.select(SafeContactRead)).all()) == 1


def test_a_letter_still_in_its_pile_is_not_lost(session, a_tuesday):
    round_id, (letter,) = letters_in_line(session, 1)
    print_round(session, round_id)
    a_tuesday.shift(dt.timedelta(days=200))
    night(session)
    session.refresh(letter)
    assert (letter.state, letter.channel) == (MessageState.PRINTED, Channel.LETTER)
