"""The ground every room stands on: one declarative base, portable types, and SQLite taught not to lose updates.

Measured on this stack: SQLAlchemy's defaults over SQLite lose updates silently. The driver's own transaction handling
is therefore off; writers begin with BEGIN IMMEDIATE, readers with BEGIN (see docs/decisions/0003-sqlite.md).
"""

import datetime as dt
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from portal.shared.privacy import OPERATIONAL

_only_reading: ContextVar[bool] = ContextVar("only_reading", default=False)
E_ = TypeVar("E_", bound=StrEnum)


class UtcDateTime(sa.types.TypeDecorator[dt.datetime]):
    """A moment. Stored in UTC, refused when naive, returned aware on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """A row with a UUID that exists before the row is saved, so that sealed columns can be bound to it."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UtcDateTime(),
        uuid.UUID: sa.Uuid(),
        str: sa.Text(),
        bytes: sa.LargeBinary(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        list[Any]: sa.JSON(),
    }
    __purpose__: ClassVar[str]
    __retention__: ClassVar[str]

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-1, info=OPERATIONAL)

    def __init__(self, **values: Any) -> None:
        self.id = values.pop("id", None) or uuid.uuid4()
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


def choice(kind: type[E_], **options: Any) -> Any:
    """A column holding one value of a StrEnum as plain text: portable, readable, no database type to migrate."""
    return mapped_column(
        sa.Enum(kind, native_enum=False, length=40, values_callable=lambda members: [m.value for m in members]),
        **options,
    )


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with its session typed as what it is to everyone who is handed it."""

    if TYPE_CHECKING:
        session: Session  # type: ignore[assignment]


db = Database(
    metadata=Base.metadata,
    # Rows stay readable after the commit that ends a request: the page names what was just saved.
    session_options={"expire_on_commit": False},
    disable_autonaming=True,
)


@contextmanager
def only_reading() -> Iterator[None]:
    """Inside, SQLite transactions begin without the write lock: any number of readers beside one writer."""
    token = _only_reading.set(True)
    try:
        yield
    finally:
        _only_reading.reset(token)


def set_only_reading(value: bool) -> None:
    """For the hall, which knows from the HTTP method whether this request may write."""
    _only_reading.set(value)


def prepare_engine(engine: sa.Engine) -> None:
    """Makes an engine safe for what we keep in it."""
    if engine.dialect.name != "sqlite":
        sa.event.listen(engine, "checkin", _note_when)
        sa.event.listen(engine, "checkout", _ask_whether_it_lives)
        return
    sa.event.listen(engine, "connect", _prepare_sqlite_connection)
    engine.dialect.do_begin = _begin_sqlite_transaction  # type: ignore[method-assign, assignment]


RESTED_SECONDS = 2.0


def _note_when(_connection: object, record: Any) -> None:
    record.info["rested_since"] = time.monotonic()


def _ask_whether_it_lives(connection: Any, record: Any, _proxy: object) -> None:
    """A connection that has rested is asked first: the server may have been started again. In the middle of work the
    question would cost as much as the answer."""
    if time.monotonic() - record.info.get("rested_since", time.monotonic()) < RESTED_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as gone:
        raise sa.exc.DisconnectionError from gone  # the pool brings another


def _prepare_sqlite_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "busy_timeout=30000",
        "synchronous=FULL",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite_transaction(connection: Any) -> None:
    """In the dialect's own place, so that a database that stays locked is told like any other of its errors."""
    connection.driver_connection.execute("BEGIN" if _only_reading.get() else "BEGIN IMMEDIATE")


APPEND_ONLY: dict[str, str] = {}


def append_only(table: sa.Table | str, *, unless: str = "") -> None:
    """Has the database itself refuse to change or delete rows of a table: a correction is a new row that says why.

    `unless` is an SQL condition on `old` under which a change is still allowed (a draft not yet published). In it,
    `ago(n)` is the moment n days ago: what has been kept as long as it was promised to be may go.
    """
    name = table if isinstance(table, str) else table.name
    APPEND_ONLY[name] = unless
    for dialect in ("sqlite", "postgresql"):
        for statement in append_only_statements(name, dialect, unless=unless):
            ddl = sa.DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            sa.event.listen(Base.metadata.tables[name], "after_create", ddl)


def _with_moments(condition: str, dialect: str) -> str:
    moment = r"datetime('now', '-\1 days')" if dialect == "sqlite" else r"(now() - interval '\1 days')"
    return re.sub(r"ago\((\d+)\)", moment, condition)


def append_only_statements(table: str, dialect: str, *, unless: str = "") -> list[str]:
    """The triggers as SQL, for create_all and for migrations alike."""
    message = f"{table} is append-only"
    allowed = f"NOT ({_with_moments(unless, dialect)})" if unless else ""
    if dialect == "sqlite":
        when = f"WHEN {allowed} " if allowed else ""
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    when = f"WHEN ({allowed}) " if allowed else ""
    return [
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {when}"
        f"EXECUTE FUNCTION {table}_append_only()",
    ]
