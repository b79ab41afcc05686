import dataclasses
import json
import os
import random
import subprocess
import sys

import pytest

from portal.contact.models import ContactMessage
from portal.panels.enums import InterestState, MemberState, SelectionState
from portal.panels.errors import NeedsSecondPerson, NoReserve, NotYet, NumbersDiffer, WrongState
from portal.panels.models import Interest, PanelMember, Selection, SelectionEntry
from portal.panels.operations import selecting as operations
from portal.panels.operations.gaps import begin_gap_task
from portal.panels.operations.interest import withdraw
from portal.panels.operations.membership import move_member
from portal.panels.operations.pool_retention import forget_old_interest, forget_old_words
from portal.panels.operations.replacing import answer_addition, fill_seat, propose_addition
from portal.panels.queries import selecting as queries
from portal.panels.queries.panels import members_of, steps_of
from portal.panels.rules import fairness
from portal.panels.rules.gaps import Gap
from portal.panels.shown_fairness import shown_draw
from portal.people.enums import Role
from portal.people.models import Person
from portal.sampling.errors import DamagedRecord
from portal.sampling.panels import drawn_number, faults_of, lottery_from_json
from portal.shared import queue
from tests.forms import forms_on, submit
from tests.panels.calls import TARGETS, fill_pool, make_call, make_service, on_day, on_roster, target
from tests.panels.factories import make_panel
from tests.people.factories import make_account, make_person, signed_in
from tests.sampling.panels.pools import two_by_two

NUMBER = "12 17 23 31 40 44"


def tickets(session, call, *, replacement_for=None):
    """The lists made by the worker, on the day after the call closed."""
    selection = operations.start_selection(
        session, call=call, by=make_panel(session).coordinator_id, replacement_for=replacement_for
    )
    session.commit()
    queue.run_everything(session)
    session.refresh(selection)
    return selection


def drawn(session, call, *, number=NUMBER, replacement_for=None):
    selection = tickets(session, call, replacement_for=replacement_for)
    draw(session, selection, number=number)
    return selection


def draw(session, selection, *, number=NUMBER):
    one, two = make_panel(session).coordinator_id, make_panel(session).coordinator_id
    operations.publish_tickets(session, selection=selection, by=one)
    operations.type_number(session, selection=selection, number=number, by=one)
    operations.check_number(session, selection=selection, number=f" {number.replace(' ', ', ')} ", by=two)
    session.commit()
    queue.run_everything(session)
    session.refresh(selection)


@pytest.fixture
def panel(session):
    return make_panel(session)


@pytest.fixture
def call(session, panel):
    call = make_call(session, panel)
    fill_pool(session, call)
    return call


def test_tickets_meet_the_targets_and_are_published_before_the_number(session, call):
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
        assert selection.state is SelectionState.READY
        lottery = lottery_from_json(selection.lottery)
        assert (len(lottery.tickets), faults_of(lottery)) == (1000, ())
        assert selection.lottery_sha256 == lottery.sha256
        with pytest.raises(WrongState):
            operations.type_number(session, selection=selection, number="1", by=selection.made_by)
    entries = session.query(SelectionEntry).filter_by(selection_id=selection.id)
    assert entries.count() == 24
    assert sum(one.chance for one in entries) == pytest.approx(6)


def test_no_draw_begins_while_the_call_is_open_or_another_is_under_way(session, call):
    with on_day(call, "closes_on"), pytest.raises(NotYet):
        operations.start_selection(session, call=call, by=call.published_by)
    with on_day(call, "closes_on", plus=1):
        operations.start_selection(session, call=call, by=call.published_by)
        with pytest.raises(NotYet):
            operations.start_selection(session, call=call, by=call.published_by)


