"""What a letter to an office says: what was paid to a member, when and for what."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.thanks import ClaimKind, ClaimState, Offer
from portal.panels.models import Claim, ThanksLetter
from portal.shared.i18n import HOME_TIME


@dataclass(frozen=True)
class Paid:
    """One payment as a member sees it: the day the work was done, the day it was paid, what for, pence."""

    day: dt.date
    paid_on: dt.date
    kind: ClaimKind
    offer: Offer
    pence: int


def paid_to(session: Session, *, member_id: uuid.UUID, first: dt.date, last: dt.date) -> list[Paid]:
    """What a member was paid between two days at home, both counted, in the order it was paid."""
    claims = session.scalars(
        sa.select(Claim)
        .where(Claim.member_id == member_id, Claim.state == ClaimState.PAID, Claim.pence > 0)
        .order_by(Claim.settled_at, Claim.day, Claim.id)
    )
    found = [
        Paid(one.day, one.settled_at.astimezone(HOME_TIME).date(), one.kind, one.offer, one.pence)
        for one in claims
        if one.settled_at is not None
    ]
    return [one for one in found if first <= one.paid_on <= last]


def letters_of(session: Session, *, member_id: uuid.UUID) -> Sequence[ThanksLetter]:
    """A member's letters, the newest first."""
    mine = sa.select(ThanksLetter).where(ThanksLetter.member_id == member_id)
    return session.scalars(mine.order_by(ThanksLetter.asked_at.desc(), ThanksLetter.id)).all()
