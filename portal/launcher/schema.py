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


class PortalShape:
    """The versions of the portal's own tables, for a restore."""

    def revision_of(self, connection: sa.Connection) -> str | None:
        return revision_of(connection)

    def knows(self, revision: str | None) -> bool:
        return revision in known_revisions() if revision else newest_revision() is None

    def bring_to(self, connection: sa.Connection, revision: str | None) -> None:
        bring_to(connection, revision or "head")

    def bring_to_newest(self, connection: sa.Connection) -> None:
        bring_to(connection)


def known_revisions() -> set[str]:
    if not has_migrations():
        return set()
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(alembic_settings()).walk_revisions()}


def bring_to(connection: sa.Connection, revision: str = "head") -> None:
    """Runs the migrations up to `revision` inside the connection's transaction and the application's context.

    `migrations/env.py` finds the connection in `config.attributes["connection"]`.
    """
    if newest_revision() is None:  # before the first migration the models are the only description
        from portal.shared.database import Base

        Base.metadata.create_all(connection)
        return
    from alembic import command

    settings = alembic_settings()
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)
