"""Words about the notes of a meeting, and what members say of them."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class NotesState(StrEnum):
    WRITING = "writing"
    OUT_FOR_CHECK = "out_for_check"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"

    @property
    def label(self) -> Any:
        return {
            "writing": lazy("Being written"),
            "out_for_check": lazy("Members are checking it"),
            "confirmed": lazy("Checked"),
            "replaced": lazy("Replaced by a newer version"),
        }[self.value]


class NoteKind(StrEnum):
    SAID = "said"
    AGREED = "agreed"
    ACTION = "action"

    @property
    def label(self) -> Any:
        return {
            "said": lazy("What was said"),
            "agreed": lazy("What was agreed"),
            "action": lazy("Who does what, by when"),
        }[self.value]


class NoteVerdictKind(StrEnum):
    """The same words as in the check of a summary."""

    RIGHT = "right"
    NEARLY = "nearly"
    WRONG = "wrong"
    LEAVE_OUT = "leave_out"

    @property
    def label(self) -> Any:
        return {
            "right": lazy("This is right"),
            "nearly": lazy("This is nearly right"),
            "wrong": lazy("This is wrong"),
            "leave_out": lazy("Leave this out"),
        }[self.value]

    @property
    def needs_reply(self) -> bool:
        return self in (NoteVerdictKind.WRONG, NoteVerdictKind.LEAVE_OUT)


class NoteReplyKind(StrEnum):
    CHANGED = "changed"
    KEPT = "kept"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> Any:
        return {
            "changed": lazy("We changed it"),
            "kept": lazy("We kept it, and say why"),
            "left_out": lazy("We took it out"),
        }[self.value]
