class NoSuchTemplate(Exception):
    """A message was asked for by a name nobody wrote words for."""


class WrongState(Exception):
    """The message is past the point at which this can be done to it."""


class NotKnown(Exception):
    """The message was on its way when the line broke: it may or may not have arrived."""


class NotSafeToCall(Exception):
    """The phone is not a safe way to reach this person."""
