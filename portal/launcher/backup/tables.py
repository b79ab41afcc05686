"""Tables as the database itself describes them: read out, emptied, filled, on SQLite and PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from portal.launcher.backup.values import decode, encode, line

BATCH = 500
# The version is kept in the backup's first record; the queue's own tables hold only ids of jobs that have rows.
NOT_BACKED_UP = ("alembic_version", "huey_", "sqlite_")


def describe(connection: sa.Connection) -> dict[str, sa.Table]:
    """Every table that belongs in a backup, by name, in a fixed order."""
    metadata = sa.MetaData()
    metadata.reflect(connection, only=lambda name, _metadata: not name.startswith(NOT_BACKED_UP))
    return {name: metadata.tables[name] for name in sorted(metadata.tables)}


def stored_columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if column.computed is None]


def read_rows(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
    """One line a row, in the columns' order."""
    columns = stored_columns(table)
    kinds = [column.type for column in columns]
    question = sa.select(*[_as_read(column, connection.dialect.name) for column in columns])
    rows = connection.execute(question, execution_options={"yield_per": BATCH})
    for row in rows:
        yield line([encode(value, kind) for value, kind in zip(row, kinds, strict=True)])


def _as_read(column: sa.Column[Any], dialect: str) -> sa.ColumnElement[Any]:
    if isinstance(column.type, sa.JSON):
        return sa.cast(column, sa.Text) if dialect == "postgresql" else sa.type_coerce(column, sa.Text)
    return column


def insert_into(table: sa.Table, names: Sequence[str], dialect: str) -> sa.Insert:
    values: dict[str, Any] = {}
    for name in names:
        kind = table.c[name].type
        if isinstance(kind, sa.JSON):
            text = sa.bindparam(f"v_{name}", type_=sa.Text())
            values[name] = sa.cast(text, kind) if dialect == "postgresql" else sa.type_coerce(text, sa.Text())
        else:
            values[name] = sa.bindparam(f"v_{name}", type_=kind)
    return sa.insert(table).values(values)


def insert_rows(connection: sa.Connection, table: sa.Table, names: Sequence[str], rows: Iterable[list[Any]]) -> None:
    statement = insert_into(table, names, connection.dialect.name)
    kinds = [table.c[name].type for name in names]
    batch: list[dict[str, Any]] = []
    for row in rows:
        pairs = zip(names, row, kinds, strict=True)
        batch.append({f"v_{name}": decode(value, kind) for name, value, kind in pairs})
        if len(batch) == BATCH:
            connection.execute(statement, batch)
            batch = []
    if batch:
        connection.execute(statement, batch)


def without_waiting_for_order(connection: sa.Connection) -> None:
    """Foreign keys are checked at the end, because rows may point at rows that come later."""
    if connection.dialect.name == "postgresql":
        for table, constraint in foreign_keys(connection):
            connection.exec_driver_sql(
                f"ALTER TABLE {table} ALTER CONSTRAINT {constraint} DEFERRABLE INITIALLY DEFERRED"
            )


def check_foreign_keys(connection: sa.Connection) -> list[str]:
    """Tables with a row that points at nothing. PostgreSQL refuses by itself."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        for table, constraint in foreign_keys(connection):
            connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {constraint} NOT DEFERRABLE")
        return []
    return sorted({row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})


def foreign_keys(connection: sa.Connection) -> list[tuple[str, str]]:
    quote = connection.dialect.identifier_preparer.quote
    return [
        (quote(table.name), quote(str(key.name)))
        for table in describe(connection).values()
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
    ]


def remove_every_table(connection: sa.Connection) -> None:
    """Takes everything away, the queue's tables and the version too. Foreign keys must not be enforced on SQLite."""
    quote = connection.dialect.identifier_preparer.quote
    cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for name in sa.inspect(connection).get_table_names():
        connection.exec_driver_sql(f"DROP TABLE {quote(name)}{cascade}")


def continue_counting(connection: sa.Connection, tables: Iterable[sa.Table]) -> None:
    """PostgreSQL's counters go on after the highest number that was restored."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.columns:
            counter = connection.scalar(sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name).select())
            if counter:
                highest = connection.scalar(sa.select(sa.func.max(column)))
                connection.execute(sa.select(sa.func.setval(counter, highest or 1, highest is not None)))
