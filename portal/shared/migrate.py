"""Bringing a database to the tables this version expects, and telling whether it is there."""

from typing import Any

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from portal.shared.database import Base, db
from portal.shared.settings import ROOT

FOLDER = str(ROOT / "migrations")
NOT_OURS = ("huey_", "alembic_version")


def is_ours(name: str | None, kind: str, _parents: object = None) -> bool:
    """The queue keeps tables of its own in the same PostgreSQL; migrations leave them alone."""
    return not (kind == "table" and name is not None and name.startswith(NOT_OURS))


def prepare_migrations(app: Flask) -> None:
    flask_migrate.Migrate(app, db, directory=FOLDER)


def upgrade(app: Flask, revision: str = "head") -> None:
    with app.app_context():
        flask_migrate.upgrade(FOLDER, revision)


def downgrade(app: Flask, revision: str) -> None:
    with app.app_context():
        flask_migrate.downgrade(FOLDER, revision)


def newest_revision() -> str:
    return str(ScriptDirectory(FOLDER).get_current_head())


def database_revision(app: Flask) -> str | None:
    """Where this database stands; None before the first migration."""
    with app.app_context(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(app: Flask) -> list[Any]:
    """What the models say and this database does not have, or the other way round; empty when they agree."""
    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))
