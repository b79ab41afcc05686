"""When a reply is late, and from when on everyone may know it."""

import datetime as dt

from portal.panels.enums import DecisionAnswer


def waits_for_reply(*, sent_on: dt.date | None, answer: DecisionAnswer | None) -> bool:
    """It is with the body, and "not decided yet" is not a decision."""
    return sent_on is not None and answer in (None, DecisionAnswer.NOT_YET)


def is_overdue(
    *, sent_on: dt.date | None, reply_by: dt.date | None, answer: DecisionAnswer | None, today: dt.date
) -> bool:
    """A reply is late from the day after it was due, for as long as there is no decision."""
    return waits_for_reply(sent_on=sent_on, answer=answer) and reply_by is not None and today > reply_by


def may_everyone_know(*, public_from: dt.date | None, today: dt.date) -> bool:
    """The panel hears first: everyone else only from the day its days are over."""
    return public_from is not None and today >= public_from
