import math
import random
import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.calibration import calibrate
from portal.sampling.errors import ImpossibleWeights, WeightProblem
from portal.sampling.estimates import Design, estimate_mean, estimate_share, estimate_total
from portal.sampling.intervals import Interval, wilson_interval
from portal.sampling.linear import solve
from portal.sampling.weights import Margin, base_weights, kish_design_effect, may_be_weighted, post_stratify, rake, trim


def sums(weights, categories):
    found = {}
    for weight, category in zip(weights, categories, strict=True):
        found[category] = found.get(category, 0) + weight
    return found


def problem_of(call):
    with pytest.raises(ImpossibleWeights) as caught:
        call()
    return caught.value.problem, caught.value.margin, caught.value.category


def test_160_replies_are_raked_to_50000_people_on_four_margins_in_under_a_tenth_of_a_second():
    chance = random.Random(160)
    margins = []
    for name, categories in (("status", 4), ("age", 6), ("area", 10), ("sex", 2)):
        names = [f"{name}-{number}" for number in range(categories)]
        replies = [*names, *(chance.choice(names) for _ in range(160 - categories))]
        chance.shuffle(replies)
        even = dict.fromkeys(names, 50_000 // categories)
        even[names[0]] += 50_000 - sum(even.values())
        margins.append(Margin(name, replies, even))
    began = time.process_time()
    raked = rake([1.0] * 160, margins)
    assert time.process_time() - began < 0.1
    assert raked.discrepancy <= 1e-10
    assert math.fsum(raked.weights) == pytest.approx(50_000, rel=1e-9)
    calibrated = calibrate([1.0] * 160, margins, lowest=0.1, highest=8.0)
    assert sums(calibrated.weights, margins[2].categories) == pytest.approx(dict(margins[2].totals), rel=1e-7)


def test_base_weights_are_one_over_the_chance():
    assert base_weights([0.5, 0.1, 1.0]) == (2.0, 10.0, 1.0)
    assert problem_of(lambda: base_weights([0.0]))[0] is WeightProblem.NOT_POSITIVE


def test_post_stratification_by_hand():
    margin = Margin("age", ["young", "young", "old", "old"], {"young": 30, "old": 50})
    assert post_stratify([1.0, 2.0, 5.0, 5.0], margin).weights == (10.0, 20.0, 25.0, 25.0)


def test_what_cannot_be_weighted_is_refused_by_name():
    two = ["a", "b"]
    assert problem_of(lambda: rake([1, 1], [Margin("m", two, {"a": 5, "b": 5, "c": 1})])) == (
        WeightProblem.CATEGORY_WITHOUT_REPLIES,
        "m",
        "c",
    )
    assert problem_of(lambda: rake([1, 1], [Margin("m", two, {"a": 5})])) == (
        WeightProblem.CATEGORY_WITHOUT_TARGET,
        "m",
        "b",
    )
    uneven = [Margin("m", two, {"a": 5, "b": 5}), Margin("n", two, {"a": 5, "b": 6})]
    assert problem_of(lambda: rake([1, 1], uneven)) == (WeightProblem.TOTALS_DIFFER, "n", "")
    assert problem_of(lambda: rake([1], [Margin("m", two, {"a": 5, "b": 5})]))[0] is WeightProblem.LENGTHS_DIFFER
    assert problem_of(lambda: rake([1, 0], [Margin("m", two, {"a": 5, "b": 5})]))[0] is WeightProblem.NOT_POSITIVE
    assert problem_of(lambda: rake([1, 1], [Margin("m", two, {"a": -5, "b": 5})]))[0] is WeightProblem.NOT_POSITIVE
    assert problem_of(lambda: rake([], []))[0] is WeightProblem.NO_REPLIES
    assert problem_of(lambda: kish_design_effect([]))[0] is WeightProblem.NO_REPLIES


def test_margins_that_exclude_each_other_among_the_replies_do_not_converge():
    same = ["a", "b"]
    margins = [Margin("m", same, {"a": 5, "b": 5}), Margin("n", same, {"a": 2, "b": 8})]
    assert problem_of(lambda: rake([1, 1], margins, max_rounds=50))[0] is WeightProblem.NO_CONVERGENCE
    assert problem_of(lambda: calibrate([1, 1], margins))[0] is WeightProblem.NO_CONVERGENCE


def test_bounds_that_leave_no_room_are_refused():
    margin = Margin("m", ["a", "b"], {"a": 99, "b": 1})
    assert problem_of(lambda: calibrate([1, 1], [margin], lowest=0.5, highest=1.5))[0] is WeightProblem.NO_CONVERGENCE
    with pytest.raises(ValueError):
        calibrate([1, 1], [margin], lowest=1.0)


def test_trimming_keeps_the_sum_and_says_how_many_were_cut():
    trimmed = trim([1.0] * 30 + [20.0], most_times_median=5.0)
    assert trimmed.weights == (1.5,) * 30 + (5.0,)
    assert (trimmed.trimmed, trimmed.trimmed_share) == (1, 1 / 31)
    assert (trimmed.smallest, trimmed.largest) == (1.5, 5.0)


def test_a_limit_under_which_the_sum_has_no_room_is_refused():
    assert problem_of(lambda: trim([1.0] * 9 + [41.0], most_times_median=3.0))[0] is WeightProblem.NO_CONVERGENCE


def test_a_set_of_weights_that_needs_no_trimming_is_left_alone():
    assert trim([1.0, 2.0, 3.0]).weights == (1.0, 2.0, 3.0)
    with pytest.raises(ValueError):
        trim([1.0], most_times_median=0.5)


@given(st.lists(st.floats(1, 4), min_size=3, max_size=40), st.lists(st.floats(4, 8), max_size=3))
def test_trimmed_weights_keep_their_sum_and_their_limit(usual, heavy):
    weights = usual + heavy
    trimmed = trim(weights, most_times_median=4.0)
    assert math.fsum(trimmed.weights) == pytest.approx(math.fsum(weights), rel=1e-9)
    assert trimmed.largest <= 4.0 * statistics.median(weights) * (1 + 1e-12)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.floats(0.5, 5)), min_size=12, max_size=60))
