"""Codes of what is heard outside the sample (remarks, visits) and of what an organiser gets ready."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class SaidBy(StrEnum):
    """Roughly who said it. Never a name."""

    CARER = "carer"
    USES_SERVICE = "uses_service"
    STOPPED = "stopped"
    NEVER_STARTED = "never_started"
    FAMILY = "family"
    FRIEND = "friend"
    STAFF = "staff"
    OTHER = "other"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> Any:
        return {
            "carer": lazy("An unpaid carer"),
            "uses_service": lazy("Someone who uses the service"),
            "stopped": lazy("Someone who stopped using it"),
            "never_started": lazy("Someone who never started"),
            "family": lazy("Someone of the family"),
            "friend": lazy("A friend or neighbour"),
            "staff": lazy("Someone who works there"),
            "other": lazy("Someone else"),
            "not_known": lazy("Not known"),
        }[self.value]


class HeardThrough(StrEnum):
    FACE_TO_FACE = "face_to_face"
    GROUP = "group"
    PHONE = "phone"
    WRITTEN = "written"
    ONLINE = "online"
    PASSED_ON = "passed_on"

    @property
    def label(self) -> Any:
        return {
            "face_to_face": lazy("In a talk, face to face"),
            "group": lazy("In a group or meeting"),
            "phone": lazy("On the phone"),
            "written": lazy("In a card, letter or e-mail"),
            "online": lazy("Online"),
            "passed_on": lazy("A colleague passed it on"),
        }[self.value]


class Agreed(StrEnum):
    """What someone said when we asked. Not asked is not a yes."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"

    @property
    def label(self) -> Any:
        return {"yes": lazy("Yes"), "no": lazy("No"), "not_asked": lazy("Not asked")}[self.value]


class RemarkState(StrEnum):
    NEW = "new"
    KEPT = "kept"
    THEMED = "themed"
    IN_FINDING = "in_finding"
    DISCARDED = "discarded"
    SAID_NO = "said_no"

    @property
    def label(self) -> Any:
        return {
            "new": lazy("Waiting for a second look"),
            "kept": lazy("Kept as a remark"),
            "themed": lazy("Under a theme"),
            "in_finding": lazy("Beside a finding"),
            "discarded": lazy("Set aside"),
            "said_no": lazy("They said no"),
        }[self.value]

    @property
    def is_heard(self) -> bool:
        """Someone looked a second time and it stays."""
        return self in (RemarkState.KEPT, RemarkState.THEMED, RemarkState.IN_FINDING)


class SetAside(StrEnum):
    """Why a remark or a visit is not used."""

    NAMES_SOMEONE = "names_someone"
    NOT_ABOUT_SERVICE = "not_about_service"
    SAID_TWICE = "said_twice"
    NOT_CLEAR = "not_clear"
    NOT_AGREED = "not_agreed"
    NOT_DONE = "not_done"

    @property
    def label(self) -> Any:
        return {
            "names_someone": lazy("It could point to a person"),
            "not_about_service": lazy("It is not about the service"),
            "said_twice": lazy("It is here twice"),
            "not_clear": lazy("We cannot tell what is meant"),
            "not_agreed": lazy("They did not agree"),
            "not_done": lazy("It was not done as agreed"),
        }[self.value]


class ChecklistState(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    CLOSED = "closed"

    @property
    def label(self) -> Any:
        return {
            "draft": lazy("Being written"),
            "ready": lazy("Ready for visits"),
            "closed": lazy("Closed"),
        }[self.value]


class VisitState(StrEnum):
    PLANNED = "planned"
    STARTED = "started"
    REPORTED = "reported"
    STOPPED = "stopped"
    COUNTED = "counted"
    SET_ASIDE = "set_aside"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Any:
        return {
            "planned": lazy("Planned"),
            "started": lazy("Report begun"),
            "reported": lazy("Reported, to be read"),
            "stopped": lazy("Stopped by the visitor"),
            "counted": lazy("Counted"),
            "set_aside": lazy("Set aside"),
            "cancelled": lazy("Called off"),
        }[self.value]

    @property
    def takes_report(self) -> bool:
        return self in (VisitState.PLANNED, VisitState.STARTED)

    @property
    def is_owed(self) -> bool:
        """Who went is paid: also who stopped, also when the report is not used."""
        return self in (VisitState.REPORTED, VisitState.STOPPED, VisitState.COUNTED, VisitState.SET_ASIDE)


class SawIt(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    COULD_NOT_TELL = "could_not_tell"

    @property
    def label(self) -> Any:
        return {
            "yes": lazy("Yes"),
            "partly": lazy("Partly"),
            "no": lazy("No"),
            "could_not_tell": lazy("I could not tell"),
        }[self.value]


class StoppedBecause(StrEnum):
    UNSAFE = "unsafe"
    UPSET = "upset"
    ILL = "ill"
    NOT_LET_IN = "not_let_in"
    FOUND_OUT = "found_out"
    OTHER = "other"

    @property
    def label(self) -> Any:
        return {
            "unsafe": lazy("I did not feel safe"),
            "upset": lazy("It upset me"),
            "ill": lazy("I am not well"),
            "not_let_in": lazy("It was closed, or I could not get in"),
            "found_out": lazy("They noticed why I was there"),
            "other": lazy("Something else"),
        }[self.value]


class PaidPer(StrEnum):
    VISIT = "visit"
    HOUR = "hour"

    @property
    def label(self) -> Any:
        return {"visit": lazy("For each visit"), "hour": lazy("For each hour")}[self.value]


class PaidBy(StrEnum):
    """How money or thanks reached someone. A code: bank details are not kept here."""

    BANK = "bank"
    CASH = "cash"
    VOUCHER = "voucher"
    PAYROLL = "payroll"
    NOT_WANTED = "not_wanted"

    @property
    def label(self) -> Any:
        return {
            "bank": lazy("To a bank account"),
            "cash": lazy("In cash"),
            "voucher": lazy("As a voucher"),
            "payroll": lazy("With wages"),
            "not_wanted": lazy("They did not want to be paid"),
        }[self.value]
