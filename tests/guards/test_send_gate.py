"""Choke point 1: nothing reaches a person but through the gate, and nobody who must not be reached gets through it."""

import ast
import datetime as dt
import itertools
import uuid

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.contact import operations
from portal.contact.call_words import call_script
from portal.contact.enums import Channel, MessageState, Result
from portal.contact.letters import print_some
from portal.contact.models import ContactMessage
from portal.contact.wording import VERSIONS, Letterhead, word
from portal.people.enums import SafeContact
from portal.shared.i18n import LANGUAGES, speaking
from tests.contact.factories import EVERYTHING, TUESDAY, Bag, carried_by, reachable, send_to
from tests.guards.source import source

GATE, DELIVERY = "contact/operations/gate.py", "contact/operations/delivery.py"
STALE = TUESDAY - dt.timedelta(days=91)
WRITTEN = (Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.VIA_WORKER)
# What each rule forbids, in words of our own and not of the code.
FORBIDS = {
    SafeContact.NO_EMAIL: {Channel.EMAIL},
    SafeContact.NO_TEXT: {Channel.SMS},
    SafeContact.NO_LETTERS: {Channel.LETTER},
    SafeContact.NO_PHONE: {Channel.PHONE},
    SafeContact.NO_VOICEMAIL: set(),
    SafeContact.EMAIL_ONLY: {Channel.SMS, Channel.LETTER, Channel.PHONE},
    SafeContact.VIA_WORKER: {Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.PHONE},
    # Where others see it, it is said neutrally.
    SafeContact.SHARED_PHONE: set(),
    SafeContact.SHARED_EMAIL: set(),
    SafeContact.SHARED_POST: set(),
}
SEEN_BY_OTHERS = {
    SafeContact.SHARED_PHONE: {Channel.SMS, Channel.PHONE},
    SafeContact.SHARED_EMAIL: {Channel.EMAIL},
    SafeContact.SHARED_POST: {Channel.LETTER},
}
NOBODY_MAY = {
    "do_not_contact": {"do_not_contact": True},
    "never confirmed": {"safe_contact": ["no_voicemail"], "safe_contact_confirmed_at": None},
    "confirmed long ago": {"safe_contact": ["no_voicemail"], "safe_contact_confirmed_at": STALE},
    "a rule nobody knows": {"safe_contact": ["not_at_home"], "safe_contact_confirmed_at": TUESDAY},
}


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False):
        yield


def places(wanted) -> list[str]:
    """Modules in which a call looks like `wanted(function as written)`."""
    return [path for path, module in source().items() if any(wanted(name) for name in module.calls)]


def test_only_the_gate_makes_messages():
    assert places(lambda name: name.split(".")[-1] == "ContactMessage") == [GATE]
    assert places(lambda name: name.endswith(("insert", "bulk_insert_mappings")) and "ContactMessage" in name) == []


def test_only_delivery_asks_a_carrier_to_carry():
    assert places(lambda name: name.split(".")[-1] == "carrier_for") == [DELIVERY]
    assert places(lambda name: name.endswith(".carry") and name != "operations.carry") == [DELIVERY]


def test_only_the_worker_and_nothing_in_a_request_carries():
    assert places(lambda name: name == "operations.carry") == ["contact/tasks.py"]


def test_the_guard_sees_a_way_round():
    call = ast.parse("models.ContactMessage(to='x')").body[0].value
    assert ast.unparse(call.func).split(".")[-1] == "ContactMessage"


def every_way_out(session, message: ContactMessage) -> None:
    """All that can be done to a message that is in line: the worker, the printer, the hand."""
    parcel = operations.take(session, message_id=message.id)
    if parcel is not None:
        operations.settle(session, parcel=parcel, fate=operations.carry(parcel))
    if message.state is MessageState.TO_PRINT:
        print_some(session, asked_in=message.asked_in, by=uuid.uuid4())
        session.refresh(message)
    if message.state in (MessageState.PRINTED, MessageState.TO_RELAY):
        operations.hand_over(session, message=message, by=uuid.uuid4())


@pytest.mark.parametrize("channel", WRITTEN)
@pytest.mark.parametrize("why", NOBODY_MAY)
def test_nothing_is_put_in_line_for_someone_who_must_not_be_reached(session, why, channel):
    person = reachable(session, **NOBODY_MAY[why])
    assert not send_to(session, person, only=channel).is_sent
    assert not operations.may_ring(session, person=person, asked_in=uuid.uuid4())


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS, Channel.VIA_WORKER])
@pytest.mark.parametrize("why", [*NOBODY_MAY, "suppressed", "died"])
def test_nothing_leaves_for_someone_of_whom_that_became_true_while_it_waited(session, why, channel):
    flags = {"safe_contact": ["via_worker"], "safe_contact_confirmed_at": TUESDAY}
    person, bag = reachable(session, **(flags if channel is Channel.VIA_WORKER else {})), Bag()
    message = send_to(session, person, only=channel).message
    became_unsafe(session, person, message, why)
    session.commit()
    with carried_by(bag):
        every_way_out(session, message)
    assert (bag.parcels, message.state) == ([], MessageState.WITHHELD)


