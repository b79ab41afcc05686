"""From who is missing to someone who sees to it by a day."""

import datetime as dt

import sqlalchemy as sa

from portal.people.enums import Role
from portal.rounds.enums import OutreachStep, TaskState
from portal.rounds.models import OutreachTask, Round
from portal.rounds.operations import outreach_tasks
from portal.shared import clock
from tests.contact.test_pages import statements
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.asking.test_waves import drawn_round


def a_task(session, round_, owner, **values) -> OutreachTask:
    given = {"field": "status", "value": "disengaged", "step": OutreachStep.VISIT, "about": "The Tuesday group"}
    task = outreach_tasks.make_task(
        session,
        round_=round_,
        **{**given, **values},
        owner_id=owner.id,
        due_on=clock.today() - dt.timedelta(days=1),
        by=owner.id,
    )
    session.commit()
    return task


def test_a_task_is_given_is_late_and_ends(client, session):
    owner = signed_in(client, session, Role.ORGANISER)
    round_ = drawn_round(session)
    path = f"/rounds/{round_.id}/tasks"
    day = {"due_on-day": "1", "due_on-month": "3", "due_on-year": "2026"}
    given = {"group": "status:disengaged", "step": "visit", "note": "The Tuesday group", "owner_id": str(owner.id)}
    assert submit(client, f"{path}/new", **given, **day).status_code == 303
    task = session.scalars(sa.select(OutreachTask)).one()
    page = client.get(path).text
    assert [words for words in ("Stopped coming", "Go where they meet", "The Tuesday group", "Sam Staff", "Late")
            if words not in page] == []  # fmt: skip
    submit(client, f"{path}/{task.id}", state="done", outcome="Four came")
    session.refresh(task)
    assert (task.state, task.outcome, task.ended_by) == (TaskState.DONE, "Four came", owner.id)
    assert "Four came" in client.get(path).text


def test_a_task_of_another_round_is_not_there(client, session):
    owner = signed_in(client, session, Role.ORGANISER)
    task = a_task(session, drawn_round(session), owner)
    other = Round(
        service_id=session.get(Round, task.round_id).service_id, name={"en": "Another"}, created_at=clock.now()
    )
    session.add(other)
    session.commit()
    assert client.get(f"/rounds/{task.round_id}/tasks/{task.id}").status_code == 200
    assert client.get(f"/rounds/{other.id}/tasks/{task.id}").status_code == 404


def test_small_groups_are_not_named(session):
    round_ = drawn_round(session)
    groups = outreach_tasks.groups_to_name(session, round_=round_)
    assert groups == [("status", s) for s in ("active", "completed", "disengaged", "never_started")]


def test_lists_cost_the_same_for_one_and_for_three(client, session):
    owner = signed_in(client, session, Role.ORGANISER)
    round_ = drawn_round(session)
    a_task(session, round_, owner)
    paths = [f"/rounds/{round_.id}/tasks", "/rounds/tasks"]
    one = [statements(session, client, path) for path in paths]
    a_task(session, round_, owner)
    a_task(session, round_, owner, value="active")
    assert [statements(session, client, path) for path in paths] == one
