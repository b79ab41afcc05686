from collections.abc import Sequence
from typing import Any


class NoSuchTemplate(Exception):
    """A message was asked for by a name nobody wrote words for."""


class WrongState(Exception):
    """The message is past the point at which this can be done to it."""


class NotKnown(Exception):
    """The message was on its way when the line broke: it may or may not have arrived."""


class NotSafeToCall(Exception):
    """The phone is not a safe way to reach this person."""


class NotNeutral(Exception):
    """Words of a message lack something they need, or say what nobody else should read."""

    def __init__(self, faults: Sequence[Any]) -> None:
        super().__init__(len(faults))
        self.faults = faults


class SendingStopped(Exception):
    """All sending is stopped, or sending in this way."""


class NeedsSecondPerson(Exception):
    """Whoever asks to start sending again cannot be the one who agrees."""
