"""Which rate holds on a day, and what a claim comes to by it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.panels.enums.thanks import ClaimKind, Offer, Unit
from portal.panels.rules.money import for_minutes


class Rate(Protocol):
    """What these rules need of a rate."""

    id: uuid.UUID
    panel_id: uuid.UUID | None
    offer: Offer
    unit: Unit
    pence: int | None
    valid_from: dt.date
    valid_until: dt.date | None
    is_offered: bool
    recorded_at: dt.datetime


@dataclass(frozen=True)
class Amount:
    """What something comes to, in pence, and by which rate; `rate_id` is None for a cost that has none."""

    pence: int
    rate_id: uuid.UUID | None
    is_above_usual: bool = False


UNITS: dict[ClaimKind, tuple[Unit, ...]] = {
    ClaimKind.MEETING: (Unit.MEETING, Unit.HOUR),
    ClaimKind.READING: (Unit.HOUR,),
    ClaimKind.ASK: (Unit.HOUR,),
}
COSTS: dict[ClaimKind, Offer] = {
    ClaimKind.TRAVEL: Offer.EXPENSES,
    ClaimKind.TRAVEL_ADVANCE: Offer.TRAVEL_ADVANCE,
    ClaimKind.CARER_COVER: Offer.CARER_COVER,
    ClaimKind.DATA: Offer.DATA,
    ClaimKind.OTHER: Offer.EXPENSES,
}


def holding(rates: Iterable[Rate], *, offer: Offer, unit: Unit, day: dt.date) -> Rate | None:
    """The rate for an offer and unit on a day. A panel's own comes before the one for all; of two, the one that began
    later, then the one recorded later. None where nothing is offered (any more)."""
    mine = [one for one in rates if (one.offer, one.unit) == (offer, unit) and one.valid_from <= day]
    for own in (True, False):
        there = [one for one in mine if (one.panel_id is not None) is own]
        last = max(there, key=lambda one: (one.valid_from, one.recorded_at), default=None)
        if last is not None:
            is_over = last.valid_until is not None and last.valid_until < day
            return last if last.is_offered and not is_over else None
    return None


def offer_of(kind: ClaimKind, for_time: Offer) -> Offer:
    """How a claim is met: time as the member chose, costs as what they are."""
    return for_time if kind.is_time else COSTS[kind]


def for_time(rates: Sequence[Rate], *, kind: ClaimKind, offer: Offer, day: dt.date, minutes: int) -> Amount | None:
    """What time given comes to: a meeting by the meeting if there is such a rate, else by the hour."""
    for unit in UNITS[kind]:
        rate = holding(rates, offer=offer, unit=unit, day=day)
        if rate is not None and rate.pence is not None:
            pence = rate.pence if unit is Unit.MEETING else for_minutes(rate.pence, minutes)
            return Amount(pence, rate.id)
    return None


def for_miles(rates: Sequence[Rate], *, day: dt.date, miles: int) -> Amount | None:
    """What a way by car or on a bicycle comes to; None without a rate for miles."""
    rate = holding(rates, offer=Offer.EXPENSES, unit=Unit.MILE, day=day)
    return Amount(rate.pence * miles, rate.id) if rate is not None and rate.pence is not None else None


def for_cost(rates: Sequence[Rate], *, kind: ClaimKind, day: dt.date, pence: int) -> Amount:
    """A real cost: paid as it is. Where a rate names a usual most, whatever is above it is shown to who approves."""
    rate = holding(rates, offer=COSTS[kind], unit=Unit.REAL_COST, day=day)
    if rate is None:
        return Amount(pence, None)
    return Amount(pence, rate.id, is_above_usual=rate.pence is not None and pence > rate.pence)


def may_begin(rates: Iterable[Rate], *, panel_id: uuid.UUID | None, offer: Offer, unit: Unit, day: dt.date) -> bool:
    """Whether a new rate may hold from a day on: a rate that began is never rewritten, so the new one begins later than
    every one before it of the same kind."""
    begun = [one.valid_from for one in rates if (one.panel_id, one.offer, one.unit) == (panel_id, offer, unit)]
    return not begun or day > max(begun)
