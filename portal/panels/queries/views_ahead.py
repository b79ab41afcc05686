"""What members said before a meeting."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.models import AgendaItem, PanelMember, ViewAhead
from portal.people.models import Person


def views_by_item(session: Session, *, meeting_id: uuid.UUID) -> dict[uuid.UUID, list[tuple[ViewAhead, Person]]]:
    """Everything that was not taken back, held words too, by item of the agenda."""
    rows = session.execute(
        sa.select(ViewAhead, Person)
        .join(AgendaItem, AgendaItem.id == ViewAhead.item_id)
        .join(PanelMember, PanelMember.id == ViewAhead.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(AgendaItem.meeting_id == meeting_id, ViewAhead.taken_back_at.is_(None))
        .order_by(ViewAhead.at, ViewAhead.id)
    )
    found: dict[uuid.UUID, list[tuple[ViewAhead, Person]]] = defaultdict(list)
    for view, person in rows:
        found[view.item_id].append((view, person))
    return found


def own_views(session: Session, *, meeting_id: uuid.UUID, member_id: uuid.UUID) -> Sequence[ViewAhead]:
    return session.scalars(
        sa.select(ViewAhead)
        .join(AgendaItem, AgendaItem.id == ViewAhead.item_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            ViewAhead.member_id == member_id,
            ViewAhead.taken_back_at.is_(None),
        )
        .order_by(ViewAhead.at, ViewAhead.id)
    ).all()
