"""How someone stands to a panel, and where in the commissioning cycle a panel comes in."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class MemberState(StrEnum):
    """From being chosen on. Before that there is an expression of interest, which is not a place on a panel."""

    SELECTED = "selected"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
    PAUSED = "paused"
    STEPPED_DOWN = "stepped_down"
    ENDED = "ended"

    @property
    def label(self) -> Any:
        return {
            "selected": lazy("Chosen, has not said yes yet"),
            "confirmed": lazy("Has said yes"),
            "active": lazy("On the panel"),
            "paused": lazy("Taking a break"),
            "stepped_down": lazy("Has stepped down"),
            "ended": lazy("Time on the panel is over"),
        }[self.value]


# Whoever is one of these has a page of their own and is written to.
HERE_NOW = (MemberState.SELECTED, MemberState.CONFIRMED, MemberState.ACTIVE, MemberState.PAUSED)
# Whoever takes a break keeps their place, and is not counted as coming to anything.
TAKES_PART = (MemberState.SELECTED, MemberState.CONFIRMED, MemberState.ACTIVE)


class Stage(StrEnum):
    """The commissioning cycle (Institute of Public Care, 2006; used in Fulfilling Lives, principle 3)."""

    ANALYSE = "analyse"
    PLAN = "plan"
    DO = "do"
    REVIEW = "review"

    @property
    def label(self) -> Any:
        return {
            "analyse": lazy("Finding out what is needed"),
            "plan": lazy("Planning what to do"),
            "do": lazy("Doing it"),
            "review": lazy("Looking at how it went"),
        }[self.value]
