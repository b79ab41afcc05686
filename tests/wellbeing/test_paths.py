import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.wellbeing.enums import Direction, Intent, Perspective
from portal.wellbeing.rules.paths import Path, Score, direction_of, has_only_proxies, pieces, standing

END = dt.date(2026, 12, 31)


def day(number: int) -> dt.date:
    return dt.date(2026, 1, 1) + dt.timedelta(days=number)


def path(baseline: int, goal: int, *reviews: int, intent: Intent = Intent.CHANGE) -> Path:
    return Path(
        baselines=(Score(day(0), baseline),),
        goals=(Score(day(0), goal),),
        reviews=tuple(Score(day(30 * (place + 1)), value) for place, value in enumerate(reviews)),
        intent=intent,
    )


def test_an_outcome_from_3_to_5_that_was_once_at_7_reads_as_the_product_says():
    found = standing(path(3, 6, 7, 2, 5), until=END)
    assert (found.now, found.direction, found.highest, found.lowest, found.ever_good_enough) == (
        5,
        Direction.PROGRESSED,
        7,
        2,
        True,
    )


def test_from_0_to_1_is_progress_as_in_case_a2_of_the_ssia_pilot():
    assert standing(path(0, 6, 1), until=END).direction is Direction.PROGRESSED


@pytest.mark.parametrize(
    ("review", "direction"),
    [(6, "achieved"), (10, "achieved"), (5, "progressed"), (3, "same"), (2, "lower"), (0, "lower")],
)
def test_the_edges_of_each_direction(review, direction):
    assert direction_of(baseline=3, goal=6, review=review) == direction


def test_what_should_stay_as_it_is_is_achieved_when_it_did_not_go_down():
    assert direction_of(baseline=4, goal=4, review=4, intent=Intent.KEEP_AS_IS) is Direction.ACHIEVED
    assert direction_of(baseline=4, goal=4, review=3, intent=Intent.KEEP_AS_IS) is Direction.LOWER


def test_zero_is_a_score_and_eleven_is_none():
    assert Score(day(0), 0).value == 0
    with pytest.raises(ValueError, match="11"):
        Score(day(0), 11)


def test_reviews_of_others_are_not_merged_with_the_persons_own():
    own = path(3, 6, 4)
    both = Path(own.baselines, own.goals, (*own.reviews, Score(day(90), 9, Perspective.PRACTITIONER)))
    assert standing(both, until=END) == standing(own, until=END)
    assert standing(both, until=END, by=Perspective.PRACTITIONER) is None, "a practitioner gave no baseline and no goal"


def test_the_latest_review_in_the_period_decides():
    one = path(3, 6, 7, 2, 5)
    assert standing(one, until=day(45)).now == 7
    assert standing(one, until=day(75)).direction is Direction.LOWER
    assert standing(one, since=day(91), until=END) is None


def test_a_review_is_held_against_the_goal_of_its_day_and_a_lowered_goal_does_not_rub_out_the_first():
    one = Path(
        baselines=(Score(day(0), 2),),
        goals=(Score(day(0), 8), Score(day(50), 5)),
        reviews=(Score(day(30), 6), Score(day(60), 5)),
    )
    assert standing(one, until=day(40)).direction is Direction.PROGRESSED
    assert standing(one, until=day(40)).ever_good_enough is False
    assert standing(one, until=END).direction is Direction.ACHIEVED


def test_a_new_baseline_begins_a_new_piece_of_the_line():
    one = Path(
        baselines=(Score(day(0), 2), Score(day(50), 6)),
        goals=(Score(day(0), 8),),
        reviews=(Score(day(30), 6), Score(day(60), 5)),
    )
    assert [[score.value for score in piece] for piece in pieces(one)] == [[2, 6], [6, 5]]
    assert standing(one, until=END).direction is Direction.LOWER


def test_without_baseline_goal_or_review_there_is_nothing_to_say():
    whole = path(3, 6, 4)
    assert standing(Path(goals=whole.goals, reviews=whole.reviews), until=END) is None
    assert standing(Path(baselines=whole.baselines, reviews=whole.reviews), until=END) is None
    assert standing(path(3, 6), until=END) is None


def test_scored_by_others_only_is_told_from_not_scored():
    assert has_only_proxies(Path(baselines=(Score(day(0), 3, Perspective.PROXY_OWN_VIEW),)))
    assert not has_only_proxies(path(3, 6))
    assert not has_only_proxies(Path())


@given(st.integers(0, 10), st.integers(0, 10), st.lists(st.integers(0, 10), min_size=1, max_size=6), st.randoms())
def test_the_order_in_which_scores_are_given_changes_nothing(baseline, goal, reviews, chance):
    one = path(baseline, goal, *reviews)
    mixed = list(one.reviews)
    chance.shuffle(mixed)
    assert standing(Path(one.baselines, one.goals, tuple(mixed)), until=END) == standing(one, until=END)
