import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.launcher.family import Family
from portal.launcher.places import CHECKOUT
from portal.launcher.words import Trouble

SLEEPER = "import time; time.sleep(60)"
STUBBORN = "import signal, time, pathlib, sys; signal.signal(15, signal.SIG_IGN); pathlib.Path(sys.argv[1]).touch(); \
time.sleep(60)"
PARENT = """
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(60)
"""
LAUNCHER = """
import os, pathlib, sys
from portal.launcher.family import Family
with Family(environment=os.environ, folder=pathlib.Path("."), patience=5) as family:
    for name in ("web part", "worker"):
        family.start(name, [sys.executable, "-c", "import time; time.sleep(60)"])
    print(*(member.pid for member in family.members.values()), flush=True)
    family.watch()
print("Stopped.", flush=True)
"""


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def eventually(condition: object, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def family(tmp_path: Path) -> Family:
    return Family(environment=os.environ, folder=tmp_path, patience=1)


def test_leaving_stops_everyone(family: Family) -> None:
    with family:
        family.start("web part", python(SLEEPER))
        family.start("worker", python(SLEEPER))
        pids = [member.pid for member in family.members.values()]
        assert [os.getpgid(pid) for pid in pids] == [pids[0], pids[0]]
    assert [is_alive(pid) for pid in pids] == [False, False]


def test_what_a_child_started_is_stopped_with_it(family: Family, tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    with family:
        family.start("worker", python(PARENT, str(note)))
        assert eventually(lambda: note.exists() and note.read_text())
        grandchild = int(note.read_text())
        assert is_alive(grandchild)
    assert eventually(lambda: not is_alive(grandchild))


def test_a_child_that_will_not_end_is_ended(family: Family, tmp_path: Path) -> None:
    deaf = tmp_path / "deaf"
    with family:
        family.start("worker", python(STUBBORN, str(deaf)))
        assert eventually(deaf.exists)
        pid = family.members["worker"].pid
    assert not is_alive(pid)


def test_a_child_that_dies_is_named_and_the_other_is_stopped(family: Family) -> None:
    with family:
        family.start("web part", python(SLEEPER))
        family.start("worker", python("raise SystemExit(7)"))
        with pytest.raises(Trouble, match="The worker ended with code 7"):
            family.watch()
    assert [is_alive(member.pid) for member in family.members.values()] == [False, False]


def test_a_child_that_dies_before_it_is_ready_is_named(family: Family) -> None:
    with family:
        family.start("web part", python("raise SystemExit(3)"))
        with pytest.raises(Trouble, match="The web part ended with code 3"):
            family.wait_until(lambda: False, seconds=20)


def test_waiting_has_an_end(family: Family) -> None:
    with family:
        family.start("web part", python(SLEEPER))
        with pytest.raises(Trouble, match="did not answer within 0 seconds"):
            family.wait_until(lambda: False, seconds=0)


def launched() -> tuple[subprocess.Popen[str], list[int]]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    launcher = subprocess.Popen(python(LAUNCHER), stdout=subprocess.PIPE, text=True, env=environment)
    assert launcher.stdout is not None
    return launcher, [int(pid) for pid in launcher.stdout.readline().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_the_launcher_leaves_nobody_behind_and_ends_well(number: signal.Signals) -> None:
    launcher, pids = launched()
    launcher.send_signal(number)
    said, _ = launcher.communicate(timeout=60)
    assert (launcher.returncode, said) == (0, "Stopped.\n")
    assert [is_alive(pid) for pid in pids] == [False, False]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells children that their parent died")
def test_a_launcher_killed_outright_takes_its_children_with_it() -> None:
    launcher, pids = launched()
    launcher.kill()
    launcher.communicate(timeout=60)
    assert eventually(lambda: not any(map(is_alive, pids)))
