"""Files about people, sealed in storage: a roster, comments, a pile of letters. None of them lies open on a disk."""

import base64
import uuid

from portal.shared.crypto import keys
from portal.shared.storage import storage

PIECE = 1024 * 1024


def put(content: bytes, *, belongs_to: uuid.UUID) -> str:
    """Stores a file in sealed pieces, each bound to its owner and place. Returns its key."""
    count = -(-len(content) // PIECE)
    pieces = [count.to_bytes(4, "big")]
    for place in range(count):
        text = base64.b64encode(content[place * PIECE : (place + 1) * PIECE]).decode()
        sealed = keys().seal(text, bound_to=_binding(belongs_to, place, count))
        pieces += [len(sealed).to_bytes(4, "big"), sealed]
    return storage().put(b"".join(pieces), suffix=".sealed")


def get(key: str, *, belongs_to: uuid.UUID) -> bytes:
    """The file as it was uploaded; fails when a piece was changed, swapped or cut off."""
    stored = storage().get(key)
    count, place = int.from_bytes(stored[:4], "big"), 4
    content = bytearray()
    for number in range(count):
        size = int.from_bytes(stored[place : place + 4], "big")
        sealed = stored[place + 4 : place + 4 + size]
        content += base64.b64decode(keys().open(sealed, bound_to=_binding(belongs_to, number, count)))
        place += 4 + size
    return bytes(content)


def _binding(owner: uuid.UUID, place: int, count: int) -> str:
    return f"file.{owner}.{place}.{count}"
