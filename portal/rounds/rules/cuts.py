"""Whose answers stand behind each figure, kept small: one list of opaque ids, and for each figure which of them."""

import base64
import json
import uuid
from collections.abc import Iterable, Mapping

BYTES = 16


def pack(cuts: Mapping[str, Iterable[uuid.UUID]]) -> str:
    """Cuts by name as text: 16 bytes a person once, and one bit a person for each cut."""
    sets = {name: set(people) for name, people in cuts.items()}
    everyone = sorted(set().union(*sets.values()))
    place_of = {person: place for place, person in enumerate(everyone)}
    bits = {}
    for name, people in sets.items():
        mask = bytearray((len(everyone) + 7) // 8)
        for person in people:
            mask[place_of[person] // 8] |= 1 << place_of[person] % 8
        bits[name] = _text(bytes(mask))
    return json.dumps({"people": _text(b"".join(person.bytes for person in everyone)), "cuts": bits})


def unpack(text: str) -> dict[str, frozenset[str]]:
    """The cuts again, people as text."""
    raw = json.loads(text)
    packed = base64.b64decode(raw["people"])
    everyone = [str(uuid.UUID(bytes=packed[start : start + BYTES])) for start in range(0, len(packed), BYTES)]
    return {name: _people(everyone, base64.b64decode(mask)) for name, mask in raw["cuts"].items()}


def _people(everyone: list[str], mask: bytes) -> frozenset[str]:
    return frozenset(person for place, person in enumerate(everyone) if mask[place // 8] >> place % 8 & 1)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
