"""What makes an organiser's day: where rounds stand, what is missing, a test to oneself, promised days."""

import datetime as dt
import itertools

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.contact.enums import Channel, MessageState
from portal.contact.models import ContactAttempt, ContactMessage
from portal.contact.operations import suppress
from portal.contact.queries import attempts_about
from portal.people.enums import Role
from portal.people.models import Person
from portal.people.rules import comparable_phone
from portal.questions.examples import carers_support, start_from_example
from portal.rounds import queries
from portal.rounds.enums import RoundState
from portal.rounds.errors import NotReady, SomeoneElses, StillAsking
from portal.rounds.models import Invitation, Round, RoundPreparation, TrialSend, WorrySetup
from portal.rounds.operations import answering, drawing, fieldwork, launching, planning, preparing, trying
from portal.rounds.promised_dates import promised_dates
from portal.rounds.queries.preparing import jobs_of, preparation_of
from portal.rounds.rules.launching import LaunchFacts, checks_of, complete_in
from portal.rounds.rules.stepping import Standing, next_step, steps_of
from portal.rounds.step_enums import Check, DateKind, NextStep, Progress, Step
from portal.shared import clock, queue
from portal.shared.calendars import Entry, as_icalendar, escaped, folded
from portal.shared.crypto import keys
from tests.contact.factories import TUESDAY, Bag, carried_by
from tests.forms import send, submit
from tests.people.factories import signed_in
from tests.rounds.asking.factories import agree, make_frame, make_round, make_service
from tests.rounds.informal.factories import a_checklist, a_round, a_visit, cost

TODAY = dt.date(2026, 3, 10)
READY = {
    "today": TODAY,
    "has_frame": True,
    "has_plan": True,
    "has_draw": True,
    "questions_published": True,
    "closes_on": TODAY + dt.timedelta(days=20),
    "languages": {"en": 30, "ur": 4},
    "questions_in": {"en", "ur"},
    "purpose_in": {"en", "ur"},
    "wording_in": {"en", "ur"},
    "tested": True,
    "privacy_read": True,
    "helpline_named": True,
    "worry_lead_named": True,
    "dates_promised": True,
}


def drawn(session, **values):
    service = make_service(session)
    frame = make_frame(session, service, {"active": 12, "disengaged": 9}, **values)
    round_ = make_round(session, service, question_set_id=carers_support(session).id)
    agree(session, round_, frame, size=10)
    drawing.draw_sample(session, round_=round_, by=None)
    session.commit()
    return round_


def found(**changed):
    """What is not good, and whether it stops the launch."""
    checks = checks_of(LaunchFacts(**{**READY, **changed}))
    return {one.check: one.blocks for one in checks if not one.is_good}


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({}, {}),
        ({"has_frame": False}, {Check.FRAME: True}),
        ({"has_plan": False}, {Check.PLAN: True}),
        ({"has_draw": False}, {Check.DRAW: True}),
        ({"questions_published": False}, {Check.QUESTIONS: True}),
        ({"is_archived": True}, {Check.NOT_ARCHIVED: True}),
        ({"closes_on": None}, {Check.LAST_DAY: False}),
        ({"closes_on": TODAY - dt.timedelta(days=1)}, {Check.LAST_DAY: True}),
        ({"closes_on": TODAY}, {}),
        ({"questions_in": {"en"}}, {Check.LANGUAGES: False}),
        ({"purpose_in": {"en"}}, {Check.PURPOSE: False}),
        ({"wording_in": {"en"}}, {Check.WORDING: False}),
        ({"tested": False}, {Check.TEST_SENT: False}),
        ({"privacy_read": False}, {Check.PRIVACY: False}),
        ({"helpline_named": False}, {Check.HELPLINE: False}),
        ({"worry_lead_named": False}, {Check.WORRY_LEAD: False}),
        ({"dates_promised": False}, {Check.DATES: False}),
    ],
)
def test_only_what_is_truly_needed_stops_a_launch(changed, what):
    assert found(**changed) == what


def test_languages_that_are_missing_are_named_those_of_most_people_first():
    checks = checks_of(LaunchFacts(**{**READY, "languages": {"cy": 2, "en": 30, "ur": 9}, "questions_in": {"en"}}))
    assert next(one for one in checks if one.check is Check.LANGUAGES).missing_in == ("ur", "cy")


