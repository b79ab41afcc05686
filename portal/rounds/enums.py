from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class RoundState(StrEnum):
    PLANNING = "planning"
    DRAWN = "drawn"
    FIELDWORK = "fieldwork"
    CLOSED = "closed"
    RELEASED = "released"

    @property
    def label(self) -> Any:
        return {
            "planning": lazy("Being planned"),
            "drawn": lazy("Sample drawn"),
            "fieldwork": lazy("People are being asked"),
            "closed": lazy("Closed"),
            "released": lazy("Results released"),
        }[self.value]

    @property
    def takes_answers(self) -> bool:
        return self is RoundState.FIELDWORK


class MemberState(StrEnum):
    """Where a drawn person stands. A reserve waits until its whole batch is released."""

    SAMPLE = "sample"
    RESERVE = "reserve"
    RELEASED = "released"

    @property
    def is_asked(self) -> bool:
        return self is not MemberState.RESERVE


class InvitationState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    OPENED = "opened"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Any:
        return {
            "waiting": lazy("Not written to yet"),
            "sent": lazy("Asked"),
            "opened": lazy("Opened, not sent yet"),
            "answered": lazy("Answered"),
            "declined": lazy("Said no"),
            "withdrawn": lazy("Took their answers back"),
        }[self.value]

    @property
    def may_answer(self) -> bool:
        return self in (InvitationState.WAITING, InvitationState.SENT, InvitationState.OPENED)


class DeclineReason(StrEnum):
    """Three ways to say no; all of them stop the reminders."""

    NO_THANKS = "no_thanks"
    NOT_NOW = "not_now"
    NOT_ME = "not_me"

    @property
    def label(self) -> Any:
        return {
            "no_thanks": lazy("No thanks"),
            "not_now": lazy("Not now"),
            "not_me": lazy("This is not for me. I do not know this service."),
        }[self.value]


class CommentsState(StrEnum):
    """Where a file of comments stands. Nothing of it is an answer before `imported`."""

    COLUMNS = "columns"
    CHECKED = "checked"
    IMPORTING = "importing"
    IMPORTED = "imported"
    DISCARDED = "discarded"

    @property
    def label(self) -> Any:
        return {
            "columns": lazy("Say what the columns are"),
            "checked": lazy("Checked"),
            "importing": lazy("Being brought in"),
            "imported": lazy("Brought in"),
            "discarded": lazy("Thrown away"),
        }[self.value]


class ReportFileState(StrEnum):
    """A PDF of a report: being made, there, or stopped by a gate."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"
