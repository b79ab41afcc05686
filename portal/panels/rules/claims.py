"""Which steps a claim can take, who may agree to it, when two claims are the same thing, and how long people wait."""

import datetime as dt
import statistics
import uuid
from collections.abc import Sequence
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


def check_second_person(*, entered_by: uuid.UUID | None, by: uuid.UUID) -> None:
    """Nothing, if this person may agree to the claim: whoever typed it in may not.

    Raises:
        NeedsAnotherPerson
    """
    if entered_by == by:
        raise NeedsAnotherPerson


def same_thing(
    *, member_id: uuid.UUID, kind: ClaimKind, about_id: uuid.UUID | None, day: dt.date, size: int, times: int = 1
) -> str:
    """What two claims for the same thing have in common. Time for one meeting, paper or ask is one thing whenever it
    is claimed; everything else is the same when kind, day and `size` (pence, or minutes) are, unless the member said
    that it is another: then `times` counts."""
    if kind.is_time and about_id is not None:
        return f"{member_id} {kind} {about_id}"
    return f"{member_id} {kind} {about_id or '-'} {day.isoformat()} {size} {times}"


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
