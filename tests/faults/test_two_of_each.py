"""Two web servers and two workers on one PostgreSQL (one worker on SQLite): everything once, and nothing twice."""

import datetime as dt
import json
import re
from collections import Counter
from contextlib import ExitStack

import psutil
import pytest
import sqlalchemy as sa
import time_machine

from portal.contact.enums import MessageState
from portal.contact.models import ContactMessage
from portal.contact.tasks import DELIVER_TASK
from portal.people.models import Person
from portal.rosters import operations as rosters
from portal.rosters.models import RosterEntry
from portal.rounds.models import Wave
from portal.rounds.operations.fieldwork import start_wave
from portal.shared import clock, queue, queue_consumer
from portal.shared.database import only_reading
from portal.shared.queue import Job, JobState
from tests.contact.factories import TUESDAY
from tests.contact.servers import Mailbox, mail_server
from tests.faults.worker_by_day import SHIFT
from tests.journeys.live import serving, worker_log, working
from tests.journeys.phone import Phone, answer_everything, open_link
from tests.journeys.world import make_world
from tests.patience import until
from tests.rosters.factories import checked, invented_roster, make_service

PEOPLE, ON_THE_FILE = 200, 150
WORKER = ["-m", "tests.faults.worker_by_day"]
OVER = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)

BEGINNING = TUESDAY + dt.timedelta(seconds=25)  # workers look around every minute: the second time is waited for

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.fixture
def shift():
    """It is a Tuesday morning, here and for every worker."""
    seconds = (BEGINNING - clock.now()).total_seconds()
    with time_machine.travel(BEGINNING, tick=True):
        yield str(seconds)


@pytest.fixture
def handing_over(app, settings):
    """Jobs of this process are handed over as those of a web server are."""
    huey, run, _look_around = queue_consumer._make_huey(app, settings)
    queue.hand_over_with(lambda job_id: run(str(job_id)))
    yield
    queue.hand_over_with(None)
    huey.storage.close()


@pytest.fixture
def postbox():
    with mail_server() as box:
        yield box


