"""Back up, verify, restore."""

import contextlib
import datetime as dt
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol

import sqlalchemy as sa

from portal import __version__
from portal.launcher.backup import tables
from portal.launcher.backup.archive import About, ArchiveReader, ArchiveWriter, Contents, Ignore, uploads_in
from portal.launcher.backup.errors import DoesNotMatch, TooNew
from portal.launcher.backup.sealed_file import SealedReader, SealedWriter
from portal.launcher.backup.values import Tally
from portal.launcher.words import Trouble
from portal.shared.database import only_reading


class Shape(Protocol):
    """The versions of the tables: which there are, and how to get to one on a connection."""

    def revision_of(self, connection: sa.Connection) -> str | None: ...
    def knows(self, revision: str | None) -> bool: ...
    def bring_to(self, connection: sa.Connection, revision: str | None) -> None: ...
    def bring_to_newest(self, connection: sa.Connection) -> None: ...


def back_up(path: Path, *, key: bytes, engine: sa.Engine, uploads: Path, shape: Shape) -> Contents:
    """Writes everything as it stood at one moment, checks the file by reading it, and only then gives it its name.

    Args:
        key: 32 bytes, kept elsewhere than the file.

    Raises:
        Trouble: the file exists already, or cannot be written.
    """
    if path.exists():
        raise Trouble(f"{path} exists already. Choose another name.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file, reading(engine) as connection:
            envelope = SealedWriter(file, key)
            written = write_everything(envelope, connection, uploads, shape)
            envelope.finish()
            file.flush()
            os.fsync(file.fileno())
        read = verify(unfinished, key=key)
        if read != written:
            raise DoesNotMatch("The backup could not be read back as it was written. Nothing was kept.")
        unfinished.replace(path)
    except OSError as problem:
        raise Trouble(f"The backup could not be written: {problem.strerror or problem}") from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return written


@contextlib.contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that sees one moment and changes nothing."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with only_reading(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(**options)
        yield connection


def write_everything(envelope: SealedWriter, connection: sa.Connection, uploads: Path, shape: Shape) -> Contents:
    archive = ArchiveWriter(
        envelope,
        About(
            portal=__version__,
            revision=shape.revision_of(connection),
            database=connection.dialect.name,
            made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        ),
    )
    for name, table in tables.describe(connection).items():
        columns = [column.name for column in tables.stored_columns(table)]
        archive.table(name, columns, tables.read_rows(connection, table))
    for name, path in uploads_in(uploads):
        with contextlib.suppress(FileNotFoundError):  # deleted since the moment we are looking at
            archive.file(name, path.read_bytes())
    return archive.end()


def verify(path: Path, *, key: bytes) -> Contents:
    """Reads the whole file and checks every count and sum; changes nothing.

    Raises:
        NotABackup, WrongKey, Damaged, TooNew
    """
    with open_backup(path) as file:
        return unsealed(file, key).read_all(Ignore())


def unsealed(file: IO[bytes], key: bytes) -> ArchiveReader:
    return ArchiveReader(io.BufferedReader(SealedReader(file, key)))  # type: ignore[type-var]


def open_backup(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as problem:
        raise Trouble(f"{path} cannot be opened: {problem.strerror}") from problem


def restore(path: Path, *, key: bytes, engine: sa.Engine, uploads: Path, shape: Shape) -> Contents:
    """Replaces everything by what the file holds, in one transaction; nothing changes unless all of it arrives.

    Raises:
        NotABackup, WrongKey, Damaged, TooNew: the file is refused before the database is touched.
        DoesNotMatch: what arrived differs; the transaction was rolled back.
    """
    expected = verify(path, key=key)
    if not shape.knows(expected.about.revision):
        raise TooNew("A newer version of the portal made this backup. Restore it with that version.")
    arriving = Arriving(uploads)
    try:
        with open_backup(path) as file, replacing(engine) as connection:
            tables.remove_every_table(connection)
            shape.bring_to(connection, expected.about.revision)
            arriving.into(connection)
            unsealed(file, key).read_all(arriving)
            compare(connection, expected)
            shape.bring_to_newest(connection)
    except BaseException:
        arriving.take_back()
        raise
    arriving.remove_others()
    return expected


@contextlib.contextmanager
def replacing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One write transaction, committed at the end or not at all. On SQLite foreign keys are checked by us instead."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite and raw is not None:
            raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
        try:
            with connection.begin():
                yield connection
        finally:
            if is_sqlite:
                connection.invalidate()  # the next user of the pool must not get a connection without foreign keys


def compare(connection: sa.Connection, expected: Contents) -> None:
    """Reads the database back and compares rows and sums with the file."""
    dangling = tables.check_foreign_keys(connection)
    if dangling:
        raise DoesNotMatch("Rows point at rows that are not there, in: " + ", ".join(dangling))
    for name, table in tables.describe(connection).items():
        tally = Tally()
        for row in tables.read_rows(connection, table):
            tally.add(row)
        if (tally.rows, tally.digest) != (expected.rows.get(name, 0), expected.digests.get(name, f"{0:064x}")):
            raise DoesNotMatch(f"The table {name} did not arrive as it was. Nothing has been changed.")


class Arriving:
    """Puts what is read into the database and the storage folder.

    Uploads have opaque names and never change, so those that are missing are added first, and those that do not
    belong are removed only after the commit: a crash in between loses nothing.
    """

    def __init__(self, uploads: Path) -> None:
        self.uploads = uploads
        self.connection: sa.Connection | None = None
        self.tables: dict[str, sa.Table] = {}
        self.added: list[Path] = []
        self.wanted: set[str] = set()

    def into(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.tables = tables.describe(connection)
        tables.without_waiting_for_order(connection)
        for table in self.tables.values():  # rows a migration put there are in the backup too
            if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
                connection.execute(sa.delete(table))

    def table(self, name: str, columns: list[str], rows: Iterator[list[Any]]) -> None:
        if name not in self.tables or self.connection is None:
            raise DoesNotMatch(f"This version has no table {name}, so it would be lost. Nothing has been changed.")
        tables.insert_rows(self.connection, self.tables[name], columns, rows)
        tables.continue_counting(self.connection, [self.tables[name]])

    def file(self, name: str, content: Iterator[bytes]) -> None:
        self.wanted.add(name)
        place = self.uploads / name
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f".{place.name}.new")
        with fresh.open("wb") as file:
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if place.exists() and place.read_bytes() == fresh.read_bytes():
            fresh.unlink()
            return
        if place.exists():
            fresh.unlink()
            raise DoesNotMatch(f"The upload {name} is here with other content. Nothing has been changed.")
        fresh.replace(place)
        self.added.append(place)

    def take_back(self) -> None:
        for path in self.added:
            path.unlink(missing_ok=True)

    def remove_others(self) -> None:
        for name, path in uploads_in(self.uploads):
            if name not in self.wanted:
                path.unlink(missing_ok=True)
