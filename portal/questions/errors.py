class NotAnAnswer(Exception):
    """What was typed does not answer the question; the message says in the person's language what to do."""


class AlreadyPublished(Exception):
    """A published edition never changes; make a new edition."""


class NothingToAsk(Exception):
    """A set without a question cannot be published."""


class NotAnOpenQuestion(Exception):
    """Comments can only be answers to a question that is answered in own words."""
