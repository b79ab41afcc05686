"""Words about meetings: where one stands, how someone comes, what is arranged for whom."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class MeetingState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"
    OVER = "over"

    @property
    def label(self) -> Any:
        return {"planned": lazy("Planned"), "cancelled": lazy("Called off"), "over": lazy("Over")}[self.value]


class ChangeOfMeeting(StrEnum):
    """What happened to a meeting. Of the first three everyone who was asked is told."""

    MOVED = "moved"
    ELSEWHERE = "elsewhere"
    CANCELLED = "cancelled"
    PLANNED = "planned"
    CHANGED = "changed"
    AGENDA = "agenda"
    OVER = "over"

    @property
    def label(self) -> Any:
        return {
            "moved": lazy("Another time"),
            "elsewhere": lazy("Another place"),
            "cancelled": lazy("Called off"),
            "planned": lazy("Planned"),
            "changed": lazy("Words changed"),
            "agenda": lazy("What will be talked about changed"),
            "over": lazy("Over"),
        }[self.value]

    @property
    def is_told(self) -> bool:
        return self in (ChangeOfMeeting.MOVED, ChangeOfMeeting.ELSEWHERE, ChangeOfMeeting.CANCELLED)


class Coming(StrEnum):
    """How someone takes part. Used for what they say before, and for what was afterwards."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    VIEWS_AHEAD = "views_ahead"
    NOT_THIS_TIME = "not_this_time"

    @property
    def label(self) -> Any:
        return {
            "in_person": lazy("I come to the place"),
            "phone": lazy("I come by phone"),
            "video": lazy("I come by video"),
            "views_ahead": lazy("I cannot come. I say what I think before."),
            "not_this_time": lazy("Not this time"),
        }[self.value]

    @property
    def is_there(self) -> bool:
        return self in (Coming.IN_PERSON, Coming.PHONE, Coming.VIDEO)

    @property
    def for_staff(self) -> Any:
        return {
            "in_person": lazy("In person"),
            "phone": lazy("Phone"),
            "video": lazy("Video"),
            "views_ahead": lazy("Sent views before"),
            "not_this_time": lazy("Not this time"),
        }[self.value]


class ComesWith(StrEnum):
    NOBODY = "nobody"
    SUPPORTER = "supporter"
    COMPANION = "companion"
    INTERPRETER = "interpreter"

    @property
    def label(self) -> Any:
        return {
            "nobody": lazy("I come alone"),
            "supporter": lazy("A supporter comes with me"),
            "companion": lazy("A friend or someone of my family comes with me"),
            "interpreter": lazy("My interpreter comes with me"),
        }[self.value]


class WrittenBecause(StrEnum):
    """Why a member was written to about a meeting. The message itself says nothing of it."""

    INVITED = "invited"
    CHANGED = "changed"
    SOON = "soon"
    TOMORROW = "tomorrow"
    PAPER = "paper"
    NOTES = "notes"

    @property
    def label(self) -> Any:
        return {
            "invited": lazy("Invitation"),
            "changed": lazy("Something changed"),
            "soon": lazy("Reminder some days before"),
            "tomorrow": lazy("Reminder the day before"),
            "paper": lazy("Paper"),
            "notes": lazy("Notes to check"),
        }[self.value]


class NeedState(StrEnum):
    """Every need is met or explained; the first two are on the way there."""

    OPEN = "open"
    BEING_ARRANGED = "being_arranged"
    MET = "met"
    EXPLAINED = "explained"

    @property
    def label(self) -> Any:
        return {
            "open": lazy("Nobody has looked after it yet"),
            "being_arranged": lazy("Is being arranged"),
            "met": lazy("Is arranged"),
            "explained": lazy("Could not be arranged"),
        }[self.value]

    @property
    def is_settled(self) -> bool:
        return self in (NeedState.MET, NeedState.EXPLAINED)


class BookingKind(StrEnum):
    INTERPRETER = "interpreter"
    BSL = "bsl"
    COMPANION = "companion"
    TRANSPORT = "transport"
    CARER_COVER = "carer_cover"
    FOOD = "food"
    ROOM = "room"
    SOMETHING_ELSE = "something_else"

    @property
    def label(self) -> Any:
        return {
            "interpreter": lazy("An interpreter"),
            "bsl": lazy("A British Sign Language interpreter"),
            "companion": lazy("A companion"),
            "transport": lazy("Transport"),
            "carer_cover": lazy("Someone who cares while the carer is away"),
            "food": lazy("Food and drink"),
            "room": lazy("The room"),
            "something_else": lazy("Something else"),
        }[self.value]


class BookingState(StrEnum):
    TO_DO = "to_do"
    ASKED = "asked"
    BOOKED = "booked"
    NOT_FOUND = "not_found"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> Any:
        return {
            "to_do": lazy("To do"),
            "asked": lazy("Asked, no answer yet"),
            "booked": lazy("Booked"),
            "not_found": lazy("Nobody could be found"),
            "not_needed": lazy("Not needed any more"),
        }[self.value]

    @property
    def is_open(self) -> bool:
        return self in (BookingState.TO_DO, BookingState.ASKED)
