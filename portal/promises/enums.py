from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class PromiseState(StrEnum):
    PROMISED = "promised"
    DOING = "doing"
    DONE = "done"
    CHANGED = "changed"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self in (PromiseState.PROMISED, PromiseState.DOING)

    @property
    def label(self) -> Any:
        return {
            "promised": lazy("Promised"),
            "doing": lazy("We are doing it"),
            "done": lazy("Done"),
            "changed": lazy("We did something else"),
            "dropped": lazy("We will not do it"),
        }[self.value]
