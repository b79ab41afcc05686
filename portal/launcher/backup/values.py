"""One way to write a value, whatever database it comes from, and the way back.

JSON columns travel as their text, so that nothing in them is rounded or reordered.
"""

import base64
import datetime as dt
import decimal
import hashlib
import json
import re
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

HEX_UUID = re.compile(r"[0-9a-f]{32}")


def as_utc(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def is_uuid_text(kind: sa.types.TypeEngine[Any]) -> bool:
    """SQLite keeps a UUID as 32 characters of hexadecimal."""
    return isinstance(kind, sa.CHAR) and kind.length == 32


def encode(value: Any, kind: sa.types.TypeEngine[Any]) -> Any:
    """A value as JSON can hold it; anything but text, whole numbers, floats, true, false and nothing is named."""
    if isinstance(value, str):
        return {"u": value} if is_uuid_text(kind) and HEX_UUID.fullmatch(value) else value
    if value is None or isinstance(value, bool | int | float):
        return value
    for type_, letter, write in _NAMED:
        if isinstance(value, type_):
            return {letter: write(value)}
    raise TypeError(f"no way to write a {type(value).__name__}")


_NAMED: tuple[tuple[type, str, Any], ...] = (
    (uuid.UUID, "u", lambda value: value.hex),
    (dt.datetime, "t", lambda value: as_utc(value).isoformat()),
    (dt.date, "d", lambda value: value.isoformat()),
    (dt.time, "c", lambda value: value.isoformat()),
    (bytes, "b", lambda value: base64.b64encode(value).decode()),
    (decimal.Decimal, "n", lambda value: format(value.normalize(), "f")),
)


def decode(value: Any, kind: sa.types.TypeEngine[Any]) -> Any:
    """The value as this column takes it."""
    if not isinstance(value, dict):
        return value
    ((letter, text),) = value.items()
    if letter == "u":
        return uuid.UUID(text) if isinstance(kind, sa.Uuid) and kind.as_uuid else text
    if letter == "t":
        moment = dt.datetime.fromisoformat(text)
        return moment if getattr(kind, "timezone", False) else moment.replace(tzinfo=None)
    return _READ[letter](text)


_READ = {
    "d": dt.date.fromisoformat,
    "c": dt.time.fromisoformat,
    "b": base64.b64decode,
    "n": decimal.Decimal,
}


def line(row: Sequence[Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Tally:
    """Counts rows and adds up their SHA-256, so that two readings of a table compare whatever their order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: bytes) -> None:
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(row).digest(), "big")) % (1 << 256)

    @property
    def digest(self) -> str:
        return f"{self._sum:064x}"
