from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    PHONE = "phone"
    VIA_WORKER = "via_worker"

    @property
    def label(self) -> Any:
        return {
            "email": lazy("E-mail"),
            "sms": lazy("Text message"),
            "letter": lazy("Letter"),
            "phone": lazy("Phone"),
            "via_worker": lazy("Through their worker"),
        }[self.value]


class Withheld(StrEnum):
    """Why the gate stayed shut. Unknown means no."""

    DO_NOT_CONTACT = "do_not_contact"
    SUPPRESSED = "suppressed"
    NO_SAFE_ROUTE = "no_safe_route"
    SAFETY_NOT_CONFIRMED = "safety_not_confirmed"
    ENOUGH_MESSAGES = "enough_messages"
    TOO_SOON = "too_soon"
    ALREADY_REPLIED = "already_replied"
    ADDRESS_CHANGED = "address_changed"
    ROUND_OVER = "round_over"
    SENDING_STOPPED = "sending_stopped"
    CHANNEL_STOPPED = "channel_stopped"
    ASKED_RECENTLY = "asked_recently"
    SAME_HOUSEHOLD = "same_household"
    LEFT_IN_PEACE = "left_in_peace"
    PAUSED = "paused"

    @property
    def label(self) -> Any:
        return {
            "do_not_contact": lazy("Asked not to be contacted"),
            "suppressed": lazy("On the list of people who said stop"),
            "no_safe_route": lazy("No safe way to reach them is known"),
            "safety_not_confirmed": lazy("What is safe was not confirmed in the last 90 days"),
            "enough_messages": lazy("Has had as many messages as we allow"),
            "too_soon": lazy("Had a message less than 7 days ago"),
            "already_replied": lazy("Has replied"),
            "address_changed": lazy("Their address changed after the letter was printed"),
            "round_over": lazy("We have stopped asking"),
            "sending_stopped": lazy("All sending is stopped"),
            "channel_stopped": lazy("Sending in this way is stopped"),
            "asked_recently": lazy("Was asked in another round in the last six months"),
            "same_household": lazy("Someone they live with has been asked"),
            "left_in_peace": lazy("Is left in peace for the rest of this round"),
            "paused": lazy("Contact rests until someone has looked"),
        }[self.value]


class NoCall(StrEnum):
    """Why a number is not shown. Why it is not safe is nobody's business: that would be the danger said aloud."""

    NOT_SAFE = "not_safe"
    ENOUGH = "enough"
    TOO_SOON = "too_soon"
    NOT_NOW = "not_now"
    STOPPED = "stopped"
    AFTER_MESSAGE = "after_message"
    NOT_CHOSEN = "not_chosen"
    NOT_THEIR_TIME = "not_their_time"

    @property
    def label(self) -> Any:
        return {
            "not_safe": lazy("Do not ring this person."),
            "enough": lazy("This person was rung three times. That is as often as we ring."),
            "too_soon": lazy("This person was rung in the last three hours. Try at another time of the day."),
            "not_now": lazy("We ring from Monday to Saturday, 9 in the morning to 8 at night, not on bank holidays."),
            "stopped": lazy("All sending and ringing is stopped."),
            "not_chosen": lazy("This person is not in the half that is rung."),
            "not_their_time": lazy("Not now. Ring at another time of the day, or on another day."),
            "after_message": lazy("This person had a message less than 7 days ago. Ring later."),
        }[self.value]


