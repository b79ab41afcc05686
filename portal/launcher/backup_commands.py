"""`backup FILE`, `restore FILE`, `verify FILE`."""

from __future__ import annotations

import argparse
import base64
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.launcher import inside, schema
from portal.launcher.instance import write_private
from portal.launcher.words import Trouble, agreed, say, step

if TYPE_CHECKING:
    from portal.launcher.backup.archive import Contents

KEY_BYTES = 32
KEY_FILE = "backup.key"


def read_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Trouble("The backup key is not right: it must be 32 bytes in base64, as this portal makes them.")
    return key


def backup_key(instance: Path, *, make: bool) -> bytes:
    """PORTAL_BACKUP_KEY, or the key file; made when there is none yet and `make` says so."""
    given = os.environ.get("PORTAL_BACKUP_KEY")
    if given:
        return read_key(given)
    path = instance / KEY_FILE
    if path.exists():
        return read_key(path.read_text(encoding="utf-8"))
    if not make:
        raise Trouble(f"No backup key: set PORTAL_BACKUP_KEY, or put the key file back at {path}.")
    write_private(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
    say(f"A backup key was made: {path}. Keep a copy of it elsewhere: without it no backup can be opened.")
    return backup_key(instance, make=False)


def wishes(name: str, about: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python3 -m portal {name}", description=about)
    parser.add_argument("file", type=Path)
    return parser


def in_words(contents: Contents) -> str:
    rows = sum(contents.rows.values())
    return f"{rows} rows in {len(contents.rows)} tables and {contents.files} uploads, from {contents.about.made_at}"


def backup(arguments: list[str]) -> int:
    wish = wishes("backup", "Writes everything into one encrypted file, while the portal runs.").parse_args(arguments)
    from portal.launcher.backup import operations

    settings, engine = ready()
    key = backup_key(settings.instance, make=True)
    with step(f"Writing {wish.file} and reading it back").showing():
        contents = operations.back_up(
            wish.file, key=key, engine=engine, uploads=settings.instance / "files", shape=schema.PortalShape()
        )
    say(f"{wish.file} holds {in_words(contents)}.")
    say(f"It does not hold the keys. Keep a copy of {settings.instance / 'keys.json'} elsewhere.")
    return 0


def verify(arguments: list[str]) -> int:
    wish = wishes("verify", "Checks a backup from end to end and changes nothing.").parse_args(arguments)
    from portal.launcher.backup import operations

    key = backup_key(inside.read_settings().instance, make=False)
    with step(f"Reading {wish.file}").showing():
        contents = operations.verify(wish.file, key=key)
    say(f"{wish.file} is whole: {in_words(contents)}.")
    return 0


def restore(arguments: list[str]) -> int:
    """Replaces everything by a backup's content, after asking."""
    parser = wishes("restore", "Replaces everything by what a backup holds. Stop serve and worker first.")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    wish = parser.parse_args(arguments)
    from portal.launcher.backup import operations

    settings = inside.read_settings()
    key = backup_key(settings.instance, make=False)
    with step(f"Reading {wish.file}").showing():
        contents = operations.verify(wish.file, key=key)
    say(f"{wish.file} is whole: {in_words(contents)}.")
    if inside.holds_data(settings) and not agreed("Replace everything in this portal by it?", yes=wish.yes):
        raise Trouble("Nothing was changed.")
    _settings, engine = ready()
    with step("Putting it in place and comparing").showing(), inside.new_app().app_context():
        operations.restore(
            wish.file, key=key, engine=engine, uploads=settings.instance / "files", shape=schema.PortalShape()
        )
    for leftover in settings.instance.glob("queue.sqlite3*"):  # it names jobs of the data that is gone
        leftover.unlink()
    say("Restored. Start serve and worker again.")
    return 0


def ready() -> tuple[Any, Any]:
    settings = inside.read_settings()
    if not (settings.instance / "keys.json").exists():
        raise Trouble(f"There are no keys in {settings.instance}. Put keys.json back from where you keep it safely.")
    return settings, inside.new_engine(settings)
