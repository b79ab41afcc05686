"""Days, hours, agreed words, and ways that others see: kept by safeguarding, honoured by every way out."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import operations
from portal.contact.call_words import call_script
from portal.contact.enums import Channel, MessageState, NoCall, Withheld
from portal.contact.models import LeftInPeace
from portal.contact.operations.calls import may_leave_voicemail
from portal.contact.operations.gate import door
from portal.contact.operations.peace import leave_in_peace
from portal.contact.rules import Times
from portal.contact.wording import Letterhead
from portal.people.enums import Role
from portal.people.models import Person, SafeContactRead
from tests.contact.factories import TUESDAY, Bag, carried_by, in_line, reachable, send_to
from tests.forms import send, submit
from tests.people.factories import signed_in

THURSDAY_TWO = dt.datetime(2026, 3, 12, 14, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def on_thursday_afternoons(session, **more) -> Person:
    said = {"safe_days": [3], "safe_from_hour": 14, "safe_until_hour": 16, "safe_contact_confirmed_at": TUESDAY}
    return reachable(session, **said, **more)


def test_a_message_waits_for_their_day_and_hour(session):
    message = send_to(session, on_thursday_afternoons(session)).message
    assert (message.channel, message.not_before) == (Channel.EMAIL, THURSDAY_TWO)


def test_times_said_after_a_message_was_put_in_line_hold_it_until_then(session):
    person, bag = reachable(session), Bag()
    message = in_line(session, person)
    person.safe_days, person.safe_contact_confirmed_at = [3], TUESDAY
    session.commit()
    with carried_by(bag):
        assert operations.take(session, message_id=message.id) is None
    assert (message.state, message.not_before) == (MessageState.WAITING, THURSDAY_TWO - dt.timedelta(hours=5))


def test_nobody_with_times_gets_a_letter_whose_hour_nobody_knows(session):
    outcome = send_to(session, on_thursday_afternoons(session), only=Channel.LETTER)
    assert outcome.withheld is Withheld.NO_SAFE_ROUTE


def test_times_that_never_come_close_every_way_but_the_worker(session):
    person = reachable(session, safe_days=[6], safe_contact_confirmed_at=TUESDAY)
    assert send_to(session, person).withheld is Withheld.NO_SAFE_ROUTE
    assert operations.reason_not_to_ring(session, person=person, asked_in=uuid.uuid4()) is NoCall.NOT_SAFE


def test_times_go_out_of_date_like_every_other_rule(session, a_tuesday):
    person = on_thursday_afternoons(session)
    a_tuesday.shift(dt.timedelta(days=91))
    assert send_to(session, person).withheld is Withheld.SAFETY_NOT_CONFIRMED


def test_the_phone_keeps_to_their_hours(session, a_tuesday):
    person, round_id = on_thursday_afternoons(session), uuid.uuid4()
    assert operations.reason_not_to_ring(session, person=person, asked_in=round_id) is NoCall.NOT_THEIR_TIME
    a_tuesday.move_to(THURSDAY_TWO)
    assert operations.reason_not_to_ring(session, person=person, asked_in=round_id) is None
    a_tuesday.shift(dt.timedelta(hours=2))
    assert operations.reason_not_to_ring(session, person=person, asked_in=round_id) is NoCall.NOT_THEIR_TIME


@pytest.mark.parametrize(
    ("rule", "channel"),
    [("shared_email", Channel.EMAIL), ("shared_phone", Channel.SMS), ("shared_post", Channel.LETTER)],
)
def test_where_others_see_it_only_neutral_words_and_no_link_go_out(session, rule, channel):
    person = reachable(session, safe_contact=[rule], safe_contact_confirmed_at=TUESDAY)
    shared = send_to(session, person, only=channel).message
    other = send_to(session, reachable(session, name="Somebody Else"), only=channel).message
    assert (shared.headline, shared.link) == ("A message for you", door())
    assert (other.link in other.words or channel is Channel.LETTER, other.link in shared.words) == (True, False)
    assert ("://" in shared.words, shared.code in shared.words) == (False, True)


def test_words_from_before_we_knew_that_others_see_them_never_leave(session):
    person, bag = reachable(session), Bag()
    message = in_line(session, person)
    person.safe_contact, person.safe_contact_confirmed_at = ["shared_email"], TUESDAY
    session.commit()
    with carried_by(bag):
        operations.take(session, message_id=message.id)
    assert (message.state, message.withheld, bag.parcels) == (MessageState.WITHHELD, Withheld.NO_SAFE_ROUTE, [])


def test_a_caller_says_only_the_agreed_words_to_whoever_picks_up():
    given = {"name": "Ana", "letterhead": Letterhead("The Service", "01792 000000"), "may_leave_voicemail": False}
    script = call_script(**given, may_say_who=False, say_only="Is the lamp ready?")
    assert script.first == ("Is the lamp ready?",)
    assert [line for line in script.good_time if "Service" in line or "alone" in line] == list(script.good_time[:2])


def test_agreed_words_and_a_shared_phone_rule_out_a_voicemail(session):
    for said in ({"say_only": "Is the lamp ready?"}, {"safe_contact": ["shared_phone"]}):
        person = reachable(session, name=str(said), safe_contact_confirmed_at=TUESDAY, **said)
        assert may_leave_voicemail(session, person=person, asked_in=uuid.uuid4()) is False


def test_times_only_narrow_what_holds_for_everyone():
    assert (
        Times(from_hour=6).holds(TUESDAY.replace(hour=7)),
        Times(until_hour=23).holds(TUESDAY.replace(hour=21)),
    ) == (
        False,
        False,
    )


def test_safeguarding_looks_after_a_press_that_is_kept_and_saves_what_was_confirmed(client, session):
    person = reachable(session, safe_contact=["no_letters"], say_only="Is the lamp ready?")
    session.commit()
    account = signed_in(client, session, Role.SAFEGUARDING)
    path = f"/outbox/safe-contact/{person.id}"
    assert "lamp" not in client.get(path).text
    send(client, path, action=f"{path}/look")
    assert "lamp" in client.get(path).text
    reads = session.execute(sa.select(SafeContactRead.person_id, SafeContactRead.account_id)).all()
    assert reads == [(person.id, account.id)]
    answer = submit(
        client, path, rules=["shared_phone"], days=["thu"], from_hour="14", until_hour="16", say_only="Hello?"
    )
    assert answer.status_code == 303
    session.expire_all()
    found = session.get_one(Person, person.id)
    assert (found.safe_contact, found.safe_days, found.say_only) == (["shared_phone"], [3], "Hello?")
    assert (found.safe_from_hour, found.safe_until_hour) == (14, 16)
    assert found.safe_contact_confirmed_at == TUESDAY


def test_hours_that_end_before_they_begin_are_refused(client, session):
    person = reachable(session)
    session.commit()
    signed_in(client, session, Role.SAFEGUARDING)
    path = f"/outbox/safe-contact/{person.id}"
    send(client, path, action=f"{path}/look")
    assert "must be later" in submit(client, path, from_hour="15", until_hour="14").text
    session.expire_all()
    assert session.get_one(Person, person.id).safe_from_hour is None


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_else_sees_it(client, session, role):
    person = reachable(session)
    session.commit()
    signed_in(client, session, role)
    assert client.get(f"/outbox/safe-contact/{person.id}").status_code == 403


def test_whoever_is_left_in_peace_gets_nothing_more_in_that_round(session):
    person = reachable(session)
    message = in_line(session, person)
    for _twice in range(2):
        leave_in_peace(
            session, person_id=person.id, subject_id=message.subject_id, asked_in=message.asked_in, by=uuid.uuid4()
        )
    assert (message.state, message.withheld) == (MessageState.WITHHELD, Withheld.LEFT_IN_PEACE)
    assert session.scalar(sa.select(sa.func.count()).select_from(LeftInPeace)) == 1
    assert send_to(session, person, asked_in=message.asked_in, template="check_back").withheld is Withheld.LEFT_IN_PEACE
    assert operations.may_ring(session, person=person, asked_in=message.asked_in) is False
    assert send_to(session, person, asked_in=uuid.uuid4(), template="check_back").is_sent is True
