import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.panels.enums.thanks import ClaimKind, ClaimState, LimitPer, Offer, Unit
from portal.panels.errors import NeedsAnotherPerson, WrongClaimState
from portal.panels.rules import bank, claims, money, rates, workload
from portal.panels.rules.workload import Quarter, Unfair, Workload

DAY = dt.date(2026, 11, 24)
PANEL = uuid.UUID(int=7)
ME, RATE = uuid.UUID(int=1), uuid.UUID(int=9)


@dataclass(frozen=True)
class ARate:
    pence: int | None = 1500
    valid_from: dt.date = dt.date(2026, 1, 1)
    panel_id: uuid.UUID | None = None
    offer: Offer = Offer.PAYMENT
    unit: Unit = Unit.HOUR
    valid_until: dt.date | None = None
    is_offered: bool = True
    recorded_at: dt.datetime = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    id: uuid.UUID = RATE


def amount(*there: ARate, day: dt.date = DAY, kind: ClaimKind = ClaimKind.READING, minutes: int = 60) -> int | None:
    found = rates.for_time(there, kind=kind, offer=Offer.PAYMENT, day=day, minutes=minutes)
    return found.pence if found else None


@given(pence=st.integers(0, 10**9))
def test_pence_go_to_pounds_and_back_without_loss(pence):
    assert money.pence_of(money.pounds_of(pence)) == pence


@given(rate=st.integers(0, 100_000), parts=st.lists(st.integers(0, 600), min_size=1, max_size=20))
def test_claiming_time_in_parts_never_differs_by_more_than_half_a_penny_for_each_part(rate, parts):
    apart = sum(money.for_minutes(rate, part) for part in parts)
    exact = Decimal(rate) * sum(parts) / 60
    assert abs(apart - exact) <= Decimal("0.5") * len(parts)


@given(rate=st.integers(0, 100_000), hours=st.integers(0, 100))
def test_whole_hours_come_to_exactly_the_rate_times_hours(rate, hours):
    assert money.for_minutes(rate, 60 * hours) == rate * hours


@given(limit=st.integers(0, 10**6), already=st.lists(st.integers(0, 10**5), max_size=30), wanted=st.integers(0, 10**6))
def test_what_fits_below_a_limit_never_passes_it(limit, already, wanted):
    left = money.left_below(limit, already)
    assert left == max(0, limit - sum(already))
    assert sum(already) + min(wanted, left) <= max(limit, sum(already))


@pytest.mark.parametrize("typed", ["12.345", "-1", "0.001"])
def test_an_amount_that_is_not_whole_pence_is_refused(typed):
    with pytest.raises(ValueError, match="pence"):
        money.pence_of(Decimal(typed))


def test_half_a_penny_goes_to_the_member():
    assert money.for_minutes(1001, 30) == 501


@given(day=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)), per=st.sampled_from(LimitPer))
def test_a_day_lies_in_its_own_week_and_month(day, per):
    first, last = money.window(day, per)
    assert first <= day <= last
    assert (last - first).days + 1 == (7 if per is LimitPer.WEEK else (last.replace(day=28) and last.day))
    assert money.window(first, per) == money.window(last, per) == (first, last)


def test_the_rate_of_the_day_counts_and_a_later_one_changes_nothing_before_it():
    old, new = ARate(pence=1000), ARate(pence=2000, valid_from=DAY)
    assert amount(old, new, day=DAY - dt.timedelta(days=1)) == 1000
    assert amount(old, new) == 2000
    assert amount(new, old) == 2000


def test_a_panels_own_rate_comes_before_the_one_for_all():
    assert amount(ARate(pence=1000), ARate(pence=1200, panel_id=PANEL)) == 1200


def test_a_rate_that_ended_or_was_taken_away_pays_nothing_and_nothing_older_comes_back():
    ended = ARate(valid_until=DAY - dt.timedelta(days=1))
    gone = ARate(valid_from=DAY, is_offered=False)
    assert amount(ended) is None
    assert amount(ARate(), gone) is None


def test_a_meeting_is_paid_by_the_meeting_where_there_is_such_a_rate():
    whole = ARate(pence=4000, unit=Unit.MEETING)
    assert amount(ARate(), whole, kind=ClaimKind.MEETING, minutes=90) == 4000
    assert amount(ARate(), kind=ClaimKind.MEETING, minutes=90) == 2250
    assert amount(whole, kind=ClaimKind.READING) is None


def test_a_cost_above_the_usual_is_paid_and_shown():
    usual = ARate(pence=2000, offer=Offer.EXPENSES, unit=Unit.REAL_COST)
    dear = rates.for_cost([usual], kind=ClaimKind.TRAVEL, day=DAY, pence=2001)
    assert (dear.pence, dear.is_above_usual) == (2001, True)
    assert rates.for_cost([usual], kind=ClaimKind.TRAVEL, day=DAY, pence=2000).is_above_usual is False
    assert rates.for_cost([], kind=ClaimKind.TRAVEL, day=DAY, pence=2000).rate_id is None


