"""When and how someone may be reached."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.contact import rules
from portal.contact.enums import BY_PHONE, Channel, Result
from portal.contact.holidays import bank_holidays
from portal.people.enums import SafeContact
from portal.shared.i18n import HOME_TIME

ALL_ROUTES = rules.Routes(email=True, mobile=True, address=True)
NOW = dt.datetime(2026, 3, 10, 10, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def home(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=HOME_TIME)


def good_time(moment: dt.datetime) -> dt.datetime:
    return rules.next_good_time(moment, bank_holidays=bank_holidays(moment.year))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("2026-03-10T10:30", "2026-03-10T10:30"),  # a Tuesday
        ("2026-03-10T08:59", "2026-03-10T09:00"),
        ("2026-03-10T19:59", "2026-03-10T19:59"),
        ("2026-03-10T20:00", "2026-03-11T09:00"),
        ("2026-03-14T20:00", "2026-03-16T09:00"),  # Saturday evening: Sunday is skipped
        ("2026-03-15T12:00", "2026-03-16T09:00"),
        ("2026-04-02T21:00", "2026-04-04T09:00"),  # Good Friday
        ("2026-04-06T10:00", "2026-04-07T09:00"),  # Easter Monday
        ("2026-12-24T20:30", "2026-12-29T09:00"),  # Christmas, Boxing Day on a Saturday and its substitute
        ("2026-12-31T20:30", "2027-01-02T09:00"),  # the next year's first day
    ],
)
def test_people_are_reached_from_monday_to_saturday_between_nine_and_eight(asked, answer):
    assert good_time(home(asked)) == home(answer)


@pytest.mark.parametrize(
    ("asked", "utc"),
    [
        ("2026-03-28T21:00", "2026-03-30T08:00"),  # the clocks go forward on the Sunday between
        ("2026-10-24T21:00", "2026-10-26T09:00"),  # and back
    ],
)
def test_nine_in_the_morning_is_nine_at_home_on_both_nights_the_clocks_change(asked, utc):
    wanted = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert good_time(home(asked)).astimezone(dt.UTC) == wanted


@given(minutes=st.integers(0, 3 * 366 * 24 * 60))
def test_whenever_it_is_the_next_good_time_is_good_and_not_long_ago(minutes):
    asked = (dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(HOME_TIME)
    answer = good_time(asked)
    assert asked <= answer <= asked + 6 * DAY
    assert answer.weekday() != rules.SUNDAY
    assert rules.OPENS <= answer.time() < rules.CLOSES
    assert answer.date() not in bank_holidays(answer.year)
    assert good_time(answer) == answer


def test_four_messages_are_enough_and_seven_days_lie_between():
    sent = [NOW - n * 7 * DAY for n in (1, 2, 3)]
    assert not rules.is_enough(sent_at=sent)
    assert rules.is_enough(sent_at=[*sent, NOW - 28 * DAY])
    assert not rules.is_too_soon(sent_at=[], now=NOW)
    assert rules.is_too_soon(sent_at=[NOW - 6 * DAY], now=NOW)
    assert not rules.is_too_soon(sent_at=[NOW - 7 * DAY], now=NOW)


def test_from_one_tuesday_to_the_next_is_a_week_whatever_the_hour():
    evening, morning = NOW.replace(hour=19), NOW.replace(hour=9)
    assert not rules.is_too_soon(sent_at=[evening - 7 * DAY], now=morning)
    assert rules.is_too_soon(sent_at=[morning - 6 * DAY], now=evening)


def test_a_confirmation_is_good_for_ninety_days():
    flagged = ["no_letters"]
    assert rules.is_confirmed(rules=flagged, confirmed_at=NOW - 90 * DAY, now=NOW)
    assert not rules.is_confirmed(rules=flagged, confirmed_at=NOW - 91 * DAY, now=NOW)
    assert not rules.is_confirmed(rules=flagged, confirmed_at=None, now=NOW)
    assert not rules.is_confirmed(rules=flagged, confirmed_at=NOW + 30 * DAY, now=NOW)
    assert rules.is_confirmed(rules=[], confirmed_at=None, now=NOW)


@given(said=st.sets(st.sampled_from(list(SafeContact))), more=st.sampled_from(list(SafeContact)))
def test_a_rule_more_never_opens_a_channel_but_the_worker(said, more):
    before = set(rules.safe_channels(rules=said, routes=ALL_ROUTES))
    after = set(rules.safe_channels(rules=said | {more}, routes=ALL_ROUTES))
    assert after - {Channel.VIA_WORKER} <= before
    assert rules.may_phone(rules=said | {more}, routes=ALL_ROUTES) <= rules.may_phone(rules=said, routes=ALL_ROUTES)


def test_a_rule_nobody_knows_closes_everything():
    assert rules.safe_channels(rules=["not_on_fridays"], routes=ALL_ROUTES) == ()
    assert not rules.may_phone(rules=["not_on_fridays"], routes=ALL_ROUTES)
    assert not rules.may_leave_voicemail(rules=["not_on_fridays"])


def test_every_rule_of_the_people_room_is_known_here():
    assert {rule.value for rule in SafeContact} == rules.KNOWN_RULES


def test_every_result_has_its_code():
    assert set(rules.AAPOR) == set(Result)
    assert set(BY_PHONE) == set(Result) - {Result.SENT, Result.FAILED, Result.RETURNED}


def test_what_did_not_leave_is_tried_ever_later_but_never_given_up_for_more_than_six_hours():
    waits = [rules.wait_before_try(tries) for tries in (1, 2, 3, 8, 9, 1000)]
    assert waits == [dt.timedelta(minutes=m) for m in (2, 4, 8, 256, 360, 360)]
