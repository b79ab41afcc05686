"""Which steps a claim can take, who may agree to it, when two claims are the same thing, and how long people wait."""

import datetime as dt
import itertools
import statistics
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from portal.panels.enums.thanks import ClaimKind, ClaimState
from portal.panels.errors import NeedsAnotherPerson, WrongClaimState

CLAIMED, APPROVED, IN_BATCH = ClaimState.CLAIMED, ClaimState.APPROVED, ClaimState.IN_BATCH
PAID, SENT_BACK, TAKEN_BACK = ClaimState.PAID, ClaimState.SENT_BACK, ClaimState.TAKEN_BACK

# From paid there is one way: the bank sent the money back.
NEXT: dict[ClaimState, frozenset[ClaimState]] = {
    CLAIMED: frozenset({APPROVED, SENT_BACK, TAKEN_BACK}),
    SENT_BACK: frozenset({CLAIMED, TAKEN_BACK}),
    APPROVED: frozenset({IN_BATCH, PAID, SENT_BACK}),
    IN_BATCH: frozenset({PAID, APPROVED}),
    PAID: frozenset({APPROVED}),
    TAKEN_BACK: frozenset(),
}


def check_step(now: ClaimState, to: ClaimState) -> None:
    """Nothing, if a claim in one state may go to another.

    Raises:
        WrongClaimState
    """
    if to not in NEXT[now]:
        raise WrongClaimState(f"{now} {to}")


def check_second_person(*, typed_by: Collection[uuid.UUID | None], by: uuid.UUID) -> None:
    """Nothing, if this person may agree to the claim: whoever typed it in, once or again, may not.

    Raises:
        NeedsAnotherPerson
    """
    if by in typed_by:
        raise NeedsAnotherPerson


@dataclass(frozen=True)
class Thing:
    """What a claim is for. `size` is minutes for time, pence for costs."""

    kind: ClaimKind
    about_id: uuid.UUID | None
    day: dt.date
    size: int

    def is_surely(self, other: "Thing") -> bool:
        """Time for one meeting, paper or ask is one thing, whenever it is claimed."""
        same_matter = self.about_id is not None and self.about_id == other.about_id
        return self.kind is other.kind and self.kind.is_time and same_matter

    def may_be(self, other: "Thing") -> bool:
        """Time on the same day, unless it is known to be for something else; a cost on the same day and as high."""
        if (self.kind, self.day) != (other.kind, other.day):
            return False
        if self.kind.is_time:
            return self.about_id is None or other.about_id is None
        return self.size == other.size

    def keys(self, member_id: uuid.UUID, *, after: int = 0) -> Iterator[str]:
        """Marks of which no two live claims have the same. Of time for one matter there is a single one."""
        mark = f"{member_id} {self.kind}"
        if self.kind.is_time and self.about_id is not None:
            yield f"{mark} {self.about_id}"
            return
        yield from (f"{mark} {self.day.isoformat()} {self.size} {times}" for times in itertools.count(after + 1))


@dataclass(frozen=True)
class Waiting:
    """How long people wait for money, in days: numbers of claims, the middle one, the oldest, and how many too long."""

    claims: int
    median: float | None
    oldest: int | None
    too_long: int


def waiting(days: Sequence[int], *, most: int) -> Waiting:
    """Sums up how many days each open claim waits; `most` is how many days are still all right."""
    if not days:
        return Waiting(0, None, None, 0)
    return Waiting(len(days), float(statistics.median(days)), max(days), sum(one > most for one in days))
