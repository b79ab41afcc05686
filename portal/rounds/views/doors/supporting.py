"""Handing the device to someone who helps: for an hour, with nothing of before in sight, and it ends by itself."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, request, session
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, anyone, current_person_id, invited
from portal.people.enums import Role, SessionKind
from portal.people.views.signed_in import end_everything_here, end_visit_here
from portal.questions.enums import Helper, Provenance
from portal.rounds.door_enums import VisitKind
from portal.rounds.door_forms import SupporterForm
from portal.rounds.errors import RoundClosed
from portal.rounds.models import DoorVisit, Invitation, Round
from portal.rounds.operations import visiting
from portal.rounds.queries.standing import standing_of
from portal.rounds.views.doors.kiosk import this_kiosk
from portal.rounds.views.participant.visit import this_door, this_visit
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other, the

blueprint = Blueprint("supporting", __name__)
HOW = (Provenance.HELPED, Provenance.INTERPRETED, Provenance.ON_BEHALF)


@blueprint.app_context_processor
def on_every_page() -> dict[str, Any]:
    """Says on each page that someone helps, and until when."""
    door: DoorVisit | None = g.get("door_visit")
    return {"helper_here": door if door is not None and door.kind is VisitKind.SUPPORTER else None}


@blueprint.route("/answer/hand-over", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
@repeatable
def hand_over() -> ResponseReturnValue:
    """The person gives the device to someone. Their own visit is over: what they typed cannot be seen any more."""
    visit, error = this_visit(), None
    if visit.is_change:
        abort(404)
    if request.method == "POST":
        helper, how = request.form.get("helper", ""), request.form.get("how", "")
        if how in HOW:
            kiosk = this_kiosk() if "kiosk" in session else None
            made = visiting.begin_supporter(
                db.session,
                standing=visit.standing,
                helper=Helper(helper) if helper in list(Helper) else None,
                provenance=Provenance(how),
                language=i18n.current().code,
                from_visit=visit.id,
                kiosk_id=kiosk.id if kiosk else None,
            )
            _enter(made)
            return see_other("participant.before")
        error = _("Choose one of the three")
    return page(
        "rounds/doors/hand_over.html",
        helpers=[(one.value, one.label) for one in Helper],
        hows=[(one.value, one.label) for one in HOW],
        error=error,
        minutes=visiting.SUPPORTER_MINUTES,
        fresh_key=uuid.uuid4(),
    )


@blueprint.post("/answer/hand-back")
@invited(SessionKind.PARTICIPANT)
@repeatable
def end() -> ResponseReturnValue:
    """The one who helped stops. What they typed is kept; the person goes on from their own link or code."""
    door = this_door()
    if door is None or door.kind is not VisitKind.SUPPORTER:
        abort(404)
    visiting.end_visit(db.session, visit_id=door.visit_id)
    end_visit_here()
    return see_other("supporting.ended") if "kiosk" not in session else see_other("kiosk.start")


@blueprint.get("/answer/handed-back")
@anyone
def ended() -> ResponseReturnValue:
    return page("rounds/doors/handed_back.html")


@blueprint.route("/rounds/<uuid:round_id>/helped/<uuid:invitation_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def start(round_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Staff start it on their own device for a supporter or interpreter, and are signed out of it."""
    invitation, form = the(Invitation, invitation_id), SupporterForm()
    standing = standing_of(db.session, invitation_id=invitation_id)
    if invitation.round_id != round_id or standing is None:
        abort(404)
    if form.validate_on_submit():
        try:
            made = visiting.begin_supporter(
                db.session,
                standing=standing,
                helper=Helper(form.helper.data),
                provenance=Provenance(form.provenance.data),
                language=standing.language,
                by=current_person_id(),
            )
        except RoundClosed:
            flash(_("Their answers are in already, or the round takes none."), "error")
            return see_other("round_doors.show_doors", round_id=round_id)
        end_everything_here()
        _enter(made)
        return see_other("participant.before")
    return page("rounds/doors/helped_start.html", round=the(Round, round_id), form=form)


def _enter(made: DoorVisit) -> None:
    end_visit_here()
    session["visit"] = session["door"] = str(made.visit_id)
    session["language"] = made.language
    g.pop("door_visit", None)
