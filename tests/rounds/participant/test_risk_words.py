"""Words that may mean danger stop contact by themselves; a safeguarding lead looks, and the person is told nothing."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact.enums import Withheld
from portal.contact.models import ContactPause, StaffNotice
from portal.contact.queries import peace
from portal.people.enums import Role
from portal.people.models import Person
from portal.questions.models import Answer
from portal.rounds.coding_enums import WordsFound, WorryUrgency
from portal.rounds.errors import NotReady
from portal.rounds.models import RiskAlarm, RiskAlarmEnd, Worry
from portal.rounds.operations import alarms, worries
from portal.rounds.queries import alarms as queries
from portal.shared import clock
from tests.contact.factories import send_to
from tests.contact.test_pages import statements
from tests.forms import send
from tests.people.factories import make_account, signed_in
from tests.rounds.participant.conftest import ANSWERS

RISKY = "He hits me when the bus is late"


@pytest.fixture
def lead(session):
    made = make_account(session, Role.SAFEGUARDING, email="lead@example.org")
    session.commit()
    return made


def says(person, words, *, and_sends=True):
    """Answers everything with these words at the end."""
    for values in (*ANSWERS[:-1], {"answer_text": words}):
        person.send(do="next", **values)
    if and_sends:
        person.send(do="next", who="own_words").send().send()
    return person


def withheld(session, invitation):
    session.rollback()
    person = session.get_one(Person, invitation.person_id)
    person.email = "mair@example.org"
    reason = send_to(session, person).withheld
    session.rollback()
    return reason


def open_alarms(session):
    session.rollback()
    rows, _total = queries.alarms(session, are_open=True, page=1, per_page=10)
    return [row.alarm for row in rows]


@pytest.mark.parametrize("words", [RISKY, "Mae cam-drin yma", "وہ مجھے مارتا ہے"])
def test_a_risk_word_in_a_sent_answer_stops_contact_at_once(someone, invitation, session, lead, words):
    person = says(someone().opens(invitation), words)
    assert person.path == "/answer/done"
    assert withheld(session, invitation) is Withheld.PAUSED
    (alarm,) = open_alarms(session)
    assert session.get_one(Answer, alarm.answer_id).words == words
    told = session.execute(sa.select(StaffNotice.account_id, StaffNotice.occasion)).all()
    assert {account for account, _occasion in told} == {lead.id}


def test_the_pages_of_the_person_are_the_same_with_and_without_a_risk_word(someone, invite, session, lead):
    one, other = (says(someone().opens(invite()), words) for words in (RISKY, "The bus is late"))
    assert [one.heading, one.title] == [other.heading, other.title]
    assert len(open_alarms(session)) == 1
    assert one.page.count("<p") == other.page.count("<p")


def test_a_calm_answer_stops_nothing(someone, invitation, session, lead):
    says(someone().opens(invitation), "The bus is late")
    assert withheld(session, invitation) is None
    assert open_alarms(session) == []


def test_what_is_typed_and_not_sent_stops_contact_and_nobody_may_read_it(client, someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY, and_sends=False)
    assert withheld(session, invitation) is Withheld.PAUSED
    (alarm,) = open_alarms(session)
    assert alarm.answer_id is None
    signed_in(client, session, Role.SAFEGUARDING)
    page = client.get(f"/worries/words/{alarm.id}").text
    assert ("Nobody may read it" in page, "hits me" in page, "Raise a worry" in page) == (True, False, False)


def test_once_it_is_sent_the_lead_reads_the_answer_in_place_of_the_draft(someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY)
    ends = session.scalars(sa.select(RiskAlarmEnd)).all()
    assert [(end.found, end.by) for end in ends] == [(WordsFound.WAS_SENT, None)]
    (alarm,) = open_alarms(session)
    assert alarm.answer_id is not None
    assert session.scalar(sa.select(sa.func.count()).select_from(ContactPause)) == 1


def test_the_lead_finds_no_danger_says_why_and_contact_goes_on(client, someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY)
    (alarm,) = open_alarms(session)
    me = signed_in(client, session, Role.SAFEGUARDING).id
    assert "Something waits for you" in client.get("/desk").text
    assert f"/worries/words/{alarm.id}" in client.get("/worries/words/").text
    address = f"/worries/words/{alarm.id}"
    assert RISKY in client.get(address).text
    refused = send(client, address, action=f"{address}/no-danger", why_no_danger="")
    assert (refused.status_code, "Say why" in refused.text) == (200, True)
    assert withheld(session, invitation) is Withheld.PAUSED
    assert send(client, address, action=f"{address}/no-danger", why_no_danger="A film").status_code == 303
    assert withheld(session, invitation) is None
    end = queries.end_of(session, alarm_id=alarm.id)
    assert (end.found, end.why, end.by) == (WordsFound.NO_DANGER, "A film", me)
    assert "A film" in client.get(address).text
    assert "No sign of danger" in client.get("/worries/words/?closed=y").text
    assert "Something waits for you" not in client.get("/desk").text


def test_the_lead_raises_a_worry_and_they_are_left_in_peace(client, someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY)
    (alarm,) = open_alarms(session)
    signed_in(client, session, Role.SAFEGUARDING)
    address = f"/worries/words/{alarm.id}"
    assert "Choose one" in send(client, address, action=f"{address}/worry", note="Alone").text
    assert send(client, address, action=f"{address}/worry", urgency="now", note="Alone").status_code == 303
    session.rollback()
    worry = session.scalars(sa.select(Worry)).one()
    assert (worry.answer_id, worry.urgency) == (alarm.answer_id, WorryUrgency.NOW)
    assert queries.end_of(session, alarm_id=alarm.id).worry_id == worry.id
    person = session.get_one(Person, invitation.person_id)
    assert send_to(session, person, asked_in=worry.round_id).withheld is Withheld.LEFT_IN_PEACE


def test_looking_twice_is_refused(someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY)
    (alarm,) = open_alarms(session)
    alarms.find_no_danger(session, alarm=alarm, why="A film", by=lead.id)
    for again in (
        lambda: alarms.find_no_danger(session, alarm=alarm, why="A film", by=lead.id),
        lambda: alarms.raise_worry_about(
            session,
            alarm=alarm,
            answer=session.get_one(Answer, alarm.answer_id),
            urgency=WorryUrgency.SOON,
            note="",
            by=lead.id,
        ),
    ):
        with pytest.raises(NotReady):
            again()


def test_a_worry_a_colleague_raised_ends_the_pause_when_a_lead_takes_it_on(someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY)
    (alarm,) = open_alarms(session)
    answer = session.get_one(Answer, alarm.answer_id)
    worry = worries.raise_worry(session, answer=answer, urgency=WorryUrgency.TODAY, by=None)
    assert peace.pause_of(session, person_id=invitation.person_id) is not None
    alarms.take_on_worry(session, worry=worry, by=lead.id)
    assert peace.pause_of(session, person_id=invitation.person_id) is None
    assert queries.end_of(session, alarm_id=alarm.id).found is WordsFound.WORRY


def test_words_the_round_looks_out_for_count_too_and_every_door_is_watched(someone, invitation, session, asking, lead):
    worries.set_up(session, round_id=asking.id, lead_id=lead.id, words=["cold dinner"], by=None)
    session.commit()
    says(someone().opens(invitation), "Only a cold dinner again", and_sends=False)
    (alarm,) = open_alarms(session)
    assert (alarm.round_id, alarm.lead_id) == (asking.id, lead.id)


def test_nobody_looked_for_a_day_and_every_lead_hears_of_it_once(someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY)
    session.rollback()
    assert alarms.remind(session) == 0
    with time_machine.travel(clock.now() + dt.timedelta(hours=25), tick=False):
        assert (alarms.remind(session), alarms.remind(session)) == (1, 0)


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_else_sees_what_the_program_found(client, someone, invitation, session, role, lead):
    says(someone().opens(invitation), RISKY)
    (alarm,) = open_alarms(session)
    signed_in(client, session, role)
    assert [client.get(path).status_code for path in ("/worries/words/", f"/worries/words/{alarm.id}")] == [403, 403]


def test_two_leads_let_someone_be_reached_again_on_the_page_of_the_worry(app, someone, invitation, session, lead):
    says(someone().opens(invitation), RISKY)
    (alarm,) = open_alarms(session)
    answer = session.get_one(Answer, alarm.answer_id)
    worry = alarms.raise_worry_about(
        session, alarm=alarm, answer=answer, urgency=WorryUrgency.TODAY, note="", by=lead.id
    )
    session.commit()
    address = f"/worries/{worry.id}"
    one, other = app.test_client(), app.test_client()
    signed_in(one, session, Role.SAFEGUARDING, email="one@example.org")
    signed_in(other, session, Role.SAFEGUARDING, email="other@example.org")
    assert "Say why" in send(one, address, action=f"{address}/contact", why_contact="").text
    assert send(one, address, action=f"{address}/contact", why_contact="Has moved").status_code == 303
    assert "Another safeguarding lead must agree" in one.get(address).text
    assert "A colleague asks" in other.get("/worries/").text
    assert "A colleague asks" not in one.get("/worries/").text
    assert "Has moved" in other.get(address).text
    assert send(other, address, action=f"{address}/contact/yes").status_code == 303
    assert "Two people found that they may be reached again" in one.get(address).text
    session.rollback()
    person = session.get_one(Person, invitation.person_id)
    person.email = "mair@example.org"
    assert send_to(session, person, asked_in=worry.round_id).is_sent is True
    assert peace.peace_of(session, person_id=person.id, asked_in=worry.round_id) is None
    assert session.scalar(sa.select(sa.func.count()).select_from(RiskAlarm)) == 2


def test_the_list_costs_the_same_for_one_and_for_three(client, someone, invite, session, lead):
    says(someone().opens(invite()), RISKY)
    signed_in(client, session, Role.SAFEGUARDING)
    path = "/worries/words/"
    client.get(path)
    before = statements(session, client, path)
    for _more in range(2):
        says(someone().opens(invite()), RISKY)
    assert client.get(path).text.count("Not seen yet") == 3
    assert statements(session, client, path) == before
