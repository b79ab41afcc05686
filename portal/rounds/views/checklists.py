"""The checklists of a round: made from what people said, briefed, fixed; and what the visits saw beside it."""

import uuid

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.panels.queries.panels import all_panels
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rounds.errors import ChecklistFixed, NotReady
from portal.rounds.informal_enums import PaidPer
from portal.rounds.models import Round, VisitChecklist, VisitItem
from portal.rounds.operations import checklists as operations
from portal.rounds.operations.visits import ended_on
from portal.rounds.queries import findings, words
from portal.rounds.queries import visits as queries
from portal.rounds.rules.visiting import promised_pence
from portal.rounds.understanding_forms import choices
from portal.rounds.views.staff import READERS
from portal.rounds.visit_forms import ChecklistForm, ItemForm, NewChecklistForm, as_pounds
from portal.rounds.wording import seen_words
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("checklists", __name__)


@blueprint.route("/rounds/<uuid:round_id>/visits/")
@allowed(*READERS)
def list_checklists(round_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.checklists_of(db.session, round_id=round_id)
    return page("rounds/informal/checklists.html", round=the(Round, round_id), checklists=found)


@blueprint.route("/rounds/<uuid:round_id>/visits/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_checklist(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), NewChecklistForm()
    form.finding_ids.choices = choices(
        [(one.id, one.words) for one in findings.findings_in(db.session, round_id=round_id)]
    )
    form.theme_ids.choices = choices([(one.id, one.name) for one in words.themes_of(db.session, round_id=round_id)])
    if form.validate_on_submit():
        made = operations.draft_checklist(
            db.session,
            round_=round_,
            name=str(form.name.data),
            finding_ids={uuid.UUID(one) for one in form.finding_ids.data or ()},
            theme_ids={uuid.UUID(one) for one in form.theme_ids.data or ()},
            by=current_person_id(),
        )
        return see_other("checklists.show_checklist", checklist_id=made.id)
    return page("rounds/informal/new_checklist.html", round=round_, form=form)


@blueprint.route("/visits/checklists/<uuid:checklist_id>")
@allowed(*READERS)
def show_checklist(checklist_id: uuid.UUID) -> ResponseReturnValue:
    checklist = the(VisitChecklist, checklist_id)
    return page(
        "rounds/informal/checklist.html",
        checklist=checklist,
        round=the(Round, checklist.round_id),
        visits=queries.visits_of(db.session, checklist_id=checklist_id),
        missing=operations.what_is_missing(checklist),
        promised=promised_pence(paid_per=checklist.paid_per, rate_pence=checklist.rate_pence, hours=checklist.hours),
        ended_on=ended_on,
        panels=[one for one in all_panels(db.session) if one.ended_at is None],
        form=ConfirmForm(),
    )


@blueprint.route("/visits/checklists/<uuid:checklist_id>/change", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_checklist(checklist_id: uuid.UUID) -> ResponseReturnValue:
    checklist = the(VisitChecklist, checklist_id)
    form = ChecklistForm(data=_as_typed(checklist))
    if form.validate_on_submit():
        try:
            with editing(checklist, form):
                _describe(checklist, form)
        except ChecklistFixed:
            _say_fixed()
        return see_other("checklists.show_checklist", checklist_id=checklist_id)
    return page("rounds/informal/change_checklist.html", checklist=checklist, form=form)


@blueprint.route("/visits/checklists/<uuid:checklist_id>/items/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_item(checklist_id: uuid.UUID) -> ResponseReturnValue:
    checklist, form = the(VisitChecklist, checklist_id), ItemForm()
    if form.validate_on_submit():
        try:
            operations.add_item(
                db.session, checklist=checklist, texts=form.texts("texts"), wanted=form.wanted.data or ""
            )
        except ChecklistFixed:
            _say_fixed()
        return see_other("checklists.show_checklist", checklist_id=checklist_id)
    return page("rounds/informal/item.html", checklist=checklist, form=form, item=None)


@blueprint.route("/visits/items/<uuid:item_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_item(item_id: uuid.UUID) -> ResponseReturnValue:
    item = the(VisitItem, item_id)
    checklist = the(VisitChecklist, item.checklist_id)
    form = ItemForm(data={"wanted": item.wanted, **ItemForm.as_typed("texts", item.texts)})
    if form.validate_on_submit():
        texts, wanted = form.texts("texts"), form.wanted.data or ""
        try:
            operations.word_item(db.session, checklist=checklist, item=item, texts=texts, wanted=wanted)
        except ChecklistFixed:
            _say_fixed()
        return see_other("checklists.show_checklist", checklist_id=checklist.id)
    return page("rounds/informal/item.html", checklist=checklist, form=form, item=item)


@blueprint.route("/visits/items/<uuid:item_id>/delete", methods=["POST"])
@allowed(Role.ORGANISER)
def delete_item(item_id: uuid.UUID) -> ResponseReturnValue:
    item = the(VisitItem, item_id)
    checklist = the(VisitChecklist, item.checklist_id)
    try:
        operations.remove_item(db.session, checklist=checklist, item=item)
    except ChecklistFixed:
        _say_fixed()
    return see_other("checklists.show_checklist", checklist_id=checklist.id)


@blueprint.route("/visits/checklists/<uuid:checklist_id>/ready", methods=["POST"])
@allowed(Role.ORGANISER)
def make_ready(checklist_id: uuid.UUID) -> ResponseReturnValue:
    try:
        operations.make_ready(db.session, checklist=the(VisitChecklist, checklist_id), by=current_person_id())
    except NotReady:
        flash(_("Write a briefing, a safety note and at least one thing to look for first."), "error")
    except ChecklistFixed:
        _say_fixed()
    return see_other("checklists.show_checklist", checklist_id=checklist_id)


@blueprint.route("/visits/checklists/<uuid:checklist_id>/close", methods=["POST"])
@allowed(Role.ORGANISER)
def close_checklist(checklist_id: uuid.UUID) -> ResponseReturnValue:
    operations.close_checklist(db.session, checklist=the(VisitChecklist, checklist_id), by=current_person_id())
    return see_other("checklists.show_checklist", checklist_id=checklist_id)


@blueprint.route("/visits/checklists/<uuid:checklist_id>/compare")
@allowed(*READERS)
def compare(checklist_id: uuid.UUID) -> ResponseReturnValue:
    checklist = the(VisitChecklist, checklist_id)
    return page(
        "rounds/informal/compare.html",
        checklist=checklist,
        round=the(Round, checklist.round_id),
        rows=[(one, seen_words(one.seen)) for one in operations.compared(db.session, checklist=checklist)],
        visits=queries.counted_visits(db.session, checklist_id=checklist_id),
    )


def _as_typed(checklist: VisitChecklist) -> dict[str, object]:
    return {
        "name": checklist.name,
        "paid_per": checklist.paid_per.value,
        "rate": as_pounds(checklist.rate_pence),
        "hours": checklist.hours,
        "version": checklist.version,
        **ChecklistForm.as_typed("briefing", checklist.briefing),
        **ChecklistForm.as_typed("safety", checklist.safety),
    }


def _describe(checklist: VisitChecklist, form: ChecklistForm) -> None:
    operations.describe(
        db.session,
        checklist=checklist,
        name=str(form.name.data),
        briefing=form.texts("briefing"),
        safety=form.texts("safety"),
        paid_per=PaidPer(str(form.paid_per.data)),
        rate_pence=form.rate_pence(),
        hours=form.hours.data or 1,
    )


def _say_fixed() -> None:
    flash(_("Visits use this checklist already, so it stays as it is. Close it and make another."), "error")


@blueprint.app_template_filter("pounds")
def in_pounds(pence: int) -> str:
    """Pence as people write money."""
    return f"£{as_pounds(pence):,.2f}"


@blueprint.app_template_filter("own_words")
def own_words(texts: dict[str, str]) -> str:
    return best_text(texts)[0] if texts else ""