def test_a_language_is_complete_when_every_text_is_there():
    assert complete_in([{"en": "a", "ur": "b"}, {"en": "c", "ur": ""}]) == {"en"}
    assert complete_in([]) == set()


def test_a_round_whose_questions_are_a_draft_sends_nothing(session):
    round_ = drawn(session)
    round_.question_set_id = start_from_example(session, by=None).id
    with pytest.raises(NotReady):
        fieldwork.start_wave(session, round_=round_, template="invitation", by=None)
    assert (queries.waves_of(session, round_id=round_.id), round_.state) == ([], RoundState.DRAWN)


def test_once_people_have_been_written_to_the_checklist_stands_in_no_reminders_way(session):
    round_ = drawn(session)
    fieldwork.start_wave(session, round_=round_, template="invitation", by=None)
    round_.closes_on = clock.today() - dt.timedelta(days=1)
    assert launching.refuse_unready(session, round_=round_) is None


def test_the_page_says_what_is_missing_and_what_may_wait(client, session):
    round_ = drawn(session, language="ur")
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/rounds/{round_.id}/launch").text
    assert "You can send. 8 things are still open" in page
    assert "Missing: اردو" in page
    day = {"release_on-day": 1, "release_on-month": 6, "release_on-year": 2027}
    day |= {"check_back_on-day": 1, "check_back_on-month": 7, "check_back_on-year": 2027}
    given = {"helpline_name": "Samaritans", "helpline_phone": "116 123", "privacy_read": "read", **day}
    assert submit(client, f"/rounds/{round_.id}/prepare", **given).status_code == 303
    session.add(WorrySetup(round_id=round_.id, lead_id=round_.id))
    round_ = session.get_one(Round, round_.id)
    round_.closes_on = clock.today()
    session.commit()
    assert "You can send. 3 things are still open" in client.get(f"/rounds/{round_.id}/launch").text


def test_half_a_helpline_and_days_in_the_wrong_order_are_refused_and_nothing_is_lost(client, session):
    round_ = a_round(session)
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    days = {"release_on-day": 2, "release_on-month": 6, "release_on-year": 2027}
    days |= {"check_back_on-day": 1, "check_back_on-month": 6, "check_back_on-year": 2027}
    page = submit(client, f"/rounds/{round_.id}/prepare", helpline_name="Samaritans", **days).text
    for words in ("Enter both: the name and the number", "before there are results", 'value="Samaritans"'):
        assert words in page
    assert preparation_of(session, round_id=round_.id) is None


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({}, NextStep.PLAN),
        ({"has_plan": True}, NextStep.DRAW),
        ({"has_plan": True, "has_draw": True, "state": RoundState.DRAWN}, NextStep.PREPARE),
        ({"has_draw": True, "state": RoundState.DRAWN, "is_prepared": True}, NextStep.SEND),
        ({"has_draw": True, "state": RoundState.FIELDWORK, "waves": 1}, NextStep.LISTEN),
        ({"state": RoundState.FIELDWORK, "closes_on": TODAY}, NextStep.LISTEN),
        ({"state": RoundState.FIELDWORK, "closes_on": TODAY - dt.timedelta(days=1)}, NextStep.CLOSE),
        ({"state": RoundState.CLOSED}, NextStep.RELEASE),
        ({"state": RoundState.RELEASED}, NextStep.FINDINGS),
        ({"state": RoundState.RELEASED, "findings": 3}, NextStep.SUMMARY),
    ],
)
def test_what_comes_next_is_said_for_every_state(facts, step):
    assert next_step(standing(**facts), today=TODAY) is step


def standing(**facts):
    nothing = {"state": RoundState.PLANNING, "closes_on": None, "has_plan": False, "has_draw": False}
    return Standing(**{**nothing, "is_prepared": False, "waves": 0, "findings": 0, **facts})


def test_steps_go_from_done_over_now_to_later():
    order = [Progress.DONE, Progress.NOW, Progress.LATER].index
    every = itertools.product(RoundState, (False, True), (False, True), range(3), range(3))
    for state, has_plan, is_prepared, waves, findings in every:
        has_draw = state is not RoundState.PLANNING
        facts = {"has_plan": has_plan or has_draw, "is_prepared": is_prepared, "waves": waves if has_draw else 0}
        steps = steps_of(standing(state=state, has_draw=has_draw, findings=findings, **facts))
        assert list(steps) == list(Step)
        assert Progress.NOW in steps.values()
        asking = [steps[step] for step in (Step.PLAN, Step.DRAW, Step.SEND)]
        assert asking == sorted(asking, key=order)


