from typing import Any


class NotAnAnswer(Exception):
    """What was typed does not answer the question; the message says in the person's language what to do."""


class AlreadyPublished(Exception):
    """A published edition never changes; make a new edition."""


class NothingToAsk(Exception):
    """A set without a question cannot be published."""


class NotAnOpenQuestion(Exception):
    """Comments can only be answers to a question that is answered in own words."""


class NotMedia(Exception):
    """A file that cannot stand beside a question; the message says what would do."""


class UnsoundConditions(Exception):
    """Some questions are asked only if, and that "if" cannot be followed. `faults` says which and why."""

    def __init__(self, faults: list[Any]) -> None:
        super().__init__(", ".join(f"{one.key}: {one.fault} {one.about}" for one in faults))
        self.faults = faults


class KeyTaken(Exception):
    """Another question of the set has this short name."""


class StillNeeded(Exception):
    """Another question, at the place given, is only shown after an answer to this one."""


class DraftExists(Exception):
    """The next edition is being written already; carries the id of that draft."""


class PathsBroken(Exception):
    """The change would leave a condition that cannot work; carries what is wrong, place by place, in words."""


class NotReady(Exception):
    """A set with something wrong in it cannot be published; carries the checks that stop it."""


class NotATranslation(Exception):
    """The language a set is written in first is not translated; it is written."""
