"""How the launcher speaks: one line a step with the seconds it took, one question, trouble in words."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

FOR_EVERYBODY = 0o022  # the umask of what is no secret: other accounts may read it


class Trouble(Exception):
    """Something a person can put right; the message says how."""


def say(text: str = "") -> None:
    print(text, flush=True)


def is_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def agreed(question: str, *, yes: bool) -> bool:
    """Asks once. Only `--yes` answers for the person; without a terminal nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise Trouble("Nobody is here to be asked: add --yes to agree to this, or run it in a terminal.")
    return input(f"{question} [Y/n] ").strip().lower() in ("", "y", "yes")


class Step:
    """A slow step being done; `note` says how far it is."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.began = time.monotonic()
        self.detail = ""
        self._live = sys.stdout.isatty() and not is_ci()
        self._done = threading.Event()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def note(self, detail: str, *, aloud: bool = True) -> None:
        self.detail = detail
        if not self._live and aloud:
            say(f"  ... {self.title}: {detail} ({self.seconds:.0f} s)")

    def _spin(self) -> None:
        for mark in itertools.cycle("|/-\\"):
            if self._done.wait(0.15):
                return
            line = f"  {mark} {self.title} {self.detail} ({self.seconds:.0f} s)"
            sys.stdout.write("\r\033[K" + line[:110])
            sys.stdout.flush()

    @contextmanager
    def showing(self) -> Iterator[Step]:
        spinner = threading.Thread(target=self._spin, daemon=True) if self._live else None
        if spinner:
            spinner.start()
        else:
            say(f"  ... {self.title}")
        outcome = "failed"
        try:
            yield self
            outcome = "done"
        finally:
            self._done.set()
            if spinner:
                spinner.join()
                sys.stdout.write("\r\033[K")
            say(f"  {outcome}: {self.title} ({self.seconds:.1f} s)")


def step(title: str) -> Step:
    return Step(title)


def run_quietly(
    command: Sequence[str],
    *,
    trouble: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    on_line: Callable[[str], None] | None = None,
    umask: int = -1,
) -> None:
    """Runs a slow command, keeping what it prints to itself; when it fails, its last lines are the explanation."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as kept:
        with subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=dict(env) if env is not None else None,
            cwd=cwd,
            umask=umask,
        ) as running:
            for line in running.stdout or ():
                kept.write(line)
                if on_line:
                    on_line(line)
        if running.returncode:
            kept.seek(0)
            last = "".join(kept.readlines()[-15:])
            raise Trouble(f"{trouble}\nThe command was: {' '.join(command)}\nIt said last:\n{last}")