def test_the_number_is_typed_by_two_people_on_its_day_and_draws_the_ticket(session, call, panel):
    with on_day(call, "closes_on", plus=1):
        selection = tickets(session, call)
        operations.publish_tickets(session, selection=selection, by=panel.coordinator_id)
        with pytest.raises(NotYet):
            operations.type_number(session, selection=selection, number=NUMBER, by=panel.coordinator_id)
    with on_day(call, "draw_on"):
        operations.type_number(session, selection=selection, number=NUMBER, by=panel.coordinator_id)
        with pytest.raises(NeedsSecondPerson):
            operations.check_number(session, selection=selection, number=NUMBER, by=panel.coordinator_id)
        other = make_panel(session).coordinator_id
        operations.check_number(session, selection=selection, number=NUMBER, by=other)
    lottery = lottery_from_json(selection.lottery)
    assert selection.ticket == drawn_number(NUMBER, 1000)
    members = members_of(session, panel_id=panel.id)
    assert {member.state for member, _person in members} == {MemberState.SELECTED}
    numbers = {
        one.number
        for one, interest in queries.entries_with_interest(session, selection_id=selection.id)
        if interest.person_id in {member.person_id for member, _ in members}
    }
    assert numbers == set(lottery.tickets[selection.ticket])
    assert [step.because for step in steps_of(session, member_id=members[0][0].id)] == ["drawn"]


def test_two_different_numbers_draw_nothing_and_both_are_forgotten(session, call, panel):
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
        operations.publish_tickets(session, selection=selection, by=panel.coordinator_id)
        operations.type_number(session, selection=selection, number="1 2", by=panel.coordinator_id)
        with pytest.raises(NumbersDiffer):
            operations.check_number(session, selection=selection, number="2 1", by=make_panel(session).coordinator_id)
    assert (selection.state, selection.public_number, selection.ticket) == (SelectionState.PUBLISHED, "", None)
    assert session.query(PanelMember).count() == 0


def test_everyone_is_told_with_words_that_say_nothing(session, call, panel):
    with on_day(call, "draw_on"):
        selection = drawn(session, call)
    assert selection.state is SelectionState.DRAWN
    states = [one.state for one in session.query(Interest)]
    assert (states.count(InterestState.CHOSEN), states.count(InterestState.RESERVE)) == (6, 12)
    assert states.count(InterestState.NOT_CHOSEN) == 6
    messages = session.query(ContactMessage).all()
    assert len(messages) == 24
    assert len({message.words.replace(message.link, "").replace(message.code, "") for message in messages}) == 1


def test_whoever_went_between_tickets_and_number_gets_no_place(session, call, panel):
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
        lottery = lottery_from_json(selection.lottery)
        first = lottery.tickets[drawn_number(NUMBER, 1000)][0]
        entries = queries.entries_with_interest(session, selection_id=selection.id)
        (gone,) = [interest for entry, interest in entries if entry.number == first]
        withdraw(session, interest=gone)
        draw(session, selection)
        assert gone.state is InterestState.WITHDRAWN
        assert len(members_of(session, panel_id=panel.id)) == 5
        member = fill_seat(session, call=call, by=panel.coordinator_id)
    assert steps_of(session, member_id=member.id)[0].because == "replacement"


def test_whoever_came_by_decision_meanwhile_keeps_that_place_and_is_no_reserve(session, call, panel):
    other = make_panel(session).coordinator_id
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
        added = session.query(Interest).first()
        person = session.get_one(Person, added.person_id)
        addition = propose_addition(session, panel=panel, person=person, why="Needed", by=panel.coordinator_id)
        answer_addition(session, addition=addition, agree=True, by=other)
        lottery = lottery_from_json(selection.lottery)
        entries = queries.entries_with_interest(session, selection_id=selection.id)
        (number,) = [entry.number for entry, interest in entries if interest.id == added.id]
        public = next(str(n) for n in range(1000) if number in lottery.tickets[drawn_number(str(n), 1000)])
        draw(session, selection, number=public)
        places = members_of(session, panel_id=panel.id)
        assert len(places) == 6
        (own,) = [member for member, one in places if one.id == person.id]
        assert [step.because for step in steps_of(session, member_id=own.id)] == ["decision"]
        assert person.id not in {one.person_id for one in queries.reserves_of(session, call_id=call.id)}


