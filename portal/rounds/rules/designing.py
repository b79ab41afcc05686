"""What can be chosen about a sample beside its size, its strata and its minimums."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.sampling.errors import Relaxation, RelaxationKind

# What came back elsewhere, as a share of those asked. Disengaged: 44 of 243 (Hostick & Newell 2004), so 15–20 %; the
# others are cautious guesses, to be replaced by a service's own rounds.
USUAL_REPLY = {"active": 0.35, "completed": 0.30, "disengaged": 0.18, "never_started": 0.15}
USUAL_MINIMUMS = {"disengaged": 80, "never_started": 60}
USUAL_REST_MONTHS = 6


@dataclass(frozen=True)
class OwnRule:
    """Everyone whose field has one of these values is left out, for this reason."""

    field: str
    values: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Design:
    """A design without arguments is the plain one: simple random, everyone of the frame, people (not answers) counted.

    `kind`: "once" or "yearly" (`follows` is the round before, `keep_percent` of whose sample stay).
    `selection`: "simple" or "systematic" down the list sorted by `sort_field`.
    `rest_months`: who was asked in another round within so many months is left out; nought for no rule.
    `leave_out_field`, `leave_out_values`, `leave_out_why`: a rule of one's own, with its reason; `more_rules`: further
    ones, each {"field", "values", "why"}. See `own_rules` for all of them.
    `size_means`: "people" to ask, or "answers" wanted, made more by `reply` (share expected per status).
    `factors`: oversampling per status and per stratum code. `take_all`: codes of strata asked in full, to which come
    all with at most `census_below` people. `custom`, `spreads`: for these two allocations, per stratum code.
    """

    kind: str = "once"
    follows: str = ""
    keep_percent: int = 50
    selection: str = "simple"
    sort_field: str = ""
    one_per_household: bool = False
    rest_months: int = 0
    leave_out_field: str = ""
    leave_out_values: tuple[str, ...] = ()
    leave_out_why: str = ""
    more_rules: tuple[Mapping[str, Any], ...] = ()
    size_means: str = "people"
    reply: Mapping[str, float] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    take_all: tuple[str, ...] = ()
    census_below: int = 0
    custom: Mapping[str, int] = field(default_factory=dict)
    spreads: Mapping[str, float] = field(default_factory=dict)
    spread_from: str = ""

    @property
    def own_rules(self) -> tuple[OwnRule, ...]:
        """Whom to leave out for reasons of one's own, in their order; the first that fits someone counts."""
        first = OwnRule(self.leave_out_field, tuple(self.leave_out_values), self.leave_out_why)
        more = (OwnRule(one["field"], tuple(one["values"]), one["why"]) for one in self.more_rules)
        return tuple(rule for rule in (first, *more) if rule.field and rule.values)

    @property
    def is_yearly(self) -> bool:
        return self.kind == "yearly"

    def reply_of(self, status: str) -> float:
        """The share of a status expected to answer."""
        return self.reply.get(status) or USUAL_REPLY.get(status, 0.2)

    def as_json(self) -> dict[str, Any]:
        """Only what differs from the plain design."""
        said = dataclasses.asdict(self)
        plain = dataclasses.asdict(PLAIN_DESIGN)
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in said.items()
            if value != plain[name]
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Design":
        """Reads what `as_json` wrote; a record says more, which is passed over."""
        known = {one.name for one in dataclasses.fields(cls)}
        chosen: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in said.items() if name in known
        }
        return cls(**chosen)


PLAIN_DESIGN = Design()


@dataclass(frozen=True)
class Wishes:
    """A whole plan as someone wants it."""

    size: int
    strata_field: str
    allocation: str
    minimums: Mapping[str, int]
    design: Design = PLAIN_DESIGN


def relaxed(wishes: Wishes, changes: tuple[Relaxation, ...]) -> Wishes:
    """The wishes with one set of changes taken, such as an impossible plan suggests.

    Taking the next lower floor of a stratum is no wish of anyone's: such a change leaves them as they are.
    """
    for change in changes:
        design = wishes.design
        if change.kind is RelaxationKind.CHANGE_TOTAL:
            wishes = dataclasses.replace(wishes, size=change.to)
        elif change.kind is RelaxationKind.LOWER_MINIMUM:
            wishes = dataclasses.replace(wishes, minimums={**wishes.minimums, change.subject: change.to})
        elif change.kind is RelaxationKind.CHANGE_CUSTOM:
            custom = {**design.custom, change.subject: change.to}
            wishes = dataclasses.replace(
                wishes, size=sum(custom.values()), design=dataclasses.replace(design, custom=custom)
            )
        elif change.kind is RelaxationKind.DROP_TAKE_ALL:
            left = tuple(code for code in design.take_all if code != change.subject)
            wishes = dataclasses.replace(wishes, design=dataclasses.replace(design, take_all=left, census_below=0))
    return wishes


def months_before(moment: dt.datetime, months: int) -> dt.datetime:
    """The same day and time so many months earlier; the last day of a shorter month."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    first_of_next = dt.date(years + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - dt.timedelta(days=1)).day
    return moment.replace(year=years, month=month + 1, day=min(moment.day, last))
