"""The envelope: AES-256-GCM in chunks, each bound to its place, so that cutting, swapping or adding is noticed.

After a line of plain header follow chunks of at most CHUNK bytes, each with its length; the highest bit of the length
marks the last. The nonce is the chunk's number and that mark (the STREAM construction, Hoang et al. 2015); the key is
drawn from the backup key and a fresh salt for every file, so that a nonce never meets the same key twice.
"""

import hashlib
import hmac
import io
import json
import os
import struct
import zlib
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.launcher.backup.errors import Damaged, NotABackup, TooNew, WrongKey

MAGIC = b"HEARD BACKUP\n"
FORMAT = 1
CHUNK = 1 << 16
TAG = 16
LAST = 1 << 31
HEADER_LIMIT = 4096


def fingerprint(key: bytes) -> str:
    """Tells keys apart without telling what they are."""
    return hmac.new(key, b"which backup key is this", hashlib.sha256).hexdigest()[:16]


def file_key(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"heard backup file").derive(key))


def nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter:
    """Compresses and encrypts what is written to it. Only `finish` makes the file whole."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        salt = os.urandom(32)
        header = json.dumps({"format": FORMAT, "key": fingerprint(key), "salt": salt.hex()}).encode() + b"\n"
        file.write(MAGIC + header)
        self._file = file
        self._cipher = file_key(key, salt)
        self._bound_to = hashlib.sha256(MAGIC + header).digest()
        self._squeeze = zlib.compressobj(6)
        self._held = bytearray()
        self._number = 0

    def write(self, content: bytes) -> None:
        self._held += self._squeeze.compress(content)
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def finish(self) -> None:
        self._held += self._squeeze.flush()
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        self._seal(bytes(self._held), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(nonce(self._number, last=last), chunk, self._bound_to)
        self._file.write(struct.pack(">I", len(sealed) | (LAST if last else 0)) + sealed)
        self._number += 1


def read_header(file: IO[bytes]) -> tuple[dict[str, object], bytes]:
    """The header and the bytes it was read from.

    Raises:
        NotABackup, TooNew, Damaged
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise NotABackup("This file is not a backup of this portal.")
    line = file.readline(HEADER_LIMIT)
    try:
        header = dict(json.loads(line))
        if int(header["format"]) > FORMAT:
            raise TooNew("A newer version of the portal made this backup. Restore it with that version.")
        bytes.fromhex(header["salt"])
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as broken:
        raise Damaged("This backup is damaged: its first lines cannot be read.") from broken
    return header, MAGIC + line


class SealedReader(io.RawIOBase):
    """Decrypts and unpacks. The end is only reached when the last chunk was whole and nothing follows it."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        header, raw = read_header(file)
        if header.get("key") != fingerprint(key):
            raise WrongKey("This backup was made with another key. Set PORTAL_BACKUP_KEY to the one it was made with.")
        self._file = file
        self._cipher = file_key(key, bytes.fromhex(str(header["salt"])))
        self._bound_to = hashlib.sha256(raw).digest()
        self._unpack = zlib.decompressobj()
        self._ready = b""
        self._number = 0
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            self._ready = self._next_chunk()
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _next_chunk(self) -> bytes:
        length = self._file.read(4)
        if len(length) < 4:
            raise Damaged("This backup is cut short: its end is missing.")
        (size,) = struct.unpack(">I", length)
        last, size = bool(size & LAST), size & ~LAST
        sealed = self._file.read(size) if size <= CHUNK + TAG else b""
        try:
            chunk = self._cipher.decrypt(nonce(self._number, last=last), sealed, self._bound_to)
        except (InvalidTag, ValueError) as broken:
            raise Damaged("This backup is damaged: it is not what was written.") from broken
        self._number += 1
        if last:
            self._ended = True
            if self._file.read(1):
                raise Damaged("This backup is damaged: something follows its end.")
        return self._unpack.decompress(chunk)
