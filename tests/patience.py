"""Waiting for something to become true, with a limit long enough for a busy machine."""

import time
from collections.abc import Callable


def until(true: Callable[[], object], *, what: str, seconds: float = 60) -> None:
    """Looks again and again; fails with `what` in words."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
        time.sleep(0.02)