@pytest.fixture
def begin_work(settings, shift, postbox, handing_over):
    """Starts a worker; all are stopped at the end."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(working(settings, WORKER, PORTAL_MAIL_URL=postbox.url, **{SHIFT: shift}))


@pytest.fixture
def at_once(settings) -> int:
    return 1 if settings.uses_sqlite else 2


def received(postbox: Mailbox) -> Counter[str]:
    lines = [re.search(r"RCPT TO:<(.+)>", line, re.I) for line in list(postbox.heard)]
    return Counter(line[1] for line in lines if line)


def count(session, what, *conditions) -> int:
    session.rollback()
    with only_reading():  # looking must not hold up who is watched
        found = session.scalar(sa.select(sa.func.count()).select_from(what).where(*conditions))
        session.rollback()
    return found


def addresses(session) -> set[str]:
    found = {person.email for person in session.scalars(sa.select(Person)) if person.email}
    session.rollback()
    return found


def endings(settings, workers: list[psutil.Process]) -> Counter[str]:
    """How often each job was ended, by all workers together."""
    lines = [line for one in workers for line in worker_log(settings, one.pid).read_text().splitlines()]
    said = [json.loads(line) for line in lines if line.startswith("{")]
    return Counter(one["job_id"] for one in said if one["event"] == "job")


def ask_for_a_wave(session, world) -> Wave:
    wave = start_wave(session, round_=world.round, template="invitation", by=None)
    session.commit()
    return wave


def minutes_pass(session) -> None:
    """As long as it takes until the dead are known to be dead."""
    ago = clock.now() - dt.timedelta(minutes=11)
    session.execute(sa.update(Job).where(Job.state == JobState.RUNNING).values(heard_at=ago))
    sending = ContactMessage.state == MessageState.SENDING
    session.execute(sa.update(ContactMessage).where(sending).values(taken_at=ago))
    session.commit()


def test_an_import_and_a_wave_at_the_same_time_are_each_done_once(session, settings, postbox, begin_work, at_once):
    world = make_world(session, people=PEOPLE)
    asked = addresses(session)
    taken = checked(session, make_service(session), invented_roster(ON_THE_FILE))
    workers = [begin_work() for _ in range(at_once)]
    brought_in = rosters.agree(session, roster_import=taken, remove_missing=False, by=None)
    wave = ask_for_a_wave(session, world)
    until(lambda: sum(received(postbox).values()) >= PEOPLE, what="all messages", seconds=180)
    until(lambda: count(session, Job, Job.task == DELIVER_TASK) >= 2, what="the next minute", seconds=150)
    until(lambda: count(session, Job, Job.state.not_in(OVER)) == 0, what="the last job", seconds=90)
    assert received(postbox) == dict.fromkeys(asked, 1)
    assert count(session, RosterEntry, RosterEntry.service_id == taken.service_id) == ON_THE_FILE
    assert session.get_one(Wave, wave.id, populate_existing=True).counts == {"email": PEOPLE}
    jobs = session.scalars(sa.select(Job)).all()
    assert {job.state for job in jobs} == {JobState.DONE}
    minutes = Counter(job.asked_at.replace(second=0, microsecond=0) for job in jobs if job.task == DELIVER_TASK)
    assert minutes == dict.fromkeys(minutes, 1)
    ended = endings(settings, workers)
    assert ended == dict.fromkeys(ended, 1)
    assert {
        str(brought_in.id),
        str(wave.job_id),
        *(str(job.id) for job in jobs if job.task == DELIVER_TASK),
    } <= ended.keys()


@pytest.mark.serial
def test_killed_twice_in_the_middle_of_a_wave_it_is_finished_and_nobody_is_written_to_twice(
    session, postbox, begin_work, at_once
):
    world = make_world(session, people=PEOPLE)
    asked = addresses(session)
    wave = ask_for_a_wave(session, world)
    first = begin_work()
    until(lambda: count(session, ContactMessage) >= 50, what="the first messages to be worded")
    first.kill()
    assert 50 <= count(session, ContactMessage) < PEOPLE
    minutes_pass(session)
    second = begin_work()
    until(lambda: count(session, ContactMessage) == PEOPLE, what="all messages to be worded")
    queue.enqueue(session, DELIVER_TASK)
    session.commit()
    until(lambda: sum(received(postbox).values()) >= 20, what="the first messages to leave", seconds=90)
    second.kill()
    assert 20 <= sum(received(postbox).values()) < PEOPLE
    second.wait(10)
    minutes_pass(session)
    for _ in range(at_once):
        begin_work()
    to_go = ContactMessage.state.in_([MessageState.WAITING, MessageState.SENDING])
    until(lambda: count(session, ContactMessage, to_go) == 0, what="the rest of the messages", seconds=120)
    sent = count(session, ContactMessage, ContactMessage.state == MessageState.SENT)
    unsure = count(session, ContactMessage, ContactMessage.state == MessageState.UNSURE)
    assert (sent + unsure, unsure <= 1) == (PEOPLE, True)
    assert max(received(postbox).values()) == 1
    assert received(postbox).keys() <= asked
    assert len(received(postbox)) in (sent, PEOPLE)
    until(lambda: count(session, Job, Job.state.not_in(OVER)) == 0, what="the last job", seconds=90)
    wave = session.get_one(Wave, wave.id, populate_existing=True)
    assert (wave.counts, wave.ended_at is not None) == ({"email": PEOPLE}, True)
    assert {job.state for job in session.scalars(sa.select(Job))} == {JobState.DONE}


def test_a_visit_begun_on_one_server_goes_on_and_ends_on_the_other(session, settings):
    world = make_world(session, people=20)
    with serving(settings, workers=1) as one, serving(settings, workers=1) as other:
        phone = open_link(Phone(one.port), world.links[0])
        there = Phone(other.port)
        there.cookies = phone.cookies
        answer_everything(there, "said on the other server")
        assert "said on the other server" in phone.get("/answer/check").page
        there.get("/answer/check")._follow("POST", "/leave", "")
        assert "said on the other server" not in phone.get("/answer/check").page
        assert phone.path == "/code"
        for line in (phone, there):
            line.close()
