"""The blueprint of the meetings' desk, and the rows its pages are about: each must belong to the one above it."""

import uuid
from typing import NamedTuple, TypeVar

from flask import Blueprint, abort
from wtforms.fields.choices import SelectChoice

from portal.panels.models import AgendaItem, Meeting, Panel
from portal.people.enums import Role
from portal.people.queries import all_accounts
from portal.shared.database import Base, db
from portal.shared.web import the

blueprint = Blueprint("panel_meetings", __name__, url_prefix="/panels/<uuid:panel_id>/meetings")
KEEPERS = (Role.ORGANISER,)
Row = TypeVar("Row", bound=Base)


class Here(NamedTuple):
    panel: Panel
    meeting: Meeting


def here(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> Here:
    panel, meeting = the(Panel, panel_id), the(Meeting, meeting_id)
    if meeting.panel_id != panel.id:
        abort(404)
    return Here(panel, meeting)


def of_meeting(meeting: Meeting, model: type[Row], row_id: uuid.UUID) -> Row:
    """A row that belongs to this meeting, or "not found"."""
    row = the(model, row_id)
    if row.meeting_id != meeting.id:  # type: ignore[attr-defined]
        abort(404)
    return row


def item_of(meeting: Meeting, item_id: uuid.UUID) -> AgendaItem:
    return of_meeting(meeting, AgendaItem, item_id)


def staff_choices() -> list[SelectChoice]:
    staff = [one for one in all_accounts(db.session) if one.active]
    return [SelectChoice(str(one.id), one.display_name) for one in staff]
