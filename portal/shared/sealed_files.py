"""Files about people, sealed in storage: a roster, comments, a pile of letters. None of them lies open on a disk."""

import base64
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared.crypto import keys
from portal.shared.storage import storage

PIECE = 1024 * 1024
SUFFIX = ".sealed"


def put(content: bytes, *, belongs_to: uuid.UUID) -> str:
    """Stores a file in sealed pieces, each bound to its owner and place. Returns its key."""
    count = -(-len(content) // PIECE)
    pieces = [count.to_bytes(4, "big")]
    for place in range(count):
        text = base64.b64encode(content[place * PIECE : (place + 1) * PIECE]).decode()
        sealed = keys().seal(text, bound_to=_binding(belongs_to, place, count))
        pieces += [len(sealed).to_bytes(4, "big"), sealed]
    return storage().put(b"".join(pieces), suffix=SUFFIX)


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


def rotate(session: Session, *, metadata: sa.MetaData) -> int:
    """Seals every file of an older key again with the newest, one by one. Returns how many; running it twice does
    nothing.

    A file belongs to the row that names it, in a column called `storage_key` or `file_key`.
    """
    count = 0
    for table in metadata.sorted_tables:
        for column in table.columns:
            if column.name in ("storage_key", "file_key"):
                named = session.execute(sa.select(table.c.id, column).where(column.like(f"%{SUFFIX}"))).all()
                count += sum(_seal_again(session, column, row_id, key) for row_id, key in named)
    return count


def _seal_again(session: Session, column: sa.Column[Any], row_id: uuid.UUID, key: str) -> bool:
    """The row names the new file before the old one goes, so that it never names nothing."""
    try:
        stored = storage().get(key)
    except FileNotFoundError:
        return False  # thrown away meanwhile
    if int.from_bytes(stored[:4], "big") == 0 or int.from_bytes(stored[8:10], "big") == keys().newest:
        return False
    fresh = put(get(key, belongs_to=row_id), belongs_to=row_id)
    mine = sa.update(column.table).where(column.table.c.id == row_id, column == key)  # type: ignore[arg-type]
    changed = session.execute(mine.values({column.name: fresh}).returning(column.table.c.id)).first() is not None
    session.commit()
    storage().delete(key if changed else fresh)
    return changed


def _binding(owner: uuid.UUID, place: int, count: int) -> str:
    return f"file.{owner}.{place}.{count}"
