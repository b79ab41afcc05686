"""Whom a plan spares, how it is drawn, and that the record says so."""

import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from portal.people.models import Person
from portal.rounds import queries
from portal.rounds.errors import PlanOutOfDate
from portal.rounds.models import Draw, SampleMember
from portal.rounds.operations import drawing, planning, reserves, sparing
from portal.rounds.rules.designing import Design, Wishes, months_before, relaxed
from portal.sampling.coordination import kept
from portal.sampling.errors import Relaxation, RelaxationKind
from portal.sampling.records import SYSTEMATIC, DrawRecord
from portal.shared import clock
from tests.rounds.asking.factories import make_frame, make_round, make_service

SPARING = Design(rest_months=6)


@pytest.fixture
def service(session):
    return make_service(session)


@pytest.fixture
def frame(session, service):
    return make_frame(session, service)


def drawn(session, service, frame, *, size=40, allocation="square_root", minimums=None, design=SPARING):
    round_ = make_round(session, service)
    planning.agree_plan(
        session,
        round_=round_,
        frame=frame,
        size=size,
        strata_field="ethnicity",
        allocation=allocation,
        minimums=minimums or {},
        design=design,
        by=None,
    )
    draw = drawing.draw_sample(session, round_=round_, by=None)
    session.commit()
    return round_, DrawRecord.from_json(draw.record), draw


def test_a_design_survives_being_kept():
    design = Design(rest_months=6, leave_out_values=("A",), factors={"active": 2.0}, take_all=("s01",), follows="x")
    assert Design.from_json(design.as_json()) == design
    assert Design().as_json() == {}


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [("2026-08-31", 6, "2026-02-28"), ("2026-03-15", 12, "2025-03-15"), ("2026-01-31", 1, "2025-12-31")],
)
def test_months_are_counted_back_by_the_calendar(moment, months, before):
    assert months_before(dt.datetime.fromisoformat(moment), months) == dt.datetime.fromisoformat(before)


def test_each_kind_of_suggestion_can_be_taken():
    wishes = Wishes(50, "area", "custom", {"active": 9}, Design(custom={"s01": 30, "s02": 20}, take_all=("s02",)))

    def change(kind, subject, to):
        return relaxed(wishes, (Relaxation(kind, subject, 0, to),))

    assert change(RelaxationKind.CHANGE_TOTAL, "", 60).size == 60
    assert change(RelaxationKind.LOWER_MINIMUM, "active", 4).minimums == {"active": 4}
    assert change(RelaxationKind.CHANGE_CUSTOM, "s01", 12).design.custom == {"s01": 12, "s02": 20}
    assert change(RelaxationKind.CHANGE_CUSTOM, "s01", 12).size == 32
    assert change(RelaxationKind.DROP_TAKE_ALL, "s02", 0).design.take_all == ()
    assert change(RelaxationKind.LOWER_STRATUM_FLOOR, "", 1) == wishes


def test_who_was_asked_in_another_round_is_left_in_peace_and_counted(session, service, frame):
    _first, record, _draw = drawn(session, service, frame)
    round_, second, draw = drawn(session, service, frame)
    assert set(second.sample_ids()) & set(record.sample_ids()) == set()
    assert second.left_out == {"asked_recently": tuple(sorted(record.sample_ids()))}
    plan = queries.plan_of(session, round_id=round_.id)
    assert sum(counts.get("asked_recently", 0) for counts in plan.preview["spared"].values()) == 40
    assert drawing.verify_draw(session, draw_row=draw) == []


def test_after_the_months_they_may_be_asked_again(session, service, frame):
    with time_machine.travel("2026-01-10T12:00:00Z", tick=False):
        drawn(session, service, frame)
    with time_machine.travel("2026-07-09T12:00:00Z", tick=False):
        assert len(drawn(session, service, frame)[1].left_out["asked_recently"]) == 40
    with time_machine.travel("2027-02-10T12:00:00Z", tick=False):
        assert drawn(session, service, frame)[1].left_out == {}


def test_the_same_human_on_the_roster_of_another_service_is_left_in_peace(session, service, frame):
    _round, record, _draw = drawn(session, service, frame)
    other = make_service(session)
    elsewhere = make_frame(session, other, {"active": 30})
    asked = session.get(Person, sa.Uuid().python_type(record.sample_ids()[0]))
    twin_id = session.scalars(
        sa.select(Person.id).join_from(Person, planning.FrameEntry).where(planning.FrameEntry.frame_id == elsewhere.id)
    ).first()
    asked.email_index = "same address"
    session.get(Person, twin_id).email_index = "same address"
    session.commit()
    _round, there, _draw = drawn(session, other, elsewhere, size=10)
    assert there.left_out == {"asked_recently": (str(twin_id),)}


