import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.wellbeing.rules.control_charts import Signal, chart_of
from portal.wellbeing.rules.goal_attainment import t_score
from portal.wellbeing.rules.personal_wellbeing import Band, Question, band_of, may_be_asked


@pytest.mark.parametrize(
    ("levels", "score"), [((0, 0, 0), 50.0), ((1, 0, 0), 54.56), ((-1, -1, -1), 36.31), ((2, 2, 2), 77.39)]
)
def test_gas_t_scores_of_kiresuk_and_sherman(levels, score):
    assert round(t_score(levels), 2) == score


def test_a_goal_that_counts_more_moves_the_score_more():
    assert t_score((2, -2), (3, 1)) > 50 > t_score((2, -2), (1, 3))


@pytest.mark.parametrize("levels", [(), (3,), (-3, 0)])
def test_levels_outside_the_scale_are_refused(levels):
    with pytest.raises(ValueError):
        t_score(levels)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0, "low"),
        (4, "low"),
        (5, "medium"),
        (6, "medium"),
        (7, "high"),
        (8, "high"),
        (9, "very_high"),
        (10, "very_high"),
    ],
)
@pytest.mark.parametrize("question", ["satisfied", "worthwhile", "happy"])
def test_ons4_bands_at_each_edge(question, score, band):
    assert band_of(Question(question), score) == band


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "very_low"), (1, "very_low"), (2, "low"), (3, "low"), (4, "medium"), (5, "medium"), (6, "high"), (10, "high")],
)
def test_ons4_bands_of_anxiety_at_each_edge(score, band):
    assert band_of(Question.ANXIOUS, score) is Band(band)


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_outside_0_to_10_has_no_band(score):
    with pytest.raises(ValueError):
        band_of(Question.HAPPY, score)


def test_ons4_is_asked_from_16_on_and_never_for_someone_else():
    assert [may_be_asked(age=age, answers_for_someone=False) for age in (15, 16, None)] == [False, True, True]
    assert not may_be_asked(age=40, answers_for_someone=True)


def test_limits_of_an_xmr_chart_are_2_66_mean_moving_ranges_away():
    chart = chart_of([10, 12, 11, 13])
    assert (chart.mean, chart.upper) == (11.5, pytest.approx(11.5 + 2.66 * 5 / 3))
    assert chart.is_trial


def test_each_signal_is_found_where_it_is():
    flat = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 40]
    assert chart_of(flat).signals[Signal.OUTSIDE] == (11,)
    shifted = [5, 6, 5, 6, 5, 6, 5, 9, 10, 9, 10, 9, 10, 9]
    assert chart_of(shifted).signals[Signal.ONE_SIDE] == tuple(range(14))
    rising = [5, 6, 7, 8, 9, 10, 11, 5, 8]
    assert chart_of(rising).signals[Signal.RISING_OR_FALLING] == tuple(range(7))
    near = [10, 10, 10, 15, 10, 15, 10, 10, 10, 10, 10, 10]
    assert chart_of(near).signals[Signal.OUTSIDE] == ()
    assert chart_of(near).signals[Signal.NEAR_A_LIMIT] == (3, 5)


def test_six_rising_points_are_no_signal():
    assert chart_of([5, 6, 7, 8, 9, 10, 5, 8]).signals[Signal.RISING_OR_FALLING] == ()


def test_twelve_points_are_no_trial_and_one_has_no_range():
    assert not chart_of([1] * 12).is_trial
    with pytest.raises(ValueError):
        chart_of([1])


@given(st.lists(st.integers(0, 100), min_size=2, max_size=30), st.integers(-50, 50))
def test_adding_the_same_to_every_point_moves_the_chart_and_no_signal(points, more):
    first, second = chart_of(points), chart_of([point + more for point in points])
    assert second.mean == pytest.approx(first.mean + more)
    assert set(first.signals) == set(second.signals)
    assert first.signals[Signal.RISING_OR_FALLING] == second.signals[Signal.RISING_OR_FALLING]
