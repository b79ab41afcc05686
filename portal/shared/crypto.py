"""Sealed columns and blind look-ups.

A sealed value is AES-256-GCM, bound to its table, column and row, so that a value copied to another row does not open.
Every value names the key that sealed it; `rotate` seals it again with the newest. A blind index (HMAC-SHA256) answers
"is it this one?" without being able to say what it is.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

NONCE_BYTES = 12


class UnknownKey(Exception):
    """A value was sealed with a key this installation does not have."""


@dataclass(frozen=True)
class KeyRing:
    """Data keys by number (the newest seals), and one key each for look-ups, signatures and the audit chain."""

    data_keys: dict[int, bytes]
    index_key: bytes
    audit_key: bytes
    session_key: bytes
    form_key: bytes

    @property
    def newest(self) -> int:
        return max(self.data_keys)

    def seal(self, text: str, *, bound_to: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        body = AESGCM(self.data_keys[self.newest]).encrypt(nonce, text.encode(), bound_to.encode())
        return self.newest.to_bytes(2, "big") + nonce + body

    def open(self, sealed: bytes, *, bound_to: str) -> str:
        number = int.from_bytes(sealed[:2], "big")
        if number not in self.data_keys:
            raise UnknownKey(number)
        nonce, body = sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :]
        return AESGCM(self.data_keys[number]).decrypt(nonce, body, bound_to.encode()).decode()

    def blind(self, text: str, *, kind: str) -> str:
        """A keyed fingerprint for equality look-ups; `kind` keeps an e-mail from matching a phone number."""
        return hmac.new(self.index_key, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()


def new_key_file(path: Path) -> None:
    """Writes fresh keys, for this user only, unless there are keys already: overwriting them loses everything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = ("index_key", "audit_key", "session_key", "form_key")
    keys: dict[str, Any] = {name: _text(secrets.token_bytes(32)) for name in names}
    keys["data_keys"] = {"1": _text(secrets.token_bytes(32))}
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        json.dump(keys, file, indent=1)


def read_key_file(path: Path) -> KeyRing:
    keys = json.loads(path.read_text())
    data_keys = {int(number): _bytes(key) for number, key in keys.pop("data_keys").items()}
    return KeyRing(data_keys=data_keys, **{name: _bytes(key) for name, key in keys.items()})


def add_data_key(path: Path) -> int:
    """Adds a newer data key to the file and returns its number; what is sealed stays readable with the old one."""
    keys = json.loads(path.read_text())
    number = max(int(n) for n in keys["data_keys"]) + 1
    keys["data_keys"][str(number)] = _text(secrets.token_bytes(32))
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(keys, file, indent=1)
    fresh.replace(path)
    return number


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


_ring: KeyRing | None = None


def use_keys(ring: KeyRing) -> None:
    """Called once at start-up; keys are process-wide because sealed columns are read far from any request."""
    global _ring
    _ring = ring


def keys() -> KeyRing:
    if _ring is None:
        raise RuntimeError("no keys: call use_keys first")
    return _ring


class Sealed:
    """A text attribute kept encrypted in the column `<name>_sealed` of the same row.

    >>> class Person(Base):
    ...     name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    ...     name = Sealed()
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.column = name, f"{name}_sealed"

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed": ...
    @overload
    def __get__(self, row: object, owner: type) -> str | None: ...
    def __get__(self, row: Any, owner: type) -> "Sealed | str | None":
        if row is None:
            return self
        sealed = getattr(row, self.column)
        return None if sealed is None else keys().open(sealed, bound_to=binding(row.__tablename__, self.name, row.id))

    def __set__(self, row: Any, value: str | None) -> None:
        bound_to = binding(row.__tablename__, self.name, row.id)
        setattr(row, self.column, None if value is None else keys().seal(value, bound_to=bound_to))


def binding(table: str, name: str, row_id: uuid.UUID) -> str:
    return f"{table}.{name}.{row_id}"


def rotate(session: Session, *, metadata: sa.MetaData, batch: int = 500) -> int:
    """Seals every value of an older key again with the newest. Returns how many; running it twice does nothing.

    Works in batches, each its own transaction, so that it can be stopped and run again.
    """
    count = 0
    for table in metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith("_sealed"):
                count += _rotate_column(session, table=table, column=column, batch=batch)
    return count


def _rotate_column(session: Session, *, table: sa.Table, column: sa.Column[Any], batch: int) -> int:
    name, newest, count = column.name.removesuffix("_sealed"), keys().newest, 0
    for (row_id,) in session.execute(sa.select(table.c.id).where(column.is_not(None))).all():
        sealed = session.execute(sa.select(column).where(table.c.id == row_id)).scalar_one_or_none()
        if sealed is None or int.from_bytes(sealed[:2], "big") == newest:
            continue
        bound_to = binding(table.name, name, row_id)
        fresh = keys().seal(keys().open(sealed, bound_to=bound_to), bound_to=bound_to)
        session.execute(sa.update(table).where(table.c.id == row_id, column == sealed).values({column.name: fresh}))
        count += 1
        if count % batch == 0:
            session.commit()
    session.commit()
    return count
