from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy

# What the table's concepts are about, in the words of the table.
THEMES: dict[str, Any] = {
    "people": lazy("People"),
    "health": lazy("Health and the body"),
    "feelings": lazy("Feelings"),
    "home": lazy("Home"),
    "money and work": lazy("Money and work"),
    "travel": lazy("Travel"),
    "talking and meeting": lazy("Talking and meeting"),
    "time": lazy("Time"),
    "yes, no, how much": lazy("Yes, no, how much"),
    "rights and safety": lazy("Rights and safety"),
    "ways to reach people": lazy("Ways to reach people"),
    "life": lazy("Everyday life"),
}


class PictureKind(StrEnum):
    """Where a picture of our own comes from."""

    PACK = "pack"
    PHOTO = "photo"

    @property
    def label(self) -> Any:
        return {"pack": lazy("From a picture pack"), "photo": lazy("Our own photo")}[self.value]


class PackState(StrEnum):
    """A pack is read and checked first; nothing of it is offered before someone agrees."""

    CHECKING = "checking"
    REFUSED = "refused"
    CHECKED = "checked"
    IMPORTED = "imported"
    TAKEN_OUT = "taken_out"

    @property
    def label(self) -> Any:
        return {
            "checking": lazy("Being looked at"),
            "refused": lazy("Something must be put right"),
            "checked": lazy("Waiting for your yes"),
            "imported": lazy("In use"),
            "taken_out": lazy("Taken out"),
        }[self.value]


class PhotoUse(StrEnum):
    """What people in a photo may agree to. A summary goes out on the web and on paper, so it needs both."""

    WEB = "web"
    PAPER = "paper"

    @property
    def label(self) -> Any:
        return {
            "web": lazy("In summaries on our web pages, for everyone to see"),
            "paper": lazy("In summaries on paper and in files"),
        }[self.value]


class AgreedHow(StrEnum):
    """How someone in a photo said yes."""

    WRITING = "writing"
    SPOKEN = "spoken"
    SIGNED = "signed"
    FOR_THEM = "for_them"

    @property
    def label(self) -> Any:
        return {
            "writing": lazy("In writing"),
            "spoken": lazy("By saying so, and a colleague was there"),
            "signed": lazy("In sign language, or by pointing"),
            "for_them": lazy("Someone who may decide for them said yes"),
        }[self.value]


class Understood(StrEnum):
    """What people made of a picture when they were shown it."""

    ALL = "all"
    MOST = "most"
    FEW = "few"
    HARMFUL = "harmful"

    @property
    def label(self) -> Any:
        return {
            "all": lazy("All of them understood it"),
            "most": lazy("Most of them understood it"),
            "few": lazy("Few of them understood it"),
            "harmful": lazy("Someone found it hurtful"),
        }[self.value]

    @property
    def is_good(self) -> bool:
        """Whether the mark "tested with people" may stand beside the picture."""
        return self in (Understood.ALL, Understood.MOST)