def test_the_list_says_what_to_do_and_whose_turn_it_is(client, session):
    drawn(session)
    signed_in(client, session, Role.ORGANISER)
    page = client.get("/rounds/").text
    assert "Next: Go through the checklist before the first message" in page
    assert "Whose turn: Organiser" in page


def test_the_list_is_searched_filtered_and_paged(client, session):
    service = make_service(session)
    for number in range(30):
        made = make_round(session, service)
        made.name = {"en": f"Round {number}", "ur": "خزاں" if number == 7 else ""}
    made.state = RoundState.CLOSED
    session.commit()
    signed_in(client, session, Role.AUDITOR)
    assert "30 rounds" in client.get("/rounds/").text
    assert client.get("/rounds/?page=2").text.count('class="rows__words"') == 5
    assert "1 round<" in client.get("/rounds/?word=خزاں").text
    assert "1 round<" in client.get("/rounds/?state=closed").text
    assert "There are no such rounds." in client.get("/rounds/?word=nothing+like+it").text
    assert "30 rounds" in client.get(f"/rounds/?service={service.id}&word=CARERS&page=x&state=y").text


def test_a_round_is_put_away_and_brought_back_but_not_while_people_are_asked(client, session):
    round_ = drawn(session)
    signed_in(client, session, Role.ORGANISER)
    address = f"/rounds/{round_.id}"
    assert send(client, address, action=f"{address}/archive").status_code == 303
    assert "Autumn round" not in client.get("/rounds/").text
    assert "Autumn round" in client.get("/rounds/?archived=yes").text
    with pytest.raises(NotReady):
        fieldwork.start_wave(session, round_=session.get_one(Round, round_.id), template="invitation", by=None)
    session.rollback()
    assert send(client, address, action=f"{address}/bring-back").status_code == 303
    assert "Autumn round" in client.get("/rounds/").text
    round_ = session.get_one(Round, round_.id, populate_existing=True)
    fieldwork.start_wave(session, round_=round_, template="invitation", by=None)
    with pytest.raises(StillAsking):
        preparing.archive(session, round_=round_, by=None)


def test_a_copy_brings_settings_and_numbers_and_nobody(client, session):
    round_ = drawn(session)
    preparing.prepare(
        session,
        round_=round_,
        helpline_name="Samaritans",
        helpline_phone="116 123",
        release_on=TODAY,
        check_back_on=TODAY,
        privacy_read=True,
        by=None,
    )
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    answer = submit(client, f"/rounds/{round_.id}/copy", name="Spring round")
    made = session.scalars(sa.select(Round).where(Round.id != round_.id)).one()
    assert answer.headers["Location"] == f"/rounds/{made.id}"
    assert (made.question_set_id, made.purpose, made.frame_id, made.state, made.closes_on) == (
        round_.question_set_id,
        round_.purpose,
        None,
        RoundState.PLANNING,
        None,
    )
    ready = preparation_of(session, round_id=made.id)
    assert (ready.helpline_phone, ready.release_on, ready.privacy_read_at) == ("116 123", None, None)
    assert queries.plan_of(session, round_id=made.id) is None
    assert 'value="10"' in client.get(f"/rounds/{made.id}/plan").text
    assert queries.sampled_person_ids(session, round_id=made.id) == []


@pytest.fixture
def tuesday():
    with time_machine.travel(TUESDAY, tick=False):
        yield


def try_out(session, round_, account, **values):
    given = {"template": "invitation", "language": "cy", "channel": Channel.EMAIL, "mobile": ""}
    return trying.send_test(session, round_=round_, account=account, **{**given, **values})


