"""What a panel can be asked for, and how each member stands to it."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class AskKind(StrEnum):
    ROUND = "round"
    SUMMARY_CHECK = "summary_check"
    VISIT = "visit"
    TENDER = "tender"
    WORDING = "wording"
    READING = "reading"
    OTHER = "other"

    @property
    def label(self) -> Any:
        return {
            "round": lazy("Answer some questions"),
            "summary_check": lazy("Check if a summary is right"),
            "visit": lazy("Visit a service and tell us how it was"),
            "tender": lazy("Help choose who runs a service"),
            "wording": lazy("Say which words are better"),
            "reading": lazy("Read something"),
            "other": lazy("Something else"),
        }[self.value]


class AskState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    NOT_THIS_TIME = "not_this_time"
    DONE = "done"
    THANKED = "thanked"

    @property
    def label(self) -> Any:
        return {
            "offered": lazy("Asked, no answer yet"),
            "accepted": lazy("Said yes"),
            "not_this_time": lazy("Not this time"),
            "done": lazy("Done"),
            "thanked": lazy("Done and thanked"),
        }[self.value]

    @property
    def member_label(self) -> Any:
        """The same, said to the member."""
        return {
            "offered": lazy("You have not answered yet."),
            "accepted": lazy("You said yes."),
            "not_this_time": lazy("You said: not this time."),
            "done": lazy("You have done it."),
            "thanked": lazy("You have done it. We thanked you."),
        }[self.value]


OPEN = (AskState.OFFERED, AskState.ACCEPTED)
