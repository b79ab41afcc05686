"""National lists that a personal outcome may be linked to: data with source and licence, read from `frames/`.

Linking is up to the person and who works with them; that none fits is an answer of its own, and is counted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "frames"


@dataclass(frozen=True)
class NationalFrame:
    """One list: its name, where it is from, under which licence, and its entries by code, in the order of the law."""

    code: str
    name: Mapping[str, str]
    source: str
    licence: str
    looked_up: str
    entries: Mapping[str, Mapping[str, str]]


@cache
def national_frames() -> tuple[NationalFrame, ...]:
    """The lists that are shipped, by code.

    Raises:
        KeyError: a file lacks its source or its licence: a list without them is not shown.
    """
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.json")))


def _read(path: Path) -> NationalFrame:
    sheet = json.loads(path.read_text(encoding="utf-8"))
    return NationalFrame(
        code=path.stem,
        name=sheet["name"],
        source=sheet["source"],
        licence=sheet["licence"],
        looked_up=sheet["looked_up"],
        entries=sheet["entries"],
    )
