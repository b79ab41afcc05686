"""Where the real input is, for the tests that want it: `HEARD_DATA`, or `shared/data` beside the repository."""

import os
from pathlib import Path


def real_data(*parts: str) -> Path | None:
    """The file or folder `parts` of the real input, or None on a machine without it."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    path = Path(os.environ.get("HEARD_DATA") or beside).joinpath(*parts)
    return path if path.exists() else None