def test_a_test_goes_to_oneself_says_so_and_counts_nowhere(client, session, tuesday):
    round_, bag = drawn(session), Bag()
    account = signed_in(client, session, Role.ORGANISER)
    for language in ("cy", "ur"):
        given = {"template": "invitation", "language": language, "channel": "email"}
        assert submit(client, f"/rounds/{round_.id}/test", **given).status_code == 303
    with carried_by(bag):
        queue.enqueue(session, "contact.deliver_due")
        session.commit()
        queue.run_everything(session)
    assert sorted((one.to, one.language) for one in bag.parcels) == [(account.email, "cy"), (account.email, "ur")]
    assert attempts_about(session, asked_in=round_.id) == []
    assert queries.round_counts(session, round_id=round_.id) == {}
    assert queries.waves_of(session, round_id=round_.id) == []
    page = client.get(f"/rounds/{round_.id}/test").text
    assert "Cymraeg" in page
    link = bag.parcels[0].words.split("http://localhost")[1].split()[0]
    assert client.get(link).status_code == 200
    assert client.get("/t/AbCdEfGhIjKlMnOpQrStUv").status_code == 404
    attempts = session.scalars(sa.select(ContactAttempt)).all()
    assert {one.asked_in for one in attempts} == set(session.scalars(sa.select(TrialSend.id)))


def test_the_first_line_of_a_test_says_that_it_is_one(client, session, tuesday):
    round_ = drawn(session)
    account = signed_in(client, session, Role.ORGANISER)
    message = try_out(session, round_, account, language="en").message
    assert message.words.startswith("This is a test. Nobody else has got this message.\n\nHello.")
    assert message.state is MessageState.WAITING


def test_a_test_never_goes_to_the_phone_of_someone_we_know(client, session, tuesday):
    mobile = "07700 900123"
    index = keys().blind(comparable_phone(mobile), kind="phone")
    session.add(Person(name="Ana", mobile=mobile, mobile_index=index, language="en", created_at=clock.now()))
    round_ = drawn(session)
    account = signed_in(client, session, Role.ORGANISER)
    with pytest.raises(SomeoneElses):
        try_out(session, round_, account, channel=Channel.SMS, mobile="+44 7700 900 123")
    session.rollback()
    given = {"template": "invitation", "channel": "sms", "mobile": "07700900123"}
    page = submit(client, f"/rounds/{round_.id}/test", **given).text
    assert ("belongs to someone on a roster" in page, 'value="07700900123"' in page) == (True, True)
    assert session.scalars(sa.select(ContactMessage)).all() == []
    page = submit(client, f"/rounds/{round_.id}/test", **{**given, "mobile": "12"}).text
    assert "Enter your mobile number" in page
    assert try_out(session, round_, account, channel=Channel.SMS, mobile="07700 900999").message.to == "07700 900999"


def test_an_address_that_said_stop_gets_no_test_either(client, session, tuesday):
    round_ = drawn(session)
    account = signed_in(client, session, Role.ORGANISER)
    suppress(session, person=Person(email=account.email, language="en", created_at=clock.now()), why="asked")
    assert not try_out(session, round_, account).is_sent


def test_a_test_uses_up_nothing_of_a_persons_limits_and_shares_no_address(client, session, tuesday):
    round_ = drawn(session)
    account = signed_in(client, session, Role.ORGANISER)
    for _number in range(6):
        assert try_out(session, round_, account).is_sent
    people = session.scalars(sa.select(Person).join(TrialSend, TrialSend.person_id == Person.id)).all()
    assert [(one.email_index, one.mobile_index, one.address) for one in people] == [(None, None, None)] * 6


def test_the_calendar_holds_what_rounds_visits_and_rooms_downstream_promise(client, session):
    round_ = a_round(session)
    round_.closes_on = clock.today() + dt.timedelta(days=3)
    session.add(
        RoundPreparation(
            round_id=round_.id,
            release_on=clock.today() + dt.timedelta(days=30),
            check_back_on=clock.today() - dt.timedelta(days=2),
        )
    )
    a_visit(session, a_checklist(session, round_))
    session.commit()
    kinds = [one.kind for one in promised_dates(session, since=clock.today())]
    assert kinds == [DateKind.CLOSES, DateKind.VISIT, DateKind.RELEASE]
    signed_in(client, session, Role.COMMISSIONER)
    page = client.get("/rounds/calendar/").text
    for words in ("Last day to answer", "Results promised", "Days that have gone by"):
        assert words in page
    answer = send(client, "/rounds/calendar/", action="/rounds/calendar/dates.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.text.count("BEGIN:VEVENT\r\n") == 3
    assert f"UID:closes-{round_.id}\r\n" in answer.text


def test_a_file_for_calendars_is_as_the_standard_asks():
    entry = Entry(uid="closes-1", on=dt.date(2026, 12, 31), words="Last day; “Gofal”, one\nmore", address="http://x/1")
    lines = as_icalendar([entry], stamp=TUESDAY, name="Days").decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[4:12] == [
        "BEGIN:VEVENT",
        "UID:closes-1",
        "DTSTAMP:20260310T103000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Last day\\; “Gofal”\\, one\\nmore",
        "URL:http://x/1",
        "TRANSP:TRANSPARENT",
    ]
    assert lines[-2:] == ["END:VCALENDAR", ""]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=300))
