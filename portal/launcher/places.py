"""Where things are: the checkout, its virtual environment, the folder that holds this portal's data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PINS_RUNTIME = Path(__file__).with_name("pins.txt")
PINS_TESTS = Path(__file__).with_name("pins-test.txt")


def environment_folder() -> Path:
    return CHECKOUT / ".venv"


def environment_python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def instance_folder() -> Path:
    """`PORTAL_INSTANCE`, or `instance` in the checkout."""
    return Path(os.environ.get("PORTAL_INSTANCE") or CHECKOUT / "instance").expanduser().absolute()


def running_inside(folder: Path) -> bool:
    return os.path.realpath(sys.prefix) == os.path.realpath(folder)
