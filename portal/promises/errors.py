class NeedsSecondPerson(Exception):
    """Who keeps a promise, or says that it is kept, cannot be the one who checks it."""


class NotAPromise(Exception):
    """Only a statement about what will happen next can become a promise, and only once."""


class WrongState(Exception):
    """This cannot be done while the promise stands where it stands."""


class NotEvidence(Exception):
    """A file or link that cannot be taken; the message says what would do."""


class NobodyToAsk(Exception):
    """No promise has ended that people were not asked about yet, or nobody wanted to hear."""


class AskingOver(Exception):
    """The last day is over, or this person has said it already."""
