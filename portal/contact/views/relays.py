"""What workers pass on for people who can only be reached through someone they trust, and the yes or no they bring."""

import uuid

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.contact import operations, queries
from portal.contact.errors import WrongState
from portal.contact.forms import GoBetweenForm, RelayForm
from portal.contact.models import ContactMessage, GoBetween
from portal.contact.operations.relaying import go_betweens_of
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.people.models import Person
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default
from portal.shared.web import page, page_number, see_other, the

blueprint = Blueprint("relays", __name__, url_prefix="/outbox/relays")
PER_PAGE = 25


@blueprint.route("/")
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def list_relays() -> ResponseReturnValue:
    number = page_number()
    messages, total = queries.relays(db.session, page=number, per_page=PER_PAGE)
    return page(
        "contact/relays.html",
        messages=messages,
        number=number,
        pages=-(-total // PER_PAGE),
        language_of=language_or_default,
    )


@blueprint.route("/<uuid:message_id>/answer", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def note_answer(message_id: uuid.UUID) -> ResponseReturnValue:
    message, form = the(ContactMessage, message_id), RelayForm()
    if form.validate_on_submit() and form.says_yes.data is not None:
        try:
            operations.note_relay(db.session, message=message, says_yes=form.says_yes.data, by=current_person_id())
            flash(_("The answer is noted."), "success")
        except WrongState:
            flash(_("This message has not been passed on yet."), "error")
        return see_other("relays.list_relays")
    return page("contact/relay.html", message=message, form=form)


@blueprint.route("/person/<uuid:person_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def name_go_between(person_id: uuid.UUID) -> ResponseReturnValue:
    person, form = the(Person, person_id), GoBetweenForm()
    if form.validate_on_submit() and form.agreed_on.data:
        operations.name_go_between(
            db.session,
            person=person,
            name=str(form.name.data),
            reach=str(form.reach.data),
            agreed_how=str(form.agreed_how.data),
            agreed_on=form.agreed_on.data,
            by=current_person_id(),
        )
        flash(_("Noted. From now on this worker may pass messages on."), "success")
        return see_other("relays.name_go_between", person_id=person_id)
    standing = go_betweens_of(db.session, person_id=person_id)
    return page("contact/go_between.html", person_id=person_id, standing=standing, form=form, end=ConfirmForm())


@blueprint.route("/go-between/<uuid:go_between_id>/end", methods=["POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def end_go_between(go_between_id: uuid.UUID) -> ResponseReturnValue:
    go_between = the(GoBetween, go_between_id)
    operations.end_go_between(db.session, go_between=go_between, by=current_person_id())
    return see_other("relays.name_go_between", person_id=go_between.person_id)
