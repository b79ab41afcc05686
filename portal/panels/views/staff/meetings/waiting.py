"""What waits for a co-ordinator about meetings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from portal.panels.enums.meetings import MeetingState
from portal.panels.models import Notes, Panel
from portal.panels.queries.meetings import meetings_of
from portal.panels.queries.needs import open_bookings, unsettled
from portal.panels.queries.notes import open_actions, replies_owed
from portal.panels.queries.papers import unsent_papers
from portal.panels.rules.meetings import papers_by
from portal.panels.views.staff.parts import Todo, todos
from portal.people.models import Person
from portal.shared import clock
from portal.shared.home_time import day_at_home
from portal.shared.i18n import _, best_text, format_date, ngettext

URGENT = dt.timedelta(days=3)


def bookings_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    today = day_at_home(clock.now())
    for booking, meeting, owner in open_bookings(session, panel_id=panel.id):
        yield Todo(
            what=_("Arrange: %(what)s", what=booking.kind.label),
            url=url_for("panel_meetings.show_needs", panel_id=panel.id, meeting_id=meeting.id),
            due=booking.due,
            is_urgent=booking.due < today,
            who=owner,
        )


def papers_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    """Papers that are not with the members yet; their day is the last on which they are in time."""
    now = clock.now()
    for one, meeting in unsent_papers(session, panel_id=panel.id, now=now):
        due = papers_by(starts_at=meeting.starts_at, notice_days=panel.notice_days)
        where: dict[str, Any] = {"panel_id": panel.id, "meeting_id": meeting.id, "paper_id": one.paper.id}
        yield Todo(
            f"{_('Send it to the members')}: {best_text(one.version.title)[0]}",
            url_for("panel_papers.show_paper", **where),
            due,
            due < day_at_home(now),
        )


def replies_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    """Members who say that the notes are wrong, or should not say something, and have no answer."""
    by_notes: dict[Notes, list[Person]] = defaultdict(list)
    for notes, person in replies_owed(session, panel_id=panel.id):
        by_notes[notes].append(person)
    for notes, people in by_notes.items():
        yield Todo(
            _("Answer everyone who said that something is wrong or should be left out."),
            url_for("panel_meetings.show_notes", panel_id=panel.id, meeting_id=notes.meeting_id),
            notes.check_until,
            who=(people[0].name or "") if len(people) == 1 else "",
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
    for line, meeting, doer in open_actions(session, panel_id=panel.id):
        yield Todo(
            best_text(line.words)[0],
            url_for("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id),
            line.due,
            line.due is not None and line.due < today,
            who=doer,
        )


todos += [actions_waiting, bookings_waiting, meetings_waiting, papers_waiting, replies_waiting]
