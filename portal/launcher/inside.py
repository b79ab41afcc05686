"""What the launcher asks of the portal itself; imported inside the environment only."""

from __future__ import annotations

import importlib
import json
from typing import Any

from portal.launcher import schema
from portal.launcher.words import Trouble

FindingRow = tuple[bool, str, str]
KEEP_KEYS = "put keys.json back from where you keep it safely"


def part_of_portal(name: str, what: str) -> Any:
    """A function or class `module:name` of the portal, or trouble in words when this version has none."""
    module, attribute = name.split(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ModuleNotFoundError, AttributeError) as missing:
        if isinstance(missing, ModuleNotFoundError) and not (missing.name or "").startswith("portal"):
            raise
        raise Trouble(f"This version of the portal cannot {what} yet.") from missing


def read_settings() -> Any:
    return part_of_portal("portal.shared.settings:Settings", "read its settings")()


def new_app() -> Any:
    """The application, or trouble in words when its keys are missing."""
    settings = read_settings()
    if not (settings.instance / "keys.json").exists():
        raise Trouble(f"There are no keys in {settings.instance} yet. Make them: python3 -m portal migrate")
    return part_of_portal("portal.app:create_app", "start")(settings)


def new_engine(settings: Any) -> Any:
    """An engine of our own, prepared as the portal's is."""
    import sqlalchemy as sa

    engine = sa.create_engine(settings.resolved_database_url)
    part_of_portal("portal.shared.database:prepare_engine", "keep data")(engine)
    return engine


def holds_data(settings: Any) -> bool:
    """Whether the portal's tables are already there."""
    import sqlalchemy as sa

    if settings.uses_sqlite and not database_file(settings).exists():
        return False
    engine = new_engine(settings)
    try:
        return any(not name.startswith("huey_") for name in sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def database_file(settings: Any) -> Any:
    from pathlib import Path

    import sqlalchemy as sa

    return Path(sa.make_url(settings.resolved_database_url).database or "")


def ensure_keys(settings: Any) -> bool:
    """Makes keys for a portal that has no data yet. True when it did.

    Raises:
        Trouble: there is data, so its keys must be somewhere; new ones could not read it.
    """
    keys = settings.instance / "keys.json"
    if keys.exists():
        return False
    if holds_data(settings):
        raise Trouble(f"{keys} is missing, and without it what is in the database cannot be read: {KEEP_KEYS}.")
    part_of_portal("portal.shared.crypto:new_key_file", "make keys")(keys)
    return True


def compile_translations() -> None:
    """Turns the catalogues into what the portal reads; compiled ones are not kept in the repository."""
    part_of_portal("portal.shared.i18n:compile_catalogues", "speak")()


def findings() -> list[FindingRow]:
    """For `doctor`: settings and keys, the database, its migrations."""
    try:
        settings = read_settings()
    except Exception as problem:
        first = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
        return [(False, f"A setting is not right: {first}", "see the list of settings in the README")]
    return [keys_finding(settings), database_finding(settings)]


def keys_finding(settings: Any) -> FindingRow:
    path = settings.instance / "keys.json"
    if not path.exists():
        return (False, f"There are no keys in {settings.instance}", f"python3 -m portal migrate   (or {KEEP_KEYS})")
    try:
        part_of_portal("portal.shared.crypto:read_key_file", "read keys")(path)
    except Exception:
        return (False, f"The keys in {path} cannot be read", KEEP_KEYS)
    if path.stat().st_mode & 0o077:
        return (False, f"Others on this machine can read the keys in {path}", f"chmod 600 {path}")
    return (True, "The keys are there, and only you can read them", "")


def database_finding(settings: Any) -> FindingRow:
    if settings.uses_sqlite and not database_file(settings).exists():
        return (False, "There is no database yet", "python3 -m portal migrate")
    try:
        engine = new_engine(settings)
        with engine.connect() as connection:
            at, newest = schema.revision_of(connection), schema.newest_revision()
        engine.dispose()
    except Exception as problem:
        return (False, f"The database does not answer ({type(problem).__name__})", "check PORTAL_DATABASE_URL")
    if at == newest:
        return (True, f"The database answers and is up to date ({at or 'no versions yet'})", "")
    return (False, f"The database is at version {at or 'none'}, not {newest}", "python3 -m portal migrate")


if __name__ == "__main__":
    print(json.dumps(findings()))
