"""The drill: back up, lose everything, bring it back; and every file that must be refused."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.launcher.backup import operations, tables
from portal.launcher.backup.archive import Contents
from portal.launcher.backup.errors import Damaged, DoesNotMatch, NotABackup, TooNew, WrongKey
from portal.launcher.words import Trouble
from portal.shared.database import prepare_engine
from tests.databases import new_postgresql
from tests.launcher.small_house import SmallShape, move_in, small_tables

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
Snapshot = dict[str, list[bytes]]


def engine_of(kind: str, folder: Path) -> sa.Engine:
    url = f"sqlite:///{folder / uuid.uuid4().hex}.sqlite3"
    if kind == "postgresql":
        url = new_postgresql().replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(url)
    prepare_engine(engine)
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    engine = engine_of(request.param, tmp_path)
    move_in(engine, SmallShape())
    yield engine
    engine.dispose()


@pytest.fixture
def other(engine: sa.Engine, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database of the other kind."""
    kind = "postgresql" if engine.dialect.name == "sqlite" else "sqlite"
    other = engine_of(kind, tmp_path)
    yield other
    other.dispose()


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(os.urandom(200_000))
    (folder / "b.png").write_bytes(b"")
    (folder / ".c.new").write_bytes(b"half written")
    return folder


def snapshot(engine: sa.Engine) -> Snapshot:
    with operations.reading(engine) as connection:
        found = {name: sorted(tables.read_rows(connection, t)) for name, t in tables.describe(connection).items()}
    return found


def back_up(engine: sa.Engine, uploads: Path, path: Path) -> Contents:
    return operations.back_up(path, key=KEY, engine=engine, uploads=uploads, shape=SmallShape())


def restore(path: Path, engine: sa.Engine, uploads: Path, *, key: bytes = KEY, newest: str = "1") -> Contents:
    return operations.restore(path, key=key, engine=engine, uploads=uploads, shape=SmallShape(newest))


@pytest.fixture
def backup(engine: sa.Engine, uploads: Path, tmp_path: Path) -> Path:
    path = tmp_path / "heard.backup"
    back_up(engine, uploads, path)
    return path


def test_what_was_lost_comes_back_as_it_was(engine: sa.Engine, uploads: Path, tmp_path: Path) -> None:
    before = snapshot(engine)
    written = back_up(engine, uploads, tmp_path / "one")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM answer")
        connection.exec_driver_sql("UPDATE person SET status = 'gone'")
        connection.exec_driver_sql("INSERT INTO note (words) VALUES ('later')")
    (uploads / "a.pdf").unlink()
    (uploads / "later.txt").write_text("later")
    restored = restore(tmp_path / "one", engine, uploads)
    assert snapshot(engine) == before
    assert restored == written
    assert written.rows == {"answer": 1205, "note": 2, "person": 2}
    assert sorted(path.name for path in uploads.iterdir()) == [".c.new", "a.pdf", "b.png"]


def test_a_backup_of_one_database_can_be_restored_into_the_other(
    engine: sa.Engine, other: sa.Engine, backup: Path, uploads: Path
) -> None:
    restore(backup, other, uploads)
    assert snapshot(other) == snapshot(engine)
    answers = small_tables().tables["answer"]
    with operations.reading(engine) as here, operations.reading(other) as there:
        question = sa.select(answers).order_by(answers.c.id)
        assert here.execute(question).all() == there.execute(question).all()


def test_what_the_database_refused_before_it_refuses_after(engine: sa.Engine, backup: Path, uploads: Path) -> None:
    restore(backup, engine, uploads)
    for refused in (
        "DELETE FROM note",
        "UPDATE answer SET person_id = '00000000000000000000000000000009'",
    ):
        with pytest.raises((sa.exc.IntegrityError, sa.exc.ProgrammingError, sa.exc.DatabaseError)), engine.begin() as c:
            c.exec_driver_sql(refused)


def test_numbers_go_on_after_the_highest(engine: sa.Engine, backup: Path, uploads: Path) -> None:
    restore(backup, engine, uploads)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note (words) VALUES ('three')")
        assert connection.exec_driver_sql("SELECT max(number) FROM note").scalar_one() == 3


def test_verifying_changes_nothing_and_says_what_is_in_it(backup: Path, engine: sa.Engine) -> None:
    before, bits = snapshot(engine), backup.read_bytes()
    contents = operations.verify(backup, key=KEY)
    assert (contents.rows["person"], contents.files, contents.about.revision) == (2, 2, "1")
    assert (snapshot(engine), backup.read_bytes()) == (before, bits)


def test_nothing_readable_is_in_the_file_and_only_its_owner_may_open_it(backup: Path) -> None:
    bits = backup.read_bytes()
    assert [word for word in (b"Ymateb", b"person", b"sqlite", b"postgresql") if word in bits] == []
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_never_written_over(engine: sa.Engine, backup: Path, uploads: Path) -> None:
    bits = backup.read_bytes()
    with pytest.raises(Trouble, match="exists already"):
        back_up(engine, uploads, backup)
    assert backup.read_bytes() == bits


def test_a_writer_does_not_change_a_backup_being_made(engine: sa.Engine) -> None:
    with operations.reading(engine) as connection:
        people = tables.describe(connection)["note"]
        first = len(list(tables.read_rows(connection, people)))
        with engine.begin() as writer:
            writer.exec_driver_sql("INSERT INTO note (words) VALUES ('meanwhile')")
        assert len(list(tables.read_rows(connection, people))) == first == 2


