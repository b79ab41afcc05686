"""The red button: everything stops at once; starting again takes a second person."""

import uuid

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.contact import operations, queries
from portal.contact.errors import NeedsSecondPerson, WrongState
from portal.contact.models import SendingStop
from portal.people import queries as people
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("stops", __name__, url_prefix="/outbox/stop")
DECIDE = (Role.ORGANISER, Role.SAFEGUARDING, Role.ADMINISTRATOR)


@blueprint.route("/")
@allowed(*DECIDE, Role.AUDITOR)
def show_stops() -> ResponseReturnValue:
    stops = queries.stops_now(db.session)
    names = {account.id: account.display_name for account in people.all_accounts(db.session)}
    everything = any(stop.channel is None for stop in stops)
    return page("contact/stops.html", stops=stops, names=names, everything=everything, form=ConfirmForm())


@blueprint.route("/everything", methods=["POST"])
@allowed(*DECIDE)
def stop_everything() -> ResponseReturnValue:
    operations.stop_everything(db.session, by=current_person_id())
    flash(_("Everything is stopped. Nothing leaves until two people start it again."), "success")
    return see_other("stops.show_stops")


@blueprint.route("/<uuid:stop_id>/ask", methods=["POST"])
@allowed(*DECIDE)
def ask_to_start_again(stop_id: uuid.UUID) -> ResponseReturnValue:
    try:
        operations.ask_to_start_again(db.session, stop=the(SendingStop, stop_id), by=current_person_id())
        flash(_("Now a second person must agree."), "success")
    except WrongState:
        flash(_("It has been started again already."), "error")
    return see_other("stops.show_stops")


@blueprint.route("/<uuid:stop_id>/agree", methods=["POST"])
@allowed(*DECIDE)
def start_again(stop_id: uuid.UUID) -> ResponseReturnValue:
    try:
        operations.start_again(db.session, stop=the(SendingStop, stop_id), by=current_person_id())
        flash(_("Messages leave again. Each is checked as before."), "success")
    except NeedsSecondPerson:
        flash(_("You asked for it yourself. Someone else must agree."), "error")
    except WrongState:
        flash(_("It has been started again already."), "error")
    return see_other("stops.show_stops")
