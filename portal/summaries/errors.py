class WrongState(Exception):
    """This cannot be done while the summary stands where it stands."""


class NeedsSecondPerson(Exception):
    """Whoever wrote a summary cannot be the one who approves or publishes it."""


class NotReady(Exception):
    """Something is missing before the next step; `reasons` says what, in words."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class QuoteNotAllowed(Exception):
    """The person did not agree to have these words shown, or took it back."""


class FigureNotFound(Exception):
    """The results do not hold this number, or it is hidden because it could point at someone."""


class Unanswered(Exception):
    """People said "wrong" or "leave this out", and nobody has answered them yet."""


class CheckOver(Exception):
    """This check has ended."""


class WrittenMeanwhile(Exception):
    """Someone else changed the same part of a statement since this writer opened it; nothing was saved."""


class FixGone(Exception):
    """The words a piece of advice was about are no longer there."""
