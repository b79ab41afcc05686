"""Ideas, what is said of them, and the ways to find out what matters most."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class IdeaState(StrEnum):
    NEW = "new"
    DISCUSSED = "discussed"
    PRIORITISED = "prioritised"
    ADVICE = "advice"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> Any:
        return {
            "new": lazy("New"),
            "discussed": lazy("Being talked about"),
            "prioritised": lazy("Voted on"),
            "advice": lazy("Given as advice"),
            "set_aside": lazy("Set aside"),
        }[self.value]


class Shown(StrEnum):
    """Whether the other members can read it."""

    HELD = "held"
    SHOWN = "shown"
    REMOVED = "removed"

    @property
    def label(self) -> Any:
        return {
            "held": lazy("Waits for a look"),
            "shown": lazy("The panel can read it"),
            "removed": lazy("Taken away"),
        }[self.value]


class VoteMethod(StrEnum):
    RANK = "rank"
    DOTS = "dots"
    CONSENT = "consent"
    VERDICT = "verdict"

    @property
    def label(self) -> Any:
        return {
            "rank": lazy("Put in order"),
            "dots": lazy("Share out 10 dots"),
            "consent": lazy("Can you live with it?"),
            "verdict": lazy("Is it true? Yes, partly or no"),
        }[self.value]


class VotePurpose(StrEnum):
    """What a vote decides: what matters most, whether a claim is true, or whether everyone may read of the panel."""

    PRIORITY = "priority"
    CLAIM = "claim"
    PUBLIC = "public"


class Consent(StrEnum):
    YES = "yes"
    WORRIES = "worries"
    NO = "no"

    @property
    def label(self) -> Any:
        return {
            "yes": lazy("Yes, I can live with it"),
            "worries": lazy("Yes, but I have worries"),
            "no": lazy("No, I cannot live with it"),
        }[self.value]


class PanelView(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def label(self) -> Any:
        return {"yes": lazy("Yes"), "partly": lazy("Partly"), "no": lazy("No")}[self.value]
