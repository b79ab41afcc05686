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


class Ineligible(StrEnum):
    """Why someone drawn should never have been in the frame. Only such a person may be replaced."""

    NOT_A_USER = "not_a_user"
    OUT_OF_AREA = "out_of_area"
    UNDER_AGE = "under_age"
    DUPLICATE = "duplicate"
    DECEASED = "deceased"

    @property
    def label(self) -> Any:
        return {
            "not_a_user": lazy("Has nothing to do with this service"),
            "out_of_area": lazy("Moved away before the frame was frozen"),
            "under_age": lazy("Too young to be asked"),
            "duplicate": lazy("The same person stands in the frame twice"),
            "deceased": lazy("Died before the frame was frozen"),
        }[self.value]


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


class Track(StrEnum):
    """Whom a step of the outreach plan is for, by how they stand to the service."""

    DISENGAGED = "disengaged"
    NEVER_STARTED = "never_started"
    OTHERS = "others"

    @property
    def label(self) -> Any:
        return {
            "disengaged": lazy("People who stopped coming"),
            "never_started": lazy("People who never started"),
            "others": lazy("People who use the service or have finished"),
        }[self.value]

    @property
    def statuses(self) -> tuple[str, ...]:
        return ("active", "completed") if self is Track.OTHERS else (self.value,)


class ChannelRule(StrEnum):
    """Which of a person's safe ways a wave takes. It only ever chooses among safe ones."""

    PREFERRED = "preferred"
    DIFFERENT = "different"
    PAPER = "paper"

    @property
    def label(self) -> Any:
        return {
            "preferred": lazy("The way they like best"),
            "different": lazy("Another way than before"),
            "paper": lazy("On paper where that is safe"),
        }[self.value]


class PlannedState(StrEnum):
    PLANNED = "planned"
    DUE = "due"
    SENT = "sent"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> Any:
        return {
            "planned": lazy("Planned"),
            "due": lazy("Due now"),
            "sent": lazy("Sent"),
            "left_out": lazy("Left out"),
        }[self.value]


class OutreachStep(StrEnum):
    """What may help to hear a group that is missing."""

    ASK_WORKERS = "ask_workers"
    VISIT = "visit"
    RING = "ring"
    MORE_RESERVES = "more_reserves"
    LANGUAGE = "language"
    OTHER_FORMAT = "other_format"
    SOMETHING_ELSE = "something_else"

    @property
    def label(self) -> Any:
        return {
            "ask_workers": lazy("Ask workers they trust to tell them about it"),
            "visit": lazy("Go where they meet"),
            "ring": lazy("Ring more of them"),
            "more_reserves": lazy("Ask more of them from the reserve"),
            "language": lazy("Find someone who speaks their language"),
            "other_format": lazy("Offer another way to answer"),
            "something_else": lazy("Something else"),
        }[self.value]


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> Any:
        return {"open": lazy("To do"), "done": lazy("Done"), "dropped": lazy("Dropped")}[self.value]
