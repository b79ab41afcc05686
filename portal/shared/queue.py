"""Work that takes longer than a person should wait: queued in the same transaction as its cause, done by the worker.

A `Job` row is the outbox: it is written with the change that needs it, so a job never exists without its cause or the
other way round. After the commit its id goes to huey; if the process dies in between, the worker's sweep finds the row.
Claiming is one UPDATE, so a job handed over twice runs once.
"""

import datetime as dt
import threading
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.shared import clock
from portal.shared.i18n import HOME_TIME
from portal.shared.jobs import Job as Job
from portal.shared.jobs import JobState as JobState

PERIODIC = uuid.UUID("5d8f1c1e-3f53-4bb4-9a61-1c1f4b6f0a11")
# A worker shows that it lives more often than anyone could take it for dead, even with clocks a little apart.
ALIVE_EVERY, STALE_AFTER = dt.timedelta(seconds=20), dt.timedelta(minutes=3)
REPORT_EVERY = dt.timedelta(seconds=1)


class Stopped(Exception):
    """Someone pressed stop; raised inside the task at its next progress report."""


class Progress:
    """How far a task is. Reports go through a connection of their own, at most once a second."""

    def __init__(self, engine: sa.Engine, job_id: uuid.UUID, started_at: dt.datetime) -> None:
        self._engine, self._job_id, self._started_at, self._last = engine, job_id, started_at, clock.now()

    def __call__(self, done: int, total: int) -> None:
        """Says so, and raises Stopped when the job was cancelled, or when we were taken for dead and someone else has
        it now. Call it outside any open write transaction."""
        if done < total and clock.now() - self._last < REPORT_EVERY:
            return
        self._last = clock.now()
        with self._engine.begin() as connection:
            report = {"done": done, "total": total, "heard_at": self._last}
            ours = sa.update(Job).where(Job.id == self._job_id, Job.started_at == self._started_at).values(**report)
            is_ours = bool(connection.execute(ours).rowcount)
            state = connection.execute(sa.select(Job.state).where(Job.id == self._job_id)).scalar_one()
        if not is_ours or state is JobState.CANCELLED:
            raise Stopped


@contextmanager
def showing_life(engine: sa.Engine, job_id: uuid.UUID) -> Iterator[None]:
    """Inside, the job counts as being worked on, however long its task reports nothing."""
    ended = threading.Event()

    def show() -> None:
        while not ended.wait(ALIVE_EVERY.total_seconds()):
            running = sa.update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING)
            try:
                with engine.begin() as connection:
                    connection.execute(running.values(heard_at=clock.now()))
            except sa.exc.OperationalError:
                continue  # our own task is writing, or the database is away: then nobody can take us for dead either

    showing = threading.Thread(target=show, name=f"life of {job_id}", daemon=True)
    showing.start()
    try:
        yield
    finally:
        ended.set()
        showing.join()


Task = Callable[..., dict[str, Any] | None]
_tasks: dict[str, Task] = {}
_may_repeat: set[str] = set()
_every_minute: list[str] = []
_every_night: list[str] = []
# At home; a worker that was away then does it as soon as it is back.
NIGHT_FROM = 2
NIGHTS_TO_TRUST, NIGHTS_KEPT = 7, dt.timedelta(days=90)


def task(name: str, *, may_repeat: bool = False) -> Callable[[Task], Task]:
    """Registers `function(session, *, progress, **arguments)`; its return value (small, JSON) is kept with the job.

    Arguments are ids and numbers, never a name or an address: they are logged. `may_repeat` says that running it again
    after its worker died half-way does no harm; without it such a job is shown as failed.
    """

    def register(function: Task) -> Task:
        _tasks[name] = function
        if may_repeat:
            _may_repeat.add(name)
        return function

    return register


def enqueue(session: Session, name: str, *, asked_by: uuid.UUID | None = None, **arguments: str | int) -> Job:
    """Puts a job into the current transaction; it starts after the commit, or never if there is none."""
    job = Job(task=name, arguments=arguments, asked_at=clock.now(), asked_by=asked_by)
    session.add(job)
    session.flush()
    job_id = job.id  # known now: after the commit the row may not be read any more
    sa.event.listen(session, "after_commit", lambda _session: _hand_over(job_id), once=True)
    return job


