"""The demonstration's world, made once per run: the first process that wants it seeds it, all others get a copy.

Seeding takes half a minute, a copy a tenth of a second. Keys are the run's own, so that every copy can be read.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from portal import demo
from portal.shared import i18n
from portal.shared.database import db, set_only_reading
from portal.shared.settings import Settings
from tests.databases import copy_postgresql, empty_database, keep_postgresql, one_at_a_time, run_folder

DATABASE, FILES = "heard.sqlite3", "files"


def seed(app: Flask, settings: Settings) -> None:
    """The demonstration in place of whatever was in this application's database and folder."""

    def fill() -> None:
        empty_database(app, settings)
        demo.seed(app, lambda *_said: None)

    _put_in_place("demonstration", app, settings, fill)


def seed_with(leave: Callable[[Session], None], app: Flask, settings: Settings) -> None:
    """The demonstration, and what `leave` adds to it; that is made once per run, too."""

    def fill() -> None:
        seed(app, settings)
        with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
            leave(session)
            session.commit()

    _put_in_place(f"{leave.__module__}.{leave.__qualname__}", app, settings, fill)


def _put_in_place(name: str, app: Flask, settings: Settings, fill: Callable[[], None]) -> None:
    kept = run_folder() / f"{name}-{'sqlite' if settings.uses_sqlite else 'postgresql'}"
    with one_at_a_time(kept.name):
        if (kept / "whole").exists():
            _let_go(app)
            _take(name, settings, kept)
        else:
            fill()
            _let_go(app)
            _keep(name, settings, kept)
    set_only_reading(False)
    i18n.speak("en")


def _let_go(app: Flask) -> None:
    """Without a connection, SQLite has put everything into its one file, and PostgreSQL lets itself be copied."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _keep(name: str, settings: Settings, kept: Path) -> None:
    kept.mkdir()
    if settings.uses_sqlite:
        shutil.copy(settings.instance / DATABASE, kept / DATABASE)
    else:
        keep_postgresql(settings.database_url, name)
    if (settings.instance / FILES).exists():
        shutil.copytree(settings.instance / FILES, kept / FILES)
    (kept / "whole").touch()


def _take(name: str, settings: Settings, kept: Path) -> None:
    if settings.uses_sqlite:
        for suffix in ("-wal", "-shm"):
            (settings.instance / f"{DATABASE}{suffix}").unlink(missing_ok=True)
        shutil.copy(kept / DATABASE, settings.instance / DATABASE)
    else:
        copy_postgresql(name, settings.database_url)
    shutil.rmtree(settings.instance / FILES, ignore_errors=True)
    if (kept / FILES).exists():
        shutil.copytree(kept / FILES, settings.instance / FILES)
