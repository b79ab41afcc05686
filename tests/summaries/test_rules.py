import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.summaries import rules
from portal.summaries.enums import SummaryState, VerdictKind
from portal.summaries.rules import Answered, Tally

STATES = st.sampled_from(SummaryState)
TALLIES = st.builds(
    lambda counts: Tally(counts=counts), st.dictionaries(st.sampled_from(VerdictKind), st.integers(1, 50))
)


@given(path=st.lists(STATES, max_size=12))
def test_no_way_leads_to_checked_without_people_having_had_it(path):
    state, been_out = SummaryState.DRAFTING, False
    for wanted in path:
        if rules.may_become(state, wanted):
            state = wanted
            been_out = been_out or state in (SummaryState.OUT_FOR_CHECK, SummaryState.PUBLISHED)
    if state is SummaryState.CHECKED:
        assert been_out


@given(state=STATES, wanted=STATES)
def test_nobody_edits_what_people_are_reading(state, wanted):
    assert not SummaryState.OUT_FOR_CHECK.takes_edits
    assert not SummaryState.PUBLISHED.takes_edits
    if rules.may_become(state, SummaryState.PUBLISHED):
        assert state in (SummaryState.CHECKED, SummaryState.INTERNAL_REVIEW, SummaryState.REVISING)


@given(tally=TALLIES)
def test_wrong_leave_out_and_not_understood_need_a_reply_and_a_later_one_a_new_reply(tally):
    counts = {"wrong": VerdictKind.WRONG, "leave_out": VerdictKind.LEAVE_OUT}
    counts["not_understood"] = VerdictKind.NOT_UNDERSTOOD
    said = {name: tally.of(kind) for name, kind in counts.items()}
    assert rules.is_unanswered(tally, None) == any(said.values())
    assert not rules.is_unanswered(tally, Answered(**said))
    for name, number in said.items():
        if number:
            assert rules.is_unanswered(tally, Answered(**{**said, name: number - 1}))


@given(tally=TALLIES, silent=st.integers(0, 500))
def test_silence_is_never_a_yes(tally, silent):
    """However many say nothing, no count moves; those who skip are not in the base either."""
    assert tally.base == sum(n for kind, n in tally.counts.items() if kind is not VerdictKind.SKIP)
    assert not rules.earns_checked_mark(checked=0, unanswered=0)
    assert rules.earns_checked_mark(checked=silent, unanswered=0) == (silent > 0)


@given(ids=st.lists(st.uuids(), unique=True, max_size=30), size=st.integers(0, 40), seed=st.text(max_size=8))
def test_the_sample_can_be_drawn_again_from_its_seed_in_any_order(ids, size, seed):
    drawn = rules.seeded_sample(ids, size=size, seed=seed)
    assert drawn == rules.seeded_sample(list(reversed(ids)), size=size, seed=seed)
    assert len(drawn) == min(size, len(ids))
    assert set(drawn) <= set(ids)


@pytest.mark.parametrize(
    "text",
    ["12% of you", "7 in 10 people", "7 o bob 10", "10 میں سے 7", "۱۰ میں سے ۷", "30 people said so", "30 لوگ"],
)
def test_numbers_about_people_are_found_where_someone_typed_them(text):
    assert rules.typed_figures(text)


@pytest.mark.parametrize(
    "text", ["Ring 0300 123 4567", "It starts on 1 March 2026", "The bus is number 7", "I live in Leeds"]
)
def test_other_numbers_may_be_typed(text):
    assert rules.typed_figures(text) == []


def test_the_hash_of_a_content_does_not_depend_on_how_it_was_put_together():
    one, two = {"a": 1, "b": {"ü": [1, 2]}}, {"b": {"ü": [1, 2]}, "a": 1}
    assert rules.content_hash(one) == rules.content_hash(two)
    assert rules.content_hash(one) != rules.content_hash({**one, "a": 2})


def test_an_address_is_made_of_words():
    suffix = uuid.uuid4().hex[:4]
    assert (
        rules.slug_from("What you told us: Café & carers!", suffix=suffix) == f"what-you-told-us-cafe-carers-{suffix}"
    )
