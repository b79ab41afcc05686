"""What members need at a meeting, and what is booked. As lists for everyone; by name only on the page of one need."""

import datetime as dt
import uuid
from collections import defaultdict

from flask import abort
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import LookPurpose, NeedKind
from portal.panels.enums.meetings import BookingKind, BookingState, NeedState
from portal.panels.forms.meetings import BookingForm, ChangeBookingForm, SettleForm
from portal.panels.models import Booking, Meeting, MeetingNeed, PanelMember
from portal.panels.operations import needs as operations
from portal.panels.operations.passports import look
from portal.panels.queries import needs as queries
from portal.panels.queries.meetings import names_of_staff
from portal.panels.queries.passports import has_looked
from portal.panels.views.staff.meetings.blueprint import KEEPERS, blueprint, here, of_meeting, staff_choices
from portal.people.access import allowed, current_person_id
from portal.people.forms import ConfirmForm
from portal.people.models import Person
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import editing, page, see_other, the

LOOKED_FOR = dt.timedelta(hours=12)


@blueprint.route("/<uuid:meeting_id>/needs")
@allowed(*KEEPERS)
def show_needs(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    """What is needed and how often, without names."""
    panel, meeting = here(panel_id, meeting_id)
    bookings = queries.bookings_of(db.session, meeting_id=meeting.id)
    return page(
        "panels/meetings/needs.html",
        panel=panel,
        meeting=meeting,
        groups=_groups(meeting),
        bookings=bookings,
        who=names_of_staff(db.session, [one.owner_id for one in bookings]),
        today=clock.today(),
        confirm=ConfirmForm(),
    )


@blueprint.route("/<uuid:meeting_id>/needs/gather", methods=["POST"])
@allowed(*KEEPERS)
def gather_needs(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    operations.gather_needs(db.session, meeting=meeting)
    return see_other("panel_meetings.show_needs", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/needs/<uuid:need_id>/look", methods=["POST"])
@allowed(*KEEPERS)
def look_at_need(panel_id: uuid.UUID, meeting_id: uuid.UUID, need_id: uuid.UUID) -> ResponseReturnValue:
    """The member will read who looked."""
    panel, meeting = here(panel_id, meeting_id)
    need = of_meeting(meeting, MeetingNeed, need_id)
    look(db.session, the(PanelMember, need.member_id), current_person_id(), LookPurpose.MEETING)
    return see_other("panel_meetings.settle_need", panel_id=panel.id, meeting_id=meeting.id, need_id=need.id)


@blueprint.route("/<uuid:meeting_id>/needs/<uuid:need_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def settle_need(panel_id: uuid.UUID, meeting_id: uuid.UUID, need_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    need = of_meeting(meeting, MeetingNeed, need_id)
    person = the(Person, the(PanelMember, need.member_id).person_id)
    if not has_looked(db.session, person_id=person.id, by=current_person_id(), since=clock.now() - LOOKED_FOR):
        abort(404)
    form = SettleForm(data={"state": need.state.value, "words": need.words, "booking": str(need.booking_id or "")})
    bookings = queries.bookings_of(db.session, meeting_id=meeting.id)
    form.booking.choices = [
        SelectChoice("", _("None")),
        *(SelectChoice(str(one.id), f"{one.kind.label}: {one.state.label}") for one in bookings),
    ]
    if form.validate_on_submit():
        state = NeedState(str(form.state.data))
        if state is not NeedState.EXPLAINED or form.words.data:
            chosen = next((one for one in bookings if str(one.id) == form.booking.data), None)
            operations.settle_need(
                db.session,
                need=need,
                state=state,
                words=str(form.words.data or ""),
                booking=chosen,
                by=current_person_id(),
            )
            return see_other("panel_meetings.show_needs", panel_id=panel.id, meeting_id=meeting.id)
        form.words.errors = [*form.words.errors, _("Say why it could not be arranged")]
    return page(
        "panels/meetings/need.html",
        panel=panel,
        meeting=meeting,
        need=need,
        kind=NeedKind(need.need),
        person=person,
        form=form,
    )


@blueprint.route("/<uuid:meeting_id>/bookings/new", methods=["GET", "POST"])
@allowed(*KEEPERS)
def new_booking(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    form = BookingForm(data={"owner": str(current_person_id())})
    form.owner.choices = staff_choices()
    if form.validate_on_submit():
        operations.book(
            db.session,
            meeting=meeting,
            kind=BookingKind(str(form.kind.data)),
            owner_id=uuid.UUID(str(form.owner.data)),
            due=form.due.data or clock.today(),
            words=str(form.words.data or ""),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_needs", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/booking.html", panel=panel, meeting=meeting, form=form, booking=None)


@blueprint.route("/<uuid:meeting_id>/bookings/<uuid:booking_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def edit_booking(panel_id: uuid.UUID, meeting_id: uuid.UUID, booking_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    booking = of_meeting(meeting, Booking, booking_id)
    known = {"owner": str(booking.owner_id), "state": booking.state.value, "words": booking.words}
    form = ChangeBookingForm(obj=booking, data=known)
    form.owner.choices = staff_choices()
    if form.validate_on_submit():
        with editing(booking, form):
            operations.change_booking(
                db.session,
                booking=booking,
                state=BookingState(str(form.state.data)),
                owner_id=uuid.UUID(str(form.owner.data)),
                due=form.due.data or booking.due,
                words=str(form.words.data or ""),
                by=current_person_id(),
            )
        return see_other("panel_meetings.show_needs", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/booking.html", panel=panel, meeting=meeting, form=form, booking=booking)


def _groups(meeting: Meeting) -> list[tuple[NeedKind, list[MeetingNeed]]]:
    by_kind: dict[NeedKind, list[MeetingNeed]] = defaultdict(list)
    for need in queries.needs_to_meet(db.session, meeting_id=meeting.id):
        by_kind[NeedKind(need.need)].append(need)
    return [(kind, by_kind[kind]) for kind in NeedKind if by_kind[kind]]
