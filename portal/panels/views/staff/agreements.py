"""The words members agree to, and what they learn: written by staff for one panel, ours where they wrote none."""

import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.panels.enums import AgreementPart, ItemKind
from portal.panels.forms.belonging import AgreementForm, ItemForm, LearningForm
from portal.panels.models import LearningItem, Panel
from portal.panels.operations import belonging as operations
from portal.panels.queries import belonging as queries
from portal.panels.rules.agreements import our_words
from portal.panels.views.staff.members import member_of
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.shared.database import db
from portal.shared.web import page, see_other, the

blueprint = Blueprint("panel_agreements", __name__, url_prefix="/panels/<uuid:panel_id>")


@blueprint.route("/agreement")
@allowed(Role.ORGANISER)
def show(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    return page(
        "panels/desk/agreement.html",
        panel=panel,
        words=queries.agreement_words(db.session, panel_id=panel.id),
        texts=queries.texts_of(db.session, panel_id=panel.id),
        items=queries.items_of(db.session, panel_id=panel.id),
    )


@blueprint.route("/agreement/<part>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def write(panel_id: uuid.UUID, part: str) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    if part not in list(AgreementPart):
        abort(404)
    chosen = AgreementPart(part)
    text = queries.texts_of(db.session, panel_id=panel.id).get(chosen)
    known = dict(text.words) if text else our_words(chosen)
    form = AgreementForm(data={f"words_{code.replace('-', '_')}": words for code, words in known.items()})
    if not form.validate_on_submit():
        return page("panels/desk/write_agreement.html", panel=panel, form=form, part=chosen)
    if form.texts() != known:
        operations.write_text(db.session, panel=panel, part=chosen, words=form.texts(), by=current_person_id())
    return see_other("panel_agreements.show", panel_id=panel.id)


@blueprint.route("/learning/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def add_item(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), ItemForm()
    if not form.validate_on_submit():
        return page("panels/desk/new_item.html", panel=panel, form=form)
    operations.add_item(
        db.session,
        panel=panel,
        kind=ItemKind(form.kind.data),
        name=form.texts(),
        is_needed=bool(form.is_needed.data),
        by=current_person_id(),
    )
    return see_other("panel_agreements.show", panel_id=panel.id)


@blueprint.route("/learning/<uuid:item_id>/end", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def end_item(panel_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    panel, item, form = the(Panel, panel_id), _item_of(panel_id, item_id), ConfirmForm()
    if not form.validate_on_submit():
        return page("panels/desk/end_item.html", panel=panel, item=item, form=form)
    operations.end_item(db.session, item=item, by=current_person_id())
    return see_other("panel_agreements.show", panel_id=panel.id)


@blueprint.route("/members/<uuid:member_id>/learning/<uuid:item_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def note_learning(panel_id: uuid.UUID, member_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    panel, member, person = member_of(panel_id, member_id)
    item = _item_of(panel_id, item_id)
    row = queries.learning_of(db.session, member_id=member.id, item_id=item.id)
    known = {"planned_on": row.planned_on, "done_on": row.done_on, "done_with": row.done_with or ""} if row else {}
    form = LearningForm(data=known)
    if not form.validate_on_submit():
        return page("panels/desk/learning.html", panel=panel, member=member, person=person, item=item, form=form)
    operations.note_learning(
        db.session,
        member=member,
        item=item,
        planned_on=form.planned_on.data,
        done_on=form.done_on.data,
        done_with=form.done_with.data or "",
        by=current_person_id(),
    )
    return see_other("panel_members.show_member", panel_id=panel.id, member_id=member.id)


def _item_of(panel_id: uuid.UUID, item_id: uuid.UUID) -> LearningItem:
    item = the(LearningItem, item_id)
    if item.panel_id != panel_id:
        abort(404)
    return item