class Result(StrEnum):
    """How one attempt ended, in plain words; each maps to an AAPOR code in `rules.AAPOR`."""

    SENT = "sent"
    FAILED = "failed"
    RETURNED = "returned"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    CALL_BACK = "call_back"
    SPOKE_WILL_ANSWER = "spoke_will_answer"
    ANSWERED_BY_PHONE = "answered_by_phone"
    DECLINED = "declined"
    STOP = "stop"
    WRONG_PERSON = "wrong_person"
    DEAD_NUMBER = "dead_number"
    MOVED = "moved"
    DIED = "died"
    TOO_ILL = "too_ill"
    NOT_A_USER = "not_a_user"
    LANGUAGE_NOT_MET = "language_not_met"
    UNSAFE = "unsafe"
    BEREAVED = "bereaved"
    NO_CAPACITY = "no_capacity"
    AWAY = "away"
    UNDER_AGE = "under_age"
    DUPLICATE = "duplicate"
    COMPLAINT = "complaint"

    @property
    def label(self) -> Any:
        return {
            "sent": lazy("Sent"),
            "failed": lazy("Could not be sent"),
            "returned": lazy("Came back"),
            "no_answer": lazy("No answer"),
            "voicemail": lazy("Left a voicemail"),
            "call_back": lazy("Asked us to call back"),
            "spoke_will_answer": lazy("Spoke; will answer"),
            "answered_by_phone": lazy("Answered on the phone"),
            "declined": lazy("Does not want to take part"),
            "stop": lazy("Asked us to stop contacting them"),
            "wrong_person": lazy("Someone else answered"),
            "dead_number": lazy("The number does not work"),
            "moved": lazy("Has moved away"),
            "died": lazy("Has died"),
            "too_ill": lazy("Too ill to take part"),
            "not_a_user": lazy("Never used the service"),
            "language_not_met": lazy("We could not speak their language"),
            "unsafe": lazy("It was not safe to talk"),
            "bereaved": lazy("Has lost someone close; now is not the time"),
            "no_capacity": lazy("Cannot decide about taking part"),
            "away": lazy("Is away until after the round"),
            "under_age": lazy("Too young to be asked"),
            "duplicate": lazy("Is asked twice in this round"),
            "complaint": lazy("Complained that we wrote or rang"),
        }[self.value]


BY_PHONE = tuple(r for r in Result if r not in (Result.SENT, Result.FAILED, Result.RETURNED))


class StopCause(StrEnum):
    """Why sending was stopped. A channel stops by itself; everything stops when someone presses the button."""

    PRESSED = "pressed"
    BOUNCES = "bounces"
    COMPLAINTS = "complaints"

    @property
    def label(self) -> Any:
        return {
            "pressed": lazy("Someone stopped it"),
            "bounces": lazy("Too many messages came back"),
            "complaints": lazy("Too many people complained"),
        }[self.value]


class PeaceDeed(StrEnum):
    """Ending that someone is left in peace takes two people."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"

    @property
    def label(self) -> Any:
        return {
            "asked": lazy("Asked to allow contact again"),
            "agreed": lazy("Contact allowed again"),
            "refused": lazy("Left in peace as before"),
        }[self.value]


class WordingState(StrEnum):
    """Words of a message: written, in use, or replaced. What was sent is never changed."""

    DRAFT = "draft"
    IN_USE = "in_use"
    RETIRED = "retired"

    @property
    def label(self) -> Any:
        return {
            "draft": lazy("Being written"),
            "in_use": lazy("In use"),
            "retired": lazy("No longer used"),
        }[self.value]


class BestTime(StrEnum):
    """When someone would rather be rung. A code, so that no words about a person are kept."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def label(self) -> Any:
        return {
            "any": lazy("Any time"),
            "morning": lazy("In the morning"),
            "afternoon": lazy("In the afternoon"),
            "evening": lazy("In the evening"),
        }[self.value]


class MessageState(StrEnum):
    """WAITING → SENDING → SENT is written before and after carrying: what a dead worker leaves behind is UNSURE."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    WITHHELD = "withheld"
    FAILED = "failed"
    TO_PRINT = "to_print"
    PRINTED = "printed"
    TO_RELAY = "to_relay"

    @property
    def label(self) -> Any:
        return {
            "waiting": lazy("Waiting for the right time"),
            "sending": lazy("Being sent"),
            "sent": lazy("Sent"),
            "unsure": lazy("We do not know if it was sent"),
            "withheld": lazy("Held back"),
            "failed": lazy("Could not be sent"),
            "to_print": lazy("To print"),
            "printed": lazy("Printed, to be posted"),
            "to_relay": lazy("For their worker to pass on"),
        }[self.value]
