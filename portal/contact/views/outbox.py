"""Everything that was, is or will be sent. Whose message it is shows only to who opens it, and opening is noted."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from portal.contact import operations, queries
from portal.contact.enums import Channel, MessageState
from portal.contact.errors import SendingStopped, WrongState
from portal.contact.forms import FilterForm, UnsureForm
from portal.contact.models import ContactMessage, GoBetween
from portal.contact.operations.relaying import go_betweens_of
from portal.people import queries as people
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.people.operations import note_safe_contact_read
from portal.shared import audit, clock
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default
from portal.shared.web import page, page_number, see_other, the

blueprint = Blueprint("contact", __name__, url_prefix="/outbox")
PER_PAGE = 50
OPEN_FOR = dt.timedelta(minutes=30)
WHY = "message"
Code = TypeVar("Code", bound=StrEnum)


@blueprint.route("/")
@allowed(Role.ORGANISER, Role.SAFEGUARDING, Role.AUDITOR)
def outbox() -> ResponseReturnValue:
    channel, state = _chosen(Channel, "channel"), _chosen(MessageState, "state")
    number, round_id = page_number(), _round_id()
    found, total = queries.messages(
        db.session, asked_in=round_id, channel=channel, state=state, page=number, per_page=PER_PAGE
    )
    return page(
        "contact/outbox.html",
        messages=found,
        total=total,
        number=number,
        pages=-(-total // PER_PAGE),
        form=FilterForm(formdata=None, channel=channel or "", state=state or ""),
        given={"round_id": round_id, "channel": channel and channel.value, "state": state and state.value},
        states=queries.state_counts(db.session),
        stops=queries.stops_now(db.session),
        withheld=queries.withheld_counts(db.session),
        language_of=language_or_default,
    )


@blueprint.route("/<uuid:message_id>")
@allowed(Role.ORGANISER, Role.SAFEGUARDING, Role.AUDITOR)
def show_message(message_id: uuid.UUID) -> ResponseReturnValue:
    message = the(ContactMessage, message_id)
    return page(
        "contact/message.html",
        message=message,
        is_open=_is_open(message),
        go_betweens=_go_betweens(message),
        language_of=language_or_default,
        form=ConfirmForm(),
        unsure=UnsureForm(),
    )


@blueprint.route("/<uuid:message_id>/open", methods=["POST"])
@allowed(Role.ORGANISER)
def open_message(message_id: uuid.UUID) -> ResponseReturnValue:
    message, reader = the(ContactMessage, message_id), current_person_id()
    note_safe_contact_read(db.session, person_id=message.person_id, account_id=reader, why=WHY)
    audit.record(db.session, action="open", subject="message", subject_id=message.id, actor_id=reader)
    return see_other("contact.show_message", message_id=message_id)


@blueprint.route("/<uuid:message_id>/decide", methods=["POST"])
@allowed(Role.ORGANISER)
def decide_message(message_id: uuid.UUID) -> ResponseReturnValue:
    message, form = the(ContactMessage, message_id), UnsureForm()
    if form.validate_on_submit() and form.was_sent.data is not None:
        try:
            operations.decide_unsure(db.session, message=message, was_sent=form.was_sent.data, by=current_person_id())
        except WrongState:
            pass  # someone else decided first; the page shows what
        return see_other("contact.show_message", message_id=message_id)
    form.was_sent.errors = [_("Choose yes or no")]
    return page(
        "contact/message.html",
        message=message,
        is_open=_is_open(message),
        go_betweens=_go_betweens(message),
        language_of=language_or_default,
        form=ConfirmForm(),
        unsure=form,
    )


@blueprint.route("/<uuid:message_id>/passed-on", methods=["POST"])
@allowed(Role.ORGANISER)
def pass_on_message(message_id: uuid.UUID) -> ResponseReturnValue:
    message = the(ContactMessage, message_id)
    if message.state is MessageState.TO_RELAY:
        try:
            operations.hand_over(db.session, message=message, by=current_person_id())
        except SendingStopped:
            flash(_("This may not be passed on now. It stays in line."), "error")
    return see_other("contact.show_message", message_id=message_id)


def _is_open(message: ContactMessage) -> bool:
    return people.has_looked(
        db.session,
        person_id=message.person_id,
        account_id=current_person_id(),
        why=WHY,
        since=clock.now() - OPEN_FOR,
    )


def _go_betweens(message: ContactMessage) -> list[GoBetween]:
    is_relay = message.state is MessageState.TO_RELAY
    return go_betweens_of(db.session, person_id=message.person_id) if is_relay and _is_open(message) else []


def _chosen(kind: type[Code], name: str) -> Code | None:
    text = request.args.get(name, "")
    return kind(text) if text in {member.value for member in kind} else None


def _round_id() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("round_id", ""))
    except ValueError:
        return None
