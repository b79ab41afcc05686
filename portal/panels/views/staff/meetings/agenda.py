"""The agenda of a meeting, and the page that keeps its time."""

import uuid

from flask import flash
from flask.typing import ResponseReturnValue

from portal.panels.enums.meetings import MeetingState
from portal.panels.errors import MeetingIsOver
from portal.panels.forms.meetings import ItemForm
from portal.panels.forms.wording import as_typed, texts_of
from portal.panels.models import Meeting
from portal.panels.operations import agendas as operations
from portal.panels.queries import meetings as queries
from portal.panels.rules.meetings import begins
from portal.panels.views.staff.meetings.blueprint import KEEPERS, blueprint, here, item_of
from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import editing, page, see_other


@blueprint.route("/<uuid:meeting_id>/agenda/new", methods=["GET", "POST"])
@allowed(*KEEPERS)
def new_item(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    form = ItemForm(data={"is_break": False})
    if _is_open(form, meeting) and form.validate_on_submit():
        operations.add_item(
            db.session,
            meeting=meeting,
            title=texts_of(form, "title"),
            question=texts_of(form, "question"),
            minutes=int(form.minutes.data or 0),
            is_break=bool(form.is_break.data),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/item.html", panel=panel, meeting=meeting, form=form, item=None)


@blueprint.route("/<uuid:meeting_id>/agenda/<uuid:item_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def edit_item(panel_id: uuid.UUID, meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    item = item_of(meeting, item_id)
    form = ItemForm(obj=item, data=as_typed(title=item.title, question=item.question))
    if _is_open(form, meeting) and form.validate_on_submit():
        with editing(item, form):
            operations.change_item(
                db.session,
                meeting=meeting,
                item=item,
                title=texts_of(form, "title"),
                question=texts_of(form, "question"),
                minutes=int(form.minutes.data or 0),
                is_break=bool(form.is_break.data),
                by=current_person_id(),
            )
        return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/item.html", panel=panel, meeting=meeting, form=form, item=item)


@blueprint.route("/<uuid:meeting_id>/agenda/<uuid:item_id>/earlier", methods=["POST"])
@allowed(*KEEPERS)
def lift_item(panel_id: uuid.UUID, meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    if meeting.state is MeetingState.PLANNED:
        operations.lift_item(db.session, meeting=meeting, item=item_of(meeting, item_id), by=current_person_id())
    return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/agenda/<uuid:item_id>/drop", methods=["POST"])
@allowed(*KEEPERS)
def drop_item(panel_id: uuid.UUID, meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    try:
        operations.drop_item(db.session, meeting=meeting, item=item_of(meeting, item_id), by=current_person_id())
    except operations.ItemInUse:
        flash(_("Papers, views or notes belong to this. It cannot be taken off."), "error")
    except MeetingIsOver:
        flash(_("This meeting was called off or is over. It cannot be changed any more."), "error")
    return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/timer")
@allowed(*KEEPERS)
def show_timer(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    """For whoever leads the meeting: the times as a plain list; script counts down to the next."""
    panel, meeting = here(panel_id, meeting_id)
    items = queries.items_of(db.session, meeting_id=meeting.id)
    times = begins(starts_at=meeting.starts_at, minutes=[item.minutes for item in items])
    return page(
        "panels/meetings/timer.html",
        panel=panel,
        meeting=meeting,
        rows=list(zip(items, times, times[1:], strict=False)),
        ends=times[-1],
    )


def _is_open(form: ItemForm, meeting: Meeting) -> bool:
    if meeting.state is MeetingState.PLANNED:
        return True
    form.form_errors.append(_("This meeting was called off or is over. It cannot be changed any more."))
    return False
