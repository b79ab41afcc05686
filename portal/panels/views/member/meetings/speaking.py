"""Saying something about an item of the agenda before the meeting, and taking it back."""

import uuid

from flask import abort
from flask.typing import ResponseReturnValue

from portal.panels.enums.meetings import MeetingState
from portal.panels.forms.meetings import ViewForm
from portal.panels.models import AgendaItem, ViewAhead
from portal.panels.operations import viewing
from portal.panels.views.member.meetings.blueprint import asked_here, blueprint
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.questions.enums import Provenance
from portal.shared import clock
from portal.shared.database import db
from portal.shared.web import page, see_other, the


@blueprint.route("/<uuid:meeting_id>/say/<uuid:item_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def say_ahead(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    member, meeting, _attendance = asked_here(meeting_id)
    item, form = the(AgendaItem, item_id), ViewForm()
    if item.meeting_id != meeting.id:
        abort(404)
    if meeting.state is not MeetingState.PLANNED or meeting.ends_at < clock.now():
        return see_other("member_meetings.show_meeting", meeting_id=meeting.id)
    if form.validate_on_submit():
        viewing.say_ahead(
            db.session,
            item=item,
            member=member,
            words=str(form.words.data),
            with_name=bool(form.with_name.data),
            provenance=Provenance(str(form.provenance.data or Provenance.OWN_WORDS)),
        )
        return see_other("member_meetings.show_meeting", meeting_id=meeting.id)
    return page("panels/member/meetings/say.html", meeting=meeting, item=item, form=form)


@blueprint.route("/<uuid:meeting_id>/say/<uuid:view_id>/back", methods=["POST"])
@invited(SessionKind.MEMBER)
def take_back(meeting_id: uuid.UUID, view_id: uuid.UUID) -> ResponseReturnValue:
    member, meeting, _attendance = asked_here(meeting_id)
    view = the(ViewAhead, view_id)
    if view.member_id != member.id:
        abort(404)
    viewing.take_back(db.session, view=view)
    return see_other("member_meetings.show_meeting", meeting_id=meeting.id)
