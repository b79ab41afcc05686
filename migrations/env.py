"""Runs migrations with the application's own engine and metadata, so that there is one description of the tables."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from portal.shared.database import Base, db
from portal.shared.migrate import is_ours

assert current_app, "migrations run inside the application"


def migrate(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot change a table in place: it is copied, in a batch.
        render_as_batch=True,
        compare_type=True,
        include_name=is_ours,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:  # a restore does all of its work in one transaction of its own
    migrate(given)
else:
    with db.engine.connect() as own:
        migrate(own)
        own.commit()
