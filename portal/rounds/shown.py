"""What may be shown of a round's results. Every number here is made by the gate (`portal.rounds.disclosure`) and is of
a type only the gate makes; a guard test refuses a plain number in any of these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from portal.rounds.rules.comparing import Verdict
from portal.sampling.disclosure import HIDDEN, ProtectedCount

Texts = Mapping[str, str]
Percent = NewType("Percent", int)
Decimal1 = NewType("Decimal1", float)  # a mean or a ratio of published numbers, to one decimal
Points = NewType("Points", int)  # the difference of two percentages
Indicator = NewType("Indicator", float)  # R-indicators and the design effect, to two decimals


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
    weighted_low: Percent | None = None
    weighted_high: Percent | None = None


@dataclass(frozen=True, slots=True)
class ShownTry:
    """What had been answered after so many tries: the percentage of each answer, in the order of the shares."""

    texts: Texts
    base: ProtectedCount
    percents: tuple[Percent | None, ...]
    weighted: tuple[Percent | None, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """How one group answered one question."""

    code: str
    texts: Texts
    base: ProtectedCount
    shares: tuple[ShownShare, ...]


@dataclass(frozen=True, slots=True)
class ShownBreakdown:
    """The answers to one question by the groups of one field. No groups: they are too small to be shown. `answers`:
    labels of the shares of each group, in their order."""

    field: str
    texts: Texts
    answers: tuple[Texts, ...]
    groups: tuple[ShownGroup, ...]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """`several`: people could choose more than one, so shares need not add up. `silent`: who did not answer.
    `whose`: whose words the answers are. `tries`: the same shares after one, two, three … tries to reach people."""

    key: str
    kind: str
    texts: Texts
    base: ProtectedCount
    shares: tuple[ShownShare, ...]
    mean: Decimal1 | None
    silent: tuple[ShownCount, ...]
    several: bool
    banded: bool
    weighted_mean: Decimal1 | None = None
    whose: tuple[ShownCount, ...] = ()
    tries: tuple[ShownTry, ...] = ()
    by: tuple[ShownBreakdown, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRates:
    """Asked and answered for a group (empty `code`: everyone): the plain share, and the standard rates."""

    code: str
    texts: Texts
    asked: ProtectedCount
    answered: ProtectedCount
    share: Percent | None = None
    rr1: Percent | None = None
    rr2: Percent | None = None
    rr3: Percent | None = None
    rr4: Percent | None = None
    rr5: Percent | None = None
    rr6: Percent | None = None
    refused: Percent | None = None


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A category's share at the four steps, in percent of everyone at that step."""

    texts: Texts
    frame: Percent | None
    invited: Percent | None
    reached: Percent | None
    answered: Percent | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class ShownField:
    field: str
    texts: Texts
    steps: tuple[ShownStep, ...]
    rates: tuple[ShownRates, ...]


@dataclass(frozen=True, slots=True)
class ShownGroupLikeness:
    """Below nought: the group answered less than the others."""

    texts: Texts
    partial: Indicator


@dataclass(frozen=True, slots=True)
class ShownLikeness:
    """Partial R-indicators of one variable: how far answering differs between its groups, and how far it still does
    among people alike in everything else we look at. Nought is best."""

    texts: Texts
    between: Indicator
    within: Indicator
    groups: tuple[ShownGroupLikeness, ...]


@dataclass(frozen=True, slots=True)
class ShownWeighting:
    """`margins`: what the weights are fitted to. `off_margins`: how far trimming leaves them from it, at most."""

    margins: tuple[Texts, ...]
    trim_at: Decimal1
    smallest: Decimal1
    largest: Decimal1
    trimmed: Percent
    off_margins: Percent
    design_effect: Indicator
    replies: ProtectedCount
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
    likeness: tuple[ShownLikeness, ...] = ()
    weighting: ShownWeighting | None = None
    contacts_per_answer: Decimal1 | None = None
    responses: ProtectedCount = HIDDEN
    elsewhere: ProtectedCount = HIDDEN
    provenance: tuple[ShownCount, ...] = ()
    doors: tuple[ShownCount, ...] = ()  # of everyone who answered
    questions: tuple[ShownQuestion, ...] = ()
    comments: ProtectedCount = HIDDEN
    themes: tuple[ShownShare, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ShownTrait:
    """One trait of a filter: its name, and the group of people chosen (empty `code`: everyone)."""

    field: str
    texts: Texts
    code: str
    group: Texts


@dataclass(frozen=True, slots=True)
class ShownFiltered:
    """What people with certain traits answered; questions of which nothing may be shown are left out."""

    traits: tuple[ShownTrait, ...]
    questions: tuple[ShownQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One answer in an earlier and a later release, and the difference with its interval, in percentage points."""

    question: Texts
    answer: Texts
    before: Percent | None
    after: Percent | None
    change: Points | None = None
    low: Points | None = None
    high: Points | None = None
    verdict: Verdict = Verdict.CANNOT_TELL
    weighted: bool = False
