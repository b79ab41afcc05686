"""After which answers a page of help comes, and when a call may be offered. Never a diagnosis, never a referral.

For the four ONS questions the published low bands decide (high for anxiety); for our own areas a score of 2 or less;
for a pack, a band its maker marks as low. Help is shown after any of them: one is enough, and nothing is added up.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.wellbeing.rules.personal_wellbeing import Band, Question, band_of

LOW_OWN = 2
# Contacts that nobody has looked at for this long are shown with the day, and the duty list is told.
LOOK_AGAIN = dt.timedelta(days=180)


@dataclass(frozen=True)
class Duty:
    """Someone who answers requests for contact, and from which day to which."""

    account_id: str
    since: dt.date
    until: dt.date | None = None


def is_low_ons(question: Question, score: int) -> bool:
    band = band_of(question, score)
    return band is Band.HIGH if question is Question.ANXIOUS else band is Band.LOW


def is_low_own(score: int) -> bool:
    return score <= LOW_OWN


def low_among(ons: Mapping[Question, int], own: Mapping[str, int]) -> list[str]:
    """Which answers call for the page of help, in the order they were asked; empty when none does."""
    found = [str(question) for question, score in ons.items() if is_low_ons(question, score)]
    return found + [area for area, score in own.items() if is_low_own(score)]


def may_offer_a_call(duties: Sequence[Duty], *, on: dt.date) -> bool:
    """Only when somebody is on duty that day: a promise nobody keeps is worse than none (it fails closed)."""
    return any(duty.since <= on and (duty.until is None or on <= duty.until) for duty in duties)


def is_out_of_date(checked_on: dt.date | None, *, on: dt.date) -> bool:
    """A contact whose number was not looked up for half a year, or never."""
    return checked_on is None or on - checked_on > LOOK_AGAIN
