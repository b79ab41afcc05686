"""Owners outside, and private calendars."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.models import OutsideOwner, OwnerFeed
from portal.promises.queries.asking import FORGOTTEN
from portal.shared import tokens


def outside_owner_by_index(session: Session, *, email_index: str) -> OutsideOwner | None:
    return session.scalar(sa.select(OutsideOwner).where(OutsideOwner.email_index == email_index))


def outside_owner_by_link(session: Session, *, kind: str, token: str) -> OutsideOwner | None:
    index = tokens.link_index(kind, token)
    return session.scalar(sa.select(OutsideOwner).where(OutsideOwner.link_index == index))


def outside_owners(session: Session) -> Sequence[OutsideOwner]:
    """Those we still know."""
    known = sa.select(OutsideOwner).where(~OutsideOwner.link_index.startswith(FORGOTTEN))
    return session.scalars(known.order_by(OutsideOwner.made_at, OutsideOwner.id)).all()


def feed_of(session: Session, *, owner_id: uuid.UUID) -> OwnerFeed | None:
    """The calendar address of an owner that stands now."""
    return session.scalar(
        sa.select(OwnerFeed)
        .where(OwnerFeed.owner_id == owner_id, OwnerFeed.ended_at.is_(None))
        .order_by(OwnerFeed.made_at.desc(), OwnerFeed.id)
        .limit(1)
    )


def feed_by_link(session: Session, *, kind: str, token: str) -> OwnerFeed | None:
    index = tokens.link_index(kind, token)
    return session.scalar(sa.select(OwnerFeed).where(OwnerFeed.link_index == index, OwnerFeed.ended_at.is_(None)))
