"""By which door an answer came, and what can be done with it once it is in."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy

# Formats of a person who wants a form on paper.
ASKED_FOR_PAPER = ("paper", "large_print")


class Door(StrEnum):
    """How someone answers. Kept as the channel of a response and of each of its answers."""

    WEB = "web"
    PHONE = "phone"
    FACE_TO_FACE = "face_to_face"
    KIOSK = "kiosk"
    PAPER = "paper"

    @property
    def label(self) -> Any:
        return {
            "web": lazy("On the web"),
            "phone": lazy("By phone"),
            "face_to_face": lazy("Face to face"),
            "kiosk": lazy("On a shared tablet"),
            "paper": lazy("On paper"),
        }[self.value]


class VisitKind(StrEnum):
    """What a visit that is not simply someone's own is for."""

    INTERVIEW = "interview"  # staff ask and type
    KIOSK = "kiosk"  # the person types on a shared tablet
    SUPPORTER = "supporter"  # someone else types for a while
    CHANGE = "change"  # answers already sent are changed


class KioskEnd(StrEnum):
    PIN = "pin"
    STAFF = "staff"
    TIME = "time"

    @property
    def label(self) -> Any:
        return {
            "pin": lazy("Ended on the tablet"),
            "staff": lazy("Ended from a desk"),
            "time": lazy("The time was over"),
        }[self.value]


class PaperState(StrEnum):
    """A file of paper forms: being made, there, or stopped by a gate."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"

    @property
    def label(self) -> Any:
        return {
            "waiting": lazy("Being made"),
            "ready": lazy("Ready"),
            "refused": lazy("It could not be made"),
        }[self.value]


class PaperSize(StrEnum):
    NORMAL = "normal"
    LARGE = "large20"
    VERY_LARGE = "large28"

    @property
    def label(self) -> Any:
        return {
            "normal": lazy("Normal letters (16 point)"),
            "large20": lazy("Large letters (20 point)"),
            "large28": lazy("Very large letters (28 point)"),
        }[self.value]


class EntryState(StrEnum):
    """One typing-in of a paper form."""

    TYPING = "typing"
    TYPED = "typed"  # waits for the second person, or for the differences to be settled
    SENT = "sent"

    @property
    def label(self) -> Any:
        return {
            "typing": lazy("Being typed in"),
            "typed": lazy("Typed in"),
            "sent": lazy("Counted"),
        }[self.value]


class ChangeKind(StrEnum):
    """What someone did with answers they had sent."""

    CHANGED = "changed"
    STOPPED = "stopped"
    DELETED = "deleted"

    @property
    def label(self) -> Any:
        return {
            "changed": lazy("Answers changed"),
            "stopped": lazy("Asked us to stop, answers kept"),
            "deleted": lazy("Answers deleted"),
        }[self.value]
