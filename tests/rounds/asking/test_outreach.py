"""The plan of outreach: usual steps under every cap, due by themselves, sent only when someone agrees."""

import datetime as dt
import itertools
import re

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from portal.contact.enums import Channel, MessageState, Withheld
from portal.contact.models import ContactMessage, HeldBack
from portal.people.enums import Role
from portal.people.models import Person
from portal.questions.examples import WHY_QUESTIONS
from portal.rounds.enums import ChannelRule, InvitationState, PlannedState, Track
from portal.rounds.errors import NotDue, NotReady, PlanTooHard
from portal.rounds.models import Invitation, PhoneDraw, PlannedWave, SampleMember
from portal.rounds.operations import fieldwork, outreach
from portal.rounds.queries import outreach as queries
from portal.rounds.queries.asking import call_list
from portal.rounds.rules import outreach as rules
from portal.sampling.draws import in_drawn_order
from portal.shared import clock, queue
from tests.contact.factories import TUESDAY
from tests.contact.test_pages import statements
from tests.forms import submit
from tests.people.factories import make_account, signed_in
from tests.rounds.asking.test_waves import drawn_round

FIRST = TUESDAY.date()


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(session):
    return make_account(session, Role.ORGANISER, email="planner@example.org").id


@pytest.fixture
def round_(session, staff):
    made = drawn_round(session, mobile="07700 900123", address="1 Long Street")
    for number, person in enumerate(session.scalars(sa.select(Person))):
        person.address = f"{number} Long Street"
    outreach.agree_outreach(session, round_=made, starts_on=FIRST, by=staff)
    session.commit()
    return made


def steps(session, round_, track=Track.DISENGAGED) -> list[PlannedWave]:
    return [step for step in queries.steps_of(session, round_id=round_.id) if step.track is track]


def send_due(session, round_, staff, track=Track.DISENGAGED) -> PlannedWave:
    outreach.mark_due(session, today=clock.today())
    step = next(step for step in steps(session, round_, track) if step.state is PlannedState.DUE)
    outreach.send_step(session, step=step, by=staff)
    session.commit()
    queue.run_everything(session)
    return step


@pytest.mark.parametrize("track", Track)
def test_the_usual_plan_stays_under_every_cap(track):
    assert rules.faults_of_plan([step.day for step in rules.USUAL[track]]) == []


@given(days=st.lists(st.integers(-3, 70), max_size=6))
def test_a_plan_is_refused_exactly_when_it_breaks_a_cap(days):
    ordered = sorted(days)
    gaps = [b - a for a, b in itertools.pairwise(ordered)]
    is_fine = len(days) <= 4 and all(gap >= 7 for gap in gaps) and all(0 <= day < 60 for day in days)
    assert (rules.faults_of_plan(days) == []) == is_fine


def test_a_new_plan_has_the_usual_steps_and_nothing_is_sent(session, round_):
    planned = {track: [step.day for step in steps(session, round_, track)] for track in Track}
    assert planned == {Track.DISENGAGED: [0, 7, 19, 33], Track.NEVER_STARTED: [0, 7, 19, 33], Track.OTHERS: [0, 14, 28]}
    queue.run_everything(session)
    assert session.scalars(sa.select(ContactMessage)).all() == []


def test_a_step_is_due_on_its_day_and_not_before(session, round_):
    assert outreach.mark_due(session, today=FIRST - dt.timedelta(days=1)) == 0
    assert outreach.mark_due(session, today=FIRST) == 3
    assert outreach.mark_due(session, today=FIRST + dt.timedelta(days=6)) == 0
    assert outreach.mark_due(session, today=FIRST + dt.timedelta(days=7)) == 2


def test_a_step_that_is_not_due_cannot_be_sent(session, round_, staff):
    with pytest.raises(NotDue):
        outreach.send_step(session, step=steps(session, round_)[0], by=staff)


def test_a_step_goes_to_its_people_only(session, round_, staff):
    send_due(session, round_, staff)
    members = session.scalars(sa.select(SampleMember)).all()
    stopped_coming = {m.person_id for m in members if m.traits["status"] == "disengaged"}
    assert set(session.scalars(sa.select(ContactMessage.person_id))) == stopped_coming
    assert {m.until.date() for m in session.scalars(sa.select(ContactMessage))} == {FIRST + dt.timedelta(days=60)}


