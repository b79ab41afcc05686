"""Planning a meeting, changing it, moving it, calling it off."""

import datetime as dt
import uuid
from typing import Any

from flask.typing import ResponseReturnValue

from portal.panels.enums.meetings import MeetingState
from portal.panels.forms.meetings import CancelMeetingForm, ChangeMeetingForm, MeetingForm, MoveMeetingForm
from portal.panels.forms.wording import as_typed, texts_of
from portal.panels.models import Meeting, Panel
from portal.panels.operations import meetings as operations
from portal.panels.queries import meetings as queries
from portal.panels.queries.checks import was_asked_about
from portal.panels.queries.needs import unsettled
from portal.panels.rules.meetings import LONGEST, begins, longest_without_break, minutes_over, papers_by
from portal.panels.views.staff.meetings.blueprint import KEEPERS, blueprint, here
from portal.people.access import allowed, current_person_id
from portal.people.forms import ConfirmForm
from portal.shared import clock
from portal.shared.database import db
from portal.shared.home_time import day_at_home, is_second, time_at_home
from portal.shared.i18n import _
from portal.shared.web import editing, page, see_other, the

LONG_SIT = 60


@blueprint.route("/")
@allowed(*KEEPERS)
def list_meetings(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, now = the(Panel, panel_id), clock.now()
    meetings = queries.meetings_of(db.session, panel_id=panel.id)
    return page(
        "panels/meetings/list.html",
        panel=panel,
        to_come=[one for one in meetings if one.ends_at >= now and one.state is MeetingState.PLANNED],
        gone=[one for one in reversed(meetings) if one.ends_at < now or one.state is not MeetingState.PLANNED],
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(*KEEPERS)
def new_meeting(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), MeetingForm()
    clashes: list[queries.Clash] = []
    if form.validate_on_submit():
        clashes = _clashes(form, panel_id=panel.id)
        if not form.errors:
            meeting = operations.plan_meeting(
                db.session,
                panel=panel,
                starts_at=form.starts_at,
                ends_at=form.ends_at,
                by=current_person_id(),
                **_said(form),
            )
            return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/new.html", panel=panel, form=form, clashes=clashes)


@blueprint.route("/<uuid:meeting_id>")
@allowed(*KEEPERS)
def show_meeting(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    items = queries.items_of(db.session, meeting_id=meeting.id)
    lengths = [item.minutes for item in items]
    changes = queries.changes_of(db.session, meeting_id=meeting.id)
    return page(
        "panels/meetings/show.html",
        panel=panel,
        meeting=meeting,
        items=list(zip(items, begins(starts_at=meeting.starts_at, minutes=lengths), strict=False)),
        over=minutes_over(starts_at=meeting.starts_at, ends_at=meeting.ends_at, minutes=lengths),
        long_sit=longest_without_break((item.minutes, item.is_break) for item in items) > LONG_SIT,
        papers_by=papers_by(starts_at=meeting.starts_at, notice_days=panel.notice_days),
        today=day_at_home(clock.now()),
        changes=changes,
        who=queries.names_of_staff(db.session, [change.by for change in changes]),
        moment=dt.datetime.fromisoformat,
        waiting=unsettled(db.session, meeting_ids=[meeting.id]).get(meeting.id, 0),
        clashes=_others(meeting, starts_at=meeting.starts_at, ends_at=meeting.ends_at),
        is_over=meeting.is_over_at(clock.now()),
        was_asked=was_asked_about(db.session, about=meeting.id),
        confirm=ConfirmForm(),
    )


@blueprint.route("/<uuid:meeting_id>/change", methods=["GET", "POST"])
@allowed(*KEEPERS)
def edit_meeting(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    known = as_typed(title=meeting.title, directions=meeting.directions, place_access=meeting.place_access)
    form = ChangeMeetingForm(obj=meeting, data=known)
    if form.validate_on_submit() and _is_open(form, meeting):
        with editing(meeting, form):
            operations.change_meeting(db.session, meeting=meeting, by=current_person_id(), **_said(form))
        return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/change.html", panel=panel, meeting=meeting, form=form)


@blueprint.route("/<uuid:meeting_id>/move", methods=["GET", "POST"])
@allowed(*KEEPERS)
def move_meeting(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    form = MoveMeetingForm(obj=meeting, data=_times_of(meeting))
    clashes: list[queries.Clash] = []
    if form.validate_on_submit() and _is_open(form, meeting):
        clashes = _clashes(form, panel_id=panel.id, meeting=meeting)
        if not form.errors:
            with editing(meeting, form):
                operations.move_meeting(
                    db.session,
                    meeting=meeting,
                    starts_at=form.starts_at,
                    ends_at=form.ends_at,
                    why=texts_of(form, "why"),
                    by=current_person_id(),
                )
            return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/move.html", panel=panel, meeting=meeting, form=form, clashes=clashes)


@blueprint.route("/<uuid:meeting_id>/cancel", methods=["GET", "POST"])
@allowed(*KEEPERS)
def cancel_meeting(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    form = CancelMeetingForm(obj=meeting)
    if form.validate_on_submit() and _is_open(form, meeting):
        with editing(meeting, form):
            operations.cancel_meeting(db.session, meeting=meeting, why=texts_of(form, "why"), by=current_person_id())
        return see_other("panel_meetings.show_meeting", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/cancel.html", panel=panel, meeting=meeting, form=form)


def _is_open(form: Any, meeting: Meeting) -> bool:
    if meeting.state is MeetingState.PLANNED:
        return True
    form.form_errors.append(_("This meeting was called off or is over. It cannot be changed any more."))
    return False


def _others(meeting: Meeting, *, starts_at: dt.datetime, ends_at: dt.datetime) -> list[queries.Clash]:
    if meeting.state is not MeetingState.PLANNED:
        return []
    return queries.clashes_with(
        db.session, panel_id=meeting.panel_id, starts_at=starts_at, ends_at=ends_at, apart_from=meeting.id
    )


def _clashes(
    form: MeetingForm | MoveMeetingForm, *, panel_id: uuid.UUID, meeting: Meeting | None = None
) -> list[queries.Clash]:
    """What else there is at that time; says on the form what stands against it."""
    found = queries.clashes_with(
        db.session,
        panel_id=panel_id,
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        apart_from=meeting.id if meeting else None,
    )
    if form.ends_at - form.starts_at > LONGEST:
        form.ends.errors = [*form.ends.errors, _("A meeting cannot be longer than 12 hours")]
    elif any(clash.same_panel for clash in found):
        form.begins.errors = [*form.begins.errors, _("The panel has another meeting at that time")]
    elif found and not form.anyway.data:
        form.anyway.errors = [*form.anyway.errors, _("Choose another time, or say that you plan it all the same")]
    return found


def _said(form: MeetingForm | ChangeMeetingForm) -> dict[str, Any]:
    texts = {field: texts_of(form, field) for field in ("title", "directions", "place_access")}
    return {
        **texts,
        "place": form.place.data or "",
        "video_link": form.video_link.data or "",
        "phone": form.phone.data or "",
    }


def _times_of(meeting: Meeting) -> dict[str, Any]:
    second = is_second(meeting.starts_at)
    return {
        "day": day_at_home(meeting.starts_at),
        "begins": f"{time_at_home(meeting.starts_at):%H:%M}",
        "ends": f"{time_at_home(meeting.ends_at):%H:%M}",
        "which": "second" if second else None,
    }
