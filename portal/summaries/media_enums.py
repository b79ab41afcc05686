from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class MediaSort(StrEnum):
    """What can be heard or seen beside a statement, or beside the whole summary."""

    RECORDED = "recorded"
    COMPUTER = "computer"
    SIGNED = "signed"

    @property
    def label(self) -> Any:
        return {
            "recorded": lazy("Read out by a person"),
            "computer": lazy("Computer voice"),
            "signed": lazy("British Sign Language"),
        }[self.value]
