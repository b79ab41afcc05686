import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.wellbeing.rules.low_answers import Duty, is_out_of_date, low_among, may_offer_a_call
from portal.wellbeing.rules.personal_wellbeing import Question
from portal.wellbeing.rules.schedule import NUDGE_DAYS, Pace, Rest, Resting, due_on, next_due, nudge_due

FIRST = dt.date(2026, 3, 2)
PACE = Pace(FIRST)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def nudges(number: int, *, answered=(), rests=(), nudged=0) -> bool:
    return nudge_due(PACE, on=day(number), answered=answered, rests=rests, nudged=nudged)


def test_a_check_in_each_thirteen_weeks():
    assert [due_on(PACE, on=day(n)) for n in (-1, 0, 13, 14, 90, 91)] == [None, FIRST, FIRST, None, None, day(91)]
    assert [next_due(PACE, after=day(n)) for n in (-5, 0, 91)] == [FIRST, day(91), day(182)]


def test_over_the_hour_change_a_week_is_still_seven_days():
    assert next_due(Pace(dt.date(2026, 10, 19), weeks=1), after=dt.date(2026, 10, 19)) == dt.date(2026, 10, 26)


def test_two_nudges_on_days_7_and_12_and_no_more():
    assert [nudges(n) for n in (0, 6, 7, 11)] == [False, False, True, True]
    assert [nudges(n, nudged=1) for n in (11, 12)] == [False, True]
    assert not nudges(13, nudged=2)


def test_nobody_is_nudged_who_has_answered():
    assert not nudges(8, answered=[day(2)])
    assert nudges(98, answered=[day(2)]), "an answer to the one before does not answer this one"


@pytest.mark.parametrize("why", Rest)
def test_nothing_is_sent_while_it_rests(why):
    assert not nudges(8, rests=[Resting(why, day(1))])
    assert not nudges(8, rests=[Resting(why, day(1), day(8))])
    assert nudges(9, rests=[Resting(why, day(1), day(8))])


def test_a_pace_of_no_weeks_or_more_than_a_year_is_refused():
    for weeks in (0, 53):
        with pytest.raises(ValueError, match=str(weeks)):
            Pace(FIRST, weeks)


@given(st.integers(1, 52), st.integers(0, 2000))
def test_whoever_never_answers_gets_at_most_two_nudges_for_each(weeks, start):
    pace, sent = Pace(FIRST, weeks), {}
    for number in range(start, start + 60):
        due = due_on(pace, on=day(number))
        if due and nudge_due(pace, on=day(number), answered=(), rests=(), nudged=sent.get(due, 0)):
            sent[due] = sent.get(due, 0) + 1
    assert all(count <= len(NUDGE_DAYS) for count in sent.values())


def test_one_low_answer_is_enough_and_nothing_is_added_up():
    fine = {Question.SATISFIED: 5, Question.WORTHWHILE: 5, Question.HAPPY: 5, Question.ANXIOUS: 5}
    assert low_among(fine, {"sleep": 3}) == []
    assert low_among({**fine, Question.ANXIOUS: 6, Question.HAPPY: 4}, {"sleep": 2}) == ["happy", "anxious", "sleep"]


def test_no_call_is_offered_when_nobody_is_on_duty():
    duty = Duty("a", day(0), day(10))
    assert [may_offer_a_call(duties, on=day(10)) for duties in ([], [duty])] == [False, True]
    assert not may_offer_a_call([duty], on=day(11))
    assert not may_offer_a_call([Duty("a", day(5))], on=day(4))


def test_a_number_nobody_looked_up_for_half_a_year_is_out_of_date():
    assert [is_out_of_date(on, on=day(180)) for on in (None, day(0), day(-1))] == [True, False, True]
