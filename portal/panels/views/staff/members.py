"""Members as staff see them: who is on a panel, one member with every step, and what staff do for or with them."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums import MemberState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import OtherWords, WrongState
from portal.panels.forms.belonging import MoveForm, RemovePinForm, SupportForm, TypedPlaceForm
from portal.panels.models import Panel, PanelMember
from portal.panels.operations import belonging as operations
from portal.panels.operations.belonging import Said
from portal.panels.operations.membership import code_of, move_member
from portal.panels.operations.pins import remove_pin
from portal.panels.queries import belonging, passports
from portal.panels.queries import panels as queries
from portal.panels.queries.calls import interests_of_person
from portal.panels.rules.agreements import fingerprint_of_all
from portal.panels.rules.membership import NEXT
from portal.panels.views.staff.parts import Todo, todos
from portal.people.access import allowed, current_person_id, may_open
from portal.people.enums import Role
from portal.people.models import Person
from portal.people.queries import all_accounts
from portal.questions.enums import Provenance
from portal.shared import clock, i18n
from portal.shared.database import db
from portal.shared.forms import SelectChoice
from portal.shared.i18n import _, best_text, lazy, ngettext
from portal.shared.web import page, see_other, the

# After that long without a yes or no someone rings them.
ANSWERS_WITHIN = dt.timedelta(days=14)

blueprint = Blueprint("panel_members", __name__, url_prefix="/panels/<uuid:panel_id>/members")
# Why a step was taken, by what is kept of it. What is not here speaks for itself.
REASONS = {
    "drawn": lazy("Drawn by lot"),
    "replacement": lazy("In place of someone who left"),
    "decision": lazy("By decision"),
    "declined": lazy("Said no to the place"),
    "learnt": lazy("Had done all there was to do first"),
    "back": lazy("Came back from a break"),
    "staff": lazy("Changed by staff"),
    **{way.value: way.label for way in SaidBy},
}


def member_of(panel_id: uuid.UUID, member_id: uuid.UUID) -> tuple[Panel, PanelMember, Person]:
    """The panel, one of its members and the person they are; "not found" for anyone of another panel."""
    panel, member = the(Panel, panel_id), the(PanelMember, member_id)
    if member.panel_id != panel.id:
        abort(404)
    return panel, member, the(Person, member.person_id)


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_members(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    everyone = queries.members_of(db.session, panel_id=panel.id, states=tuple(MemberState))
    ids = [member.id for member, _person in everyone]
    return page(
        "panels/desk/members.html",
        panel=panel,
        groups=[(state, [pair for pair in everyone if pair[0].state is state]) for state in MemberState],
        to_learn=belonging.still_to_learn(db.session, panel_id=panel.id),
        has_passport=passports.members_with_needs(db.session, member_ids=ids),
        some=bool(everyone),
    )


@blueprint.route("/<uuid:member_id>")
@allowed(Role.ORGANISER)
def show_member(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    panel, member, person = member_of(panel_id, member_id)
    steps = queries.steps_of(db.session, member_id=member.id)
    agreed = belonging.agreed_by(db.session, member_id=member.id)
    ids = {step.by for step in steps if step.by} | {row.by for row in agreed if row.by}
    return page(
        "panels/desk/member.html",
        panel=panel,
        member=member,
        person=person,
        steps=steps,
        interests=interests_of_person(db.session, panel_id=panel.id, person_id=member.person_id),
        agreed=agreed,
        who=belonging.names_of_accounts(db.session, ids),
        support=belonging.support_of(db.session, member=member, coordinator_id=panel.coordinator_id),
        learnt=belonging.learnt_by(db.session, member=member),
        has_pin=bool(belonging.pin_of(db.session, person_id=member.person_id)),
        code=code_of(member),
        may_move=bool(NEXT[member.state]),
        ways={way.value: way.label for way in SaidBy},
        reasons=REASONS,
    )


@blueprint.route("/<uuid:member_id>/move", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def move(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    panel, member, person = member_of(panel_id, member_id)
    form = MoveForm()
    form.offer(member.state)
    if not form.validate_on_submit():
        return page("panels/desk/move_member.html", form=form, panel=panel, member=member, person=person)
    to, by = MemberState(form.to.data), current_person_id()
    try:
        move_member(db.session, member=member, to=to, by=by, because="staff", why=form.why.data or "")
    except WrongState:
        abort(404)
    return see_other("panel_members.show_member", panel_id=panel.id, member_id=member.id)


@blueprint.route("/<uuid:member_id>/answer", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_answer(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    """Yes or no to a place, by phone, on paper or face to face: the words are read out; the language is kept."""
    panel, member, person = member_of(panel_id, member_id)
    spoken = request.args.get("in", member.language)
    words = belonging.agreement_words(db.session, panel_id=panel.id, language=i18n.language_or_default(spoken).code)
    form = TypedPlaceForm()
    if form.validate_on_submit() and _kept(form, member, spoken=i18n.language_or_default(spoken).code):
        return see_other("panel_members.show_member", panel_id=panel.id, member_id=member.id)
    form.shown.data = fingerprint_of_all({one.part: one.text for one in words})
    return page(
        "panels/desk/type_answer.html",
        form=form,
        panel=panel,
        member=member,
        person=person,
        words=words,
        spoken=i18n.language_or_default(spoken).code,
    )


def _kept(form: TypedPlaceForm, member: PanelMember, *, spoken: str) -> bool:
    said = Said(
        through=SaidBy(form.through.data),
        provenance=Provenance(form.helped.data or "own_words"),
        helped_by=form.helped_by.data or "",
        by=current_person_id(),
    )
    try:
        if form.said.data:
            operations.say_yes(db.session, member=member, shown=form.shown.data or "", language=spoken, said=said)
        else:
            operations.say_no(db.session, member=member, said=said, why=form.why.data or "")
    except OtherWords:
        form.form_errors.append(_("The words have changed. Please read them again."))
    except WrongState:
        form.form_errors.append(_("They have said yes before. Choose “Change” on their page if they want to stop."))
    return not form.form_errors


@blueprint.route("/<uuid:member_id>/support", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def name_support(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    panel, member, person = member_of(panel_id, member_id)
    row = belonging.support_row(db.session, member_id=member.id)
    known: dict[str, Any] = {"contact": str(row.contact_id if row else panel.coordinator_id)}
    if row is not None:
        known |= {"phone": row.contact_phone, "mentor": row.mentor or ""}
    form = SupportForm(data=known)
    form.contact.choices = [
        SelectChoice(str(one.id), one.display_name) for one in all_accounts(db.session) if one.active
    ]
    if not form.validate_on_submit():
        return page("panels/desk/support.html", form=form, panel=panel, member=member, person=person)
    operations.name_support(
        db.session,
        member=member,
        contact_id=uuid.UUID(form.contact.data),
        phone=form.phone.data or "",
        mentor=form.mentor.data or "",
        by=current_person_id(),
    )
    return see_other("panel_members.show_member", panel_id=panel.id, member_id=member.id)


@blueprint.route("/<uuid:member_id>/number", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def take_pin_away(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    """Someone forgot their number and was recognised; how is kept. Nobody can see what it was."""
    panel, member, person = member_of(panel_id, member_id)
    form = RemovePinForm()
    if not form.validate_on_submit():
        return page("panels/desk/take_pin_away.html", form=form, panel=panel, member=member, person=person)
    remove_pin(db.session, member=member, by=current_person_id(), how=form.how.data or "")
    flash(_("Their number is not asked for any more. They can choose a new one."), "success")
    return see_other("panel_members.show_member", panel_id=panel.id, member_id=member.id)


def _todos(session: Session, panel: Panel) -> Iterator[Todo]:
    """Only for those who may open a member's page."""
    if not may_open("panel_members.list_members"):
        return
    everyone = url_for("panel_members.list_members", panel_id=panel.id)
    silent = belonging.waiting_to_answer(session, panel_id=panel.id, before=clock.now() - ANSWERS_WITHIN)
    if silent:
        one, many = "%(num)s chosen person has not answered", "%(num)s chosen people have not answered"
        yield Todo(ngettext(one, many, silent), everyone)
    agreed = belonging.planned_learning(session, panel_id=panel.id)
    for learning, item, person in agreed:
        address = url_for(
            "panel_agreements.note_learning", panel_id=panel.id, member_id=learning.member_id, item_id=item.id
        )
        yield Todo(best_text(item.name)[0], address, due=learning.planned_on, who=person.name or "")
    planned = {learning.member_id for learning, _item, _person in agreed}
    unplanned = belonging.still_to_learn(session, panel_id=panel.id).keys() - planned
    if unplanned:
        one, many = "Plan how %(num)s new member begins", "Plan how %(num)s new members begin"
        yield Todo(ngettext(one, many, len(unplanned)), everyone)


todos.append(_todos)
