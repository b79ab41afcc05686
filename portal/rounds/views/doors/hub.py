"""All doors of a round on one page: its settings, finding someone by their code, and by their receipt."""

import uuid

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions import queries as questions
from portal.rounds.door_enums import Door
from portal.rounds.door_forms import DoorsForm, FindForm, ReceiptForm, TakeBackForm
from portal.rounds.models import Round, RoundDoors
from portal.rounds.operations import answering, changing, paper_entry, taking_back
from portal.rounds.operations.changing import Sent
from portal.rounds.queries import doors
from portal.shared import audit
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.throttle import TooMany
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("round_doors", __name__, url_prefix="/rounds/<uuid:round_id>/doors")


@blueprint.route("/", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_doors(round_id: uuid.UUID) -> ResponseReturnValue:
    """The code someone reads out, or that stands on a form, leads to them."""
    round_, find = the(Round, round_id), FindForm()
    if find.validate_on_submit():
        found = _find(find, round_id)
        if found is not None:
            return see_other("round_doors.show_person", round_id=round_id, holder_id=found)
    settings = doors.doors_of(db.session, round_id=round_id)
    return page(
        "rounds/doors/show.html",
        round=round_,
        find=find,
        form=find,
        settings=settings,
        entries=doors.entries_in_round(db.session, round_id=round_id),
    )


def _find(form: FindForm, round_id: uuid.UUID) -> uuid.UUID | None:
    keep_even_though_refused()
    try:
        found = answering.find_by_code(db.session, code=form.short.data, address=f"staff {current_person_id()}")
        found = found or doors.walk_in_by_code(db.session, code=form.short.data)
    except TooMany:
        form.short.errors = [_("Too many tries. Wait 15 minutes and try again")]
        return None
    if found is None or found.round_id != round_id:
        form.short.errors = [_("No code of this round is like this. Look at each letter and number again.")]
        return None
    return found.invitation_id


@blueprint.route("/of/<uuid:holder_id>")
@allowed(Role.ORGANISER)
def show_person(round_id: uuid.UUID, holder_id: uuid.UUID) -> ResponseReturnValue:
    """What can be done with this code now. Who it is is not shown: nobody needs to know to type."""
    standing = paper_entry.standing_for(db.session, holder_id=holder_id)
    if standing is None or standing.round_id != round_id:
        abort(404)
    response = questions.response_under(db.session, asked_in=round_id, alias=standing.alias)
    return page(
        "rounds/doors/person.html",
        round=the(Round, round_id),
        standing=standing,
        # Who answered on paper got no receipt: the code on their form is what they have.
        on_paper=response if response is not None and response.channel == Door.PAPER else None,
        entries=doors.entries_of(db.session, subject_id=holder_id),
    )


@blueprint.route("/settings", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_settings(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, settings = the(Round, round_id), doors.doors_of(db.session, round_id=round_id)
    row = settings or RoundDoors(round_id=round_id, is_open=False, double_entry=False)
    form = DoorsForm(obj=row)
    if form.validate_on_submit():
        if settings is None:
            db.session.add(row)
            form.populate_obj(row)
        else:
            with editing(settings, form):
                form.populate_obj(settings)
        audit.record(
            db.session, action="change", subject="round_doors", subject_id=round_id, actor_id=current_person_id()
        )
        flash(_("The doors of this round are changed."), "success")
        return see_other("round_doors.show_doors", round_id=round_id)
    return page("rounds/doors/settings.html", round=round_, form=form)


@blueprint.route("/receipt", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def enter_receipt(round_id: uuid.UUID) -> ResponseReturnValue:
    """Someone rings to change or take back what they sent: their receipt opens it, and shows nothing they said."""
    form = ReceiptForm()
    if form.validate_on_submit():
        keep_even_though_refused()
        try:
            sent = changing.sent_with(db.session, receipt=form.receipt.data, address=f"staff {current_person_id()}")
        except TooMany:
            form.receipt.errors = [_("Too many tries. Wait 15 minutes and try again")]
        else:
            if sent is not None and sent.round.id == round_id:
                changing.forget_tries(db.session, receipt=form.receipt.data)
                return see_other("round_doors.change_by_phone", round_id=round_id, response_id=sent.response.id)
            form.receipt.errors = [_refusal(form.receipt.data)]
    return page("rounds/doors/receipt.html", round=the(Round, round_id), form=form)


def _refusal(receipt: str) -> str:
    if doors.deletion_by_receipt(db.session, code=receipt) is not None:
        return _("These answers were deleted already.")
    return _("No receipt of this round is like this. Look at each letter and number again.")


@blueprint.route("/sent/<uuid:response_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_by_phone(round_id: uuid.UUID, response_id: uuid.UUID) -> ResponseReturnValue:
    sent, form = _sent(round_id, response_id), TakeBackForm()
    if form.validate_on_submit():
        do = taking_back.stop if form.what.data == "stop" else taking_back.take_back
        channel = Door.PHONE
        do(db.session, sent=sent, channel=channel, language=sent.response.language, by=current_person_id())
        flash(_("It is done. Tell them so."), "success")
        return see_other("round_doors.show_doors", round_id=round_id)
    changes = doors.changes_of(db.session, response_id=response_id)
    return page("rounds/doors/sent.html", round=sent.round, sent=sent, form=form, changes=changes)


def _sent(round_id: uuid.UUID, response_id: uuid.UUID) -> Sent:
    sent = changing.sent_by_id(db.session, response_id=response_id, round_id=round_id)
    return sent or abort(404)
