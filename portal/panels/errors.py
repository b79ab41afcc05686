"""What can go wrong here, in the words of the room."""


class PanelError(Exception):
    """Something about a panel that cannot be done."""


class WrongState(PanelError):
    """Someone's standing does not allow this step; says from where to where."""


class AlreadyOnPanel(PanelError):
    """This person has a place on the panel."""


class NotOnRoll(PanelError):
    """This member was not active when the vote opened."""


class VoteOver(PanelError):
    """The vote is not open: not yet, no longer, or called off."""


class NotAVote(PanelError):
    """What came in cannot be counted."""


class SamePerson(PanelError):
    """Whoever says that something changed cannot be the one who looks whether it did."""


class IsSent(PanelError):
    """The advice is with the body: its words stay as they are."""


class NotYet(PanelError):
    """A call that is not ready to be published; `faults` says what is missing."""

    def __init__(self, faults: object = ()) -> None:
        super().__init__()
        self.faults = faults


class CallFixed(PanelError):
    """A call that is published is not changed any more."""


class CallNotOpen(PanelError):
    """Nobody can come forward before a call opens or after it closed."""


class NeedsSecondPerson(PanelError):
    """Whoever proposed it or typed it cannot be the one who agrees or checks."""


class NumbersDiffer(PanelError):
    """The public number was typed differently by the second person."""


class NoReserve(PanelError):
    """Nobody on the reserve list keeps the targets: the lots are drawn again for the seat."""


class ThanksError(PanelError):
    """Something about thanks or costs that cannot be done."""


class RateBegan(ThanksError):
    """A rate that holds already is never rewritten: a new one begins on a later day."""


class GuidanceNotShown(ThanksError):
    """Someone chose before they were shown what there is to know about benefits."""


class NoRate(ThanksError):
    """There is no rate for this on that day."""


class WantsNothing(ThanksError):
    """The member said that they want nothing for their time."""


class OverLimit(ThanksError):
    """A claim would pass the limit a member set; `left` is how many pence are still below it."""

    def __init__(self, *, wanted: int, left: int) -> None:
        super().__init__(f"{wanted} {left}")
        self.wanted, self.left = wanted, left


class ClaimedBefore(ThanksError):
    """The same thing was claimed before; `for_good` says that it cannot be another one."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good


class WrongClaimState(ThanksError):
    """A claim does not go from here to there."""


class NeedsAnotherPerson(ThanksError):
    """Whoever typed a claim in cannot be the one who agrees to it."""


class NothingToPay(ThanksError):
    """No approved claim waits that can be paid this way."""


class NotThisAsk(ThanksError):
    """An ask that is over, or already answered, does not take this answer."""


class NeedsReason(ThanksError):
    """Staff changed something of a member's and did not say why."""


class NotAReceipt(ThanksError):
    """A file we cannot keep as a receipt; the message says what would do."""


class MeetingError(PanelError):
    """Something about a meeting that cannot be done."""


class EndsBeforeItBegins(MeetingError):
    """The end is not after the beginning, or more than twelve hours later."""


class SamePanelMeets(MeetingError):
    """The panel has another meeting at that time."""


class MeetingIsOver(MeetingError):
    """It was called off, or is over."""


class MustSayWhy(MeetingError):
    """This cannot be done without saying why."""


class NothingToSend(MeetingError):
    """There are no words yet."""


class StillUnanswered(MeetingError):
    """Someone said wrong or leave out, and has no answer yet."""


class NobodyAnswered(MeetingError):
    """Nobody said anything: silence is never a yes."""


class OtherWords(PanelError):
    """The words changed since they were read; they must be read again before anyone agrees to them."""


class WeakPin(PanelError):
    """Not a number of four to eight digits, or one that anyone tries first."""


class WrongPin(PanelError):
    """Not the number this member chose."""


class NotAsked(PanelError):
    """This was answered already, or there is nothing to answer."""
