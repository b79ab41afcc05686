"""What a pack says, once read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Method(StrEnum):
    """How answers become a score: a closed list, so that a pack is never a program."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED = "weighted"
    LINEAR = "linear"
    LOOKUP = "lookup"


class MissingRule(StrEnum):
    """What becomes of a score when answers are missing."""

    NONE = "none"  # no score
    PRORATE = "prorate"  # the mean of what was answered stands for the rest, if enough was


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Item:
    """One question. `options` by code, with the number each counts; a whole-number item has `lowest` and `highest`."""

    link_id: str
    text: Mapping[str, str]
    kind: str
    options: Mapping[str, Decimal] = field(default_factory=dict)
    option_texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lowest: Decimal | None = None
    highest: Decimal | None = None

    @property
    def span(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most an answer can count; None where answers are no numbers."""
        if self.options:
            return min(self.options.values()), max(self.options.values())
        return None if self.lowest is None or self.highest is None else (self.lowest, self.highest)


@dataclass(frozen=True)
class Licence:
    holder: str
    terms: str
    source: str
    valid_from: dt.date | None
    valid_until: dt.date | None

    def allows_new_readings(self, on: dt.date) -> bool:
        """An expired licence takes no new reading; old ones stay readable."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True)
class Missing:
    rule: MissingRule
    least: int = 0  # so many answers are enough to prorate


@dataclass(frozen=True)
class Part:
    """One item within a score: turned round where its answers point the other way."""

    link_id: str
    weight: Decimal = Decimal(1)
    is_reversed: bool = False


@dataclass(frozen=True)
class Band:
    """Scores from `low` to `high`, both counted, have a name; `source` says who found that."""

    low: Decimal
    high: Decimal
    label: str
    source: str


@dataclass(frozen=True)
class Score:
    """One number made of some items. `decimals`: how many it is said with, rounded half up. `linear`: (slope,
    intercept) on the sum. `lookup`: the score for each possible sum. `change`: what counts as a change, with source."""

    name: str
    method: Method
    parts: tuple[Part, ...]
    missing: Missing
    better: Better
    decimals: int = 0
    linear: tuple[Decimal, Decimal] | None = None
    lookup: Mapping[Decimal, Decimal] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    change: tuple[Decimal, str] | None = None


@dataclass(frozen=True)
class Vector:
    """Answers by link id, and the score each must give; None: no score."""

    answers: Mapping[str, str]
    expected: Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Instrument:
    url: str
    version: str
    title: Mapping[str, str]
    copyright: str
    items: tuple[Item, ...]
    licence: Licence
    scores: tuple[Score, ...]
    vectors: tuple[Vector, ...]
    # How far each language can be trusted: official, translated, machine_draft.
    translations: Mapping[str, str]

    def item(self, link_id: str) -> Item | None:
        return next((one for one in self.items if one.link_id == link_id), None)
