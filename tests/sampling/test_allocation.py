import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.allocation import AllocationMethod, allocate
from portal.sampling.errors import Clash, ImpossiblePlan, PlanProblem, Relaxation, RelaxationKind
from portal.sampling.strata import stratify_counts
from tests.sampling.frames import big_frame

FIELDS = ("status", "ethnicity")
FOUR = {("active", "A"): 900, ("active", "B"): 100, ("disengaged", "A"): 400, ("never_started", "A"): 25}


def strata(counts=FOUR):
    return stratify_counts(counts, fields=FIELDS)


def samples(allocation):
    return [part.sample for part in allocation.strata]


def refused(**plan):
    with pytest.raises(ImpossiblePlan) as caught:
        allocate(plan.pop("strata", None) or strata(), **plan)
    return caught.value


def test_proportional_gives_everyone_the_same_chance():
    allocation = allocate(strata(), total=57, method=AllocationMethod.PROPORTIONAL, stratum_floor=0)
    assert samples(allocation) == [36, 4, 16, 1]
    assert {round(part.inclusion_probability, 2) for part in allocation.strata} == {0.04}


def test_parts_of_a_person_are_rounded_to_the_nearest():
    made = strata({("active", "A"): 740, ("active", "B"): 60})
    allocation = allocate(made, total=10, method=AllocationMethod.PROPORTIONAL, stratum_floor=0)
    assert samples(allocation) == [9, 1]


def test_equal_gives_each_stratum_the_same_number_until_it_is_used_up():
    allocation = allocate(strata(), total=200, method=AllocationMethod.EQUAL)
    assert samples(allocation) == [59, 58, 58, 25]
    assert [part.take_all for part in allocation.strata] == [False, False, False, True]


def test_square_root_is_the_default_and_lifts_small_groups():
    allocation = allocate(strata(), total=65)
    assert allocation.method is AllocationMethod.SQUARE_ROOT
    assert samples(allocation) == [30, 10, 20, 5]


def test_neyman_asks_more_where_answers_differ_more():
    allocation = allocate(
        strata({("x", "A"): 100, ("x", "B"): 100}),
        total=40,
        method=AllocationMethod.NEYMAN,
        spreads={"s01": 3.0, "s02": 1.0},
    )
    assert samples(allocation) == [30, 10]


def test_custom_is_taken_as_given_when_it_can_be():
    custom = {"s01": 10, "s02": 0, "s03": 20, "s04": 25}
    allocation = allocate(strata(), total=55, method=AllocationMethod.CUSTOM, custom=custom)
    assert allocation.by_code() == custom
    assert allocation.strata[1].base_weight == 0.0


def test_a_minimum_fills_its_group_and_leaves_the_rest_to_the_method():
    allocation = allocate(strata(), total=400, minimums={"disengaged": 180, "never_started": 20})
    assert allocation.by_group() == {"active": 196, "disengaged": 180, "never_started": 24}


def test_a_minimum_below_the_fair_share_changes_nothing():
    assert samples(allocate(strata(), total=65, minimums={"disengaged": 15})) == samples(allocate(strata(), total=65))


def test_a_group_smaller_than_its_minimum_is_asked_in_full_and_named():
    allocation = allocate(strata(), total=400, minimums={"never_started": 60})
    assert allocation.by_group()["never_started"] == 25
    assert allocation.short_groups == (("never_started", 60, 25),)


def test_the_round_of_400_holds_80_who_disengaged_and_60_who_never_started():
    made = strata(big_frame().count(FIELDS))
    allocation = allocate(made, total=400, minimums={"disengaged": 80, "never_started": 60})
    assert allocation.total == 400
    assert allocation.by_group()["disengaged"] >= 80
    assert allocation.by_group()["never_started"] >= 60


def test_clashing_minimums_are_named_with_the_smallest_ways_out():
    problem = refused(total=300, minimums={"disengaged": 250, "never_started": 25, "active": 100})
    assert problem.problem is PlanProblem.MINIMUMS_EXCEED_TOTAL
    assert problem.clashes == (
        Clash("active", 100, 300),
        Clash("disengaged", 250, 300),
        Clash("never_started", 25, 300),
    )
    assert problem.relaxations == (
        (Relaxation(RelaxationKind.CHANGE_TOTAL, "", 300, 375),),
        (Relaxation(RelaxationKind.LOWER_MINIMUM, "disengaged", 250, 175),),
        (Relaxation(RelaxationKind.LOWER_MINIMUM, "active", 100, 25),),
    )


