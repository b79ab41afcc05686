import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portal.promises import rules
from portal.promises.enums import PromiseState

DUE = dt.date(2026, 3, 1)


@given(days=st.integers(-5, 400))
def test_owners_are_nagged_from_the_first_day_late_and_never_after_the_last(days):
    until = DUE + dt.timedelta(days=days)
    dates = rules.nag_dates(due=DUE, until=until)
    assert bool(dates) == rules.is_overdue(state=PromiseState.DOING, due=DUE, today=until)
    assert all(DUE < day <= until for day in dates)


@given(days=st.integers(-50, 400))
def test_the_next_reminder_is_the_first_of_those_to_come(days):
    today = DUE + dt.timedelta(days=days)
    later = rules.nag_dates(due=DUE, until=today + dt.timedelta(days=500))
    assert rules.next_nag(due=DUE, today=today) == min(day for day in later if day >= today)


@given(path=st.lists(st.sampled_from(PromiseState), max_size=8))
def test_a_promise_that_ended_stays_ended(path):
    state = PromiseState.PROMISED
    for wanted in path:
        was_open = state.is_open
        if rules.may_become(state, wanted):
            assert was_open
            state = wanted
    assert state.is_open == (state in (PromiseState.PROMISED, PromiseState.DOING))
