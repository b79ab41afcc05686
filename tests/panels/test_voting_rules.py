from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.panels.enums import Consent, PanelView, VoteMethod
from portal.panels.rules.ballots import EMPTY, FOLD, LONGEST_WORDS, Said, fold, is_valid, unfold
from portal.panels.rules.outcomes import outcome_of
from portal.panels.rules.voting import borda_points, consent_of, dot_points, in_order, view_of

OPTIONS = ["beds", "café", "lift", "phone"]
ballots_in_order = st.lists(st.permutations(OPTIONS).flatmap(lambda o: st.integers(0, 4).map(lambda n: list(o[:n]))))


def test_the_first_of_four_gets_three_points_and_the_last_none():
    assert borda_points([["beds", "café", "lift", "phone"]], OPTIONS) == {"beds": 3, "café": 2, "lift": 1, "phone": 0}


def test_what_a_ballot_leaves_out_is_tied_below_and_shares_the_points():
    assert borda_points([["beds"]], OPTIONS) == {"beds": 3, "café": 1, "lift": 1, "phone": 1}
    assert borda_points([["beds", "café"]], OPTIONS)["lift"] == Fraction(1, 2)


def test_ties_are_said_as_ties_in_the_order_of_the_vote():
    points = borda_points([["beds", "café"], ["café", "beds"]], OPTIONS)
    assert in_order(points) == [["beds", "café"], ["lift", "phone"]]


@pytest.mark.parametrize("ballot", [["beds", "beds"], ["garden"]])
def test_a_ballot_that_names_something_twice_or_something_else_is_refused(ballot):
    with pytest.raises(ValueError, match="not a ballot"):
        borda_points([ballot], OPTIONS)


@given(ballots_in_order)
def test_each_ballot_that_says_something_gives_the_same_number_of_points(ballots):
    assert sum(borda_points(ballots, OPTIONS).values()) == 6 * sum(bool(one) for one in ballots)


@given(ballots_in_order.flatmap(lambda all_of_them: st.tuples(st.just(all_of_them), st.permutations(all_of_them))))
def test_in_which_order_ballots_lie_changes_nothing(both):
    said, shuffled = ([Said(order=one) for one in several] for several in both)
    first = outcome_of(said, method=VoteMethod.RANK, options=OPTIONS)
    assert outcome_of(shuffled, method=VoteMethod.RANK, options=OPTIONS) == first


@given(st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=4, unique=True), st.permutations(OPTIONS))
def test_moving_an_option_up_never_costs_it_points(ballot, other):
    chosen = ballot[-1]
    better = [chosen, *ballot[:-1]]
    before, after = (borda_points([one, list(other)], OPTIONS)[chosen] for one in (ballot, better))
    assert after >= before


def test_dots_are_added_up_and_more_than_ten_refused():
    assert dot_points([{"beds": 7, "lift": 3}, {"beds": 1}], OPTIONS) == {"beds": 8, "café": 0, "lift": 3, "phone": 0}
    for wrong in ({"beds": 11}, {"beds": -1}, {"garden": 1}):
        with pytest.raises(ValueError, match="not a ballot"):
            dot_points([wrong], OPTIONS)


def test_one_no_holds_a_proposal_up_and_worries_are_told():
    assert consent_of([Consent.YES] * 9 + [Consent.NO]) is Consent.NO
    assert consent_of([Consent.YES, Consent.WORRIES]) is Consent.WORRIES
    assert consent_of([Consent.YES]) is Consent.YES
    assert consent_of([]) is None


def test_a_view_is_what_most_hold_and_a_tie_is_no_view():
    assert view_of([PanelView.YES, PanelView.YES, PanelView.NO]) is PanelView.YES
    assert view_of([PanelView.YES, PanelView.NO]) is None


@given(st.text(max_size=LONGEST_WORDS), st.booleans())
def test_every_ballot_is_of_one_size_and_is_read_back_as_it_was(words, may_show):
    said = Said(choice="no", words=words, may_show=may_show)
    assert len(fold(said).encode()) == len(fold(EMPTY).encode()) == FOLD
    assert unfold(fold(said)).words == (words if may_show else "")


@pytest.mark.parametrize(
    ("said", "method", "valid"),
    [
        (Said(order=["beds"]), VoteMethod.RANK, True),
        (Said(order=["beds", "beds"]), VoteMethod.RANK, False),
        (Said(), VoteMethod.RANK, False),
        (Said(dots={"beds": 10}), VoteMethod.DOTS, True),
        (Said(dots={"beds": 6, "lift": 5}), VoteMethod.DOTS, False),
        (Said(dots={"beds": 5, "lift": -1}), VoteMethod.DOTS, False),
        (Said(choice="no"), VoteMethod.CONSENT, True),
        (Said(choice="perhaps"), VoteMethod.CONSENT, False),
    ],
)
def test_only_what_can_be_counted_is_a_vote(said, method, valid):
    assert is_valid(said, method=method, options=OPTIONS, choices=["yes", "worries", "no"]) is valid


def ranked(number, order=("beds", "lift")):
    return [Said(order=list(order))] * number


def test_of_fewer_than_three_voters_nothing_is_said():
    outcome = outcome_of(ranked(2), method=VoteMethod.RANK, options=OPTIONS)
    assert (outcome.says_nothing, outcome.order, outcome.voters) == (True, (), None)


def test_of_fewer_than_five_only_the_order_is_said_and_no_words():
    said = [*ranked(3), Said(order=["lift"], words="Please", may_show=True)]
    outcome = outcome_of(said, method=VoteMethod.RANK, options=OPTIONS)
    assert outcome.order == [["beds"], ["lift"], ["café", "phone"]]
    assert (outcome.voters, outcome.shares, outcome.remarks) == (None, {}, [])


def test_five_voters_have_a_base_and_words_without_names_but_no_shares():
    said = [*ranked(4), Said(order=["lift"], words="Please", may_show=True)]
    outcome = outcome_of(said, method=VoteMethod.RANK, options=OPTIONS)
    assert (outcome.voters, outcome.shares, outcome.remarks) == (5, {}, ["Please"])


def test_a_unanimous_result_has_no_number_that_says_so():
    assert outcome_of(ranked(12), method=VoteMethod.RANK, options=["beds", "lift"]).shares == {}
    consent = outcome_of([Said(choice="yes")] * 12, method=VoteMethod.CONSENT, options=[])
    assert (consent.result, consent.shares, consent.voters) == ("yes", {}, 12)


def test_a_single_no_among_many_has_no_number_beside_it():
    said = [Said(choice="yes")] * 15 + [Said(choice="no")]
    outcome = outcome_of(said, method=VoteMethod.CONSENT, options=[])
    assert (outcome.result, outcome.shares) == ("no", {})


def test_ten_voters_who_differ_have_shares_in_steps_of_five():
    said = [*ranked(7, ("beds", "lift")), *ranked(5, ("lift", "beds"))]
    outcome = outcome_of(said, method=VoteMethod.RANK, options=["beds", "lift"])
    assert outcome.shares == {"beds": 60, "lift": 40}


def test_a_tie_of_a_verdict_is_said_as_a_tie():
    said = [Said(choice="yes")] * 3 + [Said(choice="no")] * 3
    assert outcome_of(said, method=VoteMethod.VERDICT, options=[]).result == "tie"