def test_a_new_rate_begins_after_every_one_before_it():
    there = [ARate(valid_from=DAY)]
    same = {"panel_id": None, "offer": Offer.PAYMENT, "unit": Unit.HOUR}
    assert rates.may_begin(there, day=DAY + dt.timedelta(days=1), **same)
    assert not rates.may_begin(there, day=DAY, **same)
    assert rates.may_begin(there, day=DAY, **{**same, "panel_id": PANEL})


@pytest.mark.parametrize("now", list(ClaimState))
@pytest.mark.parametrize("to", list(ClaimState))
def test_a_claim_goes_only_where_the_table_says(now, to):
    if to in claims.NEXT[now]:
        assert claims.check_step(now, to) is None
    else:
        with pytest.raises(WrongClaimState):
            claims.check_step(now, to)


def test_nobody_agrees_to_what_they_typed():
    with pytest.raises(NeedsAnotherPerson):
        claims.check_second_person(typed_by={None, ME}, by=ME)
    assert claims.check_second_person(typed_by={None}, by=ME) is None


def test_time_for_one_meeting_is_one_thing_and_two_buses_on_a_day_may_be_two():
    meeting = uuid.UUID(int=3)
    one = claims.Thing(ClaimKind.MEETING, meeting, DAY, 60)
    later = claims.Thing(ClaimKind.MEETING, meeting, DAY + dt.timedelta(days=1), 90)
    unnamed = claims.Thing(ClaimKind.MEETING, None, DAY, 60)
    bus, train = claims.Thing(ClaimKind.TRAVEL, meeting, DAY, 240), claims.Thing(ClaimKind.TRAVEL, meeting, DAY, 300)
    assert (one.is_surely(later), one.may_be(unnamed), unnamed.may_be(one)) == (True, True, True)
    assert (bus.is_surely(bus), bus.may_be(bus), bus.may_be(train)) == (False, True, False)
    keys = bus.keys(ME)
    assert next(keys) != next(keys)
    assert list(one.keys(ME)) == list(later.keys(ME))


@given(days=st.lists(st.integers(0, 400), max_size=50), most=st.integers(1, 30))
def test_waiting_is_summed_up_whole(days, most):
    found = claims.waiting(days, most=most)
    assert found.claims == len(days)
    assert found.too_long == len([one for one in days if one > most])
    assert found.oldest == (max(days) if days else None)
    assert (found.median is None) == (not days)


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        *(("12-34-56", True), ("123456", True), ("12 34 56", True), ("12345", False), ("1234567", False)),
        *(("000000", False), ("12-34-5a", False), ("١٢٣٤٥٦", False), ("", False)),
    ],
)
def test_a_sort_code_has_six_digits(typed, is_right):
    assert bank.is_sort_code(typed) is is_right


@pytest.mark.parametrize(("typed", "is_right"), [("1234 5678", True), ("1234567", False), ("00000000", False)])
def test_an_account_number_has_eight_digits(typed, is_right):
    assert bank.is_account_number(typed) is is_right


@pytest.mark.parametrize(
    ("name", "written"),
    [
        *(("Ana Ó Súilleabháin", "ANA O SUILLEABHAIN"), ("=cmd|' /C calc'!A0", "CMD /C CALC A0"), ("آنا", "")),
        *(("-Jo", "JO"), ("Bartholomew Featherstonehaugh", "BARTHOLOMEW FEATHE")),
    ],
)
def test_a_name_is_written_as_banks_take_it(name, written):
    assert bank.bank_name(name) == written


def test_an_account_number_is_shown_by_its_last_two_digits():
    assert bank.masked("12345678") == "••••••78"


@given(st.dates(dt.date(2000, 1, 1), dt.date(2050, 12, 31)))
def test_quarters_follow_each_other_without_gaps(day):
    quarter = workload.quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.last + dt.timedelta(days=1) == quarter.after.first
    assert quarter.after.before == quarter


def test_who_is_asked_too_often_never_unpaid_and_unthanked():
    def signs(**values):
        return workload.unfair(Workload(member_id=ME, **values), most_minutes=600, days_to_pay=10)

    assert signs(asked=601, times_asked=3) == (Unfair.ASKED_OFTEN,)
    assert signs(asked=600, times_asked=3) == ()
    assert signs() == (Unfair.NEVER_ASKED,)
    assert signs(is_new=True) == signs(is_paused=True) == ()
    assert signs(given=60, owed=500, oldest=10) == ()
    assert signs(given=60, owed=500, oldest=11) == (Unfair.UNPAID,)
    assert signs(given=60, unthanked=1) == (Unfair.UNTHANKED,)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 500), st.integers(0, 10**6)), max_size=30))
def test_parts_of_a_workload_lose_nothing_when_put_together(parts):
    rows = [Workload(member_id=uuid.UUID(int=who), given=given_, paid=paid) for who, given_, paid in parts]
    found = workload.summed(rows)
    assert len(found) == len({who for who, _given, _paid in parts})
    assert sum(one.given for one in found) == sum(one.given for one in rows)
    assert sum(one.paid for one in found) == sum(one.paid for one in rows)


def test_minutes_are_said_in_hours():
    assert [str(workload.hours_of(minutes)) for minutes in (0, 90, 45)] == ["0", "1.5", "0.8"]


def test_the_last_quarter_of_a_year_ends_with_it():
    assert (Quarter(2026, 4).first, Quarter(2026, 4).last) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
