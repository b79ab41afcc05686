from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.queries import all_accounts
from portal.promises import operations, queries, rules
from portal.promises.enums import PromiseState
from portal.promises.errors import NeedsSecondPerson, NotAPromise, WrongState
from portal.promises.forms import CheckClaimForm, ClaimForm, PromiseForm
from portal.promises.models import Promise
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, see_other, the
from portal.summaries.enums import Section
from portal.summaries.forms import StepForm
from portal.summaries.models import Statement
from portal.summaries.queries import statements_of

blueprint = Blueprint("promise_desk", __name__, url_prefix="/desk/promises")
KEEPERS = (Role.ORGANISER, Role.ANALYST, Role.APPROVER, Role.COMMISSIONER)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    try:
        yield
    except (NeedsSecondPerson, NotAPromise, WrongState) as error:
        db.session.rollback()
        words = {
            NeedsSecondPerson: _("Someone else has to check this"),
            NotAPromise: _("This is a promise already, or it does not say what will happen next"),
            WrongState: _("This cannot be done now"),
        }
        flash(words[type(error)], "error")


@blueprint.route("")
@allowed(*KEEPERS)
def list_promises() -> ResponseReturnValue:
    today = clock.today()
    rows = queries.all_promises(db.session)
    return page(
        "promises/desk/list.html",
        rows=[(one, rules.is_overdue(state=one.state, due=one.due, today=today)) for one in rows],
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
    form.owner.choices = [SelectChoice(str(one.id), one.display_name) for one in all_accounts(db.session)]
    form.because_of.choices = [SelectChoice(str(one.id), best_text(one.texts)[0]) for one in told]
    if not form.validate_on_submit():
        return page("promises/desk/make.html", form=form, statement=statement)
    with refusals_in_words():
        promise = operations.make_promise(
            db.session,
            statement=statement,
            owner_id=UUID(str(form.owner.data)),
            owner_words=form.owner_words.data or "",
            how_we_will_know={"en": form.know.data or ""},
            due=form.due.data or clock.today(),
            because_of=form.because_of.data or [],
            by=current_person_id(),
        )
        return see_other("promise_desk.show_promise", promise_id=promise.id)
    return see_other("promise_desk.list_promises")


@blueprint.route("/<uuid:promise_id>")
@allowed(*KEEPERS)
def show_promise(promise_id: UUID) -> ResponseReturnValue:
    promise, today = the(Promise, promise_id), clock.today()
    return page(
        "promises/desk/show.html",
        promise=promise,
        events=queries.events_of(db.session, promise_id=promise.id),
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
            words={"en": form.words.data or ""},
            by=current_person_id(),
        )
    return see_other("promise_desk.show_promise", promise_id=promise.id)


@blueprint.route("/<uuid:promise_id>/check", methods=["GET", "POST"])
@allowed(*KEEPERS)
def check_claim(promise_id: UUID) -> ResponseReturnValue:
    promise = the(Promise, promise_id)
    form = CheckClaimForm(obj=promise)
    if not form.validate_on_submit():
        return page("promises/desk/check.html", form=form, promise=promise)
    with refusals_in_words(), editing(promise, form):
        operations.check_claim(db.session, promise=promise, agrees=bool(form.agrees.data), by=current_person_id())
    return see_other("promise_desk.show_promise", promise_id=promise.id)
