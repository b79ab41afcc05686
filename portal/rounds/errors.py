from collections.abc import Sequence


class RoundClosed(Exception):
    """The round does not take answers (any more, or yet)."""


class AlreadyDrawn(Exception):
    """A round is drawn once. Drawing again until one likes the result is what the record is there to prevent."""


class NotReady(Exception):
    """A step is missing before this one: a frame, a plan, a draw, a question set."""


class FrameChanged(Exception):
    """The frame is not the one the plan was made for."""


class PlanOutOfDate(Exception):
    """Since the plan was agreed, someone in it has been asked in another round."""


class CannotBeReplaced(Exception):
    """The person answered, said no or was replaced already. Only who should never have been asked is replaced."""


class NobodyOfThatReference(Exception):
    """Nobody in this sample has that reference."""


class ThemeExists(Exception):
    """A round has each theme once."""


class SinglesOut(Exception):
    """A release would differ from an earlier one by so few people that they could be made out."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(len(names))
        self.names = names


class NothingToRelease(Exception):
    """Fewer than ten people have answered: no figure could be shown."""


class NeedsSecondPerson(Exception):
    """Whoever wrote it down or asked for it is not the one who looks at it a second time."""


class NotAgreed(Exception):
    """The person has not said yes to this use of their words."""


class OfAnotherRound(Exception):
    """A theme or a finding of one round, something heard about another."""


class TooDeep(Exception):
    """Themes stand on three levels at most, and never under themselves."""


class FrameInUse(Exception):
    """People are coding a sample by these themes right now."""


class NotYours(Exception):
    """This part is someone else's to do."""


class BeingDoubleCoded(Exception):
    """Several people are coding this answer apart; until they are done nobody codes it in the open."""


class WordsChanged(Exception):
    """The marked words do not fit the answer."""


class ChecklistFixed(Exception):
    """Visits are under way: what they look for stays the same for all of them."""


class VisitOver(Exception):
    """The report is sent, or the visit was stopped or called off."""


class NotYet(Exception):
    """The first day of the visit is still to come."""


class AlreadyPaid(Exception):
    """A payment is noted once."""


class PlanTooHard(Exception):
    """A plan of outreach that would write to people more often, or longer, than we ever do."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(len(faults))
        self.faults = faults


class NotDue(Exception):
    """The day of this step has not come, or it has been sent or left out."""


class StillAsking(Exception):
    """A round under way is closed before it is put away."""


class SomeoneElses(Exception):
    """A phone number of someone we know: no test goes there."""


class FiltersFixed(Exception):
    """Numbers by several traits were shown already: with other traits, some could be taken from others."""
