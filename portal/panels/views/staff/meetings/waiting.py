"""What waits for a co-ordinator about meetings."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from portal.panels.enums.meetings import MeetingState
from portal.panels.models import Panel
from portal.panels.queries.meetings import meetings_of
from portal.panels.queries.needs import open_bookings, unsettled
from portal.panels.queries.notes import open_actions
from portal.panels.views.staff.parts import Todo, todos
from portal.shared import clock
from portal.shared.home_time import day_at_home
from portal.shared.i18n import _, best_text, format_date, ngettext

URGENT = dt.timedelta(days=3)


def bookings_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    today = day_at_home(clock.now())
    for booking, meeting in open_bookings(session, panel_id=panel.id):
        yield Todo(
            what=_("Arrange: %(what)s", what=booking.kind.label),
            url=url_for("panel_meetings.show_needs", panel_id=panel.id, meeting_id=meeting.id),
            due=booking.due,
            is_urgent=booking.due < today,
        )


def meetings_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    now = clock.now()
    meetings = meetings_of(session, panel_id=panel.id)
    planned = [one for one in meetings if one.state is MeetingState.PLANNED]
    waiting = unsettled(session, meeting_ids=[one.id for one in planned])
    for meeting in planned:
        day = day_at_home(meeting.starts_at)
        where: dict[str, Any] = {"panel_id": panel.id, "meeting_id": meeting.id}
        if meeting.ends_at < now:
            yield Todo(
                _("Say who came on %(day)s", day=format_date(day)), url_for("panel_meetings.show_coming", **where)
            )
            continue
        if meeting.invited_at is None:
            due = day - dt.timedelta(days=panel.notice_days)
            yield Todo(
                _("Ask the members to the meeting on %(day)s", day=format_date(day)),
                url_for("panel_meetings.show_meeting", **where),
                due,
                due < day_at_home(now),
            )
        if waiting.get(meeting.id):
            words = ngettext("%(num)s need to see to", "%(num)s needs to see to", waiting[meeting.id])
            yield Todo(words, url_for("panel_meetings.show_needs", **where), day, meeting.starts_at - now < URGENT)


def actions_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    """What was agreed at meetings that someone does."""
    today = day_at_home(clock.now())
    for line, meeting in open_actions(session, panel_id=panel.id):
        yield Todo(
            best_text(line.words)[0],
            url_for("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id),
            line.due,
            line.due is not None and line.due < today,
        )


todos.append(actions_waiting)
todos.append(bookings_waiting)
todos.append(meetings_waiting)
