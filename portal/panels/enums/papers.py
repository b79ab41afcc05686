"""Words about papers and what is printed for a meeting."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class PaperState(StrEnum):
    WRITING = "writing"
    SENT = "sent"
    REPLACED = "replaced"

    @property
    def label(self) -> Any:
        return {
            "writing": lazy("Being written"),
            "sent": lazy("With the members"),
            "replaced": lazy("Replaced by a newer version"),
        }[self.value]


class PrintKind(StrEnum):
    PAPER = "paper"
    QUESTION_CARDS = "question_cards"
    NAME_CARDS = "name_cards"
    LIGHT_CARDS = "light_cards"

    @property
    def label(self) -> Any:
        return {
            "paper": lazy("Paper"),
            "question_cards": lazy("Question cards"),
            "name_cards": lazy("Name cards"),
            "light_cards": lazy("Traffic-light cards"),
        }[self.value]


class PanelPrintKind(StrEnum):
    """Printed for a panel, not for one of its meetings. What everyone may read keeps back replies that are new."""

    CALL_FORM = "call_form"
    INFLUENCE = "influence"
    INFLUENCE_FOR_ALL = "influence_for_all"


class LetterSize(StrEnum):
    NORMAL = "normal"
    LARGE = "large20"
    LARGEST = "large28"

    @property
    def label(self) -> Any:
        return {
            "normal": lazy("Normal print"),
            "large20": lazy("Large print"),
            "large28": lazy("Very large print"),
        }[self.value]


class PrintState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"

    @property
    def label(self) -> Any:
        return {
            "waiting": lazy("Is being made"),
            "ready": lazy("Ready"),
            "refused": lazy("Could not be made"),
        }[self.value]
