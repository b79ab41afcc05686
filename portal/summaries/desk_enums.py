from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class StatementDeed(StrEnum):
    """What was done to a statement."""

    WRITTEN = "written"
    LAID_OUT = "laid_out"
    CHANGED = "changed"
    MOVED = "moved"
    NUMBER = "number"
    QUOTE = "quote"
    FIXED = "fixed"
    LEFT_OUT = "left_out"
    PUT_BACK = "put_back"

    @property
    def label(self) -> Any:
        return {
            "written": lazy("Written"),
            "laid_out": lazy("Laid out from the findings"),
            "changed": lazy("Changed"),
            "moved": lazy("Moved"),
            "number": lazy("Number changed"),
            "quote": lazy("Quote changed"),
            "fixed": lazy("The coach’s advice was taken"),
            "left_out": lazy("Left out"),
            "put_back": lazy("Put back as it was"),
        }[self.value]


class RestsOn(StrEnum):
    """What a statement can rest on."""

    FINDING = "finding"
    THEME = "theme"
    NUMBER = "number"
    QUOTE = "quote"

    @property
    def label(self) -> Any:
        return {
            "finding": lazy("Finding"),
            "theme": lazy("Theme"),
            "number": lazy("Number"),
            "quote": lazy("Someone’s own words"),
        }[self.value]


class Look(StrEnum):
    """The ways a reader sees a summary on a screen."""

    EASY = "easy"
    STANDARD = "standard"
    LARGE = "large"

    @property
    def label(self) -> Any:
        return {
            "easy": lazy("Easy read: words beside pictures"),
            "standard": lazy("Words only"),
            "large": lazy("Large print"),
        }[self.value]
