"""The clock jumps, and twice a year the night has an hour more or less: messages, sessions and throttles hold."""

import datetime as dt

import pytest
import time_machine

from portal.contact.enums import MessageState, Withheld
from portal.contact.holidays import bank_holidays
from portal.contact.operations.gate import good_time
from portal.people.enums import Role
from portal.shared import i18n, throttle
from portal.shared.i18n import HOME_TIME
from tests.contact.factories import deliver, in_line, reachable, send_to
from tests.forms import submit
from tests.people.factories import PASSWORD, make_account, sign_in, signed_in

UTC = dt.UTC
SPRING = dt.datetime(2026, 3, 29, 1, tzinfo=UTC)  # 01:00 becomes 02:00
AUTUMN = dt.datetime(2026, 10, 25, 1, tzinfo=UTC)  # 02:00 becomes 01:00
NIGHTS = pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
HOUR, DAY, YEAR = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=365)


def at(moment: dt.datetime):
    return time_machine.travel(moment, tick=False)


@NIGHTS
def test_around_the_night_messages_leave_by_day_as_people_there_know_it(change):
    before = None
    for quarter in range(4 * 24 * 4):
        now = change - 2 * DAY + quarter * HOUR / 4
        chosen = good_time(now)
        home = chosen.astimezone(HOME_TIME)
        assert dt.time(9) <= home.time() < dt.time(20), now
        assert home.weekday() != 6, now
        assert home.date() not in bank_holidays(home.year), now
        assert chosen >= now
        assert before is None or chosen >= before, now  # who asked later is never due earlier
        before = chosen


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (dt.datetime(2026, 3, 28, 20, 0, tzinfo=UTC), dt.datetime(2026, 3, 30, 8, 0, tzinfo=UTC)),
        (dt.datetime(2026, 10, 24, 19, 0, tzinfo=UTC), dt.datetime(2026, 10, 26, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_message_over_the_night_waits_for_nine_on_monday_by_the_clock_on_the_wall(session, asked, due):
    with at(asked) as clock:
        message = in_line(session, reachable(session))
        assert message.not_before == due
        clock.move_to(due - dt.timedelta(seconds=1))
        assert deliver(session, message) is MessageState.WAITING
        clock.move_to(due)
        assert deliver(session, message) is MessageState.SENT


def test_a_clock_set_back_sends_nobody_a_second_message(session):
    noon = dt.datetime(2026, 3, 10, 12, tzinfo=UTC)
    person = None
    with at(noon) as clock:
        person = reachable(session)
        message = in_line(session, person)
        assert deliver(session, message) is MessageState.SENT
        for back in (HOUR, DAY, YEAR):
            clock.move_to(noon - back)
            again = send_to(session, person, asked_in=message.asked_in)
            assert again.withheld is Withheld.TOO_SOON, back


@NIGHTS
def test_a_session_lasts_as_many_hours_as_it_says_through_the_night(app, session, change):
    client = app.test_client()
    with at(change - 6 * HOUR) as clock:
        sign_in(client, make_account(session, Role.ORGANISER))
        clock.move_to(change + 6 * HOUR - dt.timedelta(minutes=1))
        assert client.get("/desk").status_code == 200
        clock.move_to(change + 6 * HOUR + dt.timedelta(minutes=1))
        assert client.get("/desk").status_code == 303


def test_a_clock_that_ran_ahead_for_a_while_ends_no_session_for_good(client, session):
    now = dt.datetime(2026, 3, 10, 12, tzinfo=UTC)
    with at(now) as clock:
        signed_in(client, session, Role.ORGANISER)
        clock.move_to(now + YEAR)
        assert client.get("/desk").status_code == 303
        clock.move_to(now)
        assert client.get("/desk").status_code == 200


def try_wrongly(client, times: int) -> str:
    for number in range(times):
        answer = submit(client, "/sign-in", email="staff@example.org", password=f"wrong {number}")
    return answer.text


def test_a_clock_that_ran_ahead_locks_nobody_out_when_it_is_right_again(app, session):
    now = dt.datetime(2026, 3, 10, 12, tzinfo=UTC)
    account = make_account(session, Role.ORGANISER)
    with at(now + YEAR) as clock:
        sign_in(app.test_client(), account)
        assert "Too many tries" in try_wrongly(app.test_client(), 12)
        clock.move_to(now)
        client = app.test_client()
        sign_in(client, account)
        assert client.get("/desk").status_code == 200


@NIGHTS
def test_throttles_count_minutes_that_pass_not_minutes_on_the_wall(app, session, change):
    make_account(session, Role.ORGANISER)
    client = app.test_client()
    with at(change - dt.timedelta(minutes=8)) as clock:
        assert "Too many tries" in try_wrongly(client, 12)
        clock.move_to(change + dt.timedelta(minutes=6))
        assert "Too many tries" in submit(client, "/sign-in", email="staff@example.org", password=PASSWORD).text
        clock.move_to(change + dt.timedelta(minutes=8))
        assert submit(client, "/sign-in", email="staff@example.org", password=PASSWORD).status_code == 303


def test_tries_of_a_moment_ago_on_a_machine_slightly_ahead_count(session):
    now = dt.datetime(2026, 3, 10, 12, tzinfo=UTC)
    limits = {"what": "trial", "who": "someone", "limit": 2, "within": dt.timedelta(minutes=15)}
    with at(now + dt.timedelta(seconds=30)) as clock:
        throttle.count_attempt(session, **limits)
        throttle.count_attempt(session, **limits)
        clock.move_to(now)
        with pytest.raises(throttle.TooMany):
            throttle.count_attempt(session, **limits)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (SPRING - HOUR / 2, "29 March 2026, 00:30"),
        (SPRING + HOUR / 2, "29 March 2026, 02:30"),
        (AUTUMN - HOUR / 2, "25 October 2026, 01:30"),
        (AUTUMN + HOUR / 2, "25 October 2026, 01:30"),
    ],
)
def test_moments_of_the_night_are_said_as_people_at_home_say_them(moment, said):
    assert i18n.format_moment(moment) == said
