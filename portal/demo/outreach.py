"""The reaching of people in the demonstration: workers some trust, a plan half done, words being written, a task."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel, MessageState
from portal.contact.models import ContactMessage
from portal.contact.operations import hand_over, name_go_between
from portal.contact.operations.words import start_draft
from portal.people.models import Person
from portal.rounds.enums import OutreachStep, PlannedState, Track
from portal.rounds.models import Round
from portal.rounds.operations import outreach, outreach_tasks
from portal.rounds.queries.outreach import steps_of
from portal.shared import clock

WORKERS = ("Kim Rowan", "Ade Birch", "Mair Onnen")


def name_workers(session: Session, *, by: uuid.UUID) -> int:
    """Two in three of those who are reached only through a worker have said which. Returns how many."""
    people = [one for one in session.scalars(sa.select(Person).order_by(Person.id)) if "via_worker" in one.safe_contact]
    chosen = [person for place, person in enumerate(people) if place % 3]
    for place, person in enumerate(chosen):
        worker = WORKERS[place % len(WORKERS)]
        name_go_between(
            session,
            person=person,
            name=worker,
            reach=f"{worker.split()[0].lower()}@northshire.example",
            agreed_how="said_so",
            agreed_on=clock.today(),
            by=by,
        )
    return len(chosen)


def plan_the_rest(session: Session, *, round_: Round, by: uuid.UUID) -> None:
    """The first message went to everyone; what the usual plan says for the first fortnight is left out."""
    outreach.agree_outreach(session, round_=round_, starts_on=clock.today(), by=by)
    for step in steps_of(session, round_id=round_.id):
        if step.day < 14 and step.state is PlannedState.PLANNED:
            outreach.leave_out(session, step=step, by=by)
    step = next(one for one in steps_of(session, round_id=round_.id) if one.track is Track.DISENGAGED and one.day > 14)
    outreach_tasks.make_task(
        session,
        round_=round_,
        field="status",
        value=step.track.value,
        step=OutreachStep.ASK_WORKERS,
        about="The link workers meet on Tuesdays",
        owner_id=by,
        due_on=clock.today() + dt.timedelta(days=21),
        by=by,
    )
    start_draft(session, template="reminder", by=by)
    _pass_one_on(session, round_=round_, by=by)


def _pass_one_on(session: Session, *, round_: Round, by: uuid.UUID) -> None:
    relay = session.scalars(
        sa.select(ContactMessage)
        .where(
            ContactMessage.asked_in == round_.id,
            ContactMessage.channel == Channel.VIA_WORKER,
            ContactMessage.state == MessageState.TO_RELAY,
        )
        .order_by(ContactMessage.id)
    ).first()
    if relay is not None:
        hand_over(session, message=relay, by=by)
