"""Ringing people: the rules before the number, every look noted, and what a call changes."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import queries as contact
from portal.contact.enums import BY_PHONE
from portal.contact.models import ContactMessage
from portal.people.enums import Role
from portal.people.models import Person, SafeContactRead
from portal.rounds.enums import DeclineReason, InvitationState
from portal.rounds.models import Invitation
from portal.rounds.operations import answering, fieldwork
from portal.rounds.queries.standing import standing_of
from portal.shared import audit, clock, queue
from portal.shared.i18n import format_moment
from tests.contact.factories import TUESDAY
from tests.contact.test_pages import statements
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.asking.test_waves import drawn_round

NUMBER = "07700 900123"
FLAGGED = {"safe_contact": ["no_voicemail", "no_letters"], "safe_contact_confirmed_at": TUESDAY}


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def organiser(client, session):
    return signed_in(client, session, Role.ORGANISER)


def asked(session, **person) -> Invitation:
    """Someone of a round that was written to once, a week ago, and may be rung."""
    round_ = drawn_round(session, mobile=NUMBER, **person)
    with clock.moved_to(clock.now() - dt.timedelta(days=7)):
        fieldwork.start_wave(session, round_=round_, template="invitation", by=None)
        session.commit()
        queue.run_everything(session)
    return session.scalars(sa.select(Invitation).where(Invitation.round_id == round_.id)).first()


def page_of(invitation) -> str:
    return f"/rounds/{invitation.round_id}/calls/{invitation.id}"


def look(client, invitation) -> str:
    """The page after the button before the number was pressed."""
    if "Show how to ring this person" in client.get(page_of(invitation)).text:
        assert submit(client, page_of(invitation)).status_code == 303
    return client.get(page_of(invitation)).text


def three_hours_later(client, session, traveller) -> None:
    """With someone else on the phone: the first has long signed out."""
    traveller.shift(dt.timedelta(hours=3))
    signed_in(client, session, Role.ORGANISER, email=f"{uuid.uuid4()}@example.org")


def note(client, path: str, **values: str | None):
    """Fills in how a call ended."""
    return submit(client, path, with_field="best_time", **values)


def test_the_list_shows_whom_to_ring_and_no_number(client, session, organiser):
    invitation = asked(session)
    page = client.get(f"/rounds/{invitation.round_id}/calls/").text
    assert "10 people" in page
    assert "not rung yet" in page
    assert NUMBER not in page


def test_the_list_costs_the_same_before_and_after_calls(client, session, organiser):
    invitation = asked(session)
    path = f"/rounds/{invitation.round_id}/calls/"
    before = statements(session, client, path)
    for one in session.scalars(sa.select(Invitation)).all()[:3]:
        note(client, page_of(one), result="no_answer")
    assert statements(session, client, path) == before


def test_the_number_comes_after_the_rules_and_looking_is_noted(client, session, organiser):
    invitation = asked(session, **FLAGGED)
    before = client.get(page_of(invitation)).text
    assert NUMBER not in before
    assert "No voicemail" not in before
    after = look(client, invitation)
    assert after.index("No voicemail") < after.index("Do not leave a voicemail.") < after.index(NUMBER)
    assert "Do not say who is calling until they tell you that they are alone." in after
    reads = session.scalars(sa.select(SafeContactRead)).all()
    assert [(r.person_id, r.account_id, r.why) for r in reads] == [
        (invitation.person_id, organiser.id, {"code": "call"})
    ]
    assert "show_number" in session.scalars(sa.select(audit.AuditEntry.action)).all()


def test_the_number_goes_away_again_after_half_an_hour(client, session, organiser, a_tuesday):
    invitation = asked(session)
    assert NUMBER in look(client, invitation)
    a_tuesday.shift(dt.timedelta(minutes=31))
    assert NUMBER not in client.get(page_of(invitation)).text


@pytest.mark.parametrize(
    "rule", [["no_phone"], ["email_only"], ["via_worker"], ["something_new"]], ids=lambda rule: rule[0]
)
def test_someone_who_must_not_be_rung_has_no_number_and_no_reason(client, session, organiser, rule):
    invitation = asked(session)
    person = session.get_one(Person, invitation.person_id)
    person.safe_contact, person.safe_contact_confirmed_at = rule, TUESDAY
    session.commit()
    page = look(client, invitation)
    assert "Do not ring this person." in page
    assert [secret for secret in (NUMBER, "No phone calls", "E-mail only", "worker") if secret in page] == []


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (TUESDAY.replace(hour=21), "We ring from Monday to Saturday"),
        (TUESDAY + dt.timedelta(days=5), "We ring from Monday to Saturday"),
    ],
)
def test_nobody_is_rung_at_night_or_on_a_sunday(client, session, organiser, a_tuesday, moment, words):
    invitation = asked(session)
    a_tuesday.move_to(moment)
    signed_in(client, session, Role.ORGANISER, email="late@example.org")
    page = look(client, invitation)
    assert words in page
    assert NUMBER not in page


def test_three_calls_are_enough_and_each_at_another_time(client, session, organiser, a_tuesday):
    invitation, said = asked(session), []
    for _try in range(3):
        note(client, page_of(invitation), result="no_answer")
        said.append("rung in the last three hours" in look(client, invitation))
        three_hours_later(client, session, a_tuesday)
    assert said == [True, True, False]
    assert "rung three times" in look(client, invitation)


def test_one_voicemail_and_no_second(client, session, organiser, a_tuesday):
    invitation = asked(session)
    assert "I will ring again another day" in look(client, invitation)
    note(client, page_of(invitation), result="voicemail")
    three_hours_later(client, session, a_tuesday)
    page = look(client, invitation)
    assert NUMBER in page
    assert "Do not leave a voicemail." in page


@pytest.mark.parametrize("result", BY_PHONE, ids=str)
def test_every_ending_is_noted_and_stands_on_the_timeline(client, session, organiser, result):
    invitation = asked(session)
    assert note(client, page_of(invitation), result=result.value).status_code == 303
    session.rollback()
    attempts = contact.attempts_on(session, subject_id=invitation.id)
    assert [(a.result, a.wave, a.by) for a in attempts] == [(result, 1, organiser.id)]
    assert str(result.label) in client.get(page_of(invitation)).text


@pytest.mark.parametrize(
    ("result", "state", "because", "waits"),
    [
        ("declined", InvitationState.DECLINED, DeclineReason.NO_THANKS, False),
        ("stop", InvitationState.DECLINED, DeclineReason.NO_THANKS, False),
        ("not_a_user", InvitationState.DECLINED, DeclineReason.NOT_ME, False),
        ("died", InvitationState.SENT, None, False),
        ("answered_by_phone", InvitationState.SENT, None, False),
        ("no_answer", InvitationState.SENT, None, True),
    ],
)
def test_a_no_on_the_phone_is_a_no_to_the_invitation(client, session, organiser, result, state, because, waits):
    invitation = asked(session)
    note(client, page_of(invitation), result=result)
    session.refresh(invitation)
    assert (invitation.state, invitation.declined_because) == (state, because)
    message = session.scalar(sa.select(ContactMessage).where(ContactMessage.subject_id == invitation.id))
    assert (message.withheld is None) == waits


def test_a_sequence_of_calls_does_not_begin_within_a_week_of_a_message(client, session, organiser):
    invitation = asked(session)
    session.execute(sa.update(ContactMessage).values(not_before=TUESDAY - dt.timedelta(days=6)))
    session.commit()
    page = look(client, invitation)
    assert "This person had a message less than 7 days ago." in page
    assert NUMBER not in page


def test_the_best_time_is_kept_for_a_call_back_only(client, session, organiser):
    one, other = session.scalars(
        sa.select(Invitation).where(Invitation.round_id == asked(session).round_id).limit(2)
    ).all()
    note(client, page_of(one), result="call_back", best_time="evening")
    note(client, page_of(other), result="no_answer", best_time="evening")
    notes = [contact.attempts_on(session, subject_id=i.id)[0].note for i in (one, other)]
    assert notes == ["evening", ""]
    assert "In the evening" in client.get(page_of(one)).text


def test_a_call_is_noted_only_with_how_it_ended(client, session, organiser):
    invitation = asked(session)
    answer = note(client, page_of(invitation), result=None)
    assert (answer.status_code, "Choose how the call ended" in answer.text) == (200, True)
    assert contact.attempts_on(session, subject_id=invitation.id) == []


def test_the_script_is_in_the_language_of_the_person(client, session, organiser):
    invitation = asked(session, language="ur")
    assert '<div class="govuk-inset-text" lang="ur" dir="rtl">' in look(client, invitation)


def test_an_invitation_of_another_round_is_not_found(client, session, organiser):
    invitation = asked(session)
    assert client.get(f"/rounds/{uuid.uuid4()}/calls/{invitation.id}").status_code == 404


def test_closing_the_round_holds_back_what_waits(client, session, organiser):
    invitation = asked(session)
    submit(client, f"/rounds/{invitation.round_id}")
    states = set(session.scalars(sa.select(ContactMessage.withheld)))
    assert {str(reason) for reason in states} == {"round_over"}


def test_saying_no_by_the_link_holds_back_what_waits(session):
    invitation = asked(session)
    standing = standing_of(session, invitation_id=invitation.id)
    answering.decline(session, standing=standing, because=DeclineReason.NO_THANKS)
    message = session.scalar(sa.select(ContactMessage).where(ContactMessage.subject_id == invitation.id))
    assert str(message.withheld) == "already_replied"


def test_the_list_says_from_when_someone_may_be_rung_and_whom_not_to_ring(client, session, organiser):
    invitation = asked(session)
    path = f"/rounds/{invitation.round_id}/calls/"
    page = client.get(path).text
    assert ("May be rung from" in page, "Do not ring" in page) == (False, False)
    people = [
        session.get_one(Person, one.person_id)
        for one in session.scalars(sa.select(Invitation).order_by(Invitation.id)).all()
    ]
    people[0].safe_from_hour, people[0].safe_contact_confirmed_at = 14, TUESDAY
    people[1].safe_contact, people[1].safe_contact_confirmed_at = ["no_phone"], TUESDAY
    session.commit()
    page = client.get(path).text
    assert page.count("May be rung from") == 1
    assert f"May be rung from {format_moment(TUESDAY.replace(hour=14, minute=0))}." in page
    assert page.count("Do not ring") == 1
