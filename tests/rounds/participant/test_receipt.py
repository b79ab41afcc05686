"""The receipt is sent to whoever asked for it, by a way that is theirs alone, and counts as no chase."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import operations, queries
from portal.contact.channels import Parcel
from portal.contact.enums import Channel, MessageState, Withheld
from portal.contact.models import ContactMessage, HeldBack
from portal.people.enums import Role
from portal.people.models import Person
from portal.rounds.models import ReceiptWish, Round
from portal.rounds.queries.counts import tries_on
from portal.rounds.queries.reaching import timeline_of
from portal.shared import clock
from tests.contact.factories import TUESDAY, Bag, carried_by, deliver, send_to
from tests.forms import filled, send
from tests.people.factories import signed_in

WORDS = ("survey", "carer", "answer", "service", "council", "question")


@pytest.fixture
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reached(session, invitation):
    """The invited person with an e-mail address and a mobile."""
    person = session.get_one(Person, invitation.person_id)
    person.email, person.mobile = "mair@example.org", "07700 900123"
    session.commit()
    return person


def done(person, answer_all):
    answer_all(person).send(do="next", who="own_words").send().send()
    assert person.path == "/answer/done"
    return person


def receipts(session) -> list[ContactMessage]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(sa.select(ContactMessage).where(ContactMessage.template == "receipt")))


def leaves(session, message) -> Parcel:
    bag = Bag()
    with carried_by(bag):
        assert deliver(session, message) is MessageState.SENT
    return bag.parcels[0]


def test_nobody_gets_one_who_did_not_ask(someone, invitation, answer_all, session, reached, a_tuesday):
    person = done(someone().opens(invitation), answer_all)
    assert 'value="" checked' in person.page
    person.send("/answer/done/receipt")
    assert "Shall we send you this number?" in person.page
    assert (receipts(session), session.scalars(sa.select(ReceiptWish)).all()) == ([], [])


@pytest.mark.parametrize(("way", "to"), [("email", "mair@example.org"), ("sms", "07700 900123")])
def test_who_asks_gets_number_and_last_day_and_no_word_of_what_it_is_about(
    someone, invitation, answer_all, session, reached, responses, asking, a_tuesday, way, to
):
    session.get_one(Round, asking.id).closes_on = dt.date(2026, 4, 1)
    session.commit()
    person = done(someone().opens(invitation), answer_all)
    person.send("/answer/done/receipt", send=way)
    assert "You asked us to send you this number" in person.page
    (message,) = receipts(session)
    (response,) = responses()
    assert response.receipt_code not in message.words
    parcel = leaves(session, message)
    assert (parcel.to, parcel.headline) == (to, "A message for you")
    assert response.receipt_code in parcel.words
    assert "1 April 2026" in parcel.words
    assert not any(word in parcel.words.casefold() for word in WORDS)
    assert len(parcel.words) < 200


def test_it_speaks_the_language_of_the_person(someone, invitation, answer_all, session, reached, a_tuesday):
    reached.language = "cy"
    session.commit()
    done(someone().opens(invitation), answer_all).send("/answer/done/receipt", send="email")
    assert receipts(session)[0].language == "cy"


def test_asked_twice_it_is_sent_once(someone, invitation, answer_all, session, reached, a_tuesday):
    person = done(someone().opens(invitation), answer_all)
    form = person.form
    for way in ("email", "sms"):
        person.client.post(form["action"], data=dict(filled(form, {"send": way, "idempotency_key": uuid.uuid4().hex})))
    assert [one.channel for one in receipts(session)] == [Channel.EMAIL]


@pytest.mark.parametrize(
    ("safety", "way", "why"),
    [
        ({"safe_contact": ["shared_email"]}, "email", Withheld.NO_SAFE_ROUTE),
        ({"safe_contact": ["no_text"]}, "sms", Withheld.NO_SAFE_ROUTE),
        ({"safe_contact": ["via_worker"]}, "email", Withheld.NO_SAFE_ROUTE),
        ({"do_not_contact": True}, "email", Withheld.DO_NOT_CONTACT),
        (
            {"safe_contact": ["no_letters"], "safe_contact_confirmed_at": TUESDAY - dt.timedelta(days=91)},
            "email",
            Withheld.SAFETY_NOT_CONFIRMED,
        ),
    ],
)
def test_a_way_that_is_not_safe_gets_nothing_and_the_page_does_not_tell(
    someone, invitation, answer_all, session, reached, a_tuesday, safety, way, why
):
    for name, value in {"safe_contact_confirmed_at": TUESDAY, **safety}.items():
        setattr(reached, name, value)
    session.commit()
    person = done(someone().opens(invitation), answer_all).send("/answer/done/receipt", send=way)
    assert "You asked us to send you this number" in person.page
    assert receipts(session) == []
    assert session.scalars(sa.select(HeldBack.reason)).all() == [why]


def test_it_counts_towards_no_limit_and_stands_in_the_timeline(
    someone, invitation, answer_all, session, reached, asking, a_tuesday
):
    invited = send_to(session, reached, subject_id=invitation.id, asked_in=asking.id, only=Channel.EMAIL)
    session.commit()
    assert deliver(session, invited.message) is MessageState.SENT
    a_tuesday.shift(dt.timedelta(minutes=5))
    person = done(someone().opens(invitation), answer_all).send("/answer/done/receipt", send="email")
    (message,) = receipts(session)
    leaves(session, message)
    session.refresh(invitation)
    assert [event.template for event in timeline_of(session, invitation=invitation) if event.result] == [
        "invitation",
        "receipt",
    ]
    assert queries.attempt_counts(session, subject_ids=[invitation.id]) == {invitation.id: 1}
    (tries,) = tries_on(session, round_id=asking.id, invitation_ids=[invitation.id]).values()
    assert len(tries.moments) == 1
    a_tuesday.shift(dt.timedelta(days=7) - dt.timedelta(hours=1))
    assert send_to(session, reached, asked_in=asking.id, only=Channel.EMAIL, template="reminder").is_sent is True
    assert person.status == 200


def test_the_end_of_the_round_does_not_hold_it_back_and_a_stop_does(
    someone, invitation, answer_all, session, reached, asking, a_tuesday
):
    a_tuesday.move_to(TUESDAY.replace(hour=22))
    done(someone().opens(invitation), answer_all).send("/answer/done/receipt", send="email")
    (message,) = receipts(session)
    assert message.not_before > clock.now()
    assert operations.hold_back_round(session, asked_in=asking.id) == 0
    operations.suppress(session, person=reached, why="asked")
    assert (message.state, message.withheld) == (MessageState.WITHHELD, Withheld.DO_NOT_CONTACT)


def test_staff_who_open_the_message_do_not_see_the_number(
    client, someone, invitation, answer_all, session, reached, responses, a_tuesday
):
    done(someone().opens(invitation), answer_all).send("/answer/done/receipt", send="email")
    (message,) = receipts(session)
    (response,) = responses()
    signed_in(client, session, Role.ORGANISER)
    address = f"/outbox/{message.id}"
    assert send(client, address, action=f"{address}/open").status_code == 303
    page = client.get(address).text
    assert ("•••" in page, response.receipt_code in page) == (True, False)


def test_another_visit_cannot_ask(someone, invitation, answer_all, session, reached, a_tuesday):
    done(someone().opens(invitation), answer_all)
    other = someone().get("/")
    assert other.client.post("/answer/done/receipt", data={"send": "email"}).status_code in (302, 303, 400, 401, 403)
    assert receipts(session) == []
