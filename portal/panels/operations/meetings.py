"""Planning a meeting, moving it, calling it off: each change is kept, and everyone who was asked is told."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums.meetings import ChangeOfMeeting, MeetingState, WrittenBecause
from portal.panels.errors import EndsBeforeItBegins, MeetingIsOver, MustSayWhy, SamePanelMeets
from portal.panels.models import Meeting, MeetingChange, Panel
from portal.panels.queries.meetings import attendances_of, clashes_with
from portal.panels.rules.meetings import LONGEST
from portal.shared import audit, clock, queue

TELL_TASK = "panels.tell_of_meeting"


def plan_meeting(
    session: Session,
    *,
    panel: Panel,
    title: Mapping[str, str],
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: uuid.UUID,
    place: str = "",
    video_link: str = "",
    phone: str = "",
    directions: Mapping[str, str] | None = None,
    place_access: Mapping[str, str] | None = None,
) -> Meeting:
    """A new meeting. Nobody is asked yet: there may be no agenda. Moments are aware.

    Raises:
        EndsBeforeItBegins, SamePanelMeets
    """
    _check_time(session, panel_id=panel.id, starts_at=starts_at, ends_at=ends_at)
    meeting = Meeting(
        panel_id=panel.id,
        title=dict(title),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        video_link=video_link,
        phone=phone,
        directions=dict(directions or {}),
        place_access=dict(place_access or {}),
        made_at=clock.now(),
        made_by=by,
    )
    session.add(meeting)
    session.flush()
    _note(session, meeting, ChangeOfMeeting.PLANNED, by=by, now=_when(meeting) | _where(meeting))
    return meeting


def change_meeting(
    session: Session,
    *,
    meeting: Meeting,
    title: Mapping[str, str],
    place: str,
    video_link: str,
    phone: str,
    directions: Mapping[str, str],
    place_access: Mapping[str, str],
    by: uuid.UUID,
) -> MeetingChange | None:
    """Other words, another place or number. Another place is told to everyone who was asked.

    Raises:
        MeetingIsOver
    """
    _check_open(meeting)
    was, said = _where(meeting), (meeting.title, meeting.directions, meeting.place_access)
    meeting.title, meeting.place, meeting.video_link, meeting.phone = dict(title), place, video_link, phone
    meeting.directions, meeting.place_access = dict(directions), dict(place_access)
    if was != _where(meeting):
        meeting.sequence += 1
        return _note(session, meeting, ChangeOfMeeting.ELSEWHERE, by=by, was=was, now=_where(meeting))
    if said != (meeting.title, meeting.directions, meeting.place_access):
        return _note(session, meeting, ChangeOfMeeting.CHANGED, by=by)
    return None


def move_meeting(
    session: Session,
    *,
    meeting: Meeting,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    why: Mapping[str, str],
    by: uuid.UUID,
) -> MeetingChange | None:
    """Another time. What members said of the old time is kept, and they are asked again.

    Raises:
        MeetingIsOver, EndsBeforeItBegins, SamePanelMeets, MustSayWhy
    """
    _check_open(meeting)
    if (starts_at, ends_at) == (meeting.starts_at, meeting.ends_at):
        return None
    if not any(why.values()):
        raise MustSayWhy
    _check_time(session, panel_id=meeting.panel_id, starts_at=starts_at, ends_at=ends_at, apart_from=meeting.id)
    was = _when(meeting)
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.sequence += 1
    for attendance, _member, _person in attendances_of(session, meeting_id=meeting.id):
        attendance.answered_sequence = None
    return _note(session, meeting, ChangeOfMeeting.MOVED, by=by, was=was, now=_when(meeting), why=why)


def cancel_meeting(session: Session, *, meeting: Meeting, why: Mapping[str, str], by: uuid.UUID) -> MeetingChange:
    """Called off; the reason is told to everyone who was asked. It stays in the list and in calendars as called off.

    Raises:
        MeetingIsOver, MustSayWhy
    """
    _check_open(meeting)
    if not any(why.values()):
        raise MustSayWhy
    meeting.state = MeetingState.CANCELLED
    meeting.sequence += 1
    return _note(session, meeting, ChangeOfMeeting.CANCELLED, by=by, was=_when(meeting), why=why)


def _check_open(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.PLANNED:
        raise MeetingIsOver


def _check_time(
    session: Session,
    *,
    panel_id: uuid.UUID,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    apart_from: uuid.UUID | None = None,
) -> None:
    if not dt.timedelta(0) < ends_at - starts_at <= LONGEST:
        raise EndsBeforeItBegins
    found = clashes_with(session, panel_id=panel_id, starts_at=starts_at, ends_at=ends_at, apart_from=apart_from)
    if any(clash.same_panel for clash in found):
        raise SamePanelMeets


def _note(
    session: Session,
    meeting: Meeting,
    kind: ChangeOfMeeting,
    *,
    by: uuid.UUID,
    was: Mapping[str, Any] | None = None,
    now: Mapping[str, Any] | None = None,
    why: Mapping[str, str] | None = None,
) -> MeetingChange:
    change = MeetingChange(
        meeting_id=meeting.id,
        kind=kind,
        was=dict(was or {}),
        now=dict(now or {}),
        why=dict(why or {}),
        at=clock.now(),
        by=by,
    )
    session.add(change)
    session.flush()
    audit.record(session, action=f"meeting_{kind}", subject="panel_meeting", subject_id=meeting.id, actor_id=by)
    if kind.is_told and meeting.invited_at is not None:
        told = {"meeting_id": str(meeting.id), "because": WrittenBecause.CHANGED.value, "about": str(change.id)}
        queue.enqueue(session, TELL_TASK, asked_by=by, **told)
    return change


def note_change(session: Session, *, meeting: Meeting, kind: ChangeOfMeeting, by: uuid.UUID) -> None:
    """Keeps that something about a meeting was changed: its agenda, or that it is over."""
    _note(session, meeting, kind, by=by)


def _when(meeting: Meeting) -> dict[str, Any]:
    return {"starts_at": meeting.starts_at.isoformat(), "ends_at": meeting.ends_at.isoformat()}


def _where(meeting: Meeting) -> dict[str, Any]:
    return {"place": meeting.place, "video_link": meeting.video_link, "phone": meeting.phone}
