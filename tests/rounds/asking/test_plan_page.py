"""The organiser's page: look, take a suggestion, choose for each group, agree."""

import re

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.rounds import queries
from portal.rounds.models import SamplePlan
from portal.rounds.rules.designing import Design
from portal.sampling.records import DrawRecord
from tests.forms import filled, forms_on, submit
from tests.guards.pages import faults
from tests.people.factories import signed_in
from tests.rounds.asking.factories import make_frame, make_round, make_service
from tests.rounds.asking.test_designs import drawn

GOOD = {"size": "40", "least_disengaged": "20", "least_never_started": "8"}


@pytest.fixture
def planning_page(client, session):
    signed_in(client, session, Role.ORGANISER)
    service = make_service(session)
    frame = make_frame(session, service)
    round_ = make_round(session, service)
    session.commit()

    def send(**values):
        return submit(client, f"/rounds/{round_.id}/plan", **{"frame_id": str(frame.id), **GOOD, **values})

    send.round_, send.frame, send.service = round_, frame, service
    return send


def main_form(answer):
    return next(form for form in forms_on(answer.text) if any(name == "frame_id" for name, _value in form["fields"]))


def send_again(client, page, answer, **values):
    data = {}
    for name, value in filled(main_form(answer), values):
        data.setdefault(name, []).append(value)
    return client.post(f"/rounds/{page.round_.id}/plan", data=data)


def plan_of(session, page):
    return session.scalars(sa.select(SamplePlan).where(SamplePlan.round_id == page.round_.id)).one_or_none()


def test_the_page_says_who_may_be_drawn_how_often_they_were_asked_and_what_it_could_tell(planning_page):
    shown = planning_page().text
    for heading in ("Who may be drawn", "How often these people were asked before", "What it could tell you"):
        assert heading in shown
    assert "Design effect" in shown
    assert re.search(r">Stopped coming</th>\s*<td[^>]*>30</td>\s*<td[^>]*>30</td>", shown)
    assert "100% of the people in this frame were not asked in the last 24 months" in shown
    assert "Nothing may be shown of this group alone." in shown


@pytest.mark.parametrize(
    "values",
    [{}, {"size": "20"}, {"allocation": "custom"}, {"allocation": "neyman"}, {"times_active": "0"}, {"kind": "yearly"}],
    ids=str,
)
def test_the_page_is_sound_whatever_it_shows(planning_page, values):
    assert faults(planning_page(**values).text, language="en", direction="ltr") == []


def test_people_asked_not_long_ago_are_told_on_the_page(session, planning_page):
    drawn(session, planning_page.service, planning_page.frame, size=30, design=Design())
    shown = planning_page().text
    assert "30 people are left in peace, because they were asked not long ago." in shown
    assert "left in peace, because" not in planning_page(rest_months="0").text


def test_a_suggestion_is_taken_with_one_button(session, planning_page):
    clash = planning_page(size="20", least_disengaged="25")
    assert "Any one of these would be enough. Press one to take it:" in clash.text
    assert "Stopped coming: at least 25." in clash.text
    assert "Together that is 45, and you want to ask 20." in clash.text
    taken = planning_page(size="20", least_disengaged="25", take="0")
    assert "Who would be asked" in taken.text
    assert "This plan cannot be drawn" not in taken.text
    assert plan_of(session, planning_page) is None


def test_a_suggestion_that_is_not_there_is_no_way_out(planning_page):
    assert "This plan cannot be drawn" in planning_page(size="20", least_disengaged="25", take="99").text
    assert "This plan cannot be drawn" in planning_page(size="20", least_disengaged="25", take="x").text


def test_the_whole_design_is_kept_with_the_plan(session, planning_page):
    asked = planning_page(
        one_per_household="yes",
        rest_months="12",
        leave_out_field="area",
        leave_out_values="area 0, Area 1",
        leave_out_why="Flood",
        times_disengaged="2",
        reply_active="40",
        selection="systematic",
        sort_field="area",
        census_below="2",
        agree="y",
    )
    assert asked.status_code == 303
    design = Design.from_json(plan_of(session, planning_page).design)
    assert (design.rest_months, design.leave_out_values, design.leave_out_why) == (12, ("Area 0", "Area 1"), "Flood")
    assert (design.factors, design.reply["active"]) == ({"disengaged": 2.0}, 0.4)
    assert (design.selection, design.sort_field, design.census_below) == ("systematic", "area", 2)


def test_three_reasons_of_ones_own_are_kept_and_each_needs_its_words(session, planning_page):
    two = {"leave_out_field": "area", "leave_out_values": "Area 0", "leave_out_why": "Flood"}
    two |= {"leave_out_field_3": "area", "leave_out_values_3": "area 1"}
    silent = planning_page(**two, agree="y")
    assert silent.text.count("Say why they are left out") >= 1
    assert plan_of(session, planning_page) is None
    kept = planning_page(**two, leave_out_why_3="Works", agree="y")
    assert kept.status_code == 303
    design = Design.from_json(plan_of(session, planning_page).design)
    assert [(one.field, one.values, one.why) for one in design.own_rules] == [
        ("area", ("Area 0",), "Flood"),
        ("area", ("Area 1",), "Works"),
    ]


def test_values_nobody_has_and_a_rule_without_a_reason_are_refused(session, planning_page):
    unknown = planning_page(leave_out_field="area", leave_out_values="Mars", leave_out_why="x")
    assert "Nobody in this frame has “Mars”" in unknown.text
    silent = planning_page(leave_out_field="area", leave_out_values="Area 1", agree="y")
    assert "Say why they are left out" in silent.text
    assert plan_of(session, planning_page) is None


