"""`python3 -m portal demo`: the whole portal with invented people, until Ctrl-C."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import webbrowser
from pathlib import Path

from portal.launcher import ports
from portal.launcher.family import Family
from portal.launcher.instance import DemoFolder
from portal.launcher.places import CHECKOUT, instance_folder
from portal.launcher.words import Trouble, is_ci, run_quietly, say, step

START_SECONDS = 90.0
DATABASE_FILE = "demo.sqlite3"


def wishes(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m portal demo", description="Runs Heard with invented people.")
    parser.add_argument("--port", type=int, help=f"where to listen (else {ports.DEFAULT_PORT} or the next free one)")
    parser.add_argument("--yes", action="store_true", help="agree to installing system parts")
    parser.add_argument("--fresh", action="store_true", help="forget the demo's data and begin again")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser.parse_args(arguments)


def demo(arguments: list[str]) -> int:
    wish = wishes(arguments)
    folder = DemoFolder(instance_folder())
    database = os.environ.get("PORTAL_DATABASE_URL") or own_database(folder)
    port = ports.choose_port(wish.port)  # before anything is thrown away
    if wish.fresh:
        begin_again(folder, database)
    folder.open()
    environment = demo_environment(folder, database, port)
    prepare(folder, database, environment)
    return run(environment, port, browser=not wish.no_browser)


def own_database(folder: DemoFolder) -> str:
    return f"sqlite:///{folder.folder / DATABASE_FILE}"


def demo_environment(folder: DemoFolder, database: str, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "PORTAL_DEMO": "1",
        "PORTAL_INSTANCE": str(folder.folder),
        "PORTAL_DATABASE_URL": database,
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
        "PORTAL_BIND": f"127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def begin_again(folder: DemoFolder, database: str) -> None:
    if not database.startswith("sqlite"):
        raise Trouble("--fresh only empties the demo's own SQLite database. Empty the PostgreSQL one yourself, please.")
    folder.empty()


def prepare(folder: DemoFolder, database: str, environment: dict[str, str]) -> None:
    """Migrates, and fills the database the first time."""
    mark = hashlib.sha256(database.encode()).hexdigest()[:16]  # the address may hold a password
    half_filled = folder.folder / DATABASE_FILE
    if not folder.is_filled(mark) and database.startswith("sqlite"):
        for leftover in half_filled.parent.glob(half_filled.name + "*"):  # an earlier first start was cut short
            leftover.unlink()
    own = [sys.executable, "-m", "portal"]
    with step("Bringing the database up to date").showing():
        run_quietly([*own, "migrate"], trouble="The database could not be made.", env=environment, cwd=CHECKOUT)
    if folder.is_filled(mark):
        return
    with step("Inventing people and what they said").showing() as doing:
        run_quietly(
            [*own, "seed"],
            trouble="The invented data could not be made.",
            env=environment,
            cwd=CHECKOUT,
            on_line=lambda line: doing.note(line.strip()) if line.strip() else None,
        )
    folder.mark_filled(mark)


def web_command() -> list[str]:
    return [sys.executable, "-m", "gunicorn", "-c", "python:portal.launcher.gunicorn_settings", "wsgi:app"]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "portal", "worker"]


def run(environment: dict[str, str], port: int, *, browser: bool) -> int:
    with Family(environment=environment, folder=Path(CHECKOUT)) as family:
        with step("Starting").showing():
            family.start("web part", web_command())
            family.start("worker", worker_command())
            ready = family.wait_until(lambda: ports.answers(port), seconds=START_SECONDS)
        if ready:
            address = f"http://127.0.0.1:{port}"
            say(f"\nReady on {address}\nWho you can be: {address}/demo\nStop with Ctrl-C.")
            if browser and can_show_a_browser():
                webbrowser.open(f"{address}/demo")
            family.watch()
        say("\nStopping ...")
    say("Stopped.")
    return 0


def can_show_a_browser() -> bool:
    screen = sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return screen and sys.stdout.isatty() and not is_ci()
