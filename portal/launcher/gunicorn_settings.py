"""How gunicorn runs the portal; read by gunicorn itself (`-c python:portal.launcher.gunicorn_settings`)."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

bind = os.environ.get("PORTAL_BIND", "127.0.0.1:5080")
workers = int(os.environ.get("PORTAL_WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("PORTAL_WEB_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 12
keepalive = 5
# Addresses of invitations are secrets, so requests are never written to a log here.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("PORTAL_WEB_LOG", "warning").lower()
if loglevel not in ("info", "warning", "error", "critical"):  # at "debug" gunicorn writes every address down
    loglevel = "info"
control_socket_disable = True
if Path("/dev/shm").is_dir():  # a heartbeat file on a slow disk makes gunicorn take a busy worker for a dead one
    worker_tmp_dir = "/dev/shm"


def when_ready(server: Any) -> None:
    """Templates are compiled once, before the processes part: one that replaces a dead one answers at once."""
    warm_up = getattr(server.app.callable, "extensions", {}).get("warm_up")
    if warm_up is not None:
        warm_up()
    # What is here now stays: workers need neither look through it for garbage nor copy its pages.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def post_fork(_server: Any, worker: Any) -> None:
    """A connection opened before the fork would be shared by two processes; each begins with none."""
    app = getattr(worker.app, "callable", None)
    database = getattr(app, "extensions", {}).get("sqlalchemy")
    if app is None or database is None:
        return
    with app.app_context():
        for engine in database.engines.values():
            engine.dispose(close=False)
