"""The record of a draw: one canonical JSON text with all that is needed to make the draw again."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from portal.sampling.errors import DamagedRecord

RECORD_FORMAT = "heard-draw/1"
ALGORITHM = "hmac-sha256-sort/1"


def seed_commitment(seed: str) -> str:
    """SHA-256 (hex) of the seed in UTF-8. Published before the draw, together with the frame's hash, it shows
    afterwards that the seed was not chosen to suit anyone. Fix it only once the frame's hash is recorded."""
    return hashlib.sha256(seed.encode()).hexdigest()


def keeps_commitment(*, seed: str, commitment: str) -> bool:
    """Whether the revealed seed is the one that was sealed."""
    return seed_commitment(seed) == commitment


@dataclass(frozen=True, slots=True)
class DrawnStratum:
    """One stratum after the draw: all its people in drawn order; the first `sample_size` are the sample."""

    code: str
    group: str
    cells: tuple[tuple[str, ...], ...]
    sample_size: int
    inclusion_probability: float
    ordered_ids: tuple[str, ...]

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
    """A whole draw. `to_json` is canonical: equal records give equal bytes."""

    algorithm: str
    frame_sha256: str
    seed: str
    seed_commitment: str
    method: str
    fields: tuple[str, ...]
    strata: tuple[DrawnStratum, ...]
    drawn_by: str = ""
    drawn_at: str = ""

    @property
    def frame_size(self) -> int:
        return sum(stratum.size for stratum in self.strata)

    @property
    def sample_size(self) -> int:
        return sum(stratum.sample_size for stratum in self.strata)

    def sample_ids(self) -> tuple[str, ...]:
        """Everyone drawn, stratum by stratum."""
        return tuple(person_id for stratum in self.strata for person_id in stratum.sample_ids)

    def stratum(self, code: str) -> DrawnStratum:
        """The stratum with this code; KeyError when there is none."""
        for stratum in self.strata:
            if stratum.code == code:
                return stratum
        raise KeyError(code)

    def to_json(self) -> str:
        """ASCII JSON, keys sorted, no spaces: the text to keep, sign and publish to whoever may check it."""
        return json.dumps(
            {
                "format": RECORD_FORMAT,
                "algorithm": self.algorithm,
                "frame_sha256": self.frame_sha256,
                "frame_size": self.frame_size,
                "sample_size": self.sample_size,
                "seed": self.seed,
                "seed_commitment": self.seed_commitment,
                "method": self.method,
                "fields": self.fields,
                "strata": [_as_json(stratum) for stratum in self.strata],
                "drawn_by": self.drawn_by,
                "drawn_at": self.drawn_at,
            },
            sort_keys=True,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> "DrawRecord":
        """Reads what `to_json` wrote.

        Raises:
            DamagedRecord: it is no whole record, or its own counts contradict its lists.
        """
        try:
            raw = json.loads(text)
            if raw["format"] != RECORD_FORMAT:
                raise DamagedRecord(raw["format"])
            record = cls(
                strata=tuple(_stratum_from(part) for part in _list(raw["strata"])),
                fields=tuple(_text(name) for name in _list(raw["fields"])),
                **{name: _text(raw[name]) for name in _TEXTS},
            )
            counts_hold = (raw["frame_size"], raw["sample_size"]) == (record.frame_size, record.sample_size)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise DamagedRecord(str(problem)) from problem
        if not counts_hold:
            raise DamagedRecord("counts")
        return record


_TEXTS = ("algorithm", "frame_sha256", "seed", "seed_commitment", "method", "drawn_by", "drawn_at")


def _as_json(stratum: DrawnStratum) -> dict[str, Any]:
    return {
        "code": stratum.code,
        "group": stratum.group,
        "cells": stratum.cells,
        "size": stratum.size,
        "sample_size": stratum.sample_size,
        "inclusion_probability": stratum.inclusion_probability,
        "ordered_ids": stratum.ordered_ids,
    }


def _stratum_from(raw: dict[str, Any]) -> DrawnStratum:
    stratum = DrawnStratum(
        code=_text(raw["code"]),
        group=_text(raw["group"]),
        cells=tuple(tuple(_text(value) for value in _list(cell)) for cell in _list(raw["cells"])),
        sample_size=raw["sample_size"],
        inclusion_probability=float(raw["inclusion_probability"]),
        ordered_ids=tuple(_text(person_id) for person_id in _list(raw["ordered_ids"])),
    )
    if type(stratum.sample_size) is not int or raw["size"] != stratum.size:
        raise DamagedRecord(stratum.code)
    return stratum


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise DamagedRecord(repr(value))
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise DamagedRecord(repr(value))
    return value
