"""Picture packs: a folder or ZIP with `pictures.csv`, read with care. No database; nothing is written to a disk."""

import csv
import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from portal.shared.i18n import LANGUAGES
from portal.summaries.pictures.problems import PackRefused

TABLE = "pictures.csv"
MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100  # pictures hardly shrink: what shrinks a hundredfold is no picture
MOST_FILES = 1000
MOST_TABLE = 2 * 1024 * 1024
LARGEST_PICTURE = 20 * 1024 * 1024
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
NEEDED = ("id", "file", "licence", "credit")
COLUMNS = (*NEEDED, *(f"{kind}_{code}" for code in LANGUAGES for kind in ("words", "alt")))


@dataclass(frozen=True)
class Folder:
    """The files of a pack by name, each read only when asked for, with a limit."""

    names: frozenset[str]
    read: Callable[[str, int], bytes]

    @property
    def table(self) -> bytes:
        """
        Raises:
            PackRefused: there is none.
        """
        if TABLE not in self.names:
            raise PackRefused("no_table")
        content = self.read(TABLE, MOST_TABLE + 1)
        if len(content) > MOST_TABLE:
            raise PackRefused("too_big")
        return content


def from_zip(content: bytes) -> Folder:
    """A pack as it was uploaded. Names, sizes and kinds are checked before a byte is unpacked.

    Raises:
        PackRefused
    """
    if len(content) > MOST_BYTES:
        raise PackRefused("too_big")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as reason:
        raise PackRefused("not_zip") from reason
    entries = [one for one in archive.infolist() if not one.is_dir() and not _is_junk(one.filename)]
    _check_sizes(entries)
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = _safe_name(entry)
        if name in found:
            raise PackRefused("twice_in_zip", name)
        found[name] = entry
    inside = _without_top_folder(found)
    return Folder(frozenset(inside), lambda name, most: _read_entry(archive, inside[name], most))


def from_folder(folder: Path) -> Folder:
    """A pack as a folder of this machine; links and what lies below other folders' links are not followed.

    Raises:
        PackRefused
    """
    root = folder.resolve()
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    names = {path.relative_to(root).as_posix(): path for path in files if path.resolve().is_relative_to(root)}
    if len(names) > MOST_FILES:
        raise PackRefused("too_many")
    return Folder(frozenset(names), lambda name, most: _read_file(names[name], most))


def rows_of(table: bytes) -> tuple[list[str], list[dict[str, str]], list[int]]:
    """Headings, rows with every heading, and the rows (counted from 2) that have cells over.

    Raises:
        PackRefused: it is not a table.
    """
    try:
        text = table.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise PackRefused("table_unreadable") from reason
    if "\x00" in text:
        raise PackRefused("table_unreadable")
    first = text.split("\n", 1)[0]
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", restval="")
        rows = list(reader)
    except csv.Error as reason:
        raise PackRefused("table_unreadable") from reason
    headings = [(heading or "").strip().casefold() for heading in reader.fieldnames or ()]
    over = [number for number, row in enumerate(rows, start=2) if None in row]
    clean = [
        {
            (heading or "").strip().casefold(): unicodedata.normalize("NFC", cell or "").strip()
            for heading, cell in row.items()
            if heading is not None
        }
        for row in rows
    ]
    return headings, clean, over


def _is_junk(name: str) -> bool:
    return name.startswith(_JUNK[0]) or PurePosixPath(name).name in _JUNK


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise PackRefused("too_many")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PackRefused("locked")
    unpacked, packed = sum(one.file_size for one in entries), sum(one.compress_size for one in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 10_000):
        raise PackRefused("bomb")


def _safe_name(entry: zipfile.ZipInfo) -> str:
    name, kind = entry.orig_filename.replace("\x00", "/../"), entry.external_attr >> 16
    parts = name.split("/")
    is_link = stat.S_ISLNK(kind)
    if is_link or "\\" in name or ":" in name or name.startswith("/") or any(part in ("", ".", "..") for part in parts):
        raise PackRefused("leads_out", entry.filename[:80])
    return unicodedata.normalize("NFC", name)


def _without_top_folder(found: Mapping[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Most people zip the folder and not what is in it: then its name goes."""
    tops = {name.split("/", 1)[0] for name in found}
    if TABLE not in found and len(tops) == 1 and all("/" in name for name in found):
        return {name.split("/", 1)[1]: entry for name, entry in found.items()}
    return dict(found)


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """At most so much, whatever size the file claims."""
    try:
        with archive.open(entry) as opened:
            return opened.read(most)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as reason:
        raise PackRefused("broken", entry.filename[:80]) from reason


def _read_file(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)
