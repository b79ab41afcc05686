"""One application per test process, a clean database per test: SQLite, or with `--database postgresql` the other.

Every test that touches the database is marked `database` by itself, so that the second run takes just those.
"""

import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.app import create_app
from portal.people import operations
from portal.shared import i18n
from portal.shared.database import db, set_only_reading
from portal.shared.settings import Settings
from tests.browsing import address, browser, open_tab
from tests.databases import begin_run, empty_database, end_run, give_keys, keep_it_clean, new_postgresql

__all__ = ["address", "browser", "open_tab"]

# The same examples every time, and no limit of time: a sound change must not fail by bad luck or on a busy machine.
# For other examples: pytest --hypothesis-profile=default
hypothesis.settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")

USES_DATABASE = {"app", "session", "client", "peopled"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_configure() -> None:
    begin_run()


def pytest_unconfigure() -> None:
    end_run()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if USES_DATABASE.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("database")
    # The long ones first: at the end there is small change left, to be shared between the processes.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    i18n.compile_catalogues()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Argon2 with little memory: hundreds of accounts are made here, and none is worth guarding."""
    operations._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(scope="session")
def instance_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="heard-") as folder:
        give_keys(Path(folder))
        yield Path(folder)


@pytest.fixture(scope="session")
def settings(request: pytest.FixtureRequest, instance_folder: Path) -> Settings:
    url = new_postgresql(durable=False) if request.config.getoption("--database") == "postgresql" else ""
    return Settings(instance=instance_folder, database_url=url, testing=True, demo=False, base_url="http://localhost")


@pytest.fixture(scope="session")
def one_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.before_request_funcs.setdefault(None, []).insert(0, _let_go)
    keep_it_clean(app, settings)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(one_app: Flask, settings: Settings) -> Iterator[Flask]:
    empty_database(one_app, settings)
    yield one_app
    set_only_reading(False)
    with one_app.app_context():
        db.session.remove()
    i18n.speak("en")


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session of the test's own, as another process would have one. Commit what a request should see.

    It lets go of its transaction whenever a request begins in this thread (SQLite has one writer at a time), so after a
    request everything is read afresh. No application context is held open: requests would share its `g`.
    """
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as own:
        _open_sessions[threading.get_ident()] = own
        yield own
        del _open_sessions[threading.get_ident()]


_open_sessions: dict[int, Session] = {}


def _let_go() -> None:
    own = _open_sessions.get(threading.get_ident())
    if own is not None:
        own.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine: a connection to anywhere else fails the test."""
    real = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        assert host in ("127.0.0.1", "::1", "localhost"), f"a test tried to reach {host}"
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_here)
