"""Who is kept because of a panel, and whose time with one is over."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW
from portal.panels.models import PanelMember
from portal.people.models import Person

FORGOTTEN = "forgotten "


def is_of_a_panel() -> sa.ColumnElement[bool]:
    """A person with a place on a panel, or who left one and is still to be parted from it. Their own time for that has
    not come as long as the place names them."""
    return sa.exists().where(PanelMember.person_id == Person.id, ~PanelMember.link_index.startswith(FORGOTTEN))


def places_to_part(session: Session, *, left_before: dt.datetime, limit: int) -> Sequence[PanelMember]:
    """Places left before this moment that still say whose they were."""
    left = (PanelMember.left_at < left_before, PanelMember.state.not_in(HERE_NOW))
    return session.scalars(
        sa.select(PanelMember)
        .where(*left, ~PanelMember.link_index.startswith(FORGOTTEN))
        .order_by(PanelMember.id)
        .limit(limit)
    ).all()
