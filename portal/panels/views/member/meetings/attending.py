"""A member says if they come, and what their calendar and the card with their name should say."""

import uuid

from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums.meetings import ComesWith, Coming, MeetingState
from portal.panels.forms.meetings import AnswerForm, WishesForm
from portal.panels.operations import attending as operations
from portal.panels.queries.meetings import asked_elsewhere, wishes_of
from portal.panels.rules.cards import CARD_PICTURES
from portal.panels.views.member.meetings.blueprint import asked_here, blueprint
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, current
from portal.shared.pictures import catalogue
from portal.shared.web import page, see_other


@blueprint.route("/<uuid:meeting_id>/answer", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def answer(meeting_id: uuid.UUID) -> ResponseReturnValue:
    member, meeting, attendance = asked_here(meeting_id)
    known = {"coming": attendance.coming, "comes_with": attendance.comes_with}
    form = AnswerForm(data={name: value.value for name, value in known.items() if value})
    if meeting.state is not MeetingState.PLANNED or meeting.ends_at < clock.now():
        return see_other("member_meetings.show_meeting", meeting_id=meeting.id)
    if form.validate_on_submit():
        operations.answer_invitation(
            db.session,
            meeting=meeting,
            attendance=attendance,
            coming=Coming(str(form.coming.data)),
            comes_with=ComesWith(str(form.comes_with.data or ComesWith.NOBODY)),
        )
        return see_other("member_meetings.show_meeting", meeting_id=meeting.id)
    clashes = asked_elsewhere(db.session, member=member, meeting=meeting)
    return page("panels/member/meetings/answer.html", meeting=meeting, form=form, clashes=clashes)


@blueprint.route("/wishes", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def wishes() -> ResponseReturnValue:
    member = member_here()
    form = WishesForm(obj=wishes_of(db.session, member_ids=[member.id]).get(member.id))
    language = current().code
    form.card_picture.choices = [
        SelectChoice("", _("No picture")),
        *(SelectChoice(name, catalogue.alt_text(name, language)) for name in CARD_PICTURES),
    ]
    if form.validate_on_submit():
        operations.wish(
            db.session,
            member=member,
            calendar_words=str(form.calendar_words.data or ""),
            card_name=str(form.card_name.data or ""),
            card_picture=str(form.card_picture.data or ""),
        )
        return see_other("member_meetings.list_meetings")
    return page("panels/member/meetings/wishes.html", form=form)
