"""Words of this room."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class Intent(StrEnum):
    """What someone wants of an outcome: that it changes, or that it stays as it is."""

    CHANGE = "change"
    KEEP_AS_IS = "keep_as_is"

    @property
    def label(self) -> Any:
        return {"change": lazy("It should change"), "keep_as_is": lazy("It should stay as it is")}[self.value]


class Perspective(StrEnum):
    """Who gave a score. Never merged: whoever speaks for someone says something else than they would."""

    OWN = "own"
    PROXY_OWN_VIEW = "proxy_own_view"
    PROXY_AS_PERSON = "proxy_as_person"
    PRACTITIONER = "practitioner"

    @property
    def label(self) -> Any:
        return {
            "own": lazy("The person themselves"),
            "proxy_own_view": lazy("Someone close, as they see it"),
            "proxy_as_person": lazy("Someone close, as the person would say it"),
            "practitioner": lazy("A practitioner"),
        }[self.value]


class Direction(StrEnum):
    """How far an outcome has come, by its latest review."""

    ACHIEVED = "achieved"
    PROGRESSED = "progressed"
    SAME = "same"
    LOWER = "lower"

    @property
    def label(self) -> Any:
        return {
            "achieved": lazy("Good enough reached"),
            "progressed": lazy("On the way"),
            "same": lazy("The same"),
            "lower": lazy("Lower"),
        }[self.value]
