"""The blueprint of a member's meetings. Each page is about a meeting this member was asked to."""

import uuid
from typing import NamedTuple

from flask import Blueprint, abort

from portal.panels.models import Attendance, Meeting, PanelMember
from portal.panels.queries.meetings import attendance_of
from portal.panels.views.member.visit import member_here
from portal.shared.database import db
from portal.shared.web import the

blueprint = Blueprint("member_meetings", __name__, url_prefix="/member/meetings")


class Asked(NamedTuple):
    member: PanelMember
    meeting: Meeting
    attendance: Attendance


def asked_here(meeting_id: uuid.UUID) -> Asked:
    """The meeting, if whoever is here was asked to it."""
    member, meeting = member_here(), the(Meeting, meeting_id)
    attendance = attendance_of(db.session, meeting_id=meeting.id, member_id=member.id)
    if attendance is None:
        abort(404)
    return Asked(member, meeting, attendance)
