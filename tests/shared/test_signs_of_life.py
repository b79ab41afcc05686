"""A job belongs to whoever works on it, for as long as they show that they live."""

import datetime as dt
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import clock, queue
from portal.shared.queue import Job, JobState
from tests.patience import until

LATER = dt.timedelta(minutes=4)
ran: list[str] = []


def fall_silent_and_be_overtaken(session, progress) -> None:
    """What a frozen machine looks like: minutes pass, another worker's sweep comes by, and we go on."""
    session.commit()
    with Session(session.get_bind()) as other:
        queue.take_up_abandoned(other, at=clock.now() + LATER)
        other.commit()


@queue.task("tests.may_repeat", may_repeat=True)
def may_repeat(session, *, progress):
    ran.append("may repeat")
    if len(ran) == 1:
        fall_silent_and_be_overtaken(session, progress)
        progress(1, 1)
        ran.append("went on")
    return {"times": len(ran)}


@queue.task("tests.never_repeat")
def never_repeat(session, *, progress):
    fall_silent_and_be_overtaken(session, progress)
    return {"done": "after all"}


@pytest.fixture(autouse=True)
def nothing_ran():
    ran.clear()


def queued(session, name: str) -> Job:
    job = queue.enqueue(session, name)
    session.commit()
    return job


def test_who_was_taken_for_dead_stops_at_the_next_report_and_the_other_ends_the_job(session):
    job = queued(session, "tests.may_repeat")
    assert queue.run_job(session, job.id) is None
    session.refresh(job)
    assert (job.state, ran) == (JobState.QUEUED, ["may repeat"])
    session.commit()
    assert queue.run_job(session, job.id) is JobState.DONE
    session.refresh(job)
    assert (job.result, job.error) == ({"times": 2}, None)


def test_what_must_not_be_repeated_and_was_done_after_all_is_shown_as_done(session):
    job = queued(session, "tests.never_repeat")
    assert queue.run_job(session, job.id) is JobState.DONE
    session.refresh(job)
    assert (job.state, job.error, job.result) == (JobState.DONE, None, {"done": "after all"})


def test_a_task_that_reports_nothing_for_long_is_not_taken_for_dead(session, monkeypatch):
    monkeypatch.setattr(queue, "ALIVE_EVERY", dt.timedelta(milliseconds=20))
    long_ago = clock.now() - LATER
    job = Job(task="tests.never_repeat", arguments={}, state=JobState.RUNNING, asked_at=long_ago, started_at=long_ago)
    job.heard_at = long_ago
    session.add(job)
    session.commit()
    with queue.showing_life(session.get_bind(), job.id):
        until(lambda: heard(session, job) > long_ago, what="a sign of life")
        assert queue.take_up_abandoned(session, at=clock.now()) == 0
        session.commit()
    last = heard(session, job)
    time.sleep(0.1)
    assert heard(session, job) == last  # whoever is done shows nothing more


def heard(session, job) -> dt.datetime:
    moment = session.scalar(sa.select(Job.heard_at).where(Job.id == job.id))
    session.commit()
    return moment
