"""The record of a draw: one canonical JSON text with all that is needed to make the draw again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.sampling.errors import DamagedRecord

# A plain draw is written as it always was; `PLUS_FORMAT` is for a draw that says more.
RECORD_FORMAT = "heard-draw/1"
PLUS_FORMAT = "heard-draw/2"
ALGORITHM = "hmac-sha256-sort/1"
SORT_PLUS = "hmac-sha256-sort/2"
SYSTEMATIC = "hmac-sha256-systematic/1"
ALGORITHMS = frozenset({ALGORITHM, SORT_PLUS, SYSTEMATIC})


def seed_commitment(seed: str) -> str:
    """SHA-256 (hex) of the seed in UTF-8. Published before the draw, together with the frame's hash, it shows
    afterwards that the seed was not chosen to suit anyone. Fix it only once the frame's hash is recorded."""
    return hashlib.sha256(seed.encode()).hexdigest()


def keeps_commitment(*, seed: str, commitment: str) -> bool:
    """Whether the revealed seed is the one that was sealed."""
    return seed_commitment(seed) == commitment


@dataclass(frozen=True, slots=True)
class DrawnStratum:
    """One stratum after the draw: all its people in drawn order; the first `sample_size` are the sample.

    `start` is where on the circle of keys the order begins; `values`, of a systematic draw, are what people were
    sorted by, in the order of the ids; `people` counts everyone of the stratum, those set aside for someone they live
    with too.
    """

    code: str
    group: str
    cells: tuple[tuple[str, ...], ...]
    sample_size: int
    inclusion_probability: float
    ordered_ids: tuple[str, ...]
    start: int = 0
    values: tuple[str, ...] = ()
    people: int | None = None

    @property
    def size(self) -> int:
        return len(self.ordered_ids)

    @property
    def sample_ids(self) -> tuple[str, ...]:
        return self.ordered_ids[: self.sample_size]

    @property
    def reserve_ids(self) -> tuple[str, ...]:
        return self.ordered_ids[self.sample_size :]


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A whole draw. `to_json` is canonical: equal records give equal bytes.

    Beside what every draw has: the field a systematic draw sorted by; whether one person of a household at most may be
    drawn, and the households of two and more; ids left out by reason; what was chosen (`design`: plain JSON, told and
    not replayed); and of a yearly sample the hash of the record before this one.
    """

    algorithm: str
    frame_sha256: str
    seed: str
    seed_commitment: str
    method: str
    fields: tuple[str, ...]
    strata: tuple[DrawnStratum, ...]
    drawn_by: str = ""
    drawn_at: str = ""
    sort_field: str = ""
    one_per_household: bool = False
    households: tuple[tuple[str, ...], ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    design: Mapping[str, Any] = field(default_factory=dict)
    follows_sha256: str = ""

    @property
    def is_plain(self) -> bool:
        return self.algorithm not in (SORT_PLUS, SYSTEMATIC)

    @property
    def frame_size(self) -> int:
        """People who could come out of the draw."""
        return sum(stratum.size for stratum in self.strata)

    @property
    def people_in_frame(self) -> int:
        """Everyone of the frame, those left out or set aside for someone of their household too."""
        here = sum(stratum.size if stratum.people is None else stratum.people for stratum in self.strata)
        return here + sum(len(ids) for ids in self.left_out.values())

    @property
    def sample_size(self) -> int:
        return sum(stratum.sample_size for stratum in self.strata)

    def sample_ids(self) -> tuple[str, ...]:
        """Everyone drawn, stratum by stratum."""
        return tuple(person_id for stratum in self.strata for person_id in stratum.sample_ids)

    def household_sizes(self) -> dict[str, int]:
        """Of how many people living together each one was picked; those missing here live with nobody of the frame."""
        return {person_id: len(ids) for ids in self.households for person_id in ids}

    def left_out_ids(self) -> frozenset[str]:
        """Everyone not drawn from, whatever the reason."""
        return frozenset(person_id for ids in self.left_out.values() for person_id in ids)

    def stratum(self, code: str) -> DrawnStratum:
        """The stratum with this code; KeyError when there is none."""
        for stratum in self.strata:
            if stratum.code == code:
                return stratum
        raise KeyError(code)

    def to_json(self) -> str:
        """ASCII JSON, keys sorted, no spaces: the text to keep, sign and publish to whoever may check it."""
        more = {} if self.is_plain else self._more()
        return json.dumps(
            {
                "format": RECORD_FORMAT if self.is_plain else PLUS_FORMAT,
                "algorithm": self.algorithm,
                "frame_sha256": self.frame_sha256,
                "frame_size": self.frame_size,
                "sample_size": self.sample_size,
                "seed": self.seed,
                "seed_commitment": self.seed_commitment,
                "method": self.method,
                "fields": self.fields,
                "strata": [_as_json(stratum, plain=self.is_plain) for stratum in self.strata],
                "drawn_by": self.drawn_by,
                "drawn_at": self.drawn_at,
                **more,
            },
            sort_keys=True,
            separators=(",", ":"),
        )

    def _more(self) -> dict[str, Any]:
        return {
            "sort_field": self.sort_field,
            "one_per_household": self.one_per_household,
            "households": self.households,
            "left_out": dict(self.left_out),
            "design": dict(self.design),
            "follows_sha256": self.follows_sha256,
        }

    @classmethod
    def from_json(cls, text: str) -> "DrawRecord":
        """Reads what `to_json` wrote.

        Raises:
            DamagedRecord: it is no whole record, or its own counts contradict its lists.
        """
        try:
            raw = json.loads(text)
            plain = raw["format"] == RECORD_FORMAT
            if not plain and raw["format"] != PLUS_FORMAT:
                raise DamagedRecord(raw["format"])
            texts: dict[str, Any] = {name: _text(raw[name]) for name in _TEXTS}
            record = cls(
                strata=tuple(_stratum_from(part, plain=plain) for part in _list(raw["strata"])),
                fields=_texts(raw["fields"]),
                **texts,
                **({} if plain else _more_from(raw)),
            )
            counts_hold = (raw["frame_size"], raw["sample_size"]) == (record.frame_size, record.sample_size)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise DamagedRecord(str(problem)) from problem
        if not counts_hold:
            raise DamagedRecord("counts")
        return record


_TEXTS = ("algorithm", "frame_sha256", "seed", "seed_commitment", "method", "drawn_by", "drawn_at")


def _as_json(stratum: DrawnStratum, *, plain: bool) -> dict[str, Any]:
    more = {} if plain else {"start": f"{stratum.start:x}", "values": stratum.values, "people": stratum.people}
    return {
        **more,
        "code": stratum.code,
        "group": stratum.group,
        "cells": stratum.cells,
        "size": stratum.size,
        "sample_size": stratum.sample_size,
        "inclusion_probability": stratum.inclusion_probability,
        "ordered_ids": stratum.ordered_ids,
    }


def _more_from(raw: dict[str, Any]) -> dict[str, Any]:
    if not (isinstance(raw["left_out"], dict) and isinstance(raw["design"], dict)):
        raise DamagedRecord("left_out")
    if type(raw["one_per_household"]) is not bool:
        raise DamagedRecord("one_per_household")
    return {
        "sort_field": _text(raw["sort_field"]),
        "one_per_household": raw["one_per_household"],
        "households": tuple(_texts(ids) for ids in _list(raw["households"])),
        "left_out": {reason: _texts(ids) for reason, ids in sorted(raw["left_out"].items())},
        "design": raw["design"],
        "follows_sha256": _text(raw["follows_sha256"]),
    }


def _stratum_from(raw: dict[str, Any], *, plain: bool) -> DrawnStratum:
    stratum = DrawnStratum(
        code=_text(raw["code"]),
        group=_text(raw["group"]),
        cells=tuple(_texts(cell) for cell in _list(raw["cells"])),
        sample_size=raw["sample_size"],
        inclusion_probability=float(raw["inclusion_probability"]),
        ordered_ids=_texts(raw["ordered_ids"]),
        start=0 if plain else int(_text(raw["start"]), 16),
        values=() if plain else _texts(raw["values"]),
        people=None if plain else raw["people"],
    )
    if type(stratum.sample_size) is not int or raw["size"] != stratum.size:
        raise DamagedRecord(stratum.code)
    if stratum.people is not None and type(stratum.people) is not int:
        raise DamagedRecord(stratum.code)
    if stratum.values and len(stratum.values) != stratum.size:
        raise DamagedRecord(stratum.code)
    return stratum


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in _list(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise DamagedRecord(repr(value))
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise DamagedRecord(repr(value))
    return value
