"""A small database with every kind of column and every awkwardness the real one has, and two versions of it."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa

from portal.shared.database import UtcDateTime, append_only_statements

WHEN = dt.datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=dt.UTC)
FIRST, SECOND = uuid.UUID(int=1), uuid.UUID(int=2)


def small_tables() -> sa.MetaData:
    metadata = sa.MetaData()
    sa.Table(
        "answer",
        metadata,
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.ForeignKey("person.id", name="fk_answer_person"), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("rating", sa.Float),
        sa.Column("choices", sa.JSON),
    )
    sa.Table(
        "person",
        metadata,
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name_sealed", sa.LargeBinary),
        sa.Column("helper_id", sa.ForeignKey("person.id", name="fk_person_helper")),
        sa.Column("may_call", sa.Boolean, nullable=False),
        sa.Column("born", sa.Date),
        sa.Column("seen_at", UtcDateTime),
        sa.Column("status", sa.Enum("active", "gone", native_enum=False, length=40)),
        sa.Column("pay", sa.Numeric(10, 2)),
    )
    sa.Table(
        "note",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("words", sa.Text, nullable=False),
    )
    return metadata


class SmallShape:
    """Version "1" is the tables; version "2" adds a column to `note`."""

    def __init__(self, newest: str = "1") -> None:
        self.newest = newest

    def revision_of(self, connection: sa.Connection) -> str | None:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()

    def knows(self, revision: str | None) -> bool:
        return revision in ("1", "2") and str(revision) <= self.newest

    def bring_to(self, connection: sa.Connection, revision: str | None) -> None:
        if self.revision_of(connection) is None:
            small_tables().create_all(connection)
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('1')")
            for statement in append_only_statements("note", connection.dialect.name):
                connection.exec_driver_sql(statement)
        if revision == "2" and self.revision_of(connection) == "1":
            connection.exec_driver_sql("ALTER TABLE note ADD COLUMN source TEXT DEFAULT 'before' NOT NULL")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2'")

    def bring_to_newest(self, connection: sa.Connection) -> None:
        self.bring_to(connection, self.newest)


def move_in(engine: sa.Engine, shape: SmallShape) -> None:
    """Makes the tables and puts people into them."""
    with engine.begin() as connection:
        shape.bring_to(connection, shape.newest)
        tables = small_tables().tables
        connection.execute(
            tables["person"].insert(),
            [
                person(SECOND, helper_id=None, may_call=True),
                person(FIRST, helper_id=SECOND, name_sealed=None, seen_at=None, born=None, pay=None),
            ],
        )
        connection.execute(
            tables["answer"].insert(),
            [
                answer(n, words=f'Ymateb {n} … 😀 "quoted"\n\x7f', choices={"b": [1, 2.50, None], "a": "é"})
                for n in range(1203)
            ]
            + [answer(5000, words="", choices=sa.JSON.NULL), answer(5001, words="x", choices=sa.null())],
        )
        connection.execute(tables["note"].insert(), [{"words": "one"}, {"words": "two"}])


def person(id_: uuid.UUID, **values: Any) -> dict[str, Any]:
    usual = {
        "name_sealed": bytes(range(256)),
        "helper_id": None,
        "may_call": False,
        "born": dt.date(1950, 2, 28),
        "seen_at": WHEN,
        "status": "active",
        "pay": 12.5,
    }
    return {"id": id_, **usual, **values}


def answer(number: int, *, words: str, choices: Any) -> dict[str, Any]:
    return {"id": uuid.uuid5(FIRST, str(number)), "person_id": FIRST, "words": words, "rating": 0.1, "choices": choices}
