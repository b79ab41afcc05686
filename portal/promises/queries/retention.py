"""Which askings and owners are old enough for what is held about people to go."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.models import OutsideOwner, Promise, PromiseAsking, PromiseInvitation
from portal.promises.queries.asking import FORGOTTEN


def asked_until(before: dt.date) -> sa.Select[uuid.UUID]:
    """Invitations of askings whose last day lies before this one."""
    asking = sa.select(PromiseAsking.id).where(PromiseAsking.until < before)
    return sa.select(PromiseInvitation.id).where(PromiseInvitation.asking_id.in_(asking))


def outside_owners_with_nothing_since(session: Session, moment: dt.datetime) -> Sequence[OutsideOwner]:
    """Owners who work elsewhere, have no promise that is open, and none that ended since; nor were named since."""
    theirs = sa.exists().where(
        Promise.outside_owner_id == OutsideOwner.id, Promise.ended_at.is_(None) | (Promise.ended_at >= moment)
    )
    known = (OutsideOwner.made_at < moment, ~OutsideOwner.link_index.startswith(FORGOTTEN))
    return session.scalars(sa.select(OutsideOwner).where(~theirs, *known)).all()
