"""The real thing on a free port: gunicorn as `serve` runs it, and a worker, over the database a test has prepared."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from portal.launcher.ports import answers
from portal.shared.settings import Settings
from tests.patience import until

CHECKOUT = Path(__file__).resolve().parents[2]
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "python:portal.launcher.gunicorn_settings"]


@dataclass
class Served:
    """A running server: `master` is gunicorn's first process, `log` holds what it wrote."""

    port: int
    master: psutil.Process
    log: Path
    others: list[psutil.Process] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def web_workers(self) -> list[psutil.Process]:
        try:
            return list(self.master.children())
        except psutil.NoSuchProcess:
            return []

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")


@contextmanager
def serving(
    settings: Settings, *, workers: int = 2, with_worker: bool = False, application: str = "wsgi:app", **extra: str
) -> Iterator[Served]:
    """Runs until left. `with_worker` also runs the process that sends, imports and prints."""
    port = free_port()
    log = settings.instance / f"server-{port}.log"
    environment = _environment(settings, port, workers) | extra
    with log.open("wb") as out:
        families = [_start([*GUNICORN, application], environment, out)]
        if with_worker:
            families.append(_start([sys.executable, "-m", "portal", "worker"], environment, out))
        served = Served(port, psutil.Process(families[0].pid), log)
        served.others = [psutil.Process(one.pid) for one in families[1:]]
        try:
            until(lambda: families[0].poll() is not None or answers(port), what="the server to answer", seconds=90)
            assert families[0].poll() is None, served.log_text()
            yield served
        finally:
            for one in reversed(families):
                _stop(one)


@contextmanager
def working(settings: Settings, command: list[str], **extra: str) -> Iterator[psutil.Process]:
    """A worker of one's own; what it says goes into `worker-<pid>.log`. It may be killed inside."""
    with tempfile.NamedTemporaryFile(dir=settings.instance, suffix=".log", delete=False) as out:
        family = _start([sys.executable, *command], _environment(settings, 0, 1) | extra, out)
    worker_log(settings, family.pid).unlink(missing_ok=True)
    Path(out.name).rename(worker_log(settings, family.pid))
    try:
        yield psutil.Process(family.pid)
    finally:
        _stop(family)


def worker_log(settings: Settings, pid: int) -> Path:
    return settings.instance / f"worker-{pid}.log"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _start(command: list[str], environment: dict[str, str], out: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True
    )


def _stop(family: subprocess.Popen[bytes]) -> None:
    """The whole group: nobody is left holding the port or the database."""
    family.terminate()
    try:
        family.wait(20)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(family.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    family.wait(20)


def _environment(settings: Settings, port: int, workers: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | {
        "PORTAL_INSTANCE": str(settings.instance),
        "PORTAL_DATABASE_URL": settings.database_url,
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
        "PORTAL_BIND": f"127.0.0.1:{port}",
        "PORTAL_WEB_WORKERS": str(workers),
        "PORTAL_NO_SETUP": "1",
        "PYTHONUNBUFFERED": "1",
    }
