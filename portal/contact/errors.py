class NoSuchTemplate(Exception):
    """A message was asked for by a name nobody wrote words for."""


class NotSafeToCall(Exception):
    """The phone is not a safe way to reach this person."""
