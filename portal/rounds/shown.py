"""What may be shown of a round's results. Every number here is made by the gate (`portal.rounds.disclosure`) and is of
a type only the gate makes; a guard test refuses a plain number in any of these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from portal.sampling.disclosure import HIDDEN, ProtectedCount

Texts = Mapping[str, str]
Percent = NewType("Percent", int)
Decimal1 = NewType("Decimal1", float)  # a mean or a ratio of published numbers, to one decimal
Indicator = NewType("Indicator", float)  # the R-indicator, to two decimals


@dataclass(frozen=True, slots=True)
class ShownCount:
    code: str
    texts: Texts
    count: ProtectedCount


@dataclass(frozen=True, slots=True)
class ShownShare:
    """One answer: its count, percentage with Wilson interval, and weighted percentage where there may be one."""

    code: str
    texts: Texts
    count: ProtectedCount
    percent: Percent | None
    low: Percent | None
    high: Percent | None
    weighted: Percent | None


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """`several`: people could choose more than one, so shares need not add up. `silent`: who did not answer."""

    key: str
    kind: str
    texts: Texts
    base: ProtectedCount
    shares: tuple[ShownShare, ...]
    mean: Decimal1 | None
    silent: tuple[ShownCount, ...]
    several: bool
    banded: bool


@dataclass(frozen=True, slots=True)
class ShownRates:
    """Asked and answered for a group (empty `code`: everyone): the plain share, and the standard rates."""

    code: str
    texts: Texts
    asked: ProtectedCount
    answered: ProtectedCount
    share: Percent | None = None
    rr1: Percent | None = None
    rr3: Percent | None = None
    rr5: Percent | None = None


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A category's share at the four steps, in percent of everyone at that step."""

    texts: Texts
    frame: Percent | None
    invited: Percent | None
    reached: Percent | None
    answered: Percent | None


@dataclass(frozen=True, slots=True)
class ShownField:
    field: str
    texts: Texts
    steps: tuple[ShownStep, ...]
    rates: tuple[ShownRates, ...]


@dataclass(frozen=True, slots=True)
class ShownWeighting:
    smallest: Decimal1
    largest: Decimal1
    effective_n: ProtectedCount
    unheard: tuple[Texts, ...]


@dataclass(frozen=True, slots=True)
class ShownCoverage:
    texts: Texts
    roster: ProtectedCount
    in_frame: ProtectedCount


@dataclass(frozen=True, slots=True)
class ShownResults:
    """A whole results page, export or release."""

    everyone: ShownRates
    statuses: tuple[ShownRates, ...] = ()
    outcomes: tuple[ShownCount, ...] = ()
    coverage: tuple[ShownCoverage, ...] = ()
    fields: tuple[ShownField, ...] = ()
    missing: tuple[Texts, ...] = ()
    r_indicator: Indicator | None = None
    r_variables: tuple[Texts, ...] = ()
    weighting: ShownWeighting | None = None
    contacts_per_answer: Decimal1 | None = None
    responses: ProtectedCount = HIDDEN
    elsewhere: ProtectedCount = HIDDEN
    provenance: tuple[ShownCount, ...] = ()
    questions: tuple[ShownQuestion, ...] = ()
    comments: ProtectedCount = HIDDEN
    themes: tuple[ShownShare, ...] = field(default=())
