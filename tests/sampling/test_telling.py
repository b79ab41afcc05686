"""What a plan says of itself before anyone is asked; oversampling, strata asked in full, answers wanted."""

import math

import pytest

from portal.sampling.allocation import AllocationMethod, allocate
from portal.sampling.errors import ImpossiblePlan, PlanProblem, Relaxation, RelaxationKind
from portal.sampling.sample_sizes import GroupPrecision, asked_for_replies
from portal.sampling.strata import stratify_counts
from portal.sampling.telling import Comparison, Telling, comparisons, telling

CUT = stratify_counts(
    {("active", "A"): 600, ("active", "B"): 60, ("disengaged", "A"): 300, ("never_started", "A"): 40},
    fields=("status", "ethnicity"),
)


def group(replies, margin, name="active"):
    return GroupPrecision(name, 1000, 400, replies, 1.0, margin)


@pytest.mark.parametrize(
    ("replies", "margin", "word"),
    [
        (400, 0.05, Telling.CLOSE),
        (100, 0.098, Telling.FAIR),
        (30, 0.18, Telling.ROUGH),
        (29, 0.18, Telling.WORDS_ONLY),
        (9.9, 0.3, Telling.HIDDEN),
        (0, None, Telling.NOTHING),
    ],
)
def test_each_group_gets_the_word_for_what_it_can_tell(replies, margin, word):
    assert telling(group(replies, margin)) is word


def test_two_groups_can_be_told_apart_by_the_root_of_their_squares():
    groups = [group(400, 0.05, ""), group(100, 0.06, "a"), group(100, 0.08, "b"), group(5, 0.4, "c")]
    assert comparisons(groups) == (Comparison("a", "b", math.hypot(0.06, 0.08)),)


def test_a_factor_of_two_gives_a_group_about_twice_its_share():
    plain = allocate(CUT, total=200, method=AllocationMethod.PROPORTIONAL).by_code()
    doubled = allocate(CUT, total=200, method=AllocationMethod.PROPORTIONAL, factors={"disengaged": 2.0}).by_code()
    assert (plain["s03"], doubled["s03"]) == (60, 92)
    assert sum(doubled.values()) == 200


def test_factors_of_group_and_stratum_both_count():
    both = allocate(CUT, total=100, factors={"active": 2.0, "s02": 3.0}).by_code()
    once = allocate(CUT, total=100, factors={"s01": 2.0, "s02": 6.0}).by_code()
    assert both == once


def test_a_factor_of_nought_is_refused():
    with pytest.raises(ImpossiblePlan) as refused:
        allocate(CUT, total=100, factors={"active": 0.0})
    assert refused.value.problem is PlanProblem.FACTOR_NOT_POSITIVE


def test_a_stratum_to_be_asked_in_full_is():
    made = allocate(CUT, total=200, take_all=["s02", "s04"])
    assert (made.by_code()["s02"], made.by_code()["s04"], made.total) == (60, 40, 200)
    assert [part.stratum.code for part in made.strata if part.take_all] == ["s02", "s04"]


def test_when_asking_in_full_leaves_too_few_the_plan_says_what_would_do():
    with pytest.raises(ImpossiblePlan) as refused:
        allocate(CUT, total=80, take_all=["s02", "s04"])
    assert refused.value.relaxations == (
        (Relaxation(RelaxationKind.CHANGE_TOTAL, "", 80, 104),),
        (Relaxation(RelaxationKind.DROP_TAKE_ALL, "s02", 58, 0),),
        (Relaxation(RelaxationKind.DROP_TAKE_ALL, "s04", 38, 0),),
    )


def test_answers_wanted_are_turned_into_people_to_ask_by_the_reply_expected():
    """Hostick & Newell 2004: 44 of 243 people who had dropped out answered."""
    wanted = allocate(CUT, total=100, method=AllocationMethod.PROPORTIONAL)
    rates = {"active": 0.5, "disengaged": 44 / 243, "never_started": 0.15}
    asking, plans = asked_for_replies(wanted, rates, take_all=["s02"])
    assert wanted.by_code() == {"s01": 60, "s02": 6, "s03": 30, "s04": 4}
    assert asking.by_code() == {"s01": 120, "s02": 60, "s03": math.ceil(30 * 243 / 44), "s04": 27}
    assert [plan.wanted for plan in plans] == [60, 6, 30, 4]