def test_lines_are_folded_by_octets_and_unfold_to_what_they_were(text):
    line = f"SUMMARY:{escaped(text)}"
    octets = folded(line)
    assert all(len(part) <= 75 for part in octets.split(b"\r\n"))
    assert octets.replace(b"\r\n ", b"").decode() == line


def test_work_about_a_round_shows_on_its_page_and_on_no_other(client, session):
    round_, other = drawn(session), a_round(session)
    fieldwork.start_wave(session, round_=round_, template="invitation", by=None)
    queue.enqueue(session, "rounds.release", round_id=str(round_.id), by="")
    session.commit()
    assert [job.task for job in jobs_of(session, round_id=round_.id)] == ["rounds.send_wave", "rounds.release"]
    assert jobs_of(session, round_id=other.id) == []
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/rounds/{round_.id}").text
    assert ("Messages are being written. Waiting to start." in page, page.count("<progress")) == (True, 2)


def test_a_reader_sees_the_checklist_and_may_change_nothing(client, session):
    round_ = drawn(session)
    signed_in(client, session, Role.COMMISSIONER)
    assert client.get(f"/rounds/{round_.id}/launch").status_code == 200
    for path in ("prepare", "test", "copy"):
        assert client.get(f"/rounds/{round_.id}/{path}").status_code == 403
    assert "Put this round away" not in client.get(f"/rounds/{round_.id}").text


def test_lists_cost_the_same_for_one_round_as_for_three(app, client, session):
    account = signed_in(client, session, Role.ORGANISER)
    service = make_service(session)
    first = make_round(session, service)
    paths = (
        "/rounds/",
        "/rounds/?archived=yes",
        "/rounds/calendar/",
        f"/rounds/{first.id}/test",
        f"/rounds/{first.id}",
    )

    def add() -> None:
        made = make_round(session, service)
        made.closes_on = clock.today()
        put_away = make_round(session, service)
        preparing.archive(session, round_=put_away, by=None)
        a_visit(session, a_checklist(session, made))
        try_out(session, first, account)
        queue.enqueue(session, "rounds.release", round_id=str(first.id), by="")

    add()
    for path in paths:
        cost(app, session, client, path)
    once = {path: cost(app, session, client, path) for path in paths}
    add()
    add()
    assert {path: cost(app, session, client, path) for path in paths} == once


def test_the_plan_of_a_copy_is_its_own_as_soon_as_there_is_one(session):
    round_ = drawn(session)
    made = preparing.clone_round(session, round_=round_, name="Again", by=None)
    assert preparing.plan_to_begin_from(session, round_=made).size == 10
    frame = make_frame(session, make_service(session), {"active": 30})
    made.service_id = frame.service_id
    agree(session, made, frame, size=12)
    assert preparing.plan_to_begin_from(session, round_=made).size == 12
    assert planning.queries.plan_of(session, round_id=round_.id).size == 10


def test_the_helpline_of_a_round_is_told_to_whoever_answers(client, session):
    round_ = drawn(session)
    fieldwork.open_invitations(session, round_=round_)
    round_.state = RoundState.FIELDWORK
    preparing.prepare(
        session,
        round_=round_,
        helpline_name="Carers Line",
        helpline_phone="0300 111 2222",
        release_on=None,
        check_back_on=None,
        privacy_read=False,
        by=None,
    )
    session.commit()
    link = answering.link_of(session.scalars(sa.select(Invitation.id)).first())
    submit(client, f"/i/{link}")
    page = client.get("/answer").text.replace("\u00a0", " ")
    assert "You can also ring Carers Line:" in page
    assert "0300 111 2222" in page
