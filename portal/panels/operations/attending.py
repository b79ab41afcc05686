"""Asking members to a meeting, what they say, and who was there."""

import uuid

from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, MemberState
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import ChangeOfMeeting, ComesWith, Coming, MeetingState, WrittenBecause
from portal.panels.errors import MeetingIsOver
from portal.panels.models import Attendance, Meeting, MeetingWishes, PanelMember
from portal.panels.operations.meetings import TELL_TASK, note_change
from portal.panels.operations.needs import gather_needs
from portal.panels.queries.meetings import attendances_of, wishes_of
from portal.panels.queries.panels import members_of
from portal.panels.rules.meetings import minutes_between
from portal.shared import audit, clock, queue

# Who has not said yes to a place yet, or takes a break, is not asked to come.
ASKED = tuple(state for state in HERE_NOW if state not in (MemberState.SELECTED, MemberState.PAUSED))


def invite(session: Session, *, meeting: Meeting, by: uuid.UUID) -> int:
    """Asks every member who was not asked yet, and has them written to. Returns how many are new.

    Raises:
        MeetingIsOver
    """
    if meeting.state is not MeetingState.PLANNED:
        raise MeetingIsOver
    known = {attendance.member_id for attendance, _m, _p in attendances_of(session, meeting_id=meeting.id)}
    members = members_of(session, panel_id=meeting.panel_id, states=ASKED)
    fresh = [member for member, _person in members if member.id not in known]
    now = clock.now()
    session.add_all([Attendance(meeting_id=meeting.id, member_id=member.id, asked_at=now) for member in fresh])
    meeting.invited_at = meeting.invited_at or now
    session.flush()
    if fresh:
        told = {"meeting_id": str(meeting.id), "because": WrittenBecause.INVITED.value, "about": str(meeting.id)}
        queue.enqueue(session, TELL_TASK, asked_by=by, **told)
        audit.record(session, action="invite_to_meeting", subject="panel_meeting", subject_id=meeting.id, actor_id=by)
    return len(fresh)


def answer_invitation(
    session: Session,
    *,
    meeting: Meeting,
    attendance: Attendance,
    coming: Coming,
    comes_with: ComesWith = ComesWith.NOBODY,
    via: SaidBy = SaidBy.WEB,
    by: uuid.UUID | None = None,
) -> None:
    """What a member says; it can be changed until the meeting. `by` is the member of staff who wrote it down. What
    they need there becomes lines that must be met or explained.

    Raises:
        MeetingIsOver
    """
    if meeting.state is not MeetingState.PLANNED:
        raise MeetingIsOver
    attendance.coming = coming
    attendance.comes_with = comes_with if coming.is_there else ComesWith.NOBODY
    attendance.answered_at, attendance.answered_sequence = clock.now(), meeting.sequence
    attendance.answered_via, attendance.answer_noted_by = via, by
    session.flush()
    gather_needs(session, meeting=meeting)
    audit.record(session, action="answer_meeting", subject="attendance", subject_id=attendance.id, actor_id=by)


def record_attendance(
    session: Session,
    *,
    meeting: Meeting,
    attendance: Attendance,
    came: Coming,
    by: uuid.UUID,
    minutes: int | None = None,
    supporter_came: bool = False,
) -> None:
    """How someone took part, noted afterwards. Without minutes: the whole meeting, or none for who was not there."""
    whole = minutes_between(meeting.starts_at, meeting.ends_at) if came.is_there else 0
    attendance.came, attendance.minutes = came, whole if minutes is None else minutes
    attendance.supporter_came = supporter_came and came.is_there
    attendance.recorded_at, attendance.recorded_by = clock.now(), by
    session.flush()
    audit.record(session, action="record_attendance", subject="attendance", subject_id=attendance.id, actor_id=by)


def end_meeting(session: Session, *, meeting: Meeting, by: uuid.UUID) -> None:
    """It is over; what is recorded of who came can still be put right.

    Raises:
        MeetingIsOver
    """
    if meeting.state is not MeetingState.PLANNED:
        raise MeetingIsOver
    meeting.state = MeetingState.OVER
    session.flush()
    note_change(session, meeting=meeting, kind=ChangeOfMeeting.OVER, by=by)


def wish(
    session: Session, *, member: PanelMember, calendar_words: str, card_name: str, card_picture: str
) -> MeetingWishes:
    """What a member's calendar says for a meeting, and what stands on the card with their name."""
    row = wishes_of(session, member_ids=[member.id]).get(member.id)
    if row is None:
        row = MeetingWishes(member_id=member.id)
        session.add(row)
    row.calendar_words, row.card_name, row.card_picture = calendar_words or None, card_name or None, card_picture
    session.flush()
    return row
