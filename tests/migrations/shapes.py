"""A database described by what it says of itself, so that two ways of making one can be compared."""

import re
from typing import Any

import sqlalchemy as sa

from portal.shared.migrate import is_ours

Shape = dict[str, Any]


def shape_of(connection: sa.Connection) -> Shape:
    """Tables with columns, keys, indexes and checks; triggers, and the functions they call. Order does not count."""
    inspector = sa.inspect(connection)
    names = [name for name in inspector.get_table_names() if is_ours(name, "table")]
    return {f"table {name}": _table(inspector, name) for name in names} | triggers_of(connection)


def _table(inspector: sa.Inspector, name: str) -> Shape:
    columns = {
        f"column {c['name']}": (str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(name)
    }
    primary = inspector.get_pk_constraint(name)
    described: Shape = columns | {"primary key": (primary["name"], tuple(primary["constrained_columns"]))}
    for unique in inspector.get_unique_constraints(name):
        described[f"unique {unique['name']}"] = tuple(unique["column_names"])
    for index in inspector.get_indexes(name):
        options = {key: str(value) for key, value in (index.get("dialect_options") or {}).items()}
        described[f"index {index['name']}"] = (tuple(index["column_names"]), bool(index["unique"]), options)
    for key in inspector.get_foreign_keys(name):
        described[f"foreign key {key['name']}"] = (
            tuple(key["constrained_columns"]),
            key["referred_table"],
            tuple(key["referred_columns"]),
            key["options"],
        )
    for check in inspector.get_check_constraints(name):
        described[f"check {check['name']}"] = check["sqltext"]
    return described


def triggers_of(connection: sa.Connection) -> Shape:
    """`trigger <table> <name>` → its SQL, and on PostgreSQL also `function <name>` → its body."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {f"trigger {table} {name}": _calm(sql) for table, name, sql in rows}
    triggers = connection.exec_driver_sql(
        "SELECT relname, tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
        "WHERE NOT tgisinternal AND relname NOT LIKE 'huey%%'"
    )
    found = {f"trigger {table} {name}": _calm(sql) for table, name, sql in triggers}
    functions = connection.exec_driver_sql(
        "SELECT proname, prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace "
        "WHERE nspname = 'public' AND proname LIKE '%%append_only'"
    )
    return found | {f"function {name}": _calm(body) for name, body in functions}


def _calm(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()


def guarded_tables(shape: Shape) -> set[str]:
    """Tables on which a trigger watches."""
    return {name.split()[1] for name in shape if name.startswith("trigger ")}


def differences(one: Shape, other: Shape) -> dict[str, tuple[Any, Any]]:
    """What only one of them has, or has otherwise: `what` → (in the one, in the other)."""
    found: dict[str, tuple[Any, Any]] = {}
    for name in one.keys() | other.keys():
        left, right = one.get(name), other.get(name)
        if isinstance(left, dict) and isinstance(right, dict):
            found |= {f"{name}, {part}": pair for part, pair in differences(left, right).items()}
        elif left != right:
            found[name] = (left, right)
    return found
