"""Tasks that run once a minute however many workers there are, and jobs whose worker died."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.tasks import DELIVER_TASK
from portal.shared import clock, queue
from portal.shared.queue import Job, JobState

NOON = dt.datetime(2026, 3, 10, 12, 0, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def start(session, at: dt.datetime) -> int:
    started = queue.start_minute(session, at=at)
    delivering = sum(session.get_one(Job, job_id).task == DELIVER_TASK for job_id in started)
    session.commit()
    return delivering


def finish(session) -> None:
    session.execute(sa.update(Job).values(state=JobState.DONE, ended_at=NOON))
    session.commit()


def test_two_workers_in_the_same_minute_start_it_once(session):
    with Session(session.get_bind()) as other:
        assert start(session, NOON) == 1
        finish(session)
        assert start(other, NOON + dt.timedelta(seconds=20)) == 0
        assert start(other, NOON + MINUTE) == 1


def test_a_run_that_takes_longer_than_a_minute_is_not_overtaken(session):
    assert start(session, NOON) == 1
    assert start(session, NOON + MINUTE) == 0


def test_the_runs_of_yesterday_are_forgotten(session):
    start(session, NOON)
    finish(session)
    start(session, NOON + dt.timedelta(days=2))
    assert session.scalar(sa.select(sa.func.count()).select_from(Job).where(Job.task == DELIVER_TASK)) == 1


@pytest.mark.parametrize(
    ("task", "silent", "state"),
    [
        (DELIVER_TASK, 4, JobState.QUEUED),
        (DELIVER_TASK, 2, JobState.RUNNING),
        (DELIVER_TASK, -2, JobState.RUNNING),
        (DELIVER_TASK, -60, JobState.QUEUED),
        ("nobody.knows_this_one", 4, JobState.FAILED),
    ],
)
def test_a_job_whose_worker_died_is_taken_up_again_where_that_does_no_harm(session, task, silent, state):
    now = clock.now()
    job = Job(task=task, arguments={}, state=JobState.RUNNING, asked_at=now - dt.timedelta(hours=2))
    job.started_at, job.heard_at = job.asked_at, now - silent * MINUTE
    session.add(job)
    session.commit()
    assert queue.take_up_abandoned(session, at=now) == (state is not JobState.RUNNING)
    session.commit()
    session.refresh(job)
    assert job.state is state


def test_nightly_work_is_begun_once_a_day_from_two_at_home_on(session):
    def nights(at: dt.datetime) -> int:
        started = queue.start_night(session, at=at)
        session.commit()
        return len(started)

    one = nights(dt.datetime(2026, 7, 10, 1, 0, tzinfo=dt.UTC))  # two in the morning in summer
    assert one >= 4
    assert nights(dt.datetime(2026, 7, 10, 0, 59, tzinfo=dt.UTC)) == 0
    assert nights(dt.datetime(2026, 7, 10, 13, 0, tzinfo=dt.UTC)) == 0
    assert nights(dt.datetime(2026, 7, 11, 13, 0, tzinfo=dt.UTC)) == one  # a worker that was away does it later


def test_a_clock_that_jumped_ahead_deletes_nothing_for_a_week_of_nights(session):
    def night(day: dt.datetime) -> int:
        queue.start_minute(session, at=day.replace(hour=0))
        started = len(queue.start_night(session, at=day))
        queue.start_night(session, at=day + MINUTE)
        finish(session)
        return started

    begun = dt.datetime(2026, 7, 1, 3, 0, tzinfo=dt.UTC)
    count = night(begun)
    assert [night(begun + dt.timedelta(days=days)) for days in range(1, 30)] == [count] * 29
    assert night(begun + dt.timedelta(days=33)) == count  # a machine that was off over a long weekend
    jumped = begun.replace(year=2034)
    assert [night(jumped + dt.timedelta(days=days)) for days in range(7)] == [0] * 7
    assert night(jumped + dt.timedelta(days=7)) == count
    assert night(begun + dt.timedelta(days=34)) == count  # set right again
