"""Until when answers that were sent can be changed."""

import datetime as dt


def last_day_to_change(*, change_until: dt.date | None, closes_on: dt.date | None) -> dt.date | None:
    """The day people are told: the one that was set for the round, else its last day; None when neither is known."""
    return change_until or closes_on


def may_still_change(
    *, change_until: dt.date | None, closes_on: dt.date | None, takes_answers: bool, today: dt.date
) -> bool:
    """Up to and including the last day. A day that was set holds even when the round closes before it; without one,
    changing ends when the round does."""
    if change_until is not None:
        return today <= change_until
    return takes_answers and (closes_on is None or today <= closes_on)
