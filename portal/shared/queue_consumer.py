"""Huey behind the job table: a file of its own beside SQLite, tables of its own in PostgreSQL."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask
from huey import PostgresHuey, SqliteHuey, crontab
from huey.exceptions import HueyException

from portal.shared import clock, logs, queue
from portal.shared.database import db, set_only_reading
from portal.shared.settings import Settings

SWEEP_AFTER = dt.timedelta(seconds=10)


def connect_queue(app: Flask, settings: Settings) -> None:
    """Jobs committed in this process are handed to huey from now on. The connection is opened at the first job."""
    made: dict[str, Any] = {}

    def hand_over(job_id: uuid.UUID) -> None:
        try:
            if "run" not in made:
                made["run"] = _make_huey(app, settings)[1]
            made["run"](str(job_id))
        except (HueyException, OSError) as error:  # the row is safe; the sweep will find it
            logs.log.warning("hand_over_failed", job_id=str(job_id), kind=type(error).__name__)

    queue.hand_over_with(None if settings.testing else hand_over)


def _make_huey(app: Flask, settings: Settings) -> tuple[Any, Any, Callable[..., None]]:
    if settings.uses_sqlite:
        huey: Any = SqliteHuey("heard", filename=str(settings.instance / "queue.sqlite3"), results=False, fsync=True)
    else:
        dsn = settings.resolved_database_url.replace("postgresql+psycopg://", "postgresql://")
        huey = PostgresHuey("heard", dsn=dsn, results=False)

    def work(job_id: str) -> None:
        with app.app_context():
            set_only_reading(False)
            with queue.showing_life(db.engine, uuid.UUID(job_id)):
                state = queue.run_job(db.session, uuid.UUID(job_id))
            if state is not None:
                logs.log.info("job", job_id=job_id, state=str(state))

    run = huey.task(name="run_job")(work)

    def look_around(lost_after: dt.timedelta = SWEEP_AFTER) -> None:
        """What dead workers left behind, what this minute asks for, what was never handed over."""
        with app.app_context():
            set_only_reading(False)
            queue.take_up_abandoned(db.session, at=clock.now())
            started = queue.start_minute(db.session, at=clock.now())
            db.session.commit()
            for job_id in started:
                run(str(job_id))
            before = clock.now() - lost_after
            for job_id in queue.waiting_jobs(db.session, asked_before=before):
                run(str(job_id))

    huey.periodic_task(crontab(minute="*"), name="sweep")(look_around)
    return huey, run, look_around


def run_worker(app: Flask, *, threads: int = 1) -> None:
    """Works until told to stop (SIGINT or SIGTERM); what was running is finished first."""
    huey, _run, look_around = _make_huey(app, app.extensions["settings"])
    look_around(lost_after=dt.timedelta(0))
    consumer = huey.create_consumer(
        workers=threads, worker_type="thread", initial_delay=0.1, max_delay=1.0, graceful_signal="TERM"
    )
    consumer.run()
