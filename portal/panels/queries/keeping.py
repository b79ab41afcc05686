"""Who is kept because of a panel, and whose time with one is over."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW
from portal.panels.models import Addition, Interest, PanelMember
from portal.people.models import Person

FORGOTTEN = "forgotten "


def is_of_a_panel() -> sa.ColumnElement[bool]:
    """A person with a place on a panel, or who left one and is still to be parted from it. Their own time for that has
    not come as long as the place names them."""
    return sa.exists().where(PanelMember.person_id == Person.id, ~PanelMember.link_index.startswith(FORGOTTEN))


def is_in_a_pool() -> sa.ColumnElement[bool]:
    """A person who would like to be on a panel, or of whom a second person is to say whether they come onto one. The
    night takes the person out of either when their day is past."""
    waits = sa.exists().where(Addition.person_id == Person.id, Addition.answered_at.is_(None))
    return sa.or_(sa.exists().where(Interest.person_id == Person.id), waits)


def places_to_part(session: Session, *, left_before: dt.datetime, limit: int) -> Sequence[PanelMember]:
    """Places left before this moment that still say whose they were."""
    left = (PanelMember.left_at < left_before, PanelMember.state.not_in(HERE_NOW))
    return session.scalars(
        sa.select(PanelMember)
        .where(*left, ~PanelMember.link_index.startswith(FORGOTTEN))
        .order_by(PanelMember.id)
        .limit(limit)
    ).all()