class TestRefused:
    """Each of these leaves the live data, the uploads and the file as they were."""

    @pytest.fixture(autouse=True)
    def _nothing_changes(self, engine: sa.Engine, uploads: Path) -> Iterator[None]:
        before, files = snapshot(engine), {path.name: path.read_bytes() for path in uploads.iterdir()}
        yield
        assert snapshot(engine) == before
        assert {path.name: path.read_bytes() for path in uploads.iterdir()} == files

    def test_another_key(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        with pytest.raises(WrongKey, match="another key"):
            restore(backup, engine, uploads, key=OTHER_KEY)

    def test_another_kind_of_file(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        backup.write_bytes(b"PK\x03\x04 a zip file")
        with pytest.raises(NotABackup):
            restore(backup, engine, uploads)

    def test_no_file(self, engine: sa.Engine, tmp_path: Path, uploads: Path) -> None:
        with pytest.raises(Trouble, match="cannot be opened"):
            restore(tmp_path / "none", engine, uploads)

    def test_cut_short_anywhere(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        bits = backup.read_bytes()
        for length in (20, len(bits) // 5, len(bits) // 2, len(bits) * 9 // 10, len(bits) - 1):
            backup.write_bytes(bits[:length])
            with pytest.raises(Damaged):
                restore(backup, engine, uploads)

    def test_cut_at_the_end_of_a_chunk(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        bits = backup.read_bytes()
        start = bits.index(b"\n", len(b"HEARD BACKUP\n")) + 1
        first = int.from_bytes(bits[start : start + 4], "big")
        assert first < 1 << 31
        backup.write_bytes(bits[: start + 4 + first])
        with pytest.raises(Damaged, match="cut short"):
            restore(backup, engine, uploads)

    def test_something_added(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        backup.write_bytes(backup.read_bytes() + b"\0")
        with pytest.raises(Damaged, match="follows its end"):
            restore(backup, engine, uploads)

    def test_one_bit_flipped_anywhere(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        bits = backup.read_bytes()
        places = [*range(0, 160, 3), *range(160, len(bits), len(bits) // 40), len(bits) - 1]
        for number, place in enumerate(places):
            flipped = bytearray(bits)
            flipped[place] ^= 1 << (number % 8)
            backup.write_bytes(flipped)
            with pytest.raises((NotABackup, WrongKey, Damaged, TooNew)):
                restore(backup, engine, uploads)

    def test_chunks_swapped(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        bits = backup.read_bytes()
        start = bits.index(b"\n", len(b"HEARD BACKUP\n")) + 1
        size = 4 + (1 << 16) + 16
        one, two = bits[start : start + size], bits[start + size : start + 2 * size]
        assert len(two) == size
        backup.write_bytes(bits[:start] + two + one + bits[start + 2 * size :])
        with pytest.raises(Damaged):
            restore(backup, engine, uploads)

    def test_a_newer_envelope(self, engine: sa.Engine, backup: Path, uploads: Path) -> None:
        backup.write_bytes(backup.read_bytes().replace(b'"format": 1', b'"format": 2', 1))
        with pytest.raises(TooNew, match="newer version"):
            restore(backup, engine, uploads)

    def test_newer_tables(self, engine: sa.Engine, tmp_path: Path, uploads: Path) -> None:
        newer = engine_of("sqlite", tmp_path)
        move_in(newer, SmallShape("2"))
        operations.back_up(tmp_path / "newer", key=KEY, engine=newer, uploads=uploads, shape=SmallShape("2"))
        newer.dispose()
        with pytest.raises(TooNew, match="newer version"):
            restore(tmp_path / "newer", engine, uploads)

    def test_a_table_this_version_does_not_have(self, engine: sa.Engine, tmp_path: Path, uploads: Path) -> None:
        stranger = engine_of("sqlite", tmp_path)
        move_in(stranger, SmallShape())
        with stranger.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE diary (words TEXT)")
        back_up(stranger, uploads, tmp_path / "stranger")
        stranger.dispose()
        (uploads / "a.pdf").rename(tmp_path / "a.pdf")
        with pytest.raises(DoesNotMatch, match="no table diary"):
            restore(tmp_path / "stranger", engine, uploads)
        (tmp_path / "a.pdf").rename(uploads / "a.pdf")

    def test_a_row_that_points_at_nothing(self, engine: sa.Engine, tmp_path: Path, uploads: Path) -> None:
        broken = engine_of("sqlite", tmp_path)
        move_in(broken, SmallShape())
        with broken.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            with connection.begin():
                connection.exec_driver_sql("DELETE FROM person")
        back_up(broken, uploads, tmp_path / "broken")
        broken.dispose()
        with pytest.raises((DoesNotMatch, sa.exc.IntegrityError)):
            restore(tmp_path / "broken", engine, uploads)


def test_an_older_backup_is_brought_up_to_this_version(engine: sa.Engine, backup: Path, uploads: Path) -> None:
    restore(backup, engine, uploads, newest="2")
    with operations.reading(engine) as connection:
        assert SmallShape("2").revision_of(connection) == "2"
        sources = connection.exec_driver_sql("SELECT words, source FROM note ORDER BY number").all()
    assert [tuple(row) for row in sources] == [("one", "before"), ("two", "before")]


def test_foreign_keys_are_enforced_again_for_the_next_user_of_the_pool(
    engine: sa.Engine, backup: Path, uploads: Path
) -> None:
    restore(backup, engine, uploads)
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM person")
