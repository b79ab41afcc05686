"""Where files live: a folder now, an S3-compatible store by another class with the same three methods."""

import hashlib
import os
import uuid
from pathlib import Path
from typing import Protocol


class Storage(Protocol):
    def put(self, content: bytes, *, suffix: str) -> str: ...
    def get(self, key: str) -> bytes: ...
    def delete(self, key: str) -> None: ...


class FolderStorage:
    """Files under opaque names; written aside and moved into place, so that a half-written file is never read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes, *, suffix: str) -> str:
        key = f"{uuid.uuid4()}{suffix}"
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f".{key}.new"
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path(key))
        return key

    def get(self, key: str) -> bytes:
        return self._path(key).read_bytes()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if "/" in key or "\\" in key or key.startswith("."):
            raise ValueError("not a storage key")
        return self.folder / key


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


_storage: Storage | None = None


def use_storage(storage: Storage) -> None:
    global _storage
    _storage = storage


def storage() -> Storage:
    if _storage is None:
        raise RuntimeError("no storage: call use_storage first")
    return _storage
