"""The folder that holds one portal's data, and how a demo's folder is told from a real one."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TypedDict

from portal.launcher.words import Trouble

DEMO_FILE = "demo.json"


def write_private(path: Path, text: str) -> None:
    """Writes a file only its owner can read, all or nothing."""
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(unfinished, path)


class DemoNotes(TypedDict):
    """What a demo remembers: the databases (by mark) that hold invented people."""

    filled: list[str]


class DemoFolder:
    """A data folder with invented people in it, and whether it has been filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / DEMO_FILE

    def open(self) -> None:
        """Makes the folder a demo's, unless it already holds a real portal.

        Raises:
            Trouble: there is data in it that no demo made.
        """
        if self.file.exists():
            return
        if any(self.folder.glob("*.sqlite3")) or any(self.folder.glob("*.db")):
            raise Trouble(
                f"The folder {self.folder} holds data that is not a demo's. "
                "Name another for the demo: PORTAL_INSTANCE=demo-instance python3 -m portal demo"
            )
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write({"filled": []})

    def _read(self) -> DemoNotes:
        try:
            notes: DemoNotes = json.loads(self.file.read_text(encoding="utf-8"))
        except ValueError as broken:
            raise Trouble(f"{self.file} cannot be read. Begin again: python3 -m portal demo --fresh") from broken
        return notes

    def _write(self, content: DemoNotes) -> None:
        write_private(self.file, json.dumps(content, indent=2) + "\n")

    def is_filled(self, database: str) -> bool:
        return database in self._read()["filled"]

    def mark_filled(self, database: str) -> None:
        content = self._read()
        content["filled"].append(database)
        self._write(content)

    def empty(self) -> None:
        """Removes everything in a demo's folder, itself included; a folder no demo made is left alone."""
        if self.file.exists():
            shutil.rmtree(self.folder)