def step_down(session, panel, *, how_many=1):
    for member, _person in members_of(session, panel_id=panel.id)[:how_many]:
        move_member(session, member=member, to=MemberState.STEPPED_DOWN, by=None)


def test_a_free_seat_goes_to_the_first_reserve_who_keeps_the_targets(session, call, panel):
    with on_day(call, "draw_on"):
        drawn(session, call)
        with pytest.raises(WrongState):
            fill_seat(session, call=call, by=panel.coordinator_id)
        before = {person.id for _member, person in members_of(session, panel_id=panel.id)}
        step_down(session, panel)
        staying = {person.id for _member, person in members_of(session, panel_id=panel.id)}
        reserves = [one.person_id for one in queries.reserves_of(session, call_id=call.id)]
        member = fill_seat(session, call=call, by=panel.coordinator_id)
        after = {person.id for _member, person in members_of(session, panel_id=panel.id)}
    assert staying < before
    assert after == staying | {member.person_id}
    assert member.person_id in reserves
    profiles = [json.loads(one.profile) for one in queries.who_stays(session, call=call)]
    for row in TARGETS:
        there = sum(profile[row["category"]] == row["value"] for profile in profiles)
        assert row["least"] <= there <= row["most"]


def test_without_a_reserve_the_lots_are_drawn_again_and_whoever_is_there_stays(session, call, panel):
    with on_day(call, "draw_on"):
        drawn(session, call)
        step_down(session, panel, how_many=2)
        for reserve in queries.reserves_of(session, call_id=call.id):
            reserve.state = InterestState.NOT_CHOSEN
        session.flush()
        with pytest.raises(NoReserve):
            fill_seat(session, call=call, by=panel.coordinator_id)
        staying = {person.id for _member, person in members_of(session, panel_id=panel.id)}
        left = session.query(PanelMember.person_id).filter(PanelMember.state == MemberState.STEPPED_DOWN)
        left_ids = {person_id for (person_id,) in left}
        again = drawn(session, call, number="7 8 9", replacement_for=2)
    now = {person.id for _member, person in members_of(session, panel_id=panel.id)}
    assert (again.is_replacement, again.seats) == (True, 2)
    assert staying < now
    assert len(now) == 6
    assert not left_ids & now


def test_impossible_targets_come_back_in_words_with_the_smallest_change(session, client, panel):
    targets = [target("gender", "another", 1, 2), target("area", "North", 2, 4)]
    call = make_call(session, panel, targets=targets)
    fill_pool(session, call)
    session.commit()
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
        assert selection.state is SelectionState.IMPOSSIBLE
        signed_in(client, session, Role.ORGANISER)
        page = client.get(f"/panels/{panel.id}/draws/{selection.id}").text
        assert "Gender, Another word: at least 0 instead of 1" in page
        operations.ease_targets(session, selection=selection, by=panel.coordinator_id)
        assert [row["least"] for row in call.targets] == [0, 2]
        assert tickets(session, call).state is SelectionState.READY
        session.commit()
        assert "Gender, Another word: at least 0 instead of 1" in client.get(f"/join/{call.id}").text


def test_what_no_change_within_the_flex_can_help_is_said(session, client, panel):
    call = make_call(session, panel, targets=[target("gender", "another", 3, 4, flex=1)])
    fill_pool(session, call)
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
        assert (selection.state, selection.relaxation) == (SelectionState.IMPOSSIBLE, None)
        signed_in(client, session, Role.ORGANISER)
        assert "Too few people came forward" in client.get(f"/panels/{panel.id}/draws/{selection.id}").text
        with pytest.raises(WrongState):
            operations.ease_targets(session, selection=selection, by=panel.coordinator_id)


