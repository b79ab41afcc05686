"""Runs migrations with the application's own engine and metadata, so that there is one description of the tables."""

from alembic import context
from flask import current_app

from portal.shared.database import Base, db
from portal.shared.migrate import is_ours

assert current_app, "migrations run inside the application"

with db.engine.connect() as connection:
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
    connection.commit()
