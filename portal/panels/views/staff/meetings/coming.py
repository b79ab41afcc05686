"""Who comes and how, what was said before, and who was there."""

import uuid
from collections import Counter

from flask import flash, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import TAKES_PART
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import ComesWith, Coming, MeetingState
from portal.panels.forms.meetings import AttendanceForm, HoldForm, NotedAnswerForm, NotedViewForm
from portal.panels.models import Attendance, Meeting, Panel, PanelMember, ViewAhead
from portal.panels.operations import attending, viewing
from portal.panels.queries import meetings as queries
from portal.panels.queries import views_ahead
from portal.panels.queries.panels import members_of
from portal.panels.tasks.belonging import ASK_PANEL_TASK
from portal.panels.views.staff.meetings.blueprint import KEEPERS, blueprint, here, item_of, of_meeting
from portal.people.access import allowed, current_person_id
from portal.people.forms import ConfirmForm
from portal.people.models import Person
from portal.questions.enums import Provenance
from portal.shared import clock, queue
from portal.shared.database import db
from portal.shared.i18n import _, ngettext
from portal.shared.web import page, see_other, the


@blueprint.route("/<uuid:meeting_id>/coming")
@allowed(*KEEPERS)
def show_coming(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    rows = queries.attendances_of(db.session, meeting_id=meeting.id)
    is_to_come = meeting.state is MeetingState.PLANNED and meeting.ends_at > clock.now()
    # Who takes a break keeps what they said. What was is not changed by a break that came later.
    away = {member.id for _a, member, _p in rows if is_to_come and member.state not in TAKES_PART}
    return page(
        "panels/meetings/coming.html",
        panel=panel,
        meeting=meeting,
        rows=rows,
        counts=Counter(said.coming for said, member, _p in rows if said.coming and member.id not in away),
        away=away,
        ways=list(Coming),
        writings=queries.writings_of(db.session, meeting_id=meeting.id),
        confirm=ConfirmForm(),
    )


@blueprint.route("/<uuid:meeting_id>/invite", methods=["POST"])
@allowed(*KEEPERS)
def invite(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    if meeting.state is MeetingState.PLANNED:
        asked = attending.invite(db.session, meeting=meeting, by=current_person_id())
        flash(ngettext("%(num)s member is asked.", "%(num)s members are asked.", asked), "success")
    return see_other("panel_meetings.show_coming", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/coming/<uuid:attendance_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def note_answer(panel_id: uuid.UUID, meeting_id: uuid.UUID, attendance_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    attendance = of_meeting(meeting, Attendance, attendance_id)
    known = {"coming": attendance.coming, "comes_with": attendance.comes_with}
    form = NotedAnswerForm(data={name: value.value for name, value in known.items() if value})
    if meeting.state is not MeetingState.PLANNED:
        form.form_errors.append(_("This meeting was called off or is over. It cannot be changed any more."))
    elif form.validate_on_submit():
        attending.answer_invitation(
            db.session,
            meeting=meeting,
            attendance=attendance,
            coming=Coming(str(form.coming.data)),
            comes_with=ComesWith(str(form.comes_with.data or ComesWith.NOBODY)),
            via=SaidBy(str(form.via.data)),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_coming", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/answer.html", panel=panel, meeting=meeting, form=form, person=_person(attendance))


@blueprint.route("/<uuid:meeting_id>/came/<uuid:attendance_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def note_attendance(panel_id: uuid.UUID, meeting_id: uuid.UUID, attendance_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    attendance = of_meeting(meeting, Attendance, attendance_id)
    form = AttendanceForm(
        data={
            "came": (attendance.came or attendance.coming or ""),
            "minutes": attendance.minutes,
            "supporter_came": attendance.supporter_came,
        }
    )
    if form.validate_on_submit():
        attending.record_attendance(
            db.session,
            meeting=meeting,
            attendance=attendance,
            came=Coming(str(form.came.data)),
            minutes=form.minutes.data,
            supporter_came=bool(form.supporter_came.data),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_coming", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/came.html", panel=panel, meeting=meeting, form=form, person=_person(attendance))


@blueprint.route("/<uuid:meeting_id>/over", methods=["POST"])
@allowed(*KEEPERS)
def end_meeting(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Whoever says that it was hard has everyone asked at once if they are all right."""
    panel, meeting = here(panel_id, meeting_id)
    if meeting.state is MeetingState.PLANNED:
        attending.end_meeting(db.session, meeting=meeting, by=current_person_id())
        if "was_hard" in request.form:
            _ask_if_all_right(panel, meeting)
    return see_other("panel_meetings.show_coming", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/all-right", methods=["POST"])
@allowed(*KEEPERS)
def ask_if_all_right(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Of everyone on the panel, once the meeting is over."""
    panel, meeting = here(panel_id, meeting_id)
    if meeting.is_over_at(clock.now()):
        _ask_if_all_right(panel, meeting)
    return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/views")
@allowed(*KEEPERS)
def show_views(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    """What was said before, item by item, as the meeting hears it: with or without the name, as the member wished."""
    panel, meeting = here(panel_id, meeting_id)
    return page(
        "panels/meetings/views.html",
        panel=panel,
        meeting=meeting,
        items=queries.items_of(db.session, meeting_id=meeting.id),
        views=views_ahead.views_by_item(db.session, meeting_id=meeting.id),
        confirm=ConfirmForm(),
    )


@blueprint.route("/<uuid:meeting_id>/views/<uuid:item_id>/new", methods=["GET", "POST"])
@allowed(*KEEPERS)
def note_view(panel_id: uuid.UUID, meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    item, form = item_of(meeting, item_id), NotedViewForm()
    members = members_of(db.session, panel_id=panel.id)
    form.member.choices = [SelectChoice(str(member.id), person.name or "") for member, person in members]
    if form.validate_on_submit():
        viewing.say_ahead(
            db.session,
            item=item,
            member=the(PanelMember, uuid.UUID(str(form.member.data))),
            words=str(form.words.data),
            with_name=bool(form.with_name.data),
            provenance=Provenance(str(form.provenance.data or Provenance.OWN_WORDS)),
            via=SaidBy(str(form.via.data)),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_views", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/view.html", panel=panel, meeting=meeting, item=item, form=form)


@blueprint.route("/<uuid:meeting_id>/views/held/<uuid:view_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def hold_view(panel_id: uuid.UUID, meeting_id: uuid.UUID, view_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    view, form = _view_at(meeting, view_id), HoldForm()
    if form.validate_on_submit():
        viewing.hold_view(db.session, view=view, why=str(form.why.data), by=current_person_id())
        return see_other("panel_meetings.show_views", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/hold.html", panel=panel, meeting=meeting, view=view, form=form)


@blueprint.route("/<uuid:meeting_id>/views/shown/<uuid:view_id>", methods=["POST"])
@allowed(*KEEPERS)
def let_view(panel_id: uuid.UUID, meeting_id: uuid.UUID, view_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    viewing.let_view(db.session, view=_view_at(meeting, view_id), by=current_person_id())
    return see_other("panel_meetings.show_views", panel_id=panel.id, meeting_id=meeting.id)


def _view_at(meeting: Meeting, view_id: uuid.UUID) -> ViewAhead:
    view = the(ViewAhead, view_id)
    item_of(meeting, view.item_id)
    return view


def _ask_if_all_right(panel: Panel, meeting: Meeting) -> None:
    by = current_person_id()
    ids = {"panel_id": str(panel.id), "about": str(meeting.id), "by": str(by)}
    queue.enqueue(db.session, ASK_PANEL_TASK, asked_by=by, **ids)
    flash(_("In a moment the question is on the page of everyone who was not asked in the last two weeks."), "success")


def _person(attendance: Attendance) -> Person:
    return the(Person, the(PanelMember, attendance.member_id).person_id)