def test_two_of_one_home_never_stand_on_one_ticket(session, call):
    interests = session.query(Interest).all()
    for one in interests[:4]:
        one.home_index = "the same"
    session.flush()
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
    entries = queries.entries_with_interest(session, selection_id=selection.id)
    together = {entry.number for entry, interest in entries if interest.home_index == "the same"}
    lottery = lottery_from_json(selection.lottery)
    assert len(together) == 4
    assert max(len(together & set(ticket)) for ticket in lottery.tickets) == 1
    assert len({one.home for one in lottery.candidates if one.person_id in together}) == 1


def test_cancelled_work_can_be_set_aside_and_begun_again(session, call):
    with on_day(call, "draw_on"):
        selection = operations.start_selection(session, call=call, by=call.published_by)
        queue.cancel(session, job=session.get_one(queue.Job, selection.job_id))
        session.commit()
        queue.run_everything(session)
        session.refresh(selection)
        assert selection.state is SelectionState.WORKING
        operations.set_aside(session, selection=selection, by=call.published_by)
        assert tickets(session, call).state is SelectionState.READY


def test_the_work_stops_when_someone_presses_stop(session, call):
    with on_day(call, "draw_on"):
        selection = operations.start_selection(session, call=call, by=call.published_by)
        ready = operations.prepare(session, selection=selection)

    def stop(_what, _done, _total):
        raise queue.Stopped

    with pytest.raises(queue.Stopped):
        operations.work_out(ready, report=stop)


REPLAY = """
import random, sys
from portal.panels.operations.selecting import Prepared, work_out
from tests.sampling.panels.pools import two_by_two
candidates, targets = two_by_two()
random.Random(int(sys.argv[1])).shuffle(candidates)
worked = work_out(Prepared(tuple(candidates), targets, {}, True, True, "seed"), report=lambda *said: None)
sys.stdout.write("sha " + worked.lottery.sha256)
"""


