"""The migrations make the tables that the models describe, on both databases, and lose nothing on the way."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from portal.launcher.schema import alembic_settings, bring_to, revision_of
from portal.shared.database import APPEND_ONLY, Base, prepare_engine
from portal.shared.migrate import is_ours
from tests.databases import new_postgresql
from tests.migrations.rows import ROWS, fill, in_order, read
from tests.migrations.shapes import differences, guarded_tables, shape_of

DATABASES = ("sqlite", "postgresql")
REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory.from_config(alembic_settings()).walk_revisions()))
]


@pytest.fixture(scope="module", params=DATABASES)
def make_engine(request, one_app, tmp_path_factory):
    """Engines on databases with nothing in them, prepared as the portal's own."""
    made = []

    def make() -> sa.Engine:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('empty') / 'heard.sqlite3'}"
        else:
            url = new_postgresql().replace("postgresql://", "postgresql+psycopg://")
        engine = sa.create_engine(url)
        prepare_engine(engine)
        made.append(engine)
        return engine

    with one_app.app_context():
        yield make
    for engine in made:
        engine.dispose()


@pytest.fixture(scope="module")
def described(make_engine) -> dict:
    """What the models describe."""
    with make_engine().begin() as connection:
        Base.metadata.create_all(connection)
        return shape_of(connection)


@pytest.fixture(scope="module")
def migrated(make_engine) -> sa.Engine:
    engine = make_engine()
    with engine.begin() as connection:
        bring_to(connection)
    return engine


@pytest.fixture
def trial(migrated) -> Iterator[sa.Connection]:
    """The newest version, to break things in: nothing of it is kept."""
    with migrated.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def bring_down_to(connection: sa.Connection, revision: str) -> None:
    settings = alembic_settings()
    settings.attributes["connection"] = connection
    command.downgrade(settings, revision)


def tables_in(connection: sa.Connection) -> list[sa.Table]:
    metadata = sa.MetaData()
    metadata.reflect(connection, only=lambda name, _metadata: is_ours(name, "table"))
    return metadata.sorted_tables


def test_migrations_and_models_describe_the_same_database(trial, described):
    assert differences(described, shape_of(trial)) == {}


def test_the_database_itself_guards_every_record_that_must_not_change(trial):
    assert guarded_tables(shape_of(trial)) == set(APPEND_ONLY)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE person ADD COLUMN shoe_size INTEGER",
        "ALTER TABLE person DROP COLUMN do_not_contact",
        "DROP INDEX ix_invitation_round_id",
        "CREATE UNIQUE INDEX one_round ON invitation (round_id)",
        "DROP TABLE handled_form",
        {"sqlite": "DROP TRIGGER verdict_no_update", "postgresql": "DROP TRIGGER verdict_append_only ON verdict"},
    ],
)
def test_the_comparison_notices_a_migration_that_was_forgotten(trial, change):
    before = shape_of(trial)
    trial.exec_driver_sql(change if isinstance(change, str) else change[trial.dialect.name])
    assert differences(before, shape_of(trial)) != {}


def test_every_migration_goes_up_over_data_and_down_again(make_engine, described):
    engine = make_engine()
    filled: set[str] = set()
    for revision in REVISIONS:
        with engine.begin() as connection:
            bring_to(connection, revision)
            new = [table for table in tables_in(connection) if table.name not in filled]
            fill(connection, new)
            filled |= {table.name for table in new}
    for below in [*reversed(REVISIONS[:-1]), "base"]:
        with engine.begin() as connection:
            bring_down_to(connection, below)
            left = {
                table.name: len(rows)
                for table in tables_in(connection)
                for rows in [read(connection, [table])[table.name]]
            }
        assert left == dict.fromkeys(left, ROWS)
    with engine.begin() as connection:
        assert (revision_of(connection), shape_of(connection)) == (None, {})
        bring_to(connection)
        assert differences(described, shape_of(connection)) == {}


def test_every_table_of_the_newest_version_gives_back_what_was_put_in(make_engine):
    engine, tables = make_engine(), Base.metadata.sorted_tables
    with engine.begin() as connection:
        bring_to(connection)
        put = fill(connection, tables)
    with engine.begin() as connection:
        bring_to(connection)  # once more changes nothing
        assert read(connection, tables) == in_order(put, tables)


def test_the_models_know_every_table_of_the_database(trial):
    assert {table.name for table in tables_in(trial)} == set(Base.metadata.tables)
