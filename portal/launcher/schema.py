"""The database's shape: where it stands and how it gets to the newest version. Works on a connection it is given,
so that a restore can do all of it in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.launcher.places import CHECKOUT

if TYPE_CHECKING:
    import sqlalchemy as sa

MIGRATIONS = CHECKOUT / "migrations"


def alembic_settings() -> Any:
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    return settings


def has_migrations() -> bool:
    return (MIGRATIONS / "env.py").exists()


def revision_of(connection: sa.Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    if not has_migrations():
        return None
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_settings()).get_current_head()


def known_revisions() -> set[str]:
    if not has_migrations():
        return set()
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(alembic_settings()).walk_revisions()}


def bring_to(connection: sa.Connection, revision: str = "head") -> None:
    """Runs the migrations up to `revision` inside the connection's transaction.

    `migrations/env.py` finds the connection in `config.attributes["connection"]`.
    """
    if not has_migrations():
        from portal.shared.database import Base

        Base.metadata.create_all(connection)
        return
    from alembic import command

    settings = alembic_settings()
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)
