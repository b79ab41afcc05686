"""Processes that live and die together: the web part and the worker under one launcher.

They share one process group of their own, so that whatever they start can be stopped with them. On Linux the kernel
also ends them when the launcher is killed outright; nobody is left behind holding the port or the database.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from portal.launcher.words import Trouble

PATIENCE_SECONDS = 15.0
LOOK_EVERY_SECONDS = 0.1
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def die_with_the_launcher() -> None:
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Family:
    """Named child processes. Use as a context: leaving it stops everyone."""

    def __init__(self, *, environment: Mapping[str, str], folder: Path, patience: float = PATIENCE_SECONDS) -> None:
        self.environment = dict(environment)
        self.folder = folder
        self.patience = patience
        self.members: dict[str, subprocess.Popen[bytes]] = {}
        self.group = 0
        self.asked_to_stop = False
        self._handlers: dict[int, object] = {}

    def __enter__(self) -> Family:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._handlers[number] = signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def start(self, name: str, command: Sequence[str]) -> None:
        member = subprocess.Popen(
            list(command),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            process_group=self.group,
            preexec_fn=die_with_the_launcher,
        )
        self.members[name] = member
        self.group = self.group or member.pid

    def who_died(self) -> str | None:
        return next((name for name, member in self.members.items() if member.poll() is not None), None)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """True once `ready`; False when asked to stop meanwhile.

        Raises:
            Trouble: a child died first, or it took too long.
        """
        until = time.monotonic() + seconds
        while not self.asked_to_stop:
            if ready():
                return True
            dead = self.who_died()
            if dead:
                raise Trouble(self.epitaph(dead))
            if time.monotonic() > until:
                raise Trouble(f"The portal did not answer within {seconds:.0f} seconds. Its messages are above.")
            time.sleep(LOOK_EVERY_SECONDS)
        return False

    def watch(self) -> None:
        """Comes back when asked to stop.

        Raises:
            Trouble: a child died by itself.
        """
        while not self.asked_to_stop:
            dead = self.who_died()
            if dead and not self.asked_to_stop:
                raise Trouble(self.epitaph(dead))
            time.sleep(LOOK_EVERY_SECONDS)

    def epitaph(self, name: str) -> str:
        code = self.members[name].returncode
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"The {name} {how}. Everything else has been stopped. Its messages are above."

    def stop(self) -> None:
        """Asks everyone to end, waits, and ends those who will not."""
        if not self.group:
            return
        self._tell(signal.SIGTERM)
        until = time.monotonic() + self.patience
        while self._anyone_left() and time.monotonic() < until:
            time.sleep(LOOK_EVERY_SECONDS / 2)
        if self._anyone_left():
            self._tell(signal.SIGKILL)
        for member in self.members.values():
            member.wait()
        self.group = 0

    def _tell(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, number)

    def _anyone_left(self) -> bool:
        for member in self.members.values():
            member.poll()  # collects those that ended, so that the group is not kept alive by their names
        try:
            os.killpg(self.group, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True