def test_numbers_for_each_group_begin_with_those_by_square_root(client, session, planning_page):
    none = {"least_disengaged": "", "least_never_started": ""}
    shown = planning_page(allocation="custom", **none)
    assert "How many do you want?" in shown.text
    begun = {name: value for name, value in main_form(shown)["fields"] if name.startswith("people_")}
    assert sum(int(value) for value in begun.values()) == 40
    wrong = send_again(client, planning_page, shown, people_s01="0")
    assert "The numbers of the groups do not add up" in wrong.text
    total = 40 - int(begun["people_s01"]) + 20
    right = send_again(client, planning_page, wrong, people_s01="20", size=str(total), agree="y")
    assert right.status_code == 303
    plan = plan_of(session, planning_page)
    assert (plan.size, Design.from_json(plan.design).custom["people_s01".removeprefix("people_")]) == (total, 20)


def test_a_number_too_large_for_its_group_is_put_right_with_one_button(client, planning_page):
    shown = planning_page(allocation="custom", least_disengaged="", least_never_started="")
    wrong = send_again(client, planning_page, shown, people_s01="999")
    assert "You want more people from a group than there are." in wrong.text
    assert "Using the service · Asian" in wrong.text
    taken = send_again(client, planning_page, wrong, take="0")
    assert "Who would be asked" in taken.text


def test_what_was_typed_for_the_groups_of_one_field_is_forgotten_for_another(client, planning_page):
    shown = planning_page(allocation="custom", least_disengaged="", least_never_started="")
    other = send_again(client, planning_page, shown, strata_field="area", people_s01="1")
    assert "Who would be asked" in other.text
    begun = {name: value for name, value in main_form(other)["fields"] if name.startswith("people_")}
    assert sum(int(value) for value in begun.values()) == 40


def test_oversampling_and_everyone_of_a_group_are_chosen_in_the_table(client, session, planning_page):
    shown = planning_page(least_disengaged="", least_never_started="")
    agreed = send_again(client, planning_page, shown, times_s01="3", take_all=["s04"], agree="y")
    assert agreed.status_code == 303
    design = Design.from_json(plan_of(session, planning_page).design)
    assert (design.factors, design.take_all) == ({"s01": 3.0}, ("s04",))


def test_spreads_that_are_missing_are_asked_for_in_words(planning_page):
    shown = planning_page(allocation="neyman")
    assert "Say for each group how much answers differ" in shown.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("rest_months", "99", "Enter 60 or less"),
        ("times_active", "0", "Enter 0.1 or more"),
        ("reply_active", "101", "Enter 100 or less"),
        ("keep_percent", "-1", "Enter 0 or more"),
        ("census_below", "many", "Enter a whole number"),
        ("kind", "lottery", "Choose one of the answers"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(planning_page, field, value, words):
    refused = planning_page(**{field: value})
    assert refused.status_code == 200
    assert words in refused.text
    assert "Who would be asked" not in refused.text


def test_the_record_states_the_rules_of_the_draw(client, session, planning_page):
    round_, _record, _draw = drawn(
        session, planning_page.service, planning_page.frame, design=Design(one_per_household=True, kind="yearly")
    )
    later, _record, _draw = drawn(
        session, planning_page.service, planning_page.frame, design=Design(kind="yearly", follows=str(round_.id))
    )
    assert "At most one person of a household" in client.get(f"/rounds/{round_.id}/draw/record").text
    assert "people of the year before stay" in client.get(f"/rounds/{later.id}/draw/record").text
    assert queries.plan_of(session, round_id=later.id).seed_commitment == (
        queries.plan_of(session, round_id=round_.id).seed_commitment
    )


def test_the_next_year_of_a_yearly_sample_is_chosen_on_the_page(client, session, planning_page):
    first, record, _draw = drawn(
        session, planning_page.service, planning_page.frame, design=Design(kind="yearly", keep_percent=50)
    )
    wanted = {"least_disengaged": "", "least_never_started": "", "kind": "yearly", "follows": str(first.id)}
    shown = planning_page(**wanted, one_per_household="no")
    assert "About 20 people of the year before stay; the others were not asked yet." in shown.text
    assert "Everyone keeps the number they had in the first year." in shown.text
    assert planning_page(**wanted, one_per_household="no", agree="y").status_code == 303
    submit(client, f"/rounds/{planning_page.round_.id}/draw")
    later = DrawRecord.from_json(queries.draw_of(session, round_id=planning_page.round_.id).record)
    assert (later.seed, later.follows_sha256) == (
        record.seed,
        queries.draw_of(session, round_id=first.id).record_sha256,
    )
    assert "The same, bit for bit" in client.get(f"/rounds/{planning_page.round_.id}/draw/check").text


def test_a_plan_overtaken_by_another_round_is_made_again(client, session, planning_page):
    assert planning_page(agree="y").status_code == 303
    drawn(session, planning_page.service, planning_page.frame, size=30, design=Design())
    answer = submit(client, f"/rounds/{planning_page.round_.id}/draw")
    assert answer.headers["Location"] == f"/rounds/{planning_page.round_.id}/plan"
    assert "some of its people have been asked in another round since" in client.get(answer.headers["Location"]).text


def test_the_page_costs_the_same_statements_for_one_frame_and_for_three(client, session, planning_page, count_queries):
    def statements():
        with count_queries() as seen:
            client.get(f"/rounds/{planning_page.round_.id}/plan")
        return len(seen)

    statements()
    one = statements()
    for _more in range(2):
        make_frame(session, planning_page.service, {"active": 3})
        drawn(session, planning_page.service, planning_page.frame, size=30, design=Design(kind="yearly"))
    session.commit()
    assert statements() == one
