"""Finding members: how a call stands, how someone stands to it, how a selection stands."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class CallStanding(StrEnum):
    """Worked out from what was done and from the day; only a draft can be changed."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    DRAWN = "drawn"

    @property
    def label(self) -> Any:
        return {
            "draft": lazy("Not published"),
            "announced": lazy("Published, not open yet"),
            "open": lazy("Open"),
            "closed": lazy("Closed, draw to come"),
            "drawn": lazy("Drawn"),
        }[self.value]


class InterestState(StrEnum):
    """How someone stands to a call: asked, writing, interested, and what came of it."""

    INVITED = "invited"
    DRAFT = "draft"
    INTERESTED = "interested"
    CHOSEN = "chosen"
    RESERVE = "reserve"
    NOT_CHOSEN = "not_chosen"
    POOL = "pool"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    AGAIN = "again"
    FORGOTTEN = "forgotten"

    @property
    def label(self) -> Any:
        return {
            "invited": lazy("Asked by us"),
            "draft": lazy("Has begun"),
            "interested": lazy("Would like to be on the panel"),
            "chosen": lazy("Chosen"),
            "reserve": lazy("Reserve"),
            "not_chosen": lazy("Not chosen this time"),
            "pool": lazy("On the list for later"),
            "declined": lazy("Said no"),
            "withdrawn": lazy("Taken back"),
            "again": lazy("Said so twice"),
            "forgotten": lazy("Deleted"),
        }[self.value]


# Who has sent something in and has not gone.
IN_POOL = (
    InterestState.INTERESTED,
    InterestState.CHOSEN,
    InterestState.RESERVE,
    InterestState.NOT_CHOSEN,
    InterestState.POOL,
)


class HelpedBy(StrEnum):
    """Who helped someone to say that they are interested."""

    NOBODY = "nobody"
    FAMILY = "family"
    WORKER = "worker"
    INTERPRETER = "interpreter"
    STAFF = "staff"

    @property
    def label(self) -> Any:
        return {
            "nobody": lazy("Nobody"),
            "family": lazy("Family or a friend"),
            "worker": lazy("A support worker"),
            "interpreter": lazy("An interpreter"),
            "staff": lazy("You, on the phone"),
        }[self.value]


class SelectionState(StrEnum):
    WORKING = "working"
    IMPOSSIBLE = "impossible"
    READY = "ready"
    PUBLISHED = "published"
    NUMBER_TYPED = "number_typed"
    DRAWN = "drawn"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> Any:
        return {
            "working": lazy("Being worked out"),
            "impossible": lazy("No panel meets the targets"),
            "ready": lazy("Ready, not published"),
            "published": lazy("Tickets are published"),
            "number_typed": lazy("Number typed once"),
            "drawn": lazy("Drawn"),
            "set_aside": lazy("Set aside"),
        }[self.value]


class PoolImportState(StrEnum):
    MAPPING = "mapping"
    CHECKED = "checked"
    IMPORTED = "imported"
    THROWN_AWAY = "thrown_away"
