import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.dispositions import AaporGroup, Disposition, final_disposition
from portal.sampling.response_rates import CaseCounts, response_rates, response_rates_by

HISTORIES = st.lists(st.sampled_from(Disposition), max_size=8)


def test_the_six_rates_by_hand():
    counts = CaseCounts(
        complete=50, partial=10, refusal=20, non_contact=10, other=5, withheld=5, unknown=40, not_eligible=25
    )
    rates = response_rates(counts)
    assert (counts.asked, counts.eligible) == (165, 100)
    assert rates.e == 0.8
    assert (rates.rr1, rates.rr2) == (50 / 140, 60 / 140)
    assert (rates.rr3, rates.rr4) == (50 / 132, 60 / 132)
    assert (rates.rr5, rates.rr6) == (0.5, 0.6)
    assert rates.refusal_rate == 20 / 140


def test_open_cases_count_as_unknown_and_make_the_rates_interim():
    open_rates = response_rates(CaseCounts(complete=5, refusal=5, not_worked=10))
    assert open_rates.interim
    assert (open_rates.rr1, open_rates.rr5) == (0.25, 0.5)


def test_with_nobody_resolved_there_is_no_rate_to_guess():
    rates = response_rates(CaseCounts(unknown=7))
    assert (rates.e, rates.rr1, rates.rr3, rates.rr5) == (None, 0.0, None, None)
    empty = response_rates(CaseCounts())
    assert (empty.e, empty.rr1, empty.rr3, empty.rr5) == (None, None, None, None)


def test_e_has_to_be_a_share():
    with pytest.raises(ValueError):
        response_rates(CaseCounts(complete=1), e=1.5)


def test_groups_share_the_e_of_the_whole_round():
    cases = [("a", Disposition.COMPLETE), ("a", Disposition.NOTHING_HEARD), ("b", Disposition.NOT_A_USER)]
    rates = response_rates_by(cases)
    assert {group: rate.e for group, rate in rates.items()} == {"a": 0.5, "b": 0.5}
    assert rates["a"].rr3 == 1 / 1.5
    assert rates["b"].rr1 is None


def test_what_is_withheld_for_safety_counts_with_other_on_its_own_line():
    counts = CaseCounts.of([Disposition.WITHHELD_FOR_SAFETY, Disposition.TOO_ILL, Disposition.COMPLETE])
    assert (counts.withheld, counts.other, counts.eligible) == (1, 1, 3)


@pytest.mark.parametrize(
    ("history", "final"),
    [
        ([], Disposition.NOT_YET_WORKED),
        ([Disposition.COMPLETE, Disposition.OBJECTED], Disposition.OBJECTED),
        ([Disposition.PARTIAL, Disposition.COMPLETE], Disposition.COMPLETE),
        ([Disposition.DECLINED, Disposition.PARTIAL], Disposition.PARTIAL),
        ([Disposition.OUT_OF_AREA, Disposition.DECLINED], Disposition.DECLINED),
        ([Disposition.WITHHELD_FOR_SAFETY, Disposition.DUPLICATE], Disposition.DUPLICATE),
        ([Disposition.AWAY, Disposition.WITHHELD_FOR_SAFETY], Disposition.WITHHELD_FOR_SAFETY),
        ([Disposition.UNDELIVERABLE, Disposition.DECEASED], Disposition.DECEASED),
        ([Disposition.NOTHING_HEARD, Disposition.REACHED_NO_ANSWER], Disposition.REACHED_NO_ANSWER),
        ([Disposition.NOT_YET_WORKED, Disposition.DEAD_NUMBER], Disposition.DEAD_NUMBER),
    ],
)
def test_objection_complete_partial_decline_ineligible_withheld_other_unknown(history, final):
    assert final_disposition(history) is final


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_final_status_does_not_depend_on_the_order_of_events(history, order):
    shuffled = list(history)
    order.shuffle(shuffled)
    assert final_disposition(shuffled) is final_disposition(history)


@given(HISTORIES)
def test_the_more_unknown_cases_are_dropped_the_higher_the_rate(dispositions):
    counts = CaseCounts.of(dispositions)
    rates = response_rates(counts)
    assert counts.asked == len(dispositions)
    if None not in (rates.rr1, rates.rr3, rates.rr5):
        assert rates.rr1 <= rates.rr3 + 1e-12 <= rates.rr5 + 2e-12
        assert (rates.rr1, rates.rr3, rates.rr5) <= (rates.rr2, rates.rr4, rates.rr6)


def test_every_disposition_has_its_letter_and_only_unworked_ones_are_open():
    assert [d for d in Disposition if d.group is AaporGroup.NOT_ELIGIBLE] == [
        Disposition.NOT_A_USER,
        Disposition.DUPLICATE,
        Disposition.OUT_OF_AREA,
        Disposition.UNDER_AGE,
    ]
    assert [d for d in Disposition if not d.is_final] == [Disposition.NOT_YET_WORKED]
