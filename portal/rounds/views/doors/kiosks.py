"""Staff lend out tablets: this device becomes one, and any of them can be ended from a desk."""

import uuid

from flask import Blueprint, abort, flash, session
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.people.views.signed_in import end_everything_here
from portal.rounds.door_enums import KioskEnd
from portal.rounds.door_errors import WeakPin
from portal.rounds.door_forms import KioskForm
from portal.rounds.errors import RoundClosed
from portal.rounds.models import Kiosk, Round
from portal.rounds.operations import kiosks
from portal.rounds.queries import doors
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default
from portal.shared.web import page, see_other, the

blueprint = Blueprint("kiosks", __name__, url_prefix="/rounds/<uuid:round_id>/tablets")


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_kiosks(round_id: uuid.UUID) -> ResponseReturnValue:
    return page(
        "rounds/doors/kiosks.html",
        round=the(Round, round_id),
        kiosks=doors.kiosks_of(db.session, round_id=round_id),
        visits=doors.sent_on_kiosks(db.session, round_id=round_id),
        now=clock.now(),
        form=ConfirmForm(),
        language_of=language_or_default,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def start_kiosk(round_id: uuid.UUID) -> ResponseReturnValue:
    """Afterwards nobody is signed in here: the next person to touch this device is not staff."""
    round_, form = the(Round, round_id), KioskForm()
    if form.validate_on_submit():
        try:
            kiosk, device = kiosks.start_kiosk(
                db.session,
                round_=round_,
                place=form.place.data,
                language=str(form.language.data),
                hours=int(form.hours.data or 1),
                pin=form.password.data,
                by=current_person_id(),
            )
        except RoundClosed:
            flash(_("Nobody is being asked in this round now."), "error")
            return see_other("kiosks.list_kiosks", round_id=round_id)
        except WeakPin:
            form.password.errors = [_("Choose four to eight numbers that are not all the same")]
        else:
            end_everything_here()
            session["kiosk"], session["device"], session["language"] = str(kiosk.id), str(device.id), kiosk.language
            return see_other("kiosk.start")
    return page("rounds/doors/kiosk_new.html", round=round_, form=form)


@blueprint.route("/<uuid:kiosk_id>/end", methods=["POST"])
@allowed(Role.ORGANISER)
def end_kiosk(round_id: uuid.UUID, kiosk_id: uuid.UUID) -> ResponseReturnValue:
    kiosk = the(Kiosk, kiosk_id)
    if kiosk.round_id != round_id:
        abort(404)
    kiosks.end_kiosk(db.session, kiosk=kiosk, because=KioskEnd.STAFF, by=current_person_id())
    flash(_("The tablet is ended. Whoever has it now sees an empty page."), "success")
    return see_other("kiosks.list_kiosks", round_id=round_id)