def test_a_plan_that_another_round_overtook_is_not_drawn(session, service, frame):
    waiting = make_round(session, service)
    planning.agree_plan(
        session, round_=waiting, frame=frame, size=40, strata_field="ethnicity", allocation="square_root",
        minimums={}, design=SPARING, by=None,
    )  # fmt: skip
    drawn(session, service, frame, size=20)
    with pytest.raises(PlanOutOfDate):
        drawing.draw_sample(session, round_=waiting, by=None)


def test_a_rule_of_ones_own_leaves_people_out_with_its_reason(session, service, frame):
    design = Design(leave_out_field="area", leave_out_values=("Area 0",), leave_out_why="Flood")
    _round, record, draw = drawn(session, service, frame, design=design)
    assert len(record.left_out["rule"]) == 18
    assert record.design == {"leave_out_field": "area", "leave_out_values": ["Area 0"], "leave_out_why": "Flood"}
    assert drawing.verify_draw(session, draw_row=draw) == []


def test_several_rules_of_ones_own_leave_people_out_each_with_its_reason(session, service, frame):
    more = ({"field": "area", "values": ["Area 1"], "why": "Asked by the police"},)
    more += ({"field": "area", "values": ["Area 0", "Area 1"], "why": "Nobody is left for this one"},)
    design = Design(leave_out_field="area", leave_out_values=("Area 0",), leave_out_why="Flood", more_rules=more)
    _round, record, draw = drawn(session, service, frame, design=design)
    assert len(record.left_out["rule"]) == 18
    assert len(record.left_out["rule_2"]) > 0
    assert not set(record.left_out["rule"]) & set(record.left_out["rule_2"])
    assert "rule_3" not in record.left_out
    assert Design.from_json(record.design).own_rules == design.own_rules
    assert drawing.verify_draw(session, draw_row=draw) == []


def test_one_of_each_household_is_drawn_and_had_a_part_of_the_chance(session, service):
    frame = make_frame(session, service, home_size=3)
    round_, record, draw = drawn(session, service, frame, size=20, design=Design(one_per_household=True))
    members = session.scalars(sa.select(SampleMember).where(SampleMember.round_id == round_.id)).all()
    assert {one.household_size for one in members} == {3}
    for one in members:
        assert one.chance == record.stratum(one.stratum).inclusion_probability / 3
    assert (record.frame_size, record.people_in_frame) == (40, 120)
    assert drawing.verify_draw(session, draw_row=draw) == []
    stratum = next(one for one in record.strata if one.reserve_ids)
    reserves.release_reserves(session, round_=round_, stratum=stratum.code, batch=1, by=None)
    session.expire_all()
    chances = {
        one.chance for one in session.scalars(sa.select(SampleMember).where(SampleMember.stratum == stratum.code))
    }
    assert chances == {(stratum.sample_size + 1) / stratum.size / 3}


def test_households_give_the_size_and_the_minimums_that_were_agreed(session, service):
    frame = make_frame(session, service, home_size=2)
    _round, record, _draw = drawn(
        session, service, frame, size=30, minimums={"disengaged": 10}, design=Design(one_per_household=True)
    )
    assert record.sample_size == 30
    assert sum(one.sample_size for one in record.strata if one.group == "disengaged") >= 10


def test_a_systematic_draw_is_sorted_by_the_field_and_drawn_again(session, service, frame):
    _round, record, draw = drawn(session, service, frame, design=Design(selection="systematic", sort_field="area"))
    assert (record.algorithm, record.sort_field) == (SYSTEMATIC, "area")
    assert drawing.verify_draw(session, draw_row=draw) == []


def test_answers_wanted_are_more_people_to_ask(session, service, frame):
    design = Design(
        size_means="answers", reply={"active": 0.5, "completed": 0.5, "disengaged": 0.5, "never_started": 0.5}
    )
    _round, record, _draw = drawn(session, service, frame, size=30, design=design)
    assert record.sample_size == 60


def test_strata_can_be_asked_in_full_and_oversampled(session, service, frame):
    plain = drawn(session, service, frame, design=Design())[1]
    design = Design(take_all=("s04",), census_below=4, factors={"disengaged": 3.0})
    record = drawn(session, service, frame, size=60, design=design)[1]
    assert record.stratum("s04").sample_size == record.stratum("s04").size
    assert all(one.sample_size == one.size for one in record.strata if one.size <= 4)

    def share(of):
        return sum(one.sample_size for one in of.strata if one.group == "disengaged") / of.sample_size

    assert share(record) > share(plain)


