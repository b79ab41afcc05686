"""How people are thanked, what they claim, and where a claim stands."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class Offer(StrEnum):
    """What we can thank someone with, or keep them from being out of pocket by. `NONE` is a choice like the others."""

    PAYMENT = "payment"
    VOUCHER = "voucher"
    EXPENSES = "expenses"
    CARER_COVER = "carer_cover"
    TRAVEL_ADVANCE = "travel_advance"
    DATA = "data"
    NONE = "none"

    @property
    def label(self) -> Any:
        return {
            "payment": lazy("Money for your time"),
            "voucher": lazy("A voucher for your time"),
            "expenses": lazy("Your costs, such as travel"),
            "carer_cover": lazy("Someone to care while you are away"),
            "travel_advance": lazy("Travel paid before you go"),
            "data": lazy("Data for your phone"),
            "none": lazy("Nothing for my time"),
        }[self.value]


# One of these for time given; the others come beside it.
FOR_TIME = (Offer.PAYMENT, Offer.VOUCHER, Offer.NONE)
BESIDE = (Offer.EXPENSES, Offer.CARER_COVER, Offer.TRAVEL_ADVANCE, Offer.DATA)


class Unit(StrEnum):
    HOUR = "hour"
    MEETING = "meeting"
    MILE = "mile"
    MONTH = "month"
    REAL_COST = "real_cost"

    @property
    def label(self) -> Any:
        return {
            "hour": lazy("for each hour"),
            "meeting": lazy("for each meeting"),
            "mile": lazy("for each mile"),
            "month": lazy("for each month"),
            "real_cost": lazy("what it really cost"),
        }[self.value]


class LimitPer(StrEnum):
    WEEK = "week"
    MONTH = "month"

    @property
    def label(self) -> Any:
        return {"week": lazy("in a week"), "month": lazy("in a month")}[self.value]


class ClaimKind(StrEnum):
    MEETING = "meeting"
    READING = "reading"
    ASK = "ask"
    TRAVEL = "travel"
    TRAVEL_ADVANCE = "travel_advance"
    CARER_COVER = "carer_cover"
    DATA = "data"
    OTHER = "other"

    @property
    def label(self) -> Any:
        return {
            "meeting": lazy("A meeting"),
            "reading": lazy("Reading papers"),
            "ask": lazy("Something we asked you to do"),
            "travel": lazy("Travel"),
            "travel_advance": lazy("Travel, before you go"),
            "carer_cover": lazy("Someone to care while you were away"),
            "data": lazy("Data for your phone"),
            "other": lazy("Something else"),
        }[self.value]

    @property
    def is_time(self) -> bool:
        """Thanked by the time it took; everything else by what it cost."""
        return self in (ClaimKind.MEETING, ClaimKind.READING, ClaimKind.ASK)


class ClaimState(StrEnum):
    CLAIMED = "claimed"
    APPROVED = "approved"
    IN_BATCH = "in_batch"
    PAID = "paid"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> Any:
        return {
            "claimed": lazy("We are looking at it"),
            "approved": lazy("We said yes. It will be paid."),
            "in_batch": lazy("On its way"),
            "paid": lazy("Paid"),
            "sent_back": lazy("We have a question"),
            "taken_back": lazy("Taken back"),
        }[self.value]


# Owed: the member waits for it.
WAITING = (ClaimState.CLAIMED, ClaimState.APPROVED, ClaimState.IN_BATCH)


class BatchKind(StrEnum):
    BANK = "bank"
    VOUCHERS = "vouchers"

    @property
    def label(self) -> Any:
        return {"bank": lazy("Bank transfers"), "vouchers": lazy("Vouchers")}[self.value]
