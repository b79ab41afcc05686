"""Paying: batches are made, taken as files and marked as paid by an approver."""

import uuid

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.panels.enums.thanks import BatchKind
from portal.panels.errors import NothingToPay, WrongClaimState
from portal.panels.forms.thanks import BatchForm, WhyForm
from portal.panels.models import Panel, PayBatch, Payee
from portal.panels.operations import paying
from portal.panels.queries import claims as queries
from portal.panels.rules.bank import masked
from portal.panels.views.staff.thanks.blueprint import PAYERS, blueprint, of_panel, thanks_page
from portal.people.access import allowed, current_person_id
from portal.people.forms import ConfirmForm
from portal.people.queries import all_accounts
from portal.shared.database import db
from portal.shared.export_log import exports_taken
from portal.shared.i18n import _
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, see_other, the


@blueprint.route("/batches", methods=["GET", "POST"])
@allowed(*PAYERS)
def list_batches(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), BatchForm()
    if form.validate_on_submit():
        try:
            kind = BatchKind(str(form.kind.data))
            batch = paying.make_batch(db.session, panel=panel, kind=kind, by=current_person_id())
            return see_other("panel_thanks.show_batch", panel_id=panel_id, batch_id=batch.id)
        except NothingToPay:
            form.kind.errors = [_("Nothing that is agreed can be paid this way now.")]
    money = queries.approved_to_pay(db.session, panel_id=panel_id, vouchers=False)
    there = queries.with_bank(db.session, member_ids={claim.member_id for claim, _person in money})
    return thanks_page(
        "batches.html",
        panel_id,
        form=form,
        batches=queries.batches_of(db.session, panel_id=panel_id),
        money=[pair for pair in money if pair[0].member_id in there],
        no_account=[pair for pair in money if pair[0].member_id not in there],
        vouchers=queries.approved_to_pay(db.session, panel_id=panel_id, vouchers=True),
        back_url=url_for("panel_thanks.list_claims", panel_id=panel_id),
    )


@blueprint.route("/batches/<uuid:batch_id>")
@allowed(*PAYERS)
def show_batch(panel_id: uuid.UUID, batch_id: uuid.UUID) -> ResponseReturnValue:
    batch = of_panel(the(PayBatch, batch_id), panel_id)
    taken, _total = exports_taken(db.session, about_id=batch.id)
    return thanks_page(
        "batch.html",
        panel_id,
        batch=batch,
        payees=queries.payees_of(db.session, batch_id=batch.id),
        lines=queries.lines_of(db.session, batch_id=batch.id),
        taken=taken,
        masked=masked,
        names={one.id: one.display_name for one in all_accounts(db.session)},
        form=ConfirmForm(),
        back_url=url_for("panel_thanks.list_batches", panel_id=panel_id),
    )


@blueprint.route("/batches/<uuid:batch_id>/file.<any(csv, xlsx):kind>", methods=["POST"])
@allowed(*PAYERS)
def take_batch(panel_id: uuid.UUID, batch_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    batch = of_panel(the(PayBatch, batch_id), panel_id)
    if not ConfirmForm().validate_on_submit():
        return see_other("panel_thanks.show_batch", panel_id=panel_id, batch_id=batch_id)
    made = paying.take_batch(db.session, batch=batch, kind=kind, by=current_person_id())
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


@blueprint.route("/batches/<uuid:batch_id>/paid", methods=["POST"])
@allowed(*PAYERS)
def mark_paid(panel_id: uuid.UUID, batch_id: uuid.UUID) -> ResponseReturnValue:
    batch = of_panel(the(PayBatch, batch_id), panel_id)
    if ConfirmForm().validate_on_submit() and batch.paid_at is None:
        paying.mark_paid(db.session, batch=batch, by=current_person_id())
    return see_other("panel_thanks.show_batch", panel_id=panel_id, batch_id=batch_id)


@blueprint.route("/payees/<uuid:payee_id>/came-back", methods=["GET", "POST"])
@allowed(*PAYERS)
def came_back(panel_id: uuid.UUID, payee_id: uuid.UUID) -> ResponseReturnValue:
    """The bank could not pay someone."""
    payee, form = the(Payee, payee_id), WhyForm()
    batch = of_panel(the(PayBatch, payee.batch_id), panel_id)
    if form.validate_on_submit():
        try:
            paying.money_came_back(db.session, payee=payee, why=form.why.data or "", by=current_person_id())
            return see_other("panel_thanks.show_batch", panel_id=panel_id, batch_id=batch.id)
        except WrongClaimState:
            form.why.errors = [_("This is in a later payment already.")]
    back = url_for("panel_thanks.show_batch", panel_id=panel_id, batch_id=batch.id)
    return thanks_page("came_back.html", panel_id, form=form, back_url=back)