def test_the_preview_says_what_then_happens(session, round_, staff):
    person = session.get_one(Person, session.scalar(sa.select(SampleMember.person_id)))
    person.do_not_contact = True
    session.commit()
    outreach.mark_due(session, today=FIRST)
    due = queries.due_steps(session)
    before = [outreach.preview(session, round_=round_, step=step) for step in due]
    waves = [outreach.send_step(session, step=step, by=staff) for step in due]
    session.commit()
    queue.run_everything(session)
    for wave in waves:
        session.refresh(wave)
    assert [wave.counts for wave in waves] == before
    assert sum(sum(counts.values()) for counts in before) == 10


def test_the_preview_costs_the_same_for_few_and_many(client, session, round_):
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{round_.id}/outreach/{steps(session, round_)[0].id}/send"
    many = statements(session, client, path)
    for member in session.scalars(sa.select(SampleMember)).all()[:-1]:
        session.delete(member)
    session.commit()
    assert statements(session, client, path) == many


def test_a_whole_plan_runs_its_course_by_different_ways(session, round_, staff, a_tuesday):
    for day in (0, 7, 19, 33):
        a_tuesday.move_to(TUESDAY + dt.timedelta(days=day))
        send_due(session, round_, staff)
    of_one = session.scalar(sa.select(ContactMessage.person_id))
    messages = session.scalars(
        sa.select(ContactMessage).where(ContactMessage.person_id == of_one).order_by(ContactMessage.wave)
    ).all()
    assert [(m.template, m.channel) for m in messages] == [
        ("notice", Channel.EMAIL),
        ("invitation", Channel.EMAIL),
        ("short_reminder", Channel.SMS),
        ("last", Channel.LETTER),
    ]


def test_nobody_is_reminded_of_what_they_never_had(session, round_, staff):
    wave = fieldwork.start_wave(session, round_=round_, template="reminder", by=staff)
    session.commit()
    queue.run_everything(session)
    assert set(session.scalars(sa.select(ContactMessage.template))) == {"invitation"}
    session.refresh(wave)
    assert wave.counts == {"email": 10}


def test_who_is_held_back_is_noted_with_the_reason(session, round_, staff):
    session.execute(sa.update(Person).values(safe_contact=["no_letters"]))
    session.commit()
    send_due(session, round_, staff)
    assert set(session.scalars(sa.select(HeldBack.reason))) == {Withheld.SAFETY_NOT_CONFIRMED}
    assert session.scalars(sa.select(ContactMessage)).all() == []


def test_a_step_cannot_be_moved_too_near_another(session, round_, staff):
    second = steps(session, round_)[1]
    with pytest.raises(PlanTooHard) as refused:
        outreach.change_step(session, step=second, day=5, template="invitation", channels=ChannelRule.PAPER, by=staff)
    assert refused.value.faults == ["too_close"]
    assert second.day == 7


