"""By which way something of a member's came in."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class SaidBy(StrEnum):
    """The way words, an answer or a claim came in; every way but the web was typed or brought in by staff."""

    WEB = "web"
    PHONE = "phone"
    PAPER = "paper"
    VOICE = "voice"
    TALK = "talk"
    MEETING = "meeting"
    FILE = "file"

    @property
    def label(self) -> Any:
        return {
            "web": lazy("On their page"),
            "phone": lazy("By phone"),
            "paper": lazy("On paper"),
            "voice": lazy("Voice message, typed by staff"),
            "talk": lazy("Face to face"),
            "meeting": lazy("At a meeting"),
            "file": lazy("From a file"),
        }[self.value]


# What staff type when a member tells them.
TYPED = (SaidBy.PHONE, SaidBy.PAPER, SaidBy.TALK)
