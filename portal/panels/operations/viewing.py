"""Saying something about an item of the agenda without being there, by any way."""

import uuid

from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.errors import MustSayWhy
from portal.panels.models import AgendaItem, PanelMember, ViewAhead
from portal.questions.enums import Provenance
from portal.shared import audit, clock


def say_ahead(
    session: Session,
    *,
    item: AgendaItem,
    member: PanelMember,
    words: str,
    with_name: bool,
    provenance: Provenance,
    via: SaidBy = SaidBy.WEB,
    by: uuid.UUID | None = None,
) -> ViewAhead:
    """Words for the meeting. `by` is the member of staff who typed them: from the phone, paper or a voice message."""
    view = ViewAhead(
        item_id=item.id,
        member_id=member.id,
        via=via,
        provenance=provenance,
        typed_by=by,
        with_name=with_name,
        at=clock.now(),
    )
    view.words = words
    session.add(view)
    session.flush()
    audit.record(session, action="say_ahead", subject="view_ahead", subject_id=view.id, actor_id=by)
    return view


def take_back(session: Session, *, view: ViewAhead) -> None:
    """The member does not want it said any more: the words go at once."""
    view.taken_back_at, view.words, view.held_because = clock.now(), None, None
    session.flush()
    audit.record(session, action="take_back_view", subject="view_ahead", subject_id=view.id, actor_id=None)


def hold_view(session: Session, *, view: ViewAhead, why: str, by: uuid.UUID) -> None:
    """Not shown to the meeting, because the words could point at someone else; the member is told why.

    Raises:
        MustSayWhy
    """
    if not why.strip():
        raise MustSayWhy
    view.held_because, view.held_by = why.strip(), by
    session.flush()
    audit.record(session, action="hold_view", subject="view_ahead", subject_id=view.id, actor_id=by)


def let_view(session: Session, *, view: ViewAhead, by: uuid.UUID) -> None:
    view.held_because, view.held_by = None, None
    session.flush()
    audit.record(session, action="let_view", subject="view_ahead", subject_id=view.id, actor_id=by)
