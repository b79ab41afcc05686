"""A member's meetings: the list, one of them, and the file for their own calendar."""

import uuid
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums import NeedKind
from portal.panels.enums.meetings import MeetingState
from portal.panels.models import Meeting, PanelMember
from portal.panels.queries import meetings as queries
from portal.panels.queries.needs import needs_of_member
from portal.panels.queries.notes import shown_notes
from portal.panels.queries.papers import sent_papers
from portal.panels.queries.views_ahead import own_views
from portal.panels.rules.meetings import begins
from portal.panels.views.member.meetings.blueprint import asked_here, blueprint
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here, panel_of
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.shared import clock
from portal.shared.calendars import Appointment, as_icalendar
from portal.shared.database import db
from portal.shared.i18n import _, best_text, format_moment
from portal.shared.settings import current_settings
from portal.shared.web import file_answer, page


@blueprint.route("/")
@invited(SessionKind.MEMBER)
def list_meetings() -> ResponseReturnValue:
    rows, now = queries.meetings_of_member(db.session, member_id=member_here().id), clock.now()
    return page(
        "panels/member/meetings/list.html",
        to_come=[row for row in rows if row[0].ends_at >= now],
        gone=[row for row in reversed(rows) if row[0].ends_at < now],
    )


@blueprint.route("/<uuid:meeting_id>")
@invited(SessionKind.MEMBER)
def show_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    member, meeting, attendance = asked_here(meeting_id)
    items = queries.items_of(db.session, meeting_id=meeting.id)
    told = [change for change in queries.changes_of(db.session, meeting_id=meeting.id) if change.kind.is_told]
    return page(
        "panels/member/meetings/show.html",
        panel=panel_of(member),
        meeting=meeting,
        attendance=attendance,
        items=list(zip(items, begins(starts_at=meeting.starts_at, minutes=[i.minutes for i in items]), strict=False)),
        changes=told,
        needs=[
            (NeedKind(need.need), need)
            for need in needs_of_member(db.session, meeting_id=meeting.id, member_id=member.id)
        ],
        papers=sent_papers(db.session, meeting_id=meeting.id),
        views=own_views(db.session, meeting_id=meeting.id, member_id=member.id),
        is_open=meeting.state is MeetingState.PLANNED and meeting.ends_at > clock.now(),
        notes_url=url_for("member_meetings.show_notes", meeting_id=meeting.id)
        if shown_notes(db.session, meeting_id=meeting.id)
        else "",
        confirm=ConfirmForm(),
    )


@blueprint.route("/<uuid:meeting_id>/day.ics")
@invited(SessionKind.MEMBER)
def calendar_file(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """For the member's own calendar, which others may read: the words are theirs, and say nothing unless they want."""
    member, meeting, _attendance = asked_here(meeting_id)
    wishes = queries.wishes_of(db.session, member_ids=[member.id]).get(member.id)
    words = (wishes.calendar_words if wishes else None) or _("Meeting")
    content = as_icalendar([appointment(meeting, words=words)], stamp=clock.now(), name=words, product="Days")
    return file_answer(content, name="day.ics", media_type="text/calendar")


def appointment(meeting: Meeting, *, words: str) -> Appointment:
    """A meeting as a calendar keeps it: the same name for good, moved and called off by its sequence."""
    return Appointment(
        uid=f"{meeting.id}@{urlsplit(current_settings().base_url).hostname or 'localhost'}",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        words=words,
        sequence=meeting.sequence,
        is_cancelled=meeting.state is MeetingState.CANCELLED,
    )


def meetings_section(session: Session, member: PanelMember) -> Iterable[Section]:
    """The next meeting on the member's page, and the way to all of theirs."""
    rows = queries.meetings_of_member(session, member_id=member.id)
    to_come = [row for row in rows if row[0].ends_at >= clock.now() and row[0].state is not MeetingState.OVER]
    if not rows:
        return
    all_of_them = (_("All my meetings"), url_for("member_meetings.list_meetings"))
    if not to_come:
        yield Section(10, _("Meetings"), (_("No meeting is planned."),), (all_of_them,), "group")
        return
    meeting, attendance = to_come[0]
    lines = [best_text(meeting.title)[0], format_moment(meeting.starts_at)]
    asks_again = attendance.coming is not None and attendance.answered_sequence is None
    if meeting.state is MeetingState.CANCELLED:
        lines.append(_("This meeting is called off."))
    elif asks_again:
        lines.append(_("It was moved to this time. Please say if you can come."))
    elif attendance.coming is None:
        lines.append(_("Please say if you come."))
    else:
        lines.append(_("You said: %(answer)s", answer=attendance.coming.label))
    show = (_("See the meeting"), url_for("member_meetings.show_meeting", meeting_id=meeting.id))
    yield Section(
        10,
        _("Your next meeting"),
        tuple(lines),
        (show, all_of_them),
        "group",
        is_new=attendance.coming is None or asks_again,
    )


sections.append(meetings_section)
