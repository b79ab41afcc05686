"""Small extracts behind published numbers; each file names its source. People appear as counts only."""

import json
from pathlib import Path
from typing import Any


def published(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
    return found
