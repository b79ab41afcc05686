"""Invented rows for any table, made from its columns: no table is forgotten when a room adds one."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa

NAMES = uuid.UUID("9d7b5a3e-5f0e-4a55-8f0d-3f6f1f2f6a10")
NIGHT_OF_TWO_CLOCKS = dt.datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=dt.UTC)
ROWS = 2
Row = dict[str, Any]


def fill(connection: sa.Connection, tables: list[sa.Table]) -> dict[str, list[Row]]:
    """Puts rows into every table (parents first) and returns what was put in."""
    put: dict[str, list[Row]] = {}
    for table in tables:
        put[table.name] = [_row(table, number, put) for number in range(ROWS)]
        connection.execute(sa.insert(table), put[table.name])
    return put


def read(connection: sa.Connection, tables: list[sa.Table]) -> dict[str, list[Row]]:
    """Everything there is, in a fixed order."""
    return {
        table.name: [dict(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()]
        for table in tables
    }


def in_order(put: dict[str, list[Row]], tables: list[sa.Table]) -> dict[str, list[Row]]:
    keys = {table.name: [column.name for column in table.primary_key] for table in tables}
    return {name: sorted(rows, key=lambda row: [row[key] for key in keys[name]]) for name, rows in put.items()}


def _row(table: sa.Table, number: int, put: dict[str, list[Row]]) -> Row:
    row: Row = {}
    for column in table.columns:
        key = next(iter(column.foreign_keys), None)
        if key is None:
            row[column.name] = _value(column, number)
        elif key.column.table is table:  # a row under another of its table: here, under itself
            row[column.name] = row[key.column.name]
        else:
            row[column.name] = put[key.column.table.name][number][key.column.name]
    return row


def _value(column: sa.Column[Any], number: int) -> Any:
    kind = column.type
    words = f"{column.table.name}.{column.name} {number} – “é” ہم"
    if isinstance(kind, sa.Uuid) or (isinstance(kind, sa.CHAR) and kind.length == 32):
        value = uuid.uuid5(NAMES, words)
        return value if isinstance(kind, sa.Uuid) else value.hex
    if isinstance(kind, sa.Enum):
        return list(kind.enum_class)[number % len(kind.enum_class)] if kind.enum_class else kind.enums[0]
    by_kind: tuple[tuple[Any, Any], ...] = (
        (sa.JSON, {"en": words, "parts": [number, None]}),
        (sa.Boolean, bool(number % 2)),
        (sa.LargeBinary, words.encode()),
        (sa.Integer, number + 1),
        (sa.Float, number + 0.5),
        (sa.Numeric, number),
        (sa.Date, dt.date(2024, 2, 29)),
        (sa.String, words[:40] if getattr(kind, "length", None) else words),
    )
    for type_, value in by_kind:
        if isinstance(kind, type_):
            return value
    return NIGHT_OF_TWO_CLOCKS + dt.timedelta(seconds=number)