_handed_to: Callable[[uuid.UUID], None] | None = None


def hand_over_with(function: Callable[[uuid.UUID], None] | None) -> None:
    """Called by the hall with huey's enqueue; without one, the worker's sweep finds the row."""
    global _handed_to
    _handed_to = function


def _hand_over(job_id: uuid.UUID) -> None:
    if _handed_to is not None:
        _handed_to(job_id)


def every_minute(name: str) -> None:
    """Has the worker run this task (without arguments) once a minute, however many workers there are."""
    if name not in _every_minute:
        _every_minute.append(name)


def every_night(name: str) -> None:
    """Has the worker run this task (without arguments) once a day, from two in the morning at home on."""
    if name not in _every_night:
        _every_night.append(name)


def start_night(session: Session, *, at: dt.datetime) -> list[uuid.UUID]:
    """Queues the tasks of this night, if it is time and nobody did. The id of each job is made from the task and the
    day: however many workers ask, and however often, there is one. Nights delete for good: where the clock may have
    run ahead, they are counted and nothing is done in them."""
    home = at.astimezone(HOME_TIME)
    if home.hour < NIGHT_FROM:
        return []
    day = home.date().isoformat()
    if _may_have_run_ahead(session, at=at):
        for name in _every_night:
            _queue_once(session, name, when=day, at=at, state=JobState.CANCELLED)
        return []
    _forget_ended(session, _every_night, before=at - NIGHTS_KEPT)
    return [job_id for name in _every_night for job_id in _queue_once(session, name, when=day, at=at)]


def _may_have_run_ahead(session: Session, *, at: dt.datetime) -> bool:
    """Nights were kept before, and hardly any of late: the clock jumped, or the worker was away. A week of nights by
    this clock says which; until then someone can notice that the year is wrong."""
    nightly, since = Job.task.in_(_every_night), at - 2 * NIGHTS_TO_TRUST * dt.timedelta(days=1)
    if session.scalar(sa.select(Job.id).where(nightly, Job.asked_at < since).limit(1)) is None:
        return False
    nights = sa.select(sa.func.count(sa.distinct(Job.asked_at))).where(nightly, Job.asked_at.between(since, at))
    return (session.scalar(nights) or 0) < NIGHTS_TO_TRUST


def _forget_ended(session: Session, names: list[str], *, before: dt.datetime) -> None:
    is_over = Job.state.in_([JobState.DONE, JobState.CANCELLED])
    ended = sa.func.coalesce(Job.ended_at, Job.asked_at)
    session.execute(sa.delete(Job).where(Job.task.in_(names), is_over, ended < before))


def _queue_once(
    session: Session, name: str, *, when: str, at: dt.datetime, state: JobState = JobState.QUEUED
) -> list[uuid.UUID]:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    job_id = uuid.uuid5(PERIODIC, f"{name} {when}")
    row = insert(Job).values(id=job_id, task=name, arguments={}, state=state, done=0, total=0, asked_at=at)
    # What came back is asked, not a row count: on PostgreSQL that is -1 here, which is neither yes nor no.
    return list(session.scalars(row.on_conflict_do_nothing().returning(Job.id)))


def start_minute(session: Session, *, at: dt.datetime) -> list[uuid.UUID]:
    """Queues the tasks of this minute and returns the ids of those this caller queued.

    The id of the job is made from the task and the minute, so that of two workers one comes too late. A task still
    running is not begun again; yesterday's jobs of these tasks are forgotten.
    """
    minute, started = at.replace(second=0, microsecond=0), list[uuid.UUID]()
    under_way = set(session.scalars(sa.select(Job.task).where(Job.state.in_([JobState.QUEUED, JobState.RUNNING]))))
    for name in _every_minute:
        if name not in under_way:
            started += _queue_once(session, name, when=minute.isoformat(), at=at)
    started += start_night(session, at=at)
    _forget_ended(session, _every_minute, before=at - dt.timedelta(days=1))
    return started


