"""Every package we run with may be used and passed on with ours."""

import importlib.metadata
import re
from pathlib import Path

import pytest

PINS = Path(__file__).resolve().parents[2] / "portal" / "launcher" / "pins.txt"
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)([^\\\n]*)", re.M)
# Short names by what packages write. LGPL is fine for a library that is imported and can be exchanged.
KNOWN = {
    "MIT": r"\bMIT\b|\bMIT-0\b|MIT License|MIT-CMU",
    "BSD": r"\bBSD\b",
    "Apache": r"\bApache\b",
    "PSF": r"\bPSF\b|Python Software Foundation",
    "MPL": r"\bMPL\b|Mozilla Public License",
    "ISC": r"\bISC\b",
    "Unlicense": r"\bUnlicense\b",
    "LGPL": r"\bLGPL\b|Lesser General Public",
    "GPL": r"(?<!L)\bA?GPL|(?<!Lesser )General Public",
}
ALLOWED = set(KNOWN) - {"GPL", "LGPL"}
# Packages allowed for a reason of their own.
LGPL = {"psycopg", "psycopg-binary"}  # used as it is, by import; anyone may put another version in its place
ONE_OF_SEVERAL = {"pyphen"}  # GPL 2+, LGPL 2.1+ or MPL 1.1, as one likes: we take the MPL
BY_ITS_FILE = {"huey": "Permission is hereby granted, free of charge"}  # says nothing; the text is MIT


def runtime_packages() -> list[str]:
    """Those of the pins that are for this machine: the rest have a marker that excludes it."""
    return [name for name, _version, marker in PIN.findall(PINS.read_text()) if not marker.strip() or is_here(name)]


def is_here(name: str) -> bool:
    return any(True for _ in importlib.metadata.distributions(name=name))


def licences(name: str) -> set[str]:
    """Short names of the licences a package says it has."""
    about = importlib.metadata.metadata(name)
    marks = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    said = [about.get("License-Expression") or "", (about.get("License") or "")[:60], *marks]
    return {short for short, pattern in KNOWN.items() if any(re.search(pattern, text) for text in said)}


@pytest.mark.parametrize("name", runtime_packages())
def test_a_package_has_a_licence_we_may_use(name):
    found = licences(name)
    if name in BY_ITS_FILE:
        files = [file for file in importlib.metadata.files(name) or [] if "LICENSE" in file.name]
        assert [BY_ITS_FILE[name] in file.read_text() for file in files] == [True]
    elif name in LGPL:
        assert found == {"LGPL"}
    elif name in ONE_OF_SEVERAL:
        assert found & ALLOWED
    else:
        assert found
        assert found <= ALLOWED


def test_every_pin_is_looked_at():
    assert len(runtime_packages()) >= 60
