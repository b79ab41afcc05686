"""Whose answers stand behind each figure, kept small: one list of opaque ids, and for each figure which of them."""

import base64
import json
import uuid
from collections.abc import Iterable, Mapping

BYTES = 16


class Cut:
    """One cut: a bit for each person."""

    def __init__(self) -> None:
        self.bits = bytearray()

    def add(self, place: int) -> None:
        byte = place >> 3
        if byte >= len(self.bits):
            self.bits.extend(bytes(byte + 1 - len(self.bits)))
        self.bits[byte] |= 1 << (place & 7)


class Cuts:
    """Cuts by name: 16 bytes a person once, and one bit a person for each cut."""

    def __init__(self) -> None:
        self._people = bytearray()
        self._cuts: dict[str, Cut] = {}

    def person(self, one: bytes) -> int:
        """Notes a person not noted before (the 16 bytes of their id); the place by which to `mark` them."""
        self._people += one
        return len(self._people) // BYTES - 1

    def cut(self, name: str) -> Cut:
        """The cut of this name, to add many people to."""
        found = self._cuts.get(name)
        if found is None:
            found = self._cuts[name] = Cut()
        return found

    def mark(self, name: str, place: int) -> None:
        """Puts the person at this place into the cut."""
        self.cut(name).add(place)

    def names(self) -> list[str]:
        return list(self._cuts)

    def size(self, name: str) -> int:
        """People in the cut; nought when there is no such cut."""
        return sum(byte.bit_count() for byte in self._bits(name))

    def _bits(self, name: str) -> bytearray:
        found = self._cuts.get(name)
        return found.bits if found else bytearray()

    def people(self, name: str) -> frozenset[str]:
        bits = self._bits(name)
        places = (8 * number + bit for number, byte in enumerate(bits) for bit in range(8) if byte >> bit & 1)
        return frozenset(str(uuid.UUID(bytes=bytes(self._people[BYTES * p : BYTES * (p + 1)]))) for p in places)

    def with_others(self, others: Mapping[str, frozenset[str]]) -> "Cuts":
        """The same cuts, but for those named in `others`, which are as given there."""
        return made({name: others.get(name) or self.people(name) for name in {*self.names(), *others}})

    def text(self) -> str:
        bits = {name: _text(bytes(self._bits(name))) for name in self.names()}
        return json.dumps({"people": _text(bytes(self._people)), "cuts": bits})

    @classmethod
    def read(cls, text: str) -> "Cuts":
        raw, cuts = json.loads(text), cls()
        cuts._people = bytearray(base64.b64decode(raw["people"]))
        for name, bits in raw["cuts"].items():
            cuts.cut(name).bits = bytearray(base64.b64decode(bits))
        return cuts


def made(cuts: Mapping[str, Iterable[str]]) -> Cuts:
    """Cuts from the people in each, given as text."""
    found, places = Cuts(), dict[str, int]()
    for name, people in cuts.items():
        found.cut(name)
        for person in sorted(people):
            if person not in places:
                places[person] = found.person(uuid.UUID(person).bytes)
            found.mark(name, places[person])
    return found


def pack(cuts: Mapping[str, Iterable[uuid.UUID]]) -> str:
    """Cuts by name as text."""
    return made({name: [str(person) for person in people] for name, people in cuts.items()}).text()


def unpack(text: str) -> dict[str, frozenset[str]]:
    """The cuts again, people as text."""
    cuts = Cuts.read(text)
    return {name: cuts.people(name) for name in cuts.names()}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
