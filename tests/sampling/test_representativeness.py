import pytest

from portal.sampling.representativeness import MissingGroup, compare_shares, who_is_missing

FRAME = {"under 25": 200, "25 and over": 800}


def test_three_gaps_per_category():
    old, young = compare_shares(
        FRAME,
        {"under 25": 100, "25 and over": 100},
        {"under 25": 30, "25 and over": 90},
        {"under 25": 5, "25 and over": 45},
    )
    assert (young.category, old.category) == ("under 25", "25 and over")
    assert (young.frame_share, young.invited_share, young.reached_share, young.answered_share) == (0.2, 0.5, 0.25, 0.1)
    assert young.draw_gap == pytest.approx(0.3)
    assert young.contact_gap == pytest.approx(-0.25)
    assert young.answer_gap == pytest.approx(-0.15)
    assert young.whole_gap == pytest.approx(-0.1)
    assert old.whole_gap == pytest.approx(0.1)


def test_before_anyone_answers_there_is_no_gap_to_show():
    _old, young = compare_shares(FRAME, FRAME, {}, {})
    assert (young.draw_gap, young.contact_gap, young.answer_gap, young.whole_gap) == (0.0, None, None, None)


def test_who_is_missing_says_how_many_replies_short():
    (missing,) = who_is_missing("age", frame=FRAME, answered={"under 25": 10, "25 and over": 90})
    assert missing == MissingGroup(
        "age", "under 25", 0.2, 0.1, answered=10, short_by=pytest.approx(10.0), unheard=False
    )


def test_a_difference_no_larger_than_chance_is_not_called_missing():
    assert who_is_missing("age", frame=FRAME, answered={"under 25": 1, "25 and over": 9}) == ()
    answered = {"under 25": 10, "25 and over": 90}
    assert who_is_missing("age", frame=FRAME, answered=answered, effective_n=20) == ()


def test_a_large_sample_does_not_make_a_small_gap_missing():
    assert who_is_missing("age", frame=FRAME, answered={"under 25": 1800, "25 and over": 8200}) == ()


def test_a_group_of_whom_nobody_answered_is_named_as_unheard_and_comes_first():
    frame = {"a": 50, "b": 20, "c": 30}
    found = who_is_missing("area", frame=frame, answered={"a": 90, "c": 10})
    assert [(group.category, group.unheard) for group in found] == [("b", True), ("c", False)]


def test_without_answers_or_without_a_frame_nobody_is_called_missing():
    assert who_is_missing("age", frame=FRAME, answered={}) == ()
    assert who_is_missing("age", frame={}, answered={"a": 1}) == ()
