"""Which steps a member can take from where."""

from portal.panels.enums import MemberState
from portal.panels.errors import WrongState

SELECTED, CONFIRMED, ACTIVE = MemberState.SELECTED, MemberState.CONFIRMED, MemberState.ACTIVE
PAUSED, STEPPED_DOWN, ENDED = MemberState.PAUSED, MemberState.STEPPED_DOWN, MemberState.ENDED

# Whoever left can come back, by being chosen again: the steps show both.
NEXT: dict[MemberState, frozenset[MemberState]] = {
    SELECTED: frozenset({CONFIRMED, STEPPED_DOWN, ENDED}),
    CONFIRMED: frozenset({ACTIVE, PAUSED, STEPPED_DOWN, ENDED}),
    ACTIVE: frozenset({PAUSED, STEPPED_DOWN, ENDED}),
    PAUSED: frozenset({CONFIRMED, ACTIVE, STEPPED_DOWN, ENDED}),
    STEPPED_DOWN: frozenset({SELECTED}),
    ENDED: frozenset({SELECTED}),
}


def check_step(now: MemberState, to: MemberState) -> None:
    """Nothing, if a member in one state may go to another.

    Raises:
        WrongState: "from to", as values of the states.
    """
    if to not in NEXT[now]:
        raise WrongState(f"{now} {to}")