def test_raking_back_to_its_own_margins_changes_nothing(replies):
    first, second, weights = ([*column] for column in zip(*replies, strict=True))
    raked = rake(weights, [Margin("1", first, sums(weights, first)), Margin("2", second, sums(weights, second))])
    assert raked.weights == pytest.approx(tuple(weights), rel=1e-9)


def test_no_weighted_figure_under_30_replies():
    assert (may_be_weighted(29), may_be_weighted(30)) == (False, True)


def test_a_lone_reply_in_a_stratum_is_counted_and_never_free():
    estimate = estimate_mean([1.0, 2.0, 9.0], Design(["a", "a", "b"], [1.0, 1.0, 1.0]))
    assert estimate.lone_strata == 1
    assert estimate.standard_error > estimate_mean([1.0, 2.0], Design(["a", "a"], [1.0, 1.0])).standard_error


def test_asking_everyone_leaves_no_error():
    census = Design(["a"] * 4, [1.0] * 4, {"a": 4})
    assert estimate_mean([1, 2, 3, 4], census).standard_error == 0.0
    assert estimate_total([1, 2, 3, 4], census).value == 10.0


def test_a_share_of_one_has_wilsons_interval_instead_of_none():
    estimate = estimate_share([True] * 20, Design(["a"] * 20, [3.0] * 20))
    assert estimate.share_interval() == wilson_interval(estimate.effective_n, estimate.effective_n)


def test_one_reply_has_a_value_and_no_width():
    assert estimate_mean([4.0], Design(["a"], [1.0])).interval() == Interval(4.0, 4.0)


def test_an_equally_weighted_mean_is_the_textbook_one():
    values = [3.0, 5.0, 8.0, 4.0]
    estimate = estimate_mean(values, Design(["a"] * 4, [2.0] * 4))
    spread = sum((value - 5) ** 2 for value in values) / 3
    assert (estimate.value, estimate.standard_error) == pytest.approx((5.0, (spread / 4) ** 0.5), rel=1e-12)
    # t for 3 degrees of freedom is 3.182446.
    assert estimate.interval().high == pytest.approx(5 + 3.182446 * (spread / 4) ** 0.5, rel=1e-6)


def test_groups_without_replies_and_lists_of_other_lengths_are_refused():
    design = Design(["a", "a"], [1.0, 1.0])
    assert problem_of(lambda: estimate_mean([1, 2], design, members=[False, False]))[0] is WeightProblem.NO_REPLIES
    assert problem_of(lambda: estimate_total([1, 2], design, members=[False, False]))[0] is WeightProblem.NO_REPLIES
    assert problem_of(lambda: estimate_mean([1], design))[0] is WeightProblem.LENGTHS_DIFFER
    assert problem_of(lambda: Design(["a"], [1.0, 1.0]))[0] is WeightProblem.LENGTHS_DIFFER


def test_a_system_with_a_repeated_column_is_still_solved():
    assert solve([[2, 2, 0], [2, 2, 0], [0, 0, 5]], [4, 4, 10]) == [2.0, 0.0, 2.0]
