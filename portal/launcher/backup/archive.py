"""What is inside the envelope: lines of JSON, with the bytes of each upload after the line that names it.

{"about": …}  then for each table  {"table": …}  [row] …  {"rows": n, "digest": …}
then for each upload  {"file": …, "size": n}  bytes  {"sha256": …}  and last  {"end": …}
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol

from portal.launcher.backup.errors import Damaged
from portal.launcher.backup.values import Tally, line

PIECE = 1 << 16


@dataclass(frozen=True)
class About:
    """Where a backup comes from. `revision` is the version of the tables; `made_at` is UTC."""

    portal: str
    revision: str | None
    database: str
    made_at: str


@dataclass
class Contents:
    """What a backup holds: rows by table, and how many uploads."""

    about: About
    rows: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    files: int = 0


class Sink(Protocol):
    def write(self, content: bytes) -> object: ...


class Receiver(Protocol):
    """Whoever wants what is read: a restore does, a check does not."""

    def table(self, name: str, columns: list[str], rows: Iterator[list[Any]]) -> None: ...
    def file(self, name: str, content: Iterator[bytes]) -> None: ...


class Ignore:
    """Reads everything, keeps nothing."""

    def table(self, name: str, columns: list[str], rows: Iterator[list[Any]]) -> None:
        for _row in rows:
            pass

    def file(self, name: str, content: Iterator[bytes]) -> None:
        for _piece in content:
            pass


class ArchiveWriter:
    """Writes the records in order, keeping count."""

    def __init__(self, sink: Sink, about: About) -> None:
        self._sink = sink
        self.contents = Contents(about)
        self._say({"about": asdict(about)})

    def _say(self, record: dict[str, Any]) -> None:
        self._sink.write(json.dumps(record).encode() + b"\n")

    def table(self, name: str, columns: list[str], rows: Iterator[bytes]) -> None:
        self._say({"table": name, "columns": columns})
        tally = Tally()
        for row in rows:
            tally.add(row)
            self._sink.write(row)
        self._say({"rows": tally.rows, "digest": tally.digest})
        self.contents.rows[name], self.contents.digests[name] = tally.rows, tally.digest

    def file(self, name: str, content: bytes) -> None:
        self._say({"file": name, "size": len(content)})
        self._sink.write(content)
        self._say({"sha256": hashlib.sha256(content).hexdigest()})
        self.contents.files += 1

    def end(self) -> Contents:
        self._say({"end": {"rows": self.contents.rows, "files": self.contents.files}})
        return self.contents


def uploads_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Whole files of the storage folder with their names in a backup; half-written ones begin with a dot."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path


class ArchiveReader:
    """Reads the records, checks every count and sum, and hands what they hold to a receiver."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.contents = Contents(About(**self._record()["about"]))

    def _record(self) -> Any:
        text = self._source.readline()
        try:
            return json.loads(text)
        except ValueError as broken:
            raise Damaged("This backup is damaged: a record cannot be read.") from broken

    def read_all(self, receiver: Receiver) -> Contents:
        while "end" not in (record := self._record()):
            if "table" in record:
                self._table(record, receiver)
            else:
                self._file(record, receiver)
        expected = {"rows": self.contents.rows, "files": self.contents.files}
        if record["end"] != expected or self._source.read(1):
            raise Damaged("This backup is damaged: its counts do not add up.")
        return self.contents

    def _table(self, record: dict[str, Any], receiver: Receiver) -> None:
        name, tally, closing = str(record["table"]), Tally(), {}

        def rows() -> Iterator[list[Any]]:
            while isinstance(row := self._record(), list):
                tally.add(line(row))
                yield row
            closing.update(row)

        receiver.table(name, list(record["columns"]), rows())
        if closing != {"rows": tally.rows, "digest": tally.digest}:
            raise Damaged(f"This backup is damaged: the table {name} is not what was written.")
        self.contents.rows[name], self.contents.digests[name] = tally.rows, tally.digest

    def _file(self, record: dict[str, Any], receiver: Receiver) -> None:
        name, sha256 = safe_name(record["file"]), hashlib.sha256()

        def pieces() -> Iterator[bytes]:
            left = int(record["size"])
            while left:
                piece = self._source.read(min(PIECE, left))
                if not piece:
                    raise Damaged("This backup is damaged: an upload is cut short.")
                left -= len(piece)
                sha256.update(piece)
                yield piece

        receiver.file(name, pieces())
        if self._record() != {"sha256": sha256.hexdigest()}:
            raise Damaged("This backup is damaged: an upload is not what was written.")
        self.contents.files += 1


def safe_name(name: str) -> str:
    parts = PurePosixPath(name).parts
    if not parts or parts[0] == "/" or ".." in parts:
        raise Damaged("This backup names a file outside its folder.")
    return name
