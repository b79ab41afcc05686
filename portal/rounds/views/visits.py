"""Visits for staff: who visits, where and when; reading the report; paying. And one's own visits, for those who have
an account."""

import uuid
from typing import Any

from flask import Blueprint, abort, current_app, flash, session
from flask.typing import ResponseReturnValue

from portal.panels.models import Panel
from portal.panels.operations.asks import ASKABLE
from portal.panels.queries.panels import members_of
from portal.people import queries as people
from portal.people.access import ANY_STAFF, allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.people.views.signed_in import end_visit_here
from portal.rounds.errors import AlreadyPaid, NeedsSecondPerson, NotReady, VisitOver
from portal.rounds.informal_enums import PaidBy, SetAside, VisitState
from portal.rounds.models import Visit, VisitChecklist, Visitor
from portal.rounds.operations import panel_visits
from portal.rounds.operations import visits as operations
from portal.rounds.queries import visits as queries
from portal.rounds.queries.visits import VisitSeen
from portal.rounds.rules.visiting import days_waiting
from portal.rounds.understanding_forms import choices
from portal.rounds.visit_forms import AskPanelForm, PaymentForm, PlanVisitForm, ReadReportForm, VisitorForm, as_pounds
from portal.shared import clock, i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.transactions import repeatable
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("visits", __name__, url_prefix="/visits")
KEEPERS = (Role.ORGANISER,)
# Reports are read by those who read what people wrote.
REPORT_READERS = (Role.ORGANISER, Role.ANALYST)


@blueprint.route("/visitors/")
@allowed(*KEEPERS)
def list_visitors() -> ResponseReturnValue:
    return page("rounds/informal/visitors.html", visitors=queries.visitors(db.session))


@blueprint.route("/visitors/new", methods=["GET", "POST"])
@allowed(*KEEPERS)
def new_visitor() -> ResponseReturnValue:
    form = _visitor_form(None)
    if form.validate_on_submit():
        operations.add_visitor(db.session, by=current_person_id(), **_as_given(form))
        return see_other("visits.list_visitors")
    return page("rounds/informal/visitor.html", form=form, visitor=None)


