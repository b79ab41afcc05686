"""What a meeting is about, in which order, and its breaks."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.panels.enums.meetings import ChangeOfMeeting, MeetingState
from portal.panels.errors import MeetingError, MeetingIsOver
from portal.panels.models import AgendaItem, Meeting
from portal.panels.operations.meetings import note_change
from portal.panels.queries.agendas import is_in_use
from portal.panels.queries.meetings import items_of


class ItemInUse(MeetingError):
    """Papers, views or notes belong to this item."""


def add_item(
    session: Session,
    *,
    meeting: Meeting,
    title: Mapping[str, str],
    minutes: int,
    by: uuid.UUID,
    question: Mapping[str, str] | None = None,
    is_break: bool = False,
) -> AgendaItem:
    """One more item at the end, or a break.

    Raises:
        MeetingIsOver
    """
    _check_open(meeting)
    last = max((item.place for item in items_of(session, meeting_id=meeting.id)), default=0)
    item = AgendaItem(
        meeting_id=meeting.id,
        place=last + 1,
        title=dict(title),
        question=dict(question or {}),
        minutes=minutes,
        is_break=is_break,
    )
    session.add(item)
    session.flush()
    note_change(session, meeting=meeting, kind=ChangeOfMeeting.AGENDA, by=by)
    return item


def change_item(
    session: Session,
    *,
    meeting: Meeting,
    item: AgendaItem,
    title: Mapping[str, str],
    question: Mapping[str, str],
    minutes: int,
    is_break: bool,
    by: uuid.UUID,
) -> None:
    """Raises:
    MeetingIsOver
    """
    _check_open(meeting)
    item.title, item.question, item.minutes, item.is_break = dict(title), dict(question), minutes, is_break
    session.flush()
    note_change(session, meeting=meeting, kind=ChangeOfMeeting.AGENDA, by=by)


def lift_item(session: Session, *, meeting: Meeting, item: AgendaItem, by: uuid.UUID) -> None:
    """One place earlier.

    Raises:
        MeetingIsOver
    """
    _check_open(meeting)
    items = list(items_of(session, meeting_id=meeting.id))
    place = items.index(item)
    if place:
        before = items[place - 1]
        before.place, item.place = item.place, before.place
        session.flush()
        note_change(session, meeting=meeting, kind=ChangeOfMeeting.AGENDA, by=by)


def drop_item(session: Session, *, meeting: Meeting, item: AgendaItem, by: uuid.UUID) -> None:
    """Takes an item off the agenda, as long as nothing hangs on it.

    Raises:
        MeetingIsOver, ItemInUse
    """
    _check_open(meeting)
    if is_in_use(session, item_id=item.id):
        raise ItemInUse
    session.delete(item)
    session.flush()
    note_change(session, meeting=meeting, kind=ChangeOfMeeting.AGENDA, by=by)


def _check_open(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.PLANNED:
        raise MeetingIsOver
