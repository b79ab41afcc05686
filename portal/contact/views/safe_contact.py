"""What is safe for one person: shown to safeguarding only, after a press that is kept, and changed there."""

import datetime as dt
import uuid

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.contact.forms import DAYS, SafeContactForm
from portal.contact.operations.safe_contact import LOOK, confirm_safe_contact, note_look
from portal.contact.rules import CONFIRMED_FOR
from portal.people import queries as people
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.people.models import Person
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("safe_contact", __name__, url_prefix="/outbox/safe-contact")
SHOWN_FOR = dt.timedelta(minutes=30)


@blueprint.route("/<uuid:person_id>", methods=["GET", "POST"])
@allowed(Role.SAFEGUARDING)
def show(person_id: uuid.UUID) -> ResponseReturnValue:
    person = the(Person, person_id)
    if not _has_looked(person):
        return page("contact/safe_contact_look.html", person_id=person_id, form=ConfirmForm())
    form = SafeContactForm(data=_as_it_is(person))
    if form.validate_on_submit():
        confirm_safe_contact(
            db.session,
            person=person,
            rules=form.rules.data or [],
            days=[DAYS.index(day) for day in form.days.data or []],
            from_hour=form.from_hour.data,
            until_hour=form.until_hour.data,
            say_only=form.say_only.data or "",
            by=current_person_id(),
        )
        flash(_("Saved. It is good for 90 days."), "success")
        return see_other("safe_contact.show", person_id=person_id)
    confirmed = person.safe_contact_confirmed_at
    return page(
        "contact/safe_contact.html",
        person=person,
        confirmed=confirmed,
        good_until=confirmed + CONFIRMED_FOR if confirmed else None,
        is_old=confirmed is None or clock.now() - confirmed > CONFIRMED_FOR,
        form=form,
    )


@blueprint.route("/<uuid:person_id>/look", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def look(person_id: uuid.UUID) -> ResponseReturnValue:
    note_look(db.session, person=the(Person, person_id), by=current_person_id())
    return see_other("safe_contact.show", person_id=person_id)


def _has_looked(person: Person) -> bool:
    since = clock.now() - SHOWN_FOR
    return people.has_looked(db.session, person_id=person.id, account_id=current_person_id(), why=LOOK, since=since)


def _as_it_is(person: Person) -> dict[str, object]:
    return {
        "rules": person.safe_contact,
        "days": [DAYS[day] for day in person.safe_days or () if day < len(DAYS)],
        "from_hour": person.safe_from_hour,
        "until_hour": person.safe_until_hour,
        "say_only": person.say_only or "",
    }