@pytest.mark.parametrize("why", [*NOBODY_MAY, "suppressed", "died"])
def test_no_letter_is_printed_or_posted_for_them(session, why):
    person = reachable(session)
    before_printing = send_to(session, person, only=Channel.LETTER).message
    printed = send_to(session, person, only=Channel.LETTER, template="check_back").message
    print_some(session, asked_in=printed.asked_in, by=uuid.uuid4())
    session.refresh(printed)
    assert printed.state is MessageState.PRINTED
    became_unsafe(session, person, printed, why, also=before_printing)
    every_way_out(session, before_printing)
    every_way_out(session, printed)
    assert (before_printing.state, printed.state) == (MessageState.WITHHELD, MessageState.WITHHELD)


def became_unsafe(session, person, message, why, also=None):
    if why == "suppressed":
        twin = reachable(session, name=person.name)
        operations.suppress(session, person=twin, why="asked")
    elif why == "died":
        about = {"person": person, "subject_id": message.subject_id, "asked_in": message.asked_in, "wave": 1}
        operations.record_phone_attempt(session, **about, result=Result.DIED, language="en", by=uuid.uuid4())
    else:
        for name, value in NOBODY_MAY[why].items():
            setattr(person, name, value)
    session.flush()


COMBINATIONS = [
    set(rules) for size in range(len(SafeContact) + 1) for rules in itertools.combinations(SafeContact, size)
]


@pytest.mark.one_database
def test_no_combination_of_rules_lets_a_forbidden_channel_through(session):
    """All 1,024 sets of rules × every channel that could be asked for, each as if nothing had been sent before."""
    wrong, ways = [], set()
    for said in COMBINATIONS:
        forbidden = set().union(*(FORBIDS[rule] for rule in said))
        person = reachable(session, safe_contact=sorted(said), safe_contact_confirmed_at=TUESDAY, **unique())
        for only in (None, *WRITTEN):
            as_before = session.begin_nested()
            outcome = send_to(session, person, only=only)
            as_before.rollback()
            ways.add(outcome.channel)
            if outcome.channel in forbidden or (outcome.channel is Channel.VIA_WORKER) > (
                SafeContact.VIA_WORKER in said
            ):
                wrong.append((said, only, outcome.channel))
        if Channel.PHONE in forbidden and operations.may_ring(session, person=person, asked_in=uuid.uuid4()):
            wrong.append((said, Channel.PHONE))
        session.rollback()  # the next one finds nobody in the house
    assert wrong == []
    assert ways == {None, *WRITTEN}


@given(
    before=st.sampled_from(COMBINATIONS),
    after=st.sampled_from(COMBINATIONS),
    only=st.sampled_from([None, *WRITTEN]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_safe_when_it_was_worded_is_asked_again_when_it_leaves(session, before, after, only):
    person, bag = reachable(session, safe_contact=sorted(before), safe_contact_confirmed_at=TUESDAY, **unique()), Bag()
    message = send_to(session, person, only=only).message
    person.safe_contact = sorted(after)
    session.commit()
    if message is None or message.channel is Channel.LETTER:
        return
    with carried_by(bag):
        every_way_out(session, message)
    forbidden = set().union(*(FORBIDS[rule] for rule in after))
    only_by_worker = SafeContact.VIA_WORKER in after
    may = message.channel not in forbidden and (message.channel is Channel.VIA_WORKER) == only_by_worker
    # It was worded before anyone knew that others see this way: it says too much.
    may = may and (message.channel in seen_by_others(before) or message.channel not in seen_by_others(after))
    assert message.state is (MessageState.SENT if may else MessageState.WITHHELD)
    assert len(bag.parcels) == (may and message.channel in (Channel.EMAIL, Channel.SMS))


def seen_by_others(rules) -> set[Channel]:
    return set().union(*(SEEN_BY_OTHERS.get(rule, set()) for rule in rules))


def unique() -> dict[str, str]:
    number = uuid.uuid4().int
    return {**EVERYTHING, "email": f"{number}@example.org", "mobile": f"+4477{number % 10**8:08d}", "name": str(number)}


# Words that say what it is about. An envelope, a subject, the first line of a preview: none may hold one.
TELLING = ("survey", "carer", "support", "service", "feedback", "abuse", "refuge", "health", "drug", "arolwg", "gofal")
TELLING += ("gwasanaeth", "adborth", "cymorth", "سروے", "نگہداشت", "سروس", "دیکھ بھال")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", VERSIONS)
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.VIA_WORKER])
def test_what_others_may_see_gives_nothing_away(language, template, channel):
    head = Letterhead(organisation="Northshire Council", phone="0300 000 0000")
    with speaking(language):
        said = word(template, channel=channel, link="https://heard.example/i/x", code="K7MP", letterhead=head)
    seen = " ".join([said.headline, *said.paragraphs[:2]]).casefold()
    assert [telling for telling in TELLING if telling.casefold() in seen] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_person_on_the_phone_hears_nothing(language):
    head = Letterhead(organisation="Northshire Council", phone="0300 000 0000")
    with speaking(language):
        script = call_script(name="Ana", letterhead=head, may_say_who=False, may_leave_voicemail=True)
    overheard = " ".join([*script.first, *script.wrong_person, *script.voicemail, *script.bad_time])
    assert head.organisation not in overheard
    assert [telling for telling in TELLING if telling.casefold() in overheard.casefold()] == []
    assert "Ana" not in " ".join([*script.wrong_person, *script.voicemail])
