class NeedsSecondPerson(Exception):
    """Whoever says a promise is kept cannot be the one who checks it."""


class NotAPromise(Exception):
    """Only a statement about what will happen next can become a promise, and only once."""


class WrongState(Exception):
    """This cannot be done while the promise stands where it stands."""