def test_the_draw_is_replayed_the_same_for_shuffled_rows_and_ten_hash_seeds():
    candidates, targets = two_by_two()
    ready = operations.Prepared(tuple(candidates), targets, {}, True, True, "seed")
    expected = operations.work_out(ready, report=lambda *said: None).lottery.sha256
    for seed in range(10):
        done = subprocess.run(
            [sys.executable, "-c", REPLAY, str(seed)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.endswith(f"sha {expected}")


def test_numbers_do_not_depend_on_the_order_people_came_in():
    ids = [f"person {n}" for n in range(40)]
    numbers = fairness.numbers_for(ids, seed="s")
    random.Random(2).shuffle(ids)
    assert fairness.numbers_for(ids, seed="s") == numbers
    assert sorted(numbers.values()) == [f"{n:04}" for n in range(1, 41)]
    assert fairness.numbers_for(ids, seed="other") != numbers


def test_the_public_file_of_a_small_pool_holds_nothing_people_said_and_can_be_checked_by_counting(session, call):
    with on_day(call, "draw_on"):
        selection = drawn(session, call)
    lottery = lottery_from_json(selection.lottery)
    text = fairness.public_json(lottery)
    # 24 people in four kinds of six: any of them could be guessed at
    assert "woman" not in text
    assert "North" not in text
    assert selection.public_sha256 == fairness.sha256(text)
    check = fairness.check_public(text, number=NUMBER)
    assert (check.holds, check.ticket) == (True, selection.ticket)
    assert check.drawn == lottery.tickets[selection.ticket]
    assert (check.smallest, check.largest) == (selection.figures["smallest"], selection.figures["largest"])
    wrong = json.loads(text)
    wrong["tickets"][0][0] = wrong["tickets"][0][1]
    assert fairness.check_public(json.dumps(wrong), number=NUMBER).holds is False
    with pytest.raises(DamagedRecord):
        fairness.check_public("{}", number=NUMBER)


def test_a_large_pool_of_many_alike_is_published_whole():
    candidates, targets = two_by_two()
    ready = operations.Prepared(tuple(candidates), targets, {}, True, True, "seed")
    lottery = operations.work_out(ready, report=lambda *said: None).lottery
    assert fairness.is_safe_in_full(lottery)
    assert lottery_from_json(fairness.public_json(lottery)) == lottery
    assert fairness.check_public(lottery.to_json(), number="1").holds
    rare = dataclasses.replace(candidates[0], profile={**candidates[0].profile, "gender": "another"})
    assert not fairness.is_safe_in_full(dataclasses.replace(lottery, candidates=(rare, *candidates[1:])))


def test_the_public_page_hides_small_groups_and_says_the_smallest_and_largest_chance(session, client, call):
    with on_day(call, "draw_on"):
        selection = drawn(session, call)
    session.commit()
    shown = shown_draw(selection)
    assert [row.met for row in shown.rows] == [True] * 4
    assert [row.pool.value for row in shown.rows] == [10, 10, 10, 10]
    page = client.get(f"/join/draw/{selection.id}").text
    assert f"The smallest chance of anybody was {shown.smallest}." in page
    assert NUMBER in page
    assert selection.public_sha256 in page
    names = [person.name for person in session.query(Person)]
    assert [name for name in names if name and name in page] == []
    answer = client.get(f"/join/draw/{selection.id}.json")
    assert fairness.sha256(answer.text) == selection.public_sha256


def test_tickets_that_are_not_published_are_seen_by_nobody(session, client, call):
    with on_day(call, "draw_on"):
        selection = tickets(session, call)
    assert client.get(f"/join/draw/{selection.id}").status_code == 404
    assert client.get(f"/join/draw/{selection.id}.json").status_code == 404


def test_two_people_draw_through_the_pages(session, app, call, panel):
    one, two = app.test_client(), app.test_client()
    session.commit()
    with on_day(call, "draw_on"):
        signed_in(one, session, Role.ORGANISER, email="one@example.org")
        signed_in(two, session, Role.APPROVER, email="two@example.org")
        submit(one, f"/panels/{panel.id}/calls/{call.id}/draw")
        queue.run_everything(session)
        selection = session.query(Selection).one()
        address = f"/panels/{panel.id}/draws/{selection.id}"
        one.post(f"{address}/publish", data=hidden(one, address))
        submit(one, address, number=NUMBER)
        assert "Another person must type it, too." in one.get(address).text
        submit(two, address, number=NUMBER)
        assert "It drew list" in two.get(address).text
        assert two.post(f"{address}/set-aside", data={}).status_code in (400, 403)
    session.expire_all()
    assert session.get_one(Selection, selection.id).state is SelectionState.DRAWN


def hidden(client, address):
    """What every form of a page carries along."""
    form = next(f for f in forms_on(client.get(address).text) if (f["action"] or "").endswith("/publish"))
    return dict(form["fields"])


def test_someone_added_by_decision_needs_a_reason_and_a_second_person(session, panel):
    person = make_person(session, email="x@example.org")
    addition = propose_addition(session, panel=panel, person=person, why="Speaks for prisons", by=panel.coordinator_id)
    with pytest.raises(NeedsSecondPerson):
        answer_addition(session, addition=addition, agree=True, by=panel.coordinator_id)
    assert members_of(session, panel_id=panel.id) == []
    other = make_panel(session).coordinator_id
    member = answer_addition(session, addition=addition, agree=True, by=other)
    (step,) = steps_of(session, member_id=member.id)
    assert (step.because, step.why, step.by) == ("decision", "Speaks for prisons", other)
    with pytest.raises(WrongState):
        answer_addition(session, addition=addition, agree=False, by=other)


def test_a_refused_addition_gives_no_place(session, panel):
    person = make_person(session)
    addition = propose_addition(session, panel=panel, person=person, why="A friend", by=panel.coordinator_id)
    assert answer_addition(session, addition=addition, agree=False, by=make_panel(session).coordinator_id) is None
    assert members_of(session, panel_id=panel.id) == []


def roster_of_women(session):
    service = make_service(session)
    for number in range(10):
        person = make_person(session)
        on_roster(session, service, person, sex="Female" if number < 9 else "Male", age=20 + 5 * number, area="North")
    return service


def test_gaps_are_seats_a_panel_lacks_against_the_people_served(session):
    service = roster_of_women(session)
    panel = make_panel(session, service_id=service.id)
    call = make_call(session, panel)
    fill_pool(session, call)
    with on_day(call, "draw_on"):
        drawn(session, call)
    found = {(gap.category, gap.value): gap for gap in queries.gaps(session, panel)}
    women = sum(json.loads(one.profile)["gender"] == "woman" for one in queries.who_stays(session, call=call))
    assert found["gender", "woman"] == Gap("gender", "woman", women, 5.4)
    assert ("gender", "man") not in found


def test_a_gap_is_given_to_someone_until_a_day_and_stands_among_what_to_do(session, client):
    service = roster_of_women(session)
    panel = make_panel(session, service_id=service.id)
    call = make_call(session, panel)
    fill_pool(session, call)
    owner = make_account(session, email="owner@example.org")
    with on_day(call, "draw_on"):
        drawn(session, call)
        signed_in(client, session, Role.ORGANISER)
        assert "Say who looks for them" in client.get(f"/panels/{panel.id}").text
        answer = submit(
            client,
            f"/panels/{panel.id}/missing/new?category=gender&value=woman",
            owner=str(owner.id),
            **{"due-day": "1", "due-month": "2", "due-year": "2030"},
        )
        assert answer.status_code == 303
        assert "Find more people: Gender, Woman" in client.get(f"/panels/{panel.id}").text
        page = client.get(f"/panels/{panel.id}/missing").text
        assert "Someone looks for them" in page
        submit(client, f"/panels/{panel.id}/missing")
    (task,) = queries.gap_tasks_of(session, panel_id=panel.id)
    session.refresh(task)
    assert (task.owner_id, task.done_by is not None) == (owner.id, True)


def test_entered_figures_of_the_population_go_before_the_roster(session, panel):
    rows = [{"category": "gender", "value": "woman", "share": 0.51, "source": "Census 2021"}]
    call = make_call(session, panel, population=rows)
    known = queries.served(session, panel=panel, call=call)
    assert (known.shares, known.source) == ({("gender", "woman"): 0.51}, "Census 2021")


def test_a_task_for_a_gap_is_kept_with_who_began_it(session, panel):
    gap = Gap("area", "North", 1, 3.0)
    by, day = panel.coordinator_id, panel.created_at.date()
    task = begin_gap_task(session, panel=panel, gap=gap, owner_id=by, due=day, by=by)
    assert (task.value, task.done_at, gap.seats) == ("North", None, 2.0)


def test_the_story_of_a_member_begins_with_their_coming_forward(session, client, call, panel):
    with on_day(call, "draw_on"):
        drawn(session, call)
        signed_in(client, session, Role.ORGANISER)
        member, _person = members_of(session, panel_id=panel.id)[0]
        page = client.get(f"/panels/{panel.id}/members/{member.id}").text
    assert page.index("Said that they would like to") < page.index(
        "Chosen, has not said yes yet", page.index("timeline")
    )


def test_a_member_keeps_their_profile_until_two_years_after_they_left(session, call, panel):
    with on_day(call, "draw_on"):
        drawn(session, call)
        member, _person = members_of(session, panel_id=panel.id)[0]
        own = session.query(Interest).filter_by(person_id=member.person_id).one()
        move_member(session, member=member, to=MemberState.STEPPED_DOWN, by=None)
    with on_day(call, "draw_on", plus=700):
        forget_old_interest(session)
        assert own.profile is not None
    with on_day(call, "draw_on", plus=731):
        forget_old_interest(session)
        assert (own.profile, own.state) == (None, InterestState.FORGOTTEN)


def test_after_six_years_the_tickets_are_emptied_and_nobody_stands_behind_a_number(session, call):
    with on_day(call, "draw_on"):
        selection = drawn(session, call)
    with on_day(call, "draw_on", plus=2191):
        forget_old_words(session)
    session.refresh(selection)
    assert (selection.lottery, selection.ticket is not None) == (None, True)
    assert session.query(SelectionEntry).count() == 0
