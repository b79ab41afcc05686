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


class EvidenceKind(StrEnum):
    PICTURE = "picture"
    PDF = "pdf"
    LINK = "link"

    @property
    def label(self) -> Any:
        return {"picture": lazy("A picture"), "pdf": lazy("A PDF file"), "link": lazy("A link")}[self.value]


class KeptVerdict(StrEnum):
    """The people's own word. Who says nothing has no verdict."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def label(self) -> Any:
        return {
            "yes": lazy("Yes, it was kept"),
            "partly": lazy("Partly"),
            "no": lazy("No, it was not kept"),
        }[self.value]


class AnswerChannel(StrEnum):
    WEB = "web"
    PHONE = "phone"
    PAPER = "paper"

    @property
    def label(self) -> Any:
        return {"web": lazy("Web"), "phone": lazy("Phone"), "paper": lazy("Paper")}[self.value]
