"""How parent and child talk: a JSON head, then raw bytes, each with its length in front. Nothing is unpickled."""

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

HEAD = struct.Struct(">II")  # bytes of JSON, number of blobs
LENGTH = struct.Struct(">Q")


class FrameTooLarge(Exception):
    """The other side announced more bytes than agreed."""


class FrameBroken(Exception):
    """The other side went away in the middle of a frame."""


def pack(message: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    head = json.dumps(message, ensure_ascii=False).encode()
    parts = [HEAD.pack(len(head), len(blobs)), head]
    for blob in blobs:
        parts += [LENGTH.pack(len(blob)), blob]
    return b"".join(parts)


def unpack(read: Callable[[int], bytes], *, most: int) -> tuple[dict[str, Any], list[bytes]]:
    """Reads one frame with `read(n)`, which must return exactly n bytes or raise.

    Raises:
        FrameTooLarge: more than `most` bytes were announced in all.
    """
    head_length, blob_count = HEAD.unpack(read(HEAD.size))
    left = most - head_length
    if left < 0 or blob_count > 10_000:
        raise FrameTooLarge
    message: dict[str, Any] = json.loads(read(head_length))
    blobs = []
    for _ in range(blob_count):
        (length,) = LENGTH.unpack(read(LENGTH.size))
        left -= length
        if left < 0:
            raise FrameTooLarge
        blobs.append(read(length))
    return message, blobs