def take_up_abandoned(session: Session, *, at: dt.datetime) -> int:
    """Jobs whose worker has given no sign of life for three minutes: queued again where that does no harm, shown as
    failed where it might. Returns how many."""
    last_sign = sa.func.coalesce(Job.heard_at, Job.started_at)
    count = 0
    for may_repeat in (True, False):
        chosen = Job.task.in_(_may_repeat) if may_repeat else Job.task.not_in(_may_repeat)
        values: dict[str, Any] = {"state": JobState.QUEUED, "heard_at": None, "started_at": None}
        if not may_repeat:
            values = {"state": JobState.FAILED, "error": "the worker stopped", "ended_at": at}
        # A sign from a time to come is from a clock that ran ahead; who lives gives a new one soon.
        is_silent = sa.not_(last_sign.between(at - STALE_AFTER, at + STALE_AFTER))
        abandoned = sa.and_(Job.state == JobState.RUNNING, is_silent, chosen)
        done = session.execute(sa.update(Job).where(abandoned).values(**values))
        count += done.rowcount  # type: ignore[attr-defined]
    return count


def waiting_jobs(session: Session, *, asked_before: dt.datetime) -> list[uuid.UUID]:
    """Jobs that nobody has begun although they were asked for a while ago: their hand-over was lost."""
    lost = sa.and_(Job.state == JobState.QUEUED, Job.asked_at < asked_before)
    return list(session.scalars(sa.select(Job.id).where(lost).order_by(Job.asked_at)))


def cancel(session: Session, *, job: Job) -> None:
    if job.state in (JobState.QUEUED, JobState.RUNNING):
        job.state, job.ended_at = JobState.CANCELLED, clock.now()


def run_job(session: Session, job_id: uuid.UUID) -> JobState | None:
    """Claims and runs one job; None when someone else has it, or took it over from us. The session must be clean; it
    ends clean."""
    started_at = clock.now()
    claimed = session.execute(
        sa.update(Job)
        .where(Job.id == job_id, Job.state == JobState.QUEUED)
        .values(state=JobState.RUNNING, started_at=started_at, heard_at=started_at)
    )
    session.commit()
    if not claimed.rowcount:  # type: ignore[attr-defined]
        return None
    job = session.get_one(Job, job_id)
    name, arguments = job.task, dict(job.arguments)
    bind = session.get_bind()
    assert isinstance(bind, sa.Engine)
    session.commit()
    try:
        result = _tasks[name](session, progress=Progress(bind, job_id, started_at), **arguments)
        session.commit()
        return _end(session, (job_id, started_at), JobState.DONE, result=result)
    except Stopped:
        session.rollback()
        return _end(session, (job_id, started_at), JobState.CANCELLED)
    except Exception as error:
        session.rollback()
        # The kind and the place, not the message: messages quote what people typed.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {place.name}:{place.lineno}"
        return _end(session, (job_id, started_at), JobState.FAILED, error=where)


def _end(
    session: Session,
    claim: tuple[uuid.UUID, dt.datetime],
    state: JobState,
    *,
    result: dict[str, Any] | None = None,
    error: str | None = None,
) -> JobState | None:
    values: dict[str, Any] = {"state": state, "result": result, "error": error, "ended_at": clock.now()}
    if state is JobState.DONE:
        values["done"] = Job.total
    ended = session.execute(sa.update(Job).where(Job.id == claim[0], Job.started_at == claim[1]).values(**values))
    session.commit()
    return state if ended.rowcount else None  # type: ignore[attr-defined]


def run_everything(session: Session) -> int:
    """Runs all queued jobs here and now, those they queue too: for tests and for seeding. Returns how many ran."""
    count = 0
    while job_ids := waiting_jobs(session, asked_before=clock.now() + dt.timedelta(seconds=1)):
        session.commit()
        for job_id in job_ids:
            count += run_job(session, job_id) is not None
    session.commit()
    return count
