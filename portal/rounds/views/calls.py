"""Ringing people: a list of whom, a page for each. The number comes last, after the rules, and looking is noted."""

import datetime as dt
import uuid

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.contact import queries as contact
from portal.contact import rules
from portal.contact.call_words import CallScript, call_script
from portal.contact.enums import BestTime, NoCall, Result
from portal.contact.errors import NotSafeToCall
from portal.contact.operations.calls import may_leave_voicemail, reason_not_to_ring, ringing_times
from portal.contact.operations.facts import times_of
from portal.contact.wording import withheld_in_words
from portal.people import queries as people
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role, SafeContact
from portal.people.forms import ConfirmForm
from portal.people.models import Person
from portal.rounds import queries
from portal.rounds.call_forms import CallForm
from portal.rounds.models import Invitation, Round
from portal.rounds.operations.calling import CALL, look_at_number, note_call
from portal.rounds.operations.fieldwork import last_moment, letterhead
from portal.rounds.queries.asking import call_list
from portal.rounds.queries.outreach import member_of
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default, speaking
from portal.shared.web import page, page_number, see_other, the

blueprint = Blueprint("calls", __name__, url_prefix="/rounds/<uuid:round_id>/calls")
PER_PAGE = 25
SHOWN_FOR = dt.timedelta(minutes=30)


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_calls(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, number = the(Round, round_id), page_number()
    rows, total = call_list(db.session, round_id=round_id, page=number, per_page=PER_PAGE)
    return page(
        "rounds/calls.html",
        round=round_,
        rows=rows,
        ringing=ringing_times(
            db.session,
            people=[person for _invitation, person in rows],
            asked_in=round_id,
            until=last_moment(db.session, round_=round_),
        ),
        calls=contact.last_calls(db.session, subject_ids=[invitation.id for invitation, _person in rows]),
        total=total,
        number=number,
        pages=-(-total // PER_PAGE),
        waves=[(wave, withheld_in_words(wave.counts)) for wave in queries.waves_of(db.session, round_id=round_id)],
        language_of=language_or_default,
        best_time=_best_time,
    )


@blueprint.route("/<uuid:invitation_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_call(round_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    invitation, form = _invitation(round_id, invitation_id), CallForm()
    if form.validate_on_submit() and _note(invitation, form):
        return see_other("calls.list_calls", round_id=round_id)
    person = the(Person, invitation.person_id)
    has_looked = people.has_looked(
        db.session,
        person_id=person.id,
        account_id=current_person_id(),
        why=CALL,
        since=clock.now() - SHOWN_FOR,
    )
    refusal = _refusal(invitation, person)
    return page(
        "rounds/call.html",
        round=the(Round, round_id),
        invitation=invitation,
        person=person,
        has_looked=has_looked,
        refusal=refusal,
        rules=_rules_of(person) if has_looked and refusal is not NoCall.NOT_SAFE else [],
        script=_script(person, round_id) if has_looked and refusal is None else None,
        say_who=_may_say_who(person),
        spoken=language_or_default(person.language),
        attempts=contact.attempts_on(db.session, subject_id=invitation.id),
        best_time=_best_time,
        form=form,
        look=ConfirmForm(),
    )


@blueprint.route("/<uuid:invitation_id>/number", methods=["POST"])
@allowed(Role.ORGANISER)
def show_number(round_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    invitation = _invitation(round_id, invitation_id)
    look_at_number(db.session, invitation=invitation, by=current_person_id())
    return see_other("calls.show_call", round_id=round_id, invitation_id=invitation_id)


def _refusal(invitation: Invitation, person: Person) -> NoCall | None:
    """Why the number is not shown: the gate's reason, or that chance did not choose this person to be rung."""
    round_ = the(Round, invitation.round_id)
    until = last_moment(db.session, round_=round_)
    refusal = reason_not_to_ring(db.session, person=person, asked_in=round_.id, until=until)
    if refusal is None and member_of(db.session, invitation=invitation).phone_chosen is False:
        return NoCall.NOT_CHOSEN
    return refusal


def _invitation(round_id: uuid.UUID, invitation_id: uuid.UUID) -> Invitation:
    invitation = the(Invitation, invitation_id)
    if invitation.round_id != round_id:
        abort(404)
    return invitation


def _note(invitation: Invitation, form: CallForm) -> bool:
    try:
        note_call(
            db.session,
            invitation=invitation,
            result=Result(form.result.data),
            best_time=BestTime(form.best_time.data) if form.best_time.data else None,
            by=current_person_id(),
        )
    except NotSafeToCall:
        form.result.errors = [_("This person must not be rung. You can only note that they want no more contact.")]
        return False
    flash(_("The call is noted."), "success")
    return True


def _may_say_who(person: Person) -> bool:
    return rules.may_say_who(rules=person.safe_contact) and not person.say_only and not times_of(person).are_said


def _rules_of(person: Person) -> list[str]:
    known = {rule.value: str(rule.label) for rule in SafeContact}
    return [known[rule] for rule in person.safe_contact if rule in known]


def _script(person: Person, round_id: uuid.UUID) -> CallScript:
    with speaking(person.language):
        return call_script(
            name=person.name or "",
            letterhead=letterhead(),
            may_say_who=_may_say_who(person),
            say_only=person.say_only or "",
            may_leave_voicemail=may_leave_voicemail(db.session, person=person, asked_in=round_id),
        )


def _best_time(note: str) -> str:
    return str(BestTime(note).label) if note in {time.value for time in BestTime} else ""
