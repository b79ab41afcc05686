"""Grouped weights and estimates say what their reply-by-reply originals say, published numbers among it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.errors import ImpossibleWeights
from portal.sampling.estimates import Design, estimate_share
from portal.sampling.grouped_estimates import WeightedGroup, share_from_groups
from portal.sampling.grouped_weights import (
    ReplyGroup,
    pooled_margin,
    scaled_to,
    weigh_groups,
    weighted_median,
)
from portal.sampling.weights import kish_design_effect
from tests.sampling.test_api_schools_lumley import COMP_IMP, MARGINS, POPULATION, SAMPLED, SCH_WIDE, STYPE

CELLS = Counter(zip(STYPE, SCH_WIDE, COMP_IMP, strict=True))
GROUPS = [ReplyGroup(n, POPULATION[cell[0]] / SAMPLED[cell[0]], cell) for cell, n in sorted(CELLS.items())]


def test_apistrat_raked_in_groups_has_the_published_kish_effect():
    report = weigh_groups(GROUPS, [(one.name, one.totals) for one in MARGINS], most_times_median=100)
    assert report.design_effect == pytest.approx(1.222237, rel=1e-6)
    assert (report.trimmed, report.turns) == (0, 1)
    assert report.discrepancy < 1e-8


def test_apistrat_share_with_target_met_in_groups_has_the_published_interval():
    groups = [
        WeightedGroup(stype, POPULATION[stype] / SAMPLED[stype], n) for (stype, _wide, _met), n in sorted(CELLS.items())
    ]
    base = {place: group.replies for place, group in enumerate(groups)}
    part = {place: n for place, ((_s, wide, _m), n) in enumerate(sorted(CELLS.items())) if wide == "Yes"}
    estimate = share_from_groups(groups, base=base, part=part, population=POPULATION)
    interval = estimate.share_interval()
    assert (estimate.value, interval.low, interval.high) == pytest.approx((0.827948, 0.774540, 0.870810), abs=5e-6)


@given(
    replies=st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from([1.0, 2.5, 7.0]), st.booleans(), st.booleans()),
        min_size=4,
        max_size=60,
    )
)
def test_a_share_from_groups_is_the_share_reply_by_reply(replies):
    replies = [*replies, ("a", 1.0, True, True), ("a", 1.0, True, False), ("b", 1.0, True, True)]
    design = Design([r[0] for r in replies], [r[1] for r in replies], {"a": 500, "b": 90})
    one_by_one = estimate_share([r[3] for r in replies], design, members=[r[2] for r in replies])
    kinds = sorted({(r[0], r[1]) for r in replies})
    groups = [WeightedGroup(*kind, sum((r[0], r[1]) == kind for r in replies)) for kind in kinds]
    base = Counter(kinds.index((r[0], r[1])) for r in replies if r[2])
    part = Counter(kinds.index((r[0], r[1])) for r in replies if r[2] and r[3])
    grouped = share_from_groups(groups, base=base, part=part, population={"a": 500, "b": 90})
    assert grouped.value == pytest.approx(one_by_one.value)
    assert grouped.standard_error == pytest.approx(one_by_one.standard_error, abs=1e-12)
    assert (grouped.n, grouped.df, grouped.effective_n) == (
        one_by_one.n,
        one_by_one.df,
        pytest.approx(one_by_one.effective_n),
    )


def test_nobody_in_the_base_is_no_estimate():
    groups = [WeightedGroup("a", 1.0, 3)]
    assert share_from_groups(groups, base={}, part={}, population={}) is None


def test_weights_are_trimmed_and_it_shows():
    groups = [ReplyGroup(50, 1.0, ("a",)), ReplyGroup(50, 1.0, ("b",)), ReplyGroup(5, 1.0, ("c",))]
    report = weigh_groups(groups, [("area", {"a": 450, "b": 450, "c": 600})], most_times_median=5)
    limit = 5 * weighted_median(report.weights, report.replies)
    assert report.largest <= limit * (1 + 1e-6)
    assert (report.trimmed, round(report.trimmed_share, 3)) == (5, 0.048)
    assert report.discrepancy > 0.2
    assert sum(weight * n for weight, n in zip(report.weights, report.replies, strict=True)) == pytest.approx(1500)


def test_the_kish_effect_of_groups_is_that_of_their_replies():
    report = weigh_groups(GROUPS, [], most_times_median=100)
    apart = [weight for weight, n in zip(report.weights, report.replies, strict=True) for _reply in range(n)]
    assert report.design_effect == pytest.approx(kish_design_effect(apart))
    assert report.effective_n == pytest.approx(len(apart) / kish_design_effect(apart))


def test_small_categories_are_put_together_and_silent_ones_are_named():
    names, totals, unheard = pooled_margin(
        {"a": 60, "b": 7, "c": 3, "d": 1}, {"a": 500, "b": 80, "c": 40, "d": 20, "e": 30}
    )
    assert names == {"a": "a", "b": "b + c + d", "c": "b + c + d", "d": "b + c + d"}
    assert (totals, unheard) == ({"a": 500, "b + c + d": 140}, ("e",))
    assert sum(scaled_to(totals, 1000).values()) == pytest.approx(1000)


def test_a_limit_below_the_median_and_no_replies_are_refused():
    with pytest.raises(ValueError, match=r"0\.5"):
        weigh_groups(GROUPS, [], most_times_median=0.5)
    with pytest.raises(ImpossibleWeights):
        weigh_groups([], [], most_times_median=5)
