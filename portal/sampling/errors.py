"""What can be wrong with a frame, a plan, a record or a set of weights: codes and numbers, no words for people."""

from dataclasses import dataclass
from enum import StrEnum


class SamplingError(Exception):
    """Anything this room refuses."""


class DuplicateId(SamplingError):
    """One stable id stands twice in a frame; each person has exactly one chance."""

    def __init__(self, person_id: str) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class FieldNotInFrame(SamplingError):
    """A row of the frame lacks a field the strata need. "Not known" is a value; absence is not."""

    def __init__(self, field: str, person_id: str) -> None:
        super().__init__(f"{field}: {person_id}")
        self.field = field
        self.person_id = person_id


class CellNotPlanned(SamplingError):
    """The frame holds a combination the plan was not made for: the plan belongs to another frame."""

    def __init__(self, cell: tuple[str, ...]) -> None:
        super().__init__(" / ".join(cell))
        self.cell = cell


class FrameDiffersFromPlan(SamplingError):
    """A stratum has another size in the frame than in the plan."""

    def __init__(self, code: str, planned: int, found: int) -> None:
        super().__init__(f"{code}: planned {planned}, found {found}")
        self.code = code
        self.planned = planned
        self.found = found


class DamagedRecord(SamplingError):
    """The text is not a whole draw record."""


class PlanProblem(StrEnum):
    EMPTY_FRAME = "empty_frame"
    TOTAL_NOT_POSITIVE = "total_not_positive"
    TOTAL_EXCEEDS_FRAME = "total_exceeds_frame"
    MINIMUMS_EXCEED_TOTAL = "minimums_exceed_total"
    MINIMUM_NEGATIVE = "minimum_negative"
    GROUP_UNKNOWN = "group_unknown"
    SPREAD_MISSING = "spread_missing"
    SPREAD_NEGATIVE = "spread_negative"
    CUSTOM_MISSING = "custom_missing"
    CUSTOM_NEGATIVE = "custom_negative"
    CUSTOM_EXCEEDS_STRATUM = "custom_exceeds_stratum"
    CUSTOM_TOTAL_DIFFERS = "custom_total_differs"
    CUSTOM_BELOW_MINIMUM = "custom_below_minimum"
    FACTOR_NOT_POSITIVE = "factor_not_positive"


class RelaxationKind(StrEnum):
    CHANGE_TOTAL = "change_total"
    LOWER_MINIMUM = "lower_minimum"
    LOWER_STRATUM_FLOOR = "lower_stratum_floor"
    CHANGE_CUSTOM = "change_custom"
    DROP_TAKE_ALL = "drop_take_all"


@dataclass(frozen=True, slots=True)
class Clash:
    """One demand that cannot be met.

    `subject` is the group or stratum code (empty for the whole plan), `asked` what the plan wants there in people,
    `possible` what there is.
    """

    subject: str
    asked: float
    possible: float


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One smallest change that makes the plan possible: set `subject` from `current` to `to` people."""

    kind: RelaxationKind
    subject: str
    current: int
    to: int


class ImpossiblePlan(SamplingError):
    """The plan cannot be drawn.

    `problem` is the reason, `clashes` the demands that stand against each other, and each entry of `relaxations` is
    one set of changes that is enough by itself, smallest first.
    """

    def __init__(
        self,
        problem: PlanProblem,
        clashes: tuple[Clash, ...] = (),
        relaxations: tuple[tuple[Relaxation, ...], ...] = (),
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.clashes = clashes
        self.relaxations = relaxations


class WeightProblem(StrEnum):
    NOT_POSITIVE = "not_positive"
    LENGTHS_DIFFER = "lengths_differ"
    CATEGORY_WITHOUT_REPLIES = "category_without_replies"
    CATEGORY_WITHOUT_TARGET = "category_without_target"
    TOTALS_DIFFER = "totals_differ"
    NO_CONVERGENCE = "no_convergence"
    NO_REPLIES = "no_replies"


class ImpossibleWeights(SamplingError):
    """Replies cannot be weighted as asked; `margin` and `category` say where, empty when it is everywhere."""

    def __init__(self, problem: WeightProblem, margin: str = "", category: str = "") -> None:
        super().__init__(" / ".join(part for part in (problem.value, margin, category) if part))
        self.problem = problem
        self.margin = margin
        self.category = category
