"""Any member of staff may see how far a job is; stopping it is for whoever asked, and for those who answer for it."""

import pytest

from portal.people.enums import Role
from portal.shared import queue
from portal.shared.queue import Job, JobState
from tests.forms import forms_on
from tests.people.factories import make_account, signed_in


def queued(session, asked_by):
    job = queue.enqueue(session, "nobody.runs_this", asked_by=asked_by.id)
    session.commit()
    return job


def stop(client, job):
    form = next(f for f in forms_on(client.get(f"/jobs/{job.id}").text) if f["action"] == "/sign-out")
    return client.post(f"/jobs/{job.id}/stop", data=dict(form["fields"])).status_code


def state(session, job):
    session.rollback()
    return session.get(Job, job.id, populate_existing=True).state


def test_work_of_others_cannot_be_stopped_by_knowing_its_address(client, session):
    job = queued(session, make_account(session))
    signed_in(client, session, Role.TRANSLATOR, email="other@example.org")
    assert f"/jobs/{job.id}/stop" not in client.get(f"/jobs/{job.id}").text
    assert stop(client, job) == 404
    assert state(session, job) is JobState.QUEUED


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.ADMINISTRATOR])
def test_those_who_answer_for_it_may_stop_it(client, session, role):
    job = queued(session, make_account(session))
    signed_in(client, session, role, email="other@example.org")
    assert stop(client, job) == 303
    assert state(session, job) is JobState.CANCELLED


def test_who_asked_may_stop_it(client, session):
    job = queued(session, signed_in(client, session, Role.TRANSLATOR))
    assert f"/jobs/{job.id}/stop" in client.get(f"/jobs/{job.id}").text
    assert stop(client, job) == 303
