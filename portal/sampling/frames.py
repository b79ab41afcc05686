"""A sampling frame: the frozen list of people a sample is drawn from, and its fingerprint."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.sampling.errors import DuplicateId, FieldNotInFrame

FRAME_FORMAT = "heard-frame/1"
# The field that those who live together have in common; whoever shares with nobody lacks it.
HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One person of a frame: a stable id (never a name) and the fields the draw and the report use."""

    person_id: str
    fields: Mapping[str, str]

    def cell(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """This person's values of `names`, in that order.

        Raises:
            FieldNotInFrame: the row lacks one of them.
        """
        try:
            return tuple([self.fields[name] for name in names])
        except KeyError as missing:
            raise FieldNotInFrame(missing.args[0], self.person_id) from None


class Frame:
    """Rows in the order of their ids, whatever order they came in; no id twice.

    Raises:
        DuplicateId: an id stands twice.
    """

    def __init__(self, rows: Iterable[FrameRow]) -> None:
        self.rows: tuple[FrameRow, ...] = tuple(sorted(rows, key=lambda row: row.person_id))
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            if before.person_id == after.person_id:
                raise DuplicateId(after.person_id)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[FrameRow]:
        return iter(self.rows)

    def without(self, person_ids: Collection[str]) -> "Frame":
        """The frame less some of its people."""
        if not person_ids:
            return self
        rest = Frame(())
        rest.rows = tuple([row for row in self.rows if row.person_id not in person_ids])  # sorted already
        return rest

    @cached_property
    def sha256(self) -> str:
        """SHA-256 (hex) of the canonical text: a format line, then per person in id order one line of ASCII JSON,
        `[id,{field:value,…}]` with fields sorted and no spaces. Anyone can make it again with any JSON library."""
        digest = hashlib.sha256(f"{FRAME_FORMAT}\n".encode())
        encode = json.JSONEncoder(separators=(",", ":"), sort_keys=True, ensure_ascii=True).encode
        for row in self.rows:
            digest.update(encode([row.person_id, dict(row.fields)]).encode() + b"\n")
        return digest.hexdigest()

    def count(self, names: tuple[str, ...]) -> dict[tuple[str, ...], int]:
        """People per combination of the fields `names`, combinations in sorted order."""
        counts: dict[tuple[str, ...], int] = {}
        for row in self.rows:
            cell = row.cell(names)
            counts[cell] = counts.get(cell, 0) + 1
        return dict(sorted(counts.items()))
