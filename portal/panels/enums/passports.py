"""The access passport: what someone needs, and what staff look at it for."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class NeedKind(StrEnum):
    """In the order they are asked."""

    FORMATS = "formats"
    LANGUAGE = "language"
    INTERPRETER = "interpreter"
    STEP_FREE = "step_free"
    SEATING = "seating"
    LIGHTING = "lighting"
    TIMES = "times"
    BREAKS = "breaks"
    FOOD = "food"
    COMPANION = "companion"
    CARER_COVER = "carer_cover"
    DATA = "data"
    UPSET = "upset"

    @property
    def label(self) -> Any:
        return {
            "formats": lazy("How papers should look"),
            "language": lazy("Language"),
            "interpreter": lazy("Interpreter or sign language"),
            "step_free": lazy("Getting in and around"),
            "seating": lazy("Where and how you sit"),
            "lighting": lazy("Light and noise"),
            "times": lazy("Good times of day"),
            "breaks": lazy("Breaks"),
            "food": lazy("Food and drink"),
            "companion": lazy("Someone who comes with you"),
            "carer_cover": lazy("Care for someone while you are away"),
            "data": lazy("Phone and internet"),
            "upset": lazy("What helps when you are upset"),
        }[self.value]


class LookPurpose(StrEnum):
    """What a member of staff looked at somebody's passport for. The member reads it on their page."""

    MEETING = "meeting"
    BOOKING = "booking"
    PAPERS = "papers"
    COSTS = "costs"
    CALL = "call"
    SUPPORT = "support"

    @property
    def label(self) -> Any:
        return {
            "meeting": lazy("To make a meeting work for you"),
            "booking": lazy("To book what you need"),
            "papers": lazy("To make papers you can read"),
            "costs": lazy("To pay what it costs you"),
            "call": lazy("To ring you"),
            "support": lazy("To help you"),
        }[self.value]