@blueprint.route("/visitors/<uuid:visitor_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def change_visitor(visitor_id: uuid.UUID) -> ResponseReturnValue:
    visitor = the(Visitor, visitor_id)
    form = _visitor_form(visitor)
    if form.validate_on_submit():
        with editing(visitor, form):
            for name, value in _as_given(form).items():
                setattr(visitor, name, value or None)
            visitor.active = form.active.data != "no"
        return see_other("visits.list_visitors")
    return page("rounds/informal/visitor.html", form=form, visitor=visitor)


@blueprint.route("/checklists/<uuid:checklist_id>/plan", methods=["GET", "POST"])
@allowed(*KEEPERS)
def plan_visit(checklist_id: uuid.UUID) -> ResponseReturnValue:
    checklist, form = the(VisitChecklist, checklist_id), PlanVisitForm()
    known = queries.visitors(db.session, only_active=True)
    form.visitor_id.choices = choices([(one.id, name or one.name or "") for one, name in known])
    if form.validate_on_submit():
        try:
            visit = operations.plan_visit(
                db.session,
                checklist=checklist,
                visitor=the(Visitor, uuid.UUID(form.visitor_id.data)),
                where=str(form.where.data),
                first_day=form.first_day.data or clock.today(),
                last_day=form.last_day.data or clock.today(),
                by=current_person_id(),
            )
        except NotReady:
            flash(_("This checklist is not ready for visits."), "error")
            return see_other("checklists.show_checklist", checklist_id=checklist_id)
        return see_other("visits.show_visit", visit_id=visit.id)
    return page("rounds/informal/plan_visit.html", checklist=checklist, form=form)


@blueprint.route("/checklists/<uuid:checklist_id>/ask/<uuid:panel_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def ask_panel(checklist_id: uuid.UUID, panel_id: uuid.UUID) -> ResponseReturnValue:
    """Whoever of the panel says yes gets a visit of their own."""
    checklist, panel = the(VisitChecklist, checklist_id), the(Panel, panel_id)
    form = AskPanelForm(data={"minutes": 60 * checklist.hours})
    there = members_of(db.session, panel_id=panel_id, states=ASKABLE)
    form.members.choices = choices([(member.id, person.name or "") for member, person in there])
    if form.validate_on_submit():
        try:
            asking = panel_visits.ask_panel(
                db.session,
                checklist=checklist,
                panel=panel,
                where=str(form.where.data),
                first_day=form.first_day.data or clock.today(),
                last_day=form.last_day.data or clock.today(),
                minutes=form.minutes.data or 0,
                member_ids={uuid.UUID(one) for one in form.members.data or ()} or None,
                by=current_person_id(),
            )
        except NotReady:
            flash(_("This checklist is not ready for visits."), "error")
            return see_other("checklists.show_checklist", checklist_id=checklist_id)
        return see_other("panel_asks.show_ask", panel_id=panel_id, ask_id=asking.ask.id)
    return page("rounds/informal/ask_panel.html", checklist=checklist, panel=panel, form=form)


@blueprint.route("/<uuid:visit_id>", methods=["GET", "POST"])
@allowed(*REPORT_READERS)
def show_visit(visit_id: uuid.UUID) -> ResponseReturnValue:
    seen = _seen(visit_id)
    form = ReadReportForm(obj=seen.visit)
    if form.validate_on_submit() and _read(seen.visit, form):
        return see_other("checklists.show_checklist", checklist_id=seen.checklist.id)
    return page(
        "rounds/informal/visit.html",
        seen=seen,
        form=form,
        deed=ConfirmForm(),
        items=seen.checklist.items,
        answers=queries.answers_in(db.session, visit_id=visit_id),
        link=f"{current_app.extensions['settings'].base_url}/v/{operations.link_of(visit_id)}",
        code=operations.code_of(visit_id),
        waiting=_waiting(seen.visit),
        spoken=i18n.language_or_default(seen.visit.language),
    )


@blueprint.route("/<uuid:visit_id>/call-off", methods=["POST"])
@allowed(*KEEPERS)
def call_off(visit_id: uuid.UUID) -> ResponseReturnValue:
    try:
        operations.call_off(db.session, visit=the(Visit, visit_id), by=current_person_id())
    except VisitOver:
        flash(_("This visit has ended already."), "error")
    return see_other("visits.show_visit", visit_id=visit_id)


@blueprint.route("/<uuid:visit_id>/pay", methods=["GET", "POST"])
@allowed(*KEEPERS)
def pay(visit_id: uuid.UUID) -> ResponseReturnValue:
    visit = the(Visit, visit_id)
    form = PaymentForm(data={"amount": as_pounds(visit.promised_pence), "paid_on": clock.today()})
    if form.validate_on_submit():
        try:
            operations.note_payment(
                db.session,
                visit=visit,
                pence=form.pence(),
                paid_on=form.paid_on.data or clock.today(),
                method=PaidBy(str(form.method.data)),
                by=current_person_id(),
            )
        except (NotReady, AlreadyPaid):
            flash(_("This visit has not ended yet, or it is paid already."), "error")
        return see_other("visits.show_visit", visit_id=visit_id)
    return page("rounds/informal/pay.html", visit=visit, form=form)


@blueprint.route("/payments")
@allowed(*KEEPERS)
def list_payments() -> ResponseReturnValue:
    owed = [(seen, _waiting(seen.visit)) for seen in queries.unpaid_visits(db.session)]
    return page("rounds/informal/payments.html", owed=owed)


@blueprint.route("/mine")
@allowed(*ANY_STAFF)
def my_visits() -> ResponseReturnValue:
    """For a panel member or volunteer who signs in."""
    visitor = queries.visitor_of_account(db.session, account_id=current_person_id())
    mine = queries.visits_by(db.session, visitor_id=visitor.id) if visitor else []
    return page("rounds/informal/mine.html", mine=mine, waiting=_waiting, form=ConfirmForm())


@blueprint.route("/mine/<uuid:visit_id>", methods=["POST"])
@allowed(*ANY_STAFF)
@repeatable
def begin_mine(visit_id: uuid.UUID) -> ResponseReturnValue:
    """Opens one's own visit in this browser, beside being signed in."""
    visitor = queries.visitor_of_account(db.session, account_id=current_person_id())
    visit = the(Visit, visit_id)
    if visitor is None or visit.visitor_id != visitor.id:
        abort(404)
    try:
        opened = operations.begin(db.session, visit=visit, hours=12)
    except VisitOver:
        return see_other("visits.my_visits")
    end_visit_here()
    session["visit"] = str(opened.id)
    return see_other("shopper.brief")


def _seen(visit_id: uuid.UUID) -> VisitSeen:
    return queries.visit_seen(db.session, visit_id=visit_id) or abort(404)


def _waiting(visit: Visit) -> int | None:
    """Days someone waits, or waited, for money; None when none is promised or the visit has not ended."""
    ended = operations.ended_on(visit)
    if ended is None or not visit.promised_pence or not visit.state.is_owed:
        return None
    return days_waiting(ended_on=ended, paid_on=visit.paid_on, today=clock.today())


def _read(visit: Visit, form: ReadReportForm) -> bool:
    try:
        with editing(visit, form):
            if form.decision.data == "count":
                operations.count_visit(db.session, visit=visit, by=current_person_id())
            else:
                because = SetAside(str(form.because.data))
                operations.set_visit_aside(db.session, visit=visit, because=because, by=current_person_id())
    except NeedsSecondPerson:
        form.decision.errors = [_("It is your own visit. Ask a colleague to read the report.")]
    except VisitOver:
        form.decision.errors = [_("There is no report to read.")]
    else:
        return True
    return False


def _visitor_form(visitor: Visitor | None) -> VisitorForm:
    typed: dict[str, Any] = {}
    if visitor is not None:
        typed = {name: getattr(visitor, name) or "" for name in ("name", "contact", "language", "version")}
        typed |= {"active": "yes" if visitor.active else "no", "account_id": str(visitor.account_id or "") or None}
    form = VisitorForm(data=typed)
    if visitor is None:
        del form.version  # there is nothing yet that someone else could have changed
    taken = {one.account_id for one, _name in queries.visitors(db.session) if one is not visitor}
    accounts = [one for one in people.all_accounts(db.session) if one.active and one.id not in taken]
    form.account_id.choices = choices([(one.id, one.display_name) for one in accounts])
    return form


def _as_given(form: VisitorForm) -> dict[str, Any]:
    return {
        "name": form.name.data or "",
        "contact": form.contact.data or "",
        "language": str(form.language.data),
        "account_id": uuid.UUID(form.account_id.data) if form.account_id.data else None,
    }


@blueprint.app_template_filter("visit_mood")
def visit_mood(state: VisitState) -> str:
    moods = {VisitState.COUNTED: "good", VisitState.REPORTED: "new", VisitState.STOPPED: "stop"}
    return moods.get(state, "wait")