def test_minimums_are_lowered_together_when_no_single_one_can_give_enough():
    problem = refused(total=20, minimums={"disengaged": 30, "active": 30})
    assert problem.relaxations[1:] == (
        (
            Relaxation(RelaxationKind.LOWER_MINIMUM, "disengaged", 30, 2),
            Relaxation(RelaxationKind.LOWER_MINIMUM, "active", 30, 16),
        ),
    )


def test_a_total_too_small_for_two_in_every_stratum_says_so():
    problem = refused(total=7)
    assert problem.relaxations == (
        (Relaxation(RelaxationKind.CHANGE_TOTAL, "", 7, 8),),
        (Relaxation(RelaxationKind.LOWER_STRATUM_FLOOR, "", 2, 1),),
    )


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ({"total": 0}, PlanProblem.TOTAL_NOT_POSITIVE),
        ({"total": 1426}, PlanProblem.TOTAL_EXCEEDS_FRAME),
        ({"total": 50, "minimums": {"gone": 3}}, PlanProblem.GROUP_UNKNOWN),
        ({"total": 50, "minimums": {"active": -1}}, PlanProblem.MINIMUM_NEGATIVE),
        ({"total": 50, "method": AllocationMethod.NEYMAN}, PlanProblem.SPREAD_MISSING),
        (
            {
                "total": 50,
                "method": AllocationMethod.NEYMAN,
                "spreads": dict.fromkeys(("s01", "s02", "s03", "s04"), -1),
            },
            PlanProblem.SPREAD_NEGATIVE,
        ),
    ],
)
def test_plans_that_make_no_sense_are_refused_with_a_reason(plan, reason):
    assert refused(**plan).problem is reason


@pytest.mark.parametrize(
    ("custom", "reason"),
    [
        ({"s01": 50}, PlanProblem.CUSTOM_MISSING),
        ({"s01": -1, "s02": 1, "s03": 25, "s04": 25}, PlanProblem.CUSTOM_NEGATIVE),
        ({"s01": 1, "s02": 1, "s03": 22, "s04": 26}, PlanProblem.CUSTOM_EXCEEDS_STRATUM),
        ({"s01": 1, "s02": 1, "s03": 1, "s04": 1}, PlanProblem.CUSTOM_TOTAL_DIFFERS),
        ({"s01": 30, "s02": 10, "s03": 5, "s04": 5}, PlanProblem.CUSTOM_BELOW_MINIMUM),
    ],
)
def test_custom_numbers_that_cannot_be_are_refused_with_a_reason(custom, reason):
    plan = {"total": 50, "method": AllocationMethod.CUSTOM, "minimums": {"disengaged": 20}}
    assert refused(custom=custom, **plan).problem is reason


def test_an_empty_frame_cannot_be_planned():
    assert refused(strata=strata({}), total=1).problem is PlanProblem.EMPTY_FRAME


METHODS = st.sampled_from([AllocationMethod.SQUARE_ROOT, AllocationMethod.PROPORTIONAL, AllocationMethod.EQUAL])
COUNTS = st.dictionaries(st.tuples(st.sampled_from("xyz"), st.sampled_from("ABCD")), st.integers(1, 200), min_size=1)


@given(counts=COUNTS, total=st.integers(1, 900), least=st.integers(0, 90), method=METHODS)
def test_sum_minimums_and_sizes_hold_or_the_way_out_works(counts, total, least, method):
    made = strata(counts)
    minimums = {group: least for group in made.group_sizes()}
    try:
        allocation = allocate(made, total=total, method=method, minimums=minimums)
    except ImpossiblePlan as problem:
        change = problem.relaxations[0][0]
        assert change.kind is RelaxationKind.CHANGE_TOTAL
        assert allocate(made, total=change.to, method=method, minimums=minimums).total == change.to
        return
    assert allocation.total == total
    assert all(min(2, part.stratum.size) <= part.sample <= part.stratum.size for part in allocation.strata)
    for group, asked in allocation.by_group().items():
        assert asked >= min(least, made.group_sizes()[group])


@given(counts=COUNTS, total=st.integers(30, 200), least=st.integers(0, 90))
def test_each_smaller_minimum_that_is_offered_makes_the_plan_possible(counts, total, least):
    made = strata(counts)
    minimums = {group: least for group in made.group_sizes()}
    try:
        assert allocate(made, total=total, minimums=minimums).total == total
    except ImpossiblePlan as problem:
        lowerings = [option for option in problem.relaxations if option[0].kind is RelaxationKind.LOWER_MINIMUM]
        for option in lowerings:
            eased = minimums | {change.subject: change.to for change in option}
            assert allocate(made, total=total, minimums=eased).total == total
