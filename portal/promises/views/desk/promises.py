"""The list of promises, one promise, and every step in its life."""

import uuid
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.models import Account
from portal.people.queries import all_accounts
from portal.promises import operations, queries, rules
from portal.promises.enums import PromiseState
from portal.promises.forms import CheckClaimForm, ClaimForm, FilterForm, GiveForm, MoveForm, OwnerForm, PromiseForm
from portal.promises.models import OutsideOwner, Promise
from portal.promises.views.desk.blueprint import KEEPERS, blueprint
from portal.promises.views.refusals import refusals_in_words
from portal.promises.wording import people_say, step_words
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, page_address, page_number, see_other, the
from portal.summaries.enums import Section
from portal.summaries.forms import StepForm
from portal.summaries.models import Statement, Summary
from portal.summaries.queries import statements_of

PER_PAGE = 25


@blueprint.route("")
@allowed(*KEEPERS)
def list_promises() -> ResponseReturnValue:
    today, wanted = clock.today(), _wanted()
    rows, total = queries.found_promises(db.session, wanted=wanted, today=today, page=page_number(), per_page=PER_PAGE)
    return page(
        "promises/desk/list.html",
        rows=[(one, rules.is_overdue(state=one.state, due=one.due, today=today)) for one in rows],
        total=total,
        number=page_number(),
        pages=-(-total // PER_PAGE),
        page_address=page_address,
        form=_filters(wanted),
        is_narrowed=wanted != queries.Wanted(),
    )


@blueprint.route("/make/<uuid:statement_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.ANALYST)
def make_promise(statement_id: UUID) -> ResponseReturnValue:
    statement, form = the(Statement, statement_id), PromiseForm()
    told = [
        one
        for one in statements_of(db.session, summary_id=statement.summary_id)
        if one.section in (Section.TOLD, Section.UNSURE)
    ]
    _offer_accounts(form)
    form.because_of.choices = [SelectChoice(str(one.id), best_text(one.texts)[0]) for one in told]
    if not form.validate_on_submit():
        return page("promises/desk/make.html", form=form, statement=statement)
    with refusals_in_words():
        promise = operations.make_promise(
            db.session,
            statement=statement,
            owner_words=form.owner_words.data or "",
            how_we_will_know=form.texts("know"),
            due=form.due.data or clock.today(),
            because_of=form.because_of.data or [],
            by=current_person_id(),
            **_owner(form),
        )
        return see_other("promise_desk.show_promise", promise_id=promise.id)
    return see_other("promise_desk.list_promises")


@blueprint.route("/<uuid:promise_id>")
@allowed(*KEEPERS)
def show_promise(promise_id: UUID) -> ResponseReturnValue:
    promise, today = the(Promise, promise_id), clock.today()
    said = queries.said_of(db.session, promise_ids=[promise.id])
    asked = queries.asked_about(db.session, promise_ids=[promise.id])
    return page(
        "promises/desk/show.html",
        promise=promise,
        summary=the(Summary, the(Statement, promise.statement_id).summary_id),
        owner_name=_owner_name(promise),
        events=queries.events_of(db.session, promise_id=promise.id),
        step_words=step_words,
        reminders=queries.reminders_of(db.session, promise_id=promise.id),
        evidence=queries.evidence_of(db.session, promise_id=promise.id),
        people=people_say(said.get(promise.id, {}), asked=asked.get(promise.id, 0)),
        remarks=queries.remarks_on(db.session, promise_id=promise.id),
        is_overdue=rules.is_overdue(state=promise.state, due=promise.due, today=today),
        next_nag=rules.next_nag(due=promise.due, today=today) if promise.state.is_open else None,
        form=StepForm(),
    )


@blueprint.route("/<uuid:promise_id>/start", methods=["POST"])
@allowed(*KEEPERS)
def start_doing(promise_id: UUID) -> ResponseReturnValue:
    promise = the(Promise, promise_id)
    with refusals_in_words():
        operations.start_doing(db.session, promise=promise, by=current_person_id())
    return see_other("promise_desk.show_promise", promise_id=promise.id)


@blueprint.route("/<uuid:promise_id>/move", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.COMMISSIONER)
def move_day(promise_id: UUID) -> ResponseReturnValue:
    promise = the(Promise, promise_id)
    form = MoveForm(obj=promise)
    if not form.validate_on_submit():
        return page("promises/desk/move.html", form=form, promise=promise)
    with refusals_in_words(), editing(promise, form):
        operations.move_day(
            db.session,
            promise=promise,
            due=form.due.data or promise.due,
            why=form.texts("words"),
            by=current_person_id(),
        )
    return see_other("promise_desk.show_promise", promise_id=promise.id)


@blueprint.route("/<uuid:promise_id>/give", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.COMMISSIONER)
def give_to(promise_id: UUID) -> ResponseReturnValue:
    promise = the(Promise, promise_id)
    form = GiveForm(obj=promise)
    _offer_accounts(form)
    if not form.validate_on_submit():
        return page("promises/desk/give.html", form=form, promise=promise)
    with refusals_in_words(), editing(promise, form):
        operations.give_to(
            db.session,
            promise=promise,
            owner_words=form.owner_words.data or "",
            by=current_person_id(),
            **_owner(form),
        )
    return see_other("promise_desk.show_promise", promise_id=promise.id)


@blueprint.route("/<uuid:promise_id>/claim", methods=["GET", "POST"])
@allowed(*KEEPERS)
def claim(promise_id: UUID) -> ResponseReturnValue:
    promise = the(Promise, promise_id)
    form = ClaimForm(obj=promise)
    if not form.validate_on_submit():
        return page("promises/desk/claim.html", form=form, promise=promise)
    with refusals_in_words(), editing(promise, form):
        operations.claim(
            db.session,
            promise=promise,
            state=PromiseState(str(form.state.data)),
            words=form.texts("words"),
            by=current_person_id(),
        )
    return see_other("promise_desk.show_promise", promise_id=promise.id)


@blueprint.route("/<uuid:promise_id>/check", methods=["GET", "POST"])
@allowed(*KEEPERS)
def check_claim(promise_id: UUID) -> ResponseReturnValue:
    promise = the(Promise, promise_id)
    form = CheckClaimForm(obj=promise)
    if not form.validate_on_submit():
        evidence = queries.evidence_of(db.session, promise_id=promise.id)
        return page("promises/desk/check.html", form=form, promise=promise, evidence=evidence)
    with refusals_in_words(), editing(promise, form):
        operations.check_claim(db.session, promise=promise, agrees=bool(form.agrees.data), by=current_person_id())
    return see_other("promise_desk.show_promise", promise_id=promise.id)


def _offer_accounts(form: OwnerForm) -> None:
    active = [one for one in all_accounts(db.session) if one.active]
    form.owner.choices = [SelectChoice(str(one.id), one.display_name) for one in active]


def _owner(form: OwnerForm) -> dict[str, UUID | None]:
    """Who was chosen; someone outside is written down first."""
    if form.owner.data:
        return {"owner_id": UUID(str(form.owner.data)), "outside_owner_id": None}
    outside = operations.name_outside_owner(
        db.session,
        name=form.outside_name.data or "",
        email=form.outside_email.data or "",
        by=current_person_id(),
    )
    return {"owner_id": None, "outside_owner_id": outside.id}


def _owner_name(promise: Promise) -> str:
    if promise.owner_id is not None:
        return the(Account, promise.owner_id).display_name
    outside = the(OutsideOwner, promise.outside_owner_id or uuid.UUID(int=0))
    return _("%(name)s, outside", name=outside.name)


def _wanted() -> queries.Wanted:
    """What the address asks for; nonsense means everything."""
    given = request.args
    state, only, owner = given.get("state", ""), given.get("only", ""), given.get("owner", "")
    return queries.Wanted(
        state=PromiseState(state) if state in list(PromiseState) else None,
        kept_by=current_person_id() if owner == "me" else _id(owner),
        service_id=_id(given.get("service", "")),
        is_late=only == "late",
        waits=only == "waits",
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _filters(wanted: queries.Wanted) -> FilterForm:
    mine = wanted.kept_by == current_person_id()
    form = FilterForm(
        formdata=None,
        state=str(wanted.state or ""),
        owner="me" if mine else str(wanted.kept_by or ""),
        service=str(wanted.service_id or ""),
        only="late" if wanted.is_late else "waits" if wanted.waits else "",
    )
    form.state.choices = [
        SelectChoice("", _("Every state")),
        *(SelectChoice(one.value, str(one.label)) for one in PromiseState),
    ]
    form.owner.choices = [
        SelectChoice("", _("Anyone")),
        SelectChoice("me", _("Me")),
        *(SelectChoice(str(one.id), one.display_name) for one in all_accounts(db.session)),
        *(SelectChoice(str(one.id), str(one.name)) for one in queries.outside_owners(db.session)),
    ]
    form.service.choices = [
        SelectChoice("", _("Every service")),
        *(SelectChoice(str(one.id), best_text(one.name)[0]) for one in queries.services_with_promises(db.session)),
    ]
    form.only.choices = [
        SelectChoice("", _("All of them")),
        SelectChoice("late", _("Late")),
        SelectChoice("waits", _("Waits for a second person")),
    ]
    return form