def test_a_yearly_sample_keeps_half_and_the_others_were_not_asked_before(session, service):
    frame = make_frame(session, service, {"active": 300, "disengaged": 150})
    begun = Design(kind="yearly", keep_percent=50)
    first, record, _draw = drawn(session, service, frame, size=100, design=begun)
    again = Design(kind="yearly", follows=str(first.id), keep_percent=50, rest_months=6)
    second, later, draw = drawn(session, service, frame, size=100, design=again)
    assert kept(record, later) == pytest.approx(50, abs=3)
    assert later.seed == record.seed
    assert later.left_out == {}
    assert drawing.verify_draw(session, draw_row=draw) == []
    third = drawn(session, service, frame, size=100, design=Design(kind="yearly", follows=str(second.id)))[1]
    new = set(third.sample_ids()) - set(later.sample_ids())
    assert new & set(record.sample_ids()) == set()


def test_a_yearly_sample_that_claims_another_year_before_is_found(session, service, frame):
    first, _record, _draw = drawn(session, service, frame, design=Design(kind="yearly"))
    other, _record, _draw = drawn(session, service, frame, design=Design(kind="yearly"))
    _round, _record, draw = drawn(session, service, frame, design=Design(kind="yearly", follows=str(first.id)))
    text = draw.record.replace(str(first.id), str(other.id))
    bent = Draw(round_id=draw.round_id, record=text, record_sha256=hashlib.sha256(text.encode()).hexdigest())
    assert drawing.verify_draw(session, draw_row=bent) == ["the year before is not the one this draw goes on from"]


def test_a_year_that_begins_elsewhere_than_the_year_before_ended_is_found(session, service, frame):
    first, _record, _draw = drawn(session, service, frame, design=Design(kind="yearly"))
    _round, _record, draw = drawn(session, service, frame, design=Design(kind="yearly", follows=str(first.id)))
    assert drawing.verify_draw(session, draw_row=draw) == []
    text = draw.record.replace('"keep_percent":', '"kept":').replace(
        '"kind":"yearly"', '"kind":"yearly","keep_percent":90'
    )
    bent = Draw(round_id=draw.round_id, record=text, record_sha256=hashlib.sha256(text.encode()).hexdigest())
    assert drawing.verify_draw(session, draw_row=bent) == ["the draw does not begin where the year before ended"]


def test_reserves_released_in_the_year_before_count_for_the_start(session, service, frame):
    first, record, _draw = drawn(session, service, frame, design=Design(kind="yearly"))
    stratum = next(one for one in record.strata if len(one.reserve_ids) > 3)
    reserves.release_reserves(session, round_=first, stratum=stratum.code, batch=2, by=None)
    session.commit()
    _round, later, draw = drawn(session, service, frame, design=Design(kind="yearly", follows=str(first.id)))
    assert later.design["asked_before"][stratum.code] == stratum.sample_size + 2
    assert drawing.verify_draw(session, draw_row=draw) == []


def test_the_burden_of_a_frame_is_counted_by_rounds(session, service, frame):
    now = clock.now()
    with time_machine.travel(now - dt.timedelta(days=500), tick=False):
        drawn(session, service, frame, size=120, design=Design())
    drawn(session, service, frame, size=40, design=Design())
    burden = sparing.burden_of(session, frame=frame)
    assert burden.in_12 == {0: 80, 1: 40, 2: 0, 3: 0}
    assert burden.in_24 == {0: 0, 1: 80, 2: 40, 3: 0}
    assert (burden.never_in_24, burden.often_in_12) == (0, 0)


def test_a_record_with_every_rule_in_it_is_drawn_again_from_the_command_line(session, service, tmp_path):
    frame = make_frame(session, service, home_size=2)
    drawn(session, service, frame, size=24)
    design = Design(one_per_household=True, rest_months=6, selection="systematic", sort_field="area")
    _round, record, _draw = drawn(session, service, frame, size=20, design=design)
    path = tmp_path / "draw.json"
    path.write_text(record.to_json())
    root = Path(__file__).parents[3]

    def redraw():
        done = subprocess.run(
            [sys.executable, "-m", "portal", "redraw", str(path)], cwd=root, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout

    assert redraw()[0] == 0
    assert "exactly as recorded" in redraw()[1]
    path.write_text(record.to_json().replace(record.seed, "better for us"))
    assert redraw()[0] == 1
