"""What the launcher asks of the portal itself; imported inside the environment only."""

from __future__ import annotations

import importlib
import json
from typing import Any

from portal.launcher.words import Trouble

FindingRow = tuple[bool, str, str]


def part_of_portal(name: str, what: str) -> Any:
    """A function or class `module:name` of the portal, or trouble in words when this version has none."""
    module, attribute = name.split(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ModuleNotFoundError, AttributeError) as missing:
        if isinstance(missing, ModuleNotFoundError) and not (missing.name or "").startswith("portal"):
            raise
        raise Trouble(f"This version of the portal cannot {what} yet.") from missing


def new_app() -> Any:
    return part_of_portal("portal.app:create_app", "start")()


def findings() -> list[FindingRow]:
    """For `doctor`: settings and keys, the database, its migrations."""
    try:
        app = new_app()
    except Trouble as trouble:
        return [(False, str(trouble), "git pull")]
    except Exception as problem:
        first = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        return [(False, f"The settings or keys are not right: {first}", "see the list of settings in the README")]
    return [(True, "Settings and keys can be read", ""), *database_findings(app)]


def database_findings(app: Any) -> list[FindingRow]:
    database = part_of_portal("portal.shared.database:db", "keep data")
    try:
        with app.app_context(), database.engine.connect() as connection:
            at = revision_of(connection)
    except Exception as problem:
        return [(False, f"The database does not answer ({type(problem).__name__})", "check PORTAL_DATABASE_URL")]
    head = newest_revision()
    if at == head:
        return [(True, f"The database answers and is up to date ({at})", "")]
    return [(False, f"The database is at version {at or 'none'}, not {head}", "python3 -m portal migrate")]


def revision_of(connection: Any) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from portal.launcher.places import CHECKOUT

    folder = CHECKOUT / "migrations"
    if not folder.exists():
        return None
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config).get_current_head()


if __name__ == "__main__":
    print(json.dumps(findings()))
