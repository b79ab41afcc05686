"""Where coding, redaction, worries and exports stand."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class ThemeDeed(StrEnum):
    """What happened to a theme."""

    CREATED = "created"
    RENAMED = "renamed"
    CHANGED = "changed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    DELETED = "deleted"

    @property
    def label(self) -> Any:
        return {
            "created": lazy("Made"),
            "renamed": lazy("Renamed"),
            "changed": lazy("Described anew"),
            "moved": lazy("Moved to another group"),
            "merged": lazy("Merged into another"),
            "split": lazy("Split up"),
            "deleted": lazy("Deleted"),
        }[self.value]


class DoubleCodingState(StrEnum):
    """Where a sample of answers stands that two or more people code without seeing each other's work."""

    CODING = "coding"
    SETTLING = "settling"
    SETTLED = "settled"

    @property
    def label(self) -> Any:
        return {
            "coding": lazy("Being coded"),
            "settling": lazy("Disagreements to settle"),
            "settled": lazy("Settled"),
        }[self.value]


class SpanKind(StrEnum):
    """What was taken out of someone's words."""

    NAME = "name"
    PLACE = "place"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    OTHER = "other"

    @property
    def label(self) -> Any:
        return {
            "name": lazy("name"),
            "place": lazy("place"),
            "phone": lazy("phone number"),
            "email": lazy("e-mail"),
            "postcode": lazy("postcode"),
            "other": lazy("taken out"),
        }[self.value]


class RedactionReason(StrEnum):
    THEMSELVES = "themselves"
    SOMEONE_ELSE = "someone_else"
    UNSAFE = "unsafe"
    NOTHING_FOUND = "nothing_found"

    @property
    def label(self) -> Any:
        return {
            "themselves": lazy("It could show who this person is"),
            "someone_else": lazy("It is about someone else who can be recognised"),
            "unsafe": lazy("It could put someone in danger"),
            "nothing_found": lazy("Nothing has to be taken out"),
        }[self.value]


class WorryUrgency(StrEnum):
    NOW = "now"
    TODAY = "today"
    SOON = "soon"

    @property
    def label(self) -> Any:
        return {
            "now": lazy("Someone may be in danger now"),
            "today": lazy("Someone should look at it today"),
            "soon": lazy("Someone should look at it within three working days"),
        }[self.value]


class WorryState(StrEnum):
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    CLOSED = "closed"

    @property
    def label(self) -> Any:
        return {
            "raised": lazy("Not seen yet"),
            "acknowledged": lazy("Being looked at"),
            "escalated": lazy("Passed on"),
            "closed": lazy("Closed"),
        }[self.value]

    @property
    def is_open(self) -> bool:
        return self is not WorryState.CLOSED


class WorryDeed(StrEnum):
    """One line of what was done about a worry."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    HANDED_OVER = "handed_over"
    NOTED = "noted"
    OPENED_IDENTITY = "opened_identity"
    ESCALATED = "escalated"
    CLOSED = "closed"
    REOPENED = "reopened"

    @property
    def label(self) -> Any:
        return {
            "raised": lazy("Raised"),
            "acknowledged": lazy("Taken on"),
            "handed_over": lazy("Given to someone else"),
            "noted": lazy("Note added"),
            "opened_identity": lazy("Looked up who it is"),
            "escalated": lazy("Passed on"),
            "closed": lazy("Closed"),
            "reopened": lazy("Opened again"),
        }[self.value]


class WordsFound(StrEnum):
    """What a safeguarding lead made of words that may mean danger."""

    WORRY = "worry"
    NO_DANGER = "no_danger"
    WAS_SENT = "was_sent"

    @property
    def label(self) -> Any:
        return {
            "worry": lazy("A worry was raised"),
            "no_danger": lazy("No sign of danger"),
            "was_sent": lazy("It was sent, and is looked at there"),
        }[self.value]


class WorryOutcome(StrEnum):
    NO_RISK = "no_risk"
    ALREADY_KNOWN = "already_known"
    SUPPORT_GIVEN = "support_given"
    REFERRED = "referred"
    EMERGENCY = "emergency"
    NOT_IDENTIFIED = "not_identified"

    @property
    def label(self) -> Any:
        return {
            "no_risk": lazy("No sign of danger"),
            "already_known": lazy("The right people knew already"),
            "support_given": lazy("The person was offered help"),
            "referred": lazy("Passed to a safeguarding team"),
            "emergency": lazy("Emergency services were called"),
            "not_identified": lazy("We could not find out who it is"),
        }[self.value]


class IdentityPurpose(StrEnum):
    """Why a name was looked up. There is no other reason."""

    DANGER = "danger"
    OFFER_HELP = "offer_help"
    REFERRAL = "referral"

    @property
    def label(self) -> Any:
        return {
            "danger": lazy("Someone may be in danger"),
            "offer_help": lazy("To offer the person help"),
            "referral": lazy("A safeguarding team needs to know"),
        }[self.value]


class ResearchState(StrEnum):
    """A research file is made by one person and let out by another."""

    MAKING = "making"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"
    DELETED = "deleted"

    @property
    def label(self) -> Any:
        return {
            "making": lazy("Being made"),
            "waiting": lazy("Waiting for a second person"),
            "approved": lazy("May be taken"),
            "refused": lazy("Refused"),
            "impossible": lazy("Too few answers to make a safe file"),
            "deleted": lazy("Deleted"),
        }[self.value]


class ExportWhat(StrEnum):
    """Files anyone who reads results may take."""

    RESULTS = "results"
    THEMES = "themes"
    QUOTES = "quotes"
    TIMELINE = "timeline"
    FILTERED = "filtered"

    @property
    def label(self) -> Any:
        return {
            "results": lazy("Results"),
            "themes": lazy("Themes with numbers"),
            "quotes": lazy("Words we may quote"),
            "timeline": lazy("Answers and tries by week"),
            "filtered": lazy("Answers by several traits"),
        }[self.value]
