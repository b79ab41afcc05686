"""The desk of the safeguarding lead, and raising a worry while reading answers."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role, SafeContact
from portal.people.forms import ConfirmForm
from portal.questions.models import Answer
from portal.rounds import worry_forms as forms
from portal.rounds.coding_enums import IdentityPurpose, WorryOutcome, WorryUrgency
from portal.rounds.errors import NotReady
from portal.rounds.models import Round, Worry
from portal.rounds.operations import worries as operations
from portal.rounds.operations.alarms import take_on_worry
from portal.rounds.queries import double_coding
from portal.rounds.queries import worries as queries
from portal.rounds.queries.alarms import not_looked_at
from portal.rounds.rules.worrying import is_overdue, read_list
from portal.rounds.understanding_forms import choices
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, page_address, page_number, see_other, the

blueprint = Blueprint("worries", __name__)
READERS = (Role.ORGANISER, Role.ANALYST, Role.SAFEGUARDING)
PER_PAGE = 25
SHOWN_FOR = dt.timedelta(minutes=30)


@blueprint.route("/rounds/<uuid:round_id>/coding/<uuid:answer_id>/worry", methods=["GET", "POST"])
@allowed(*READERS)
def raise_worry(round_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    answer, form = the(Answer, answer_id), forms.WorryForm()
    if answer.asked_in != round_id or answer.words_sealed is None:
        abort(404)
    if form.validate_on_submit():
        operations.raise_worry(
            db.session,
            answer=answer,
            urgency=WorryUrgency(form.urgency.data),
            note=form.note.data or "",
            by=current_person_id(),
        )
        flash(_("The safeguarding lead has it now."), "success")
        return see_other("worries.raise_worry", round_id=round_id, answer_id=answer_id)
    return page(
        "rounds/worries/raise.html",
        round=the(Round, round_id),
        answer=answer,
        form=form,
        known=queries.newest_worry_about(db.session, answer_id=answer_id),
        risk_words=queries.risk_words_in(db.session, answers=[answer]).get(answer_id, ()),
    )


@blueprint.route("/rounds/<uuid:round_id>/worries", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def set_up(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, found = the(Round, round_id), queries.setup_of(db.session, round_id=round_id)
    form = forms.SetupForm(
        lead=str(found.lead_id) if found and found.lead_id else None, words="\n".join(found.words) if found else ""
    )
    form.lead.choices = choices([(one.id, one.display_name) for one in queries.leads(db.session)])
    if form.validate_on_submit():
        lead_id = uuid.UUID(form.lead.data) if form.lead.data else None
        operations.set_up(
            db.session,
            round_id=round_.id,
            lead_id=lead_id,
            words=read_list(form.words.data or ""),
            by=current_person_id(),
        )
        flash(_("Saved"), "success")
        return see_other("worries.set_up", round_id=round_id)
    return page("rounds/worries/set_up.html", round=round_, form=form)


@blueprint.route("/worries/")
@allowed(Role.SAFEGUARDING)
def list_worries() -> ResponseReturnValue:
    are_open, now = request.args.get("closed") != "y", clock.now()
    found, total = queries.worries(db.session, are_open=are_open, page=page_number(), per_page=PER_PAGE)
    late = {one.id for one in found if is_overdue(state=one.state, due_at=one.due_at, now=now)}
    return page(
        "rounds/worries/list.html",
        worries=found,
        late=late,
        are_open=are_open,
        to_look_at=not_looked_at(db.session),
        to_decide=queries.contact_to_decide(db.session, account_id=_me()),
        total=total,
        pages=-(-total // PER_PAGE),
        page_now=page_number(),
        page_address=page_address,
        names=double_coding.names_of_accounts(db.session, ids={one.lead_id for one in found if one.lead_id}),
    )


@blueprint.route("/worries/<uuid:worry_id>")
@allowed(Role.SAFEGUARDING)
def show_worry(worry_id: uuid.UUID) -> ResponseReturnValue:
    return _shown(the(Worry, worry_id))


@blueprint.route("/worries/<uuid:worry_id>/take", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def acknowledge(worry_id: uuid.UUID) -> ResponseReturnValue:
    return _done(worry_id, ConfirmForm(), lambda worry, _form: take_on_worry(db.session, worry=worry, by=_me()))


@blueprint.route("/worries/<uuid:worry_id>/note", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def add_note(worry_id: uuid.UUID) -> ResponseReturnValue:
    def note(worry: Worry, form: Any) -> None:
        operations.add_note(db.session, worry=worry, note=form.note.data, by=_me())

    return _done(worry_id, forms.NoteForm(), note)


@blueprint.route("/worries/<uuid:worry_id>/hand-over", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def hand_over(worry_id: uuid.UUID) -> ResponseReturnValue:
    def give(worry: Worry, form: Any) -> None:
        to = uuid.UUID(form.to.data)
        operations.hand_over(db.session, worry=worry, to=to, note=form.given_note.data or "", by=_me())

    return _done(worry_id, _hand_over_form(), give)


@blueprint.route("/worries/<uuid:worry_id>/pass-on", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def escalate(worry_id: uuid.UUID) -> ResponseReturnValue:
    def pass_on(worry: Worry, form: Any) -> None:
        operations.escalate(db.session, worry=worry, note=form.passed_on.data, by=_me())

    return _done(worry_id, forms.EscalateForm(), pass_on)


@blueprint.route("/worries/<uuid:worry_id>/close", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def close(worry_id: uuid.UUID) -> ResponseReturnValue:
    def end(worry: Worry, form: Any) -> None:
        outcome = WorryOutcome(form.outcome.data)
        operations.close(db.session, worry=worry, outcome=outcome, note=form.done.data, by=_me())

    return _done(worry_id, forms.CloseForm(), end)


@blueprint.route("/worries/<uuid:worry_id>/reopen", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def reopen(worry_id: uuid.UUID) -> ResponseReturnValue:
    def again(worry: Worry, form: Any) -> None:
        operations.reopen(db.session, worry=worry, note=form.why.data, by=_me())

    return _done(worry_id, forms.ReopenForm(), again)


@blueprint.route("/worries/<uuid:worry_id>/contact", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def ask_for_contact(worry_id: uuid.UUID) -> ResponseReturnValue:
    def ask(worry: Worry, form: Any) -> None:
        operations.ask_for_contact(db.session, worry=worry, why=form.why_contact.data, by=_me())

    return _done(worry_id, forms.AllowContactForm(), ask)


@blueprint.route("/worries/<uuid:worry_id>/contact/yes", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def agree_to_contact(worry_id: uuid.UUID) -> ResponseReturnValue:
    return _done(
        worry_id, ConfirmForm(), lambda worry, _form: operations.agree_to_contact(db.session, worry=worry, by=_me())
    )


@blueprint.route("/worries/<uuid:worry_id>/contact/no", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def refuse_contact(worry_id: uuid.UUID) -> ResponseReturnValue:
    def refuse(worry: Worry, form: Any) -> None:
        operations.refuse_contact(db.session, worry=worry, why=form.why_not.data, by=_me())

    return _done(worry_id, forms.RefuseContactForm(), refuse)


@blueprint.route("/worries/<uuid:worry_id>/who", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def open_identity(worry_id: uuid.UUID) -> ResponseReturnValue:
    def look(worry: Worry, form: Any) -> None:
        purpose = IdentityPurpose(form.purpose.data)
        operations.open_identity(
            db.session, worry=worry, purpose=purpose, note=form.looked_up_note.data or "", by=_me()
        )

    return _done(worry_id, forms.IdentityForm(), look)


def _me() -> uuid.UUID:
    return current_person_id()


def _hand_over_form() -> forms.HandOverForm:
    form = forms.HandOverForm()
    form.to.choices = choices([(one.id, one.display_name) for one in queries.leads(db.session) if one.id != _me()])
    return form


def _done(worry_id: uuid.UUID, form: Any, do: Callable[[Worry, Any], None]) -> ResponseReturnValue:
    """One step and back to the page; with what is wrong beside the form, and nothing typed lost."""
    worry = the(Worry, worry_id)
    if not form.validate_on_submit():
        return _shown(worry, form)
    try:
        do(worry, form)
    except NotReady:
        flash(_("Someone else has done something about it meanwhile. Look again."), "error")
    return see_other("worries.show_worry", worry_id=worry_id)


def _shown(worry: Worry, sent: Any = None) -> str:
    several = {
        "note": forms.NoteForm(),
        "hand_over": _hand_over_form(),
        "escalate": forms.EscalateForm(),
        "close": forms.CloseForm(),
        "reopen": forms.ReopenForm(),
        "identity": forms.IdentityForm(),
        "allow": forms.AllowContactForm(),
        "refuse": forms.RefuseContactForm(),
    }
    several |= {name: sent for name, form in several.items() if type(form) is type(sent)}
    steps = queries.steps_of(db.session, worry_id=worry.id)
    opened = queries.has_opened(db.session, worry_id=worry.id, account_id=_me(), since=clock.now() - SHOWN_FOR)
    person = queries.person_behind(db.session, worry=worry) if opened else None
    people = {one.by for one in steps if one.by} | ({worry.lead_id} if worry.lead_id else set())
    peace = queries.peace_about(db.session, worry=worry)
    people |= {one.by for one in peace.steps}
    return page(
        "rounds/worries/show.html",
        worry=worry,
        round=the(Round, worry.round_id) if worry.round_id else None,
        said=queries.what_was_said(db.session, about=worry),
        place=queries.place_of(worry),
        steps=steps,
        names=double_coding.names_of_accounts(db.session, ids=people),
        is_late=is_overdue(state=worry.state, due_at=worry.due_at, now=clock.now()),
        was_opened=opened,
        person=person,
        safe=[SafeContact(rule).label for rule in person.safe_contact] if person else [],
        peace=peace,
        me=_me(),
        take=ConfirmForm(),
        forms=several,
        back=url_for("worries.list_worries"),
    )
