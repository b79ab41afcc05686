"""Static files under a name that changes with their content, so that a phone keeps them for good."""

import hashlib
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent / "static"
FOREVER = 365 * 24 * 3600


def content_digest(folder: Path = FOLDER) -> str:
    """One fingerprint over all static files: changes when any of them does."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def serve_statics(app: Flask) -> None:
    prefix = f"static/{content_digest()}"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(FOLDER), prefix=prefix, max_age=FOREVER, allow_all_origins=False
    )

    def asset(path: str) -> str:
        return f"/{prefix}/{path}"

    app.jinja_env.globals["asset"] = asset
