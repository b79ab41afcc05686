"""A connection that rested while its server went away is not handed out: PostgreSQL alone, SQLite has no server."""

from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa

from portal.shared import database
from tests.databases import new_postgresql

PID = sa.text("SELECT pg_backend_pid()")


@pytest.fixture
def engine() -> Iterator[sa.Engine]:
    made = sa.create_engine(new_postgresql().replace("postgresql://", "postgresql+psycopg://"), pool_size=1)
    database.prepare_engine(made)
    yield made
    made.dispose()


def cut_off(engine: sa.Engine) -> int:
    """Ends the one connection in the pool, as a restart of the server would."""
    with engine.connect() as connection:
        pid = int(connection.scalar(PID) or 0)
    with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))
    return pid


def test_a_connection_that_rested_is_replaced_when_it_is_gone(engine, monkeypatch):
    monkeypatch.setattr(database, "RESTED_SECONDS", 0)
    gone = cut_off(engine)
    with engine.connect() as connection:
        assert connection.scalar(PID) != gone


def test_a_connection_that_lives_stays(engine, monkeypatch):
    monkeypatch.setattr(database, "RESTED_SECONDS", 0)
    with engine.connect() as connection:
        first = connection.scalar(PID)
    with engine.connect() as connection:
        assert connection.scalar(PID) == first
        assert connection.scalar(sa.text("SELECT 1")) == 1


def test_in_the_middle_of_work_one_request_fails_and_the_next_is_well(engine):
    gone = cut_off(engine)
    with pytest.raises(sa.exc.OperationalError), engine.connect() as connection:
        connection.scalar(PID)
    with engine.connect() as connection:
        assert connection.scalar(PID) != gone