def test_the_half_to_ring_is_drawn_once_by_a_seed_anyone_can_check(session, round_, staff):
    send_due(session, round_, staff)
    draw = outreach.draw_for_phone(session, round_=round_, track=Track.DISENGAGED, by=staff)
    members = session.scalars(sa.select(SampleMember).where(SampleMember.phone_chosen.is_not(None))).all()
    order = in_drawn_order([str(m.id) for m in members], seed=draw.seed)
    assert {str(m.id) for m in members if m.phone_chosen} == set(order[: draw.people_chosen])
    assert draw.people_chosen == -(-len(members) // 2)
    assert {m.phone_chance for m in members} == {draw.people_chosen / draw.people_left}
    with pytest.raises(NotReady):
        outreach.draw_for_phone(session, round_=round_, track=Track.OTHERS, by=staff)


def test_who_is_not_in_the_half_is_not_on_the_list_of_calls(session, round_, staff):
    send_due(session, round_, staff)
    send_due(session, round_, staff, Track.OTHERS)
    outreach.draw_for_phone(session, round_=round_, track=Track.DISENGAGED, by=staff)
    left_out = session.scalars(sa.select(SampleMember.person_id).where(SampleMember.phone_chosen.is_(False))).all()
    rows, total = call_list(session, round_id=round_.id, page=1, per_page=50)
    assert left_out != []
    assert total == 10 - len(left_out)
    assert {person.id for _invitation, person in rows} & set(left_out) == set()


@pytest.mark.parametrize(
    ("days", "change", "done"),
    [
        (60, None, True),
        (59, None, False),
        (30, rules.Change(0.9, 0.009), True),
        (30, rules.Change(1.0, 0.0), False),
        (30, rules.Change(0.0, 0.01), False),
    ],
)
def test_a_round_is_done_at_day_60_or_when_a_wave_changes_nothing(days, change, done):
    assert rules.is_round_done(days=days, last_wave=change) is done


def test_a_group_of_whom_enough_answered_is_left_in_peace(session, round_, staff, a_tuesday):
    send_due(session, round_, staff)
    group = next(g for g in outreach.groups_of(session, round_=round_) if g.cell[0] == "disengaged")
    outreach.stop_stratum(session, round_=round_, stratum=group.stratum, target=group.target, by=staff)
    session.commit()
    a_tuesday.move_to(TUESDAY + dt.timedelta(days=7))
    send_due(session, round_, staff)
    stopped = set(session.scalars(sa.select(SampleMember.person_id).where(SampleMember.stratum == group.stratum)))
    second = set(session.scalars(sa.select(ContactMessage.person_id).where(ContactMessage.wave == 2)))
    assert second & stopped == set()
    assert {m.state for m in session.scalars(sa.select(ContactMessage)) if m.person_id in stopped} == {
        MessageState.WITHHELD
    }


def test_the_pages_make_a_plan_change_it_and_send_a_step(client, session):
    signed_in(client, session, Role.ORGANISER)
    made = drawn_round(session)
    path = f"/rounds/{made.id}/outreach/"
    submit(client, f"{path}start", **{"starts_on-day": "10", "starts_on-month": "3", "starts_on-year": "2026"})
    page = client.get(path).text
    assert "People who never started" in page
    step = next(s for s in steps(session, made) if s.day == 33)
    refused = submit(client, f"{path}{step.id}", day="20", with_field="template")
    assert "There must be seven days or more between two messages." in refused.text
    assert submit(client, f"{path}{step.id}", day="40", with_field="template").status_code == 303
    outreach.mark_due(session, today=FIRST)
    session.commit()
    first = steps(session, made)[0]
    shown = client.get(f"{path}{first.id}/send").text
    assert "Send it" in shown
    assert submit(client, f"{path}{first.id}/send").headers["Location"].startswith("/jobs/")
    session.expire_all()
    assert next(s.state for s in steps(session, made)) is PlannedState.SENT


def test_the_plan_costs_the_same_for_one_step_and_for_many(client, session, staff):
    signed_in(client, session, Role.ORGANISER)
    made = drawn_round(session)
    outreach.agree_outreach(session, round_=made, starts_on=FIRST, by=staff)
    session.commit()
    path = f"/rounds/{made.id}/outreach/"
    many = statements(session, client, path)
    for step in steps(session, made)[1:]:
        session.delete(step)
    session.commit()
    assert statements(session, client, path) == many


def test_an_answer_ends_the_asking(session, round_, staff, a_tuesday):
    send_due(session, round_, staff)
    one = session.scalars(sa.select(Invitation)).first()
    one.state = InvitationState.ANSWERED
    session.commit()
    assert session.scalars(sa.select(PhoneDraw)).all() == []
    people = queries.people_to_reach(session, round_id=round_.id, audience=())
    assert one.person_id not in {person.id for person in people}


def test_what_got_in_the_way_is_offered_while_planning(client, session):
    signed_in(client, session, Role.ORGANISER)
    made = drawn_round(session)
    page = client.get(f"/rounds/{made.id}/outreach/").text
    assert "Make a draft of these questions" in page
    answer = client.post(f"/rounds/{made.id}/outreach/why-questions", data=hidden_of(page))
    assert answer.headers["Location"].startswith("/questions/")
    for code in ("en", "en-easy", "cy", "ur"):
        assert all(code in question["texts"] for question in WHY_QUESTIONS)


def hidden_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_who_chance_did_not_choose_is_not_rung(client, session, round_, staff, a_tuesday):
    send_due(session, round_, staff)
    outreach.draw_for_phone(session, round_=round_, track=Track.DISENGAGED, by=staff)
    session.commit()
    a_tuesday.shift(dt.timedelta(days=14))
    signed_in(client, session, Role.ORGANISER)
    said = {}
    for member in session.scalars(sa.select(SampleMember).where(SampleMember.phone_chosen.is_not(None))):
        invitation = session.scalars(sa.select(Invitation).where(Invitation.member_id == member.id)).one()
        path = f"/rounds/{round_.id}/calls/{invitation.id}"
        submit(client, path)
        page = client.get(path).text
        said[member.phone_chosen] = ("not in the half that is rung" in page, "07700 900123" in page)
    assert said == {True: (False, True), False: (True, False)}
