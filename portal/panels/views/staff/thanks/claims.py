"""Claims: the list with how long people wait, one claim, agreeing, sending back, typing one in."""

import uuid
from collections.abc import Iterable

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import WAITING, ClaimKind, ClaimState
from portal.panels.errors import NeedsAnotherPerson, WrongClaimState
from portal.panels.forms.thanks import HowPaidForm, PickMemberForm, WhyForm
from portal.panels.models import Claim, ClaimReceipt, Panel, PanelMember
from portal.panels.operations import claims as claiming
from portal.panels.operations.receipts import content_of
from portal.panels.queries import claims as queries
from portal.panels.queries import thanks as offers
from portal.panels.queries.panels import members_of
from portal.panels.views.claiming import form_for, take_claim
from portal.panels.views.staff.parts import Todo, todos
from portal.panels.views.staff.thanks.blueprint import (
    BOTH,
    PAYERS,
    TYPISTS,
    blueprint,
    member_of,
    of_panel,
    thanks_page,
)
from portal.people.access import allowed, current_person_id, may_open
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.people.models import Person
from portal.people.queries import all_accounts
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, ngettext
from portal.shared.web import file_answer, page_address, page_number, see_other, the

PER_PAGE = 50


@blueprint.route("/")
@allowed(*BOTH, Role.COMMISSIONER)
def list_claims(panel_id: uuid.UUID) -> ResponseReturnValue:
    """Everyone here sees how long people wait; who they are, only those who deal with it."""
    settings = offers.settings_of(db.session, panel_id=panel_id)
    rows: list[queries.ClaimRow] = []
    total = 0
    if may_open("panel_thanks.show_claim"):
        rows, total = queries.claims_of_panel(db.session, panel_id=panel_id, page=page_number(), per_page=PER_PAGE)
    today = clock.today()
    return thanks_page(
        "claims.html",
        panel_id,
        rows=rows,
        days={row.claim.id: queries.days_waiting(row.claim, today=today) for row in rows if row.claim.state in WAITING},
        counts=queries.count_by_state(db.session, panel_id=panel_id),
        waiting=queries.waiting_on(db.session, panel_id=panel_id, most=settings.days_to_pay, today=today),
        settings=settings,
        states=list(ClaimState),
        number=page_number(),
        pages=-(-total // PER_PAGE),
        page_address=page_address,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(*TYPISTS)
def pick_member(panel_id: uuid.UUID) -> ResponseReturnValue:
    """For whom a claim is typed in."""
    form = PickMemberForm()
    people = members_of(db.session, panel_id=panel_id)
    form.member.choices = [SelectChoice(str(member.id), person.name or "") for member, person in people]
    if form.validate_on_submit():
        return see_other("panel_thanks.pick_kind", panel_id=panel_id, member_id=uuid.UUID(form.member.data))
    return thanks_page("pick_member.html", panel_id, form=form, back_url=_list(panel_id))


@blueprint.route("/new/<uuid:member_id>")
@allowed(*TYPISTS)
def pick_kind(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    member, person = member_of(panel_id, member_id)
    return thanks_page(
        "pick_kind.html", panel_id, member=member, person=person, kinds=list(ClaimKind), back_url=_list(panel_id)
    )


@blueprint.route("/new/<uuid:member_id>/<kind>", methods=["GET", "POST"])
@allowed(*TYPISTS)
def enter_claim(panel_id: uuid.UUID, member_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    if kind not in set(ClaimKind):
        abort(404)
    member, person = member_of(panel_id, member_id)
    form = form_for(db.session, kind=ClaimKind(kind), member=member, for_them=True)
    if form.validate_on_submit():
        way = SaidBy(form["said_by"].data)
        row = take_claim(db.session, form=form, member=member, said_by=way, by=current_person_id())
        if row is not None:
            return see_other("panel_thanks.show_claim", panel_id=panel_id, claim_id=row.id)
    return thanks_page(
        "enter.html", panel_id, form=form, kind=form.kind, person=person, member=member, back_url=_list(panel_id)
    )


@blueprint.route("/claims/<uuid:claim_id>")
@allowed(*BOTH)
def show_claim(panel_id: uuid.UUID, claim_id: uuid.UUID) -> ResponseReturnValue:
    return _show(panel_id, claim_id)


@blueprint.route("/claims/<uuid:claim_id>/approve", methods=["POST"])
@allowed(*PAYERS)
def approve(panel_id: uuid.UUID, claim_id: uuid.UUID) -> ResponseReturnValue:
    row = of_panel(the(Claim, claim_id), panel_id)
    if not ConfirmForm().validate_on_submit():
        return see_other("panel_thanks.show_claim", panel_id=panel_id, claim_id=claim_id)
    try:
        claiming.approve(db.session, claim=row, by=current_person_id())
    except NeedsAnotherPerson:
        return _show(panel_id, claim_id, refusal=_("You typed this claim. Someone else must agree to it."))
    except WrongClaimState:
        return _show(panel_id, claim_id, refusal=_("Someone else has dealt with this claim."))
    return see_other("panel_thanks.list_claims", panel_id=panel_id)


@blueprint.route("/claims/<uuid:claim_id>/send-back", methods=["GET", "POST"])
@allowed(*BOTH)
def send_back(panel_id: uuid.UUID, claim_id: uuid.UUID) -> ResponseReturnValue:
    row, form = of_panel(the(Claim, claim_id), panel_id), WhyForm()
    if form.validate_on_submit():
        try:
            claiming.send_back(db.session, claim=row, why=form.why.data or "", by=current_person_id())
            return see_other("panel_thanks.list_claims", panel_id=panel_id)
        except WrongClaimState:
            form.why.errors = [_("Someone else has dealt with this claim.")]
    return thanks_page("send_back.html", panel_id, form=form, back_url=_claim(panel_id, claim_id))


@blueprint.route("/claims/<uuid:claim_id>/by-hand", methods=["GET", "POST"])
@allowed(*PAYERS)
def pay_by_hand(panel_id: uuid.UUID, claim_id: uuid.UUID) -> ResponseReturnValue:
    row, form = of_panel(the(Claim, claim_id), panel_id), HowPaidForm()
    if form.validate_on_submit():
        try:
            claiming.pay_by_hand(db.session, claim=row, how=form.how.data or "", by=current_person_id())
            return see_other("panel_thanks.list_claims", panel_id=panel_id)
        except WrongClaimState:
            form.how.errors = [_("Someone else has dealt with this claim.")]
        except NeedsAnotherPerson:
            form.how.errors = [_("You typed this claim. Someone else must agree to it.")]
    return thanks_page("by_hand.html", panel_id, form=form, back_url=_claim(panel_id, claim_id))


@blueprint.route("/claims/<uuid:claim_id>/take-back", methods=["POST"])
@allowed(*TYPISTS)
def take_back(panel_id: uuid.UUID, claim_id: uuid.UUID) -> ResponseReturnValue:
    """A member rang and does not want it after all."""
    row = of_panel(the(Claim, claim_id), panel_id)
    if ConfirmForm().validate_on_submit():
        try:
            claiming.take_back(db.session, claim=row, by=current_person_id())
        except WrongClaimState:
            return _show(panel_id, claim_id, refusal=_("Someone else has dealt with this claim."))
    return see_other("panel_thanks.show_claim", panel_id=panel_id, claim_id=claim_id)


@blueprint.route("/receipts/<uuid:receipt_id>")
@allowed(*BOTH)
def show_receipt(panel_id: uuid.UUID, receipt_id: uuid.UUID) -> ResponseReturnValue:
    receipt = the(ClaimReceipt, receipt_id)
    of_panel(the(Claim, receipt.claim_id), panel_id)
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(receipt.media_type, "jpg")
    return file_answer(content_of(receipt), name=f"receipt.{ending}", media_type=receipt.media_type)


def _show(panel_id: uuid.UUID, claim_id: uuid.UUID, refusal: str = "") -> str:
    row = of_panel(the(Claim, claim_id), panel_id)
    member = the(PanelMember, row.member_id)
    return thanks_page(
        "claim.html",
        panel_id,
        claim=row,
        person=the(Person, member.person_id),
        steps=queries.steps_of(db.session, claim_id=row.id),
        receipts=queries.receipts_of(db.session, claim_id=row.id),
        rate=next((one for one in offers.rates_for(db.session, panel_id=panel_id) if one.id == row.rate_id), None),
        names={one.id: one.display_name for one in all_accounts(db.session)},
        refusal=refusal,
        form=ConfirmForm(),
        today=clock.today(),
        states=ClaimState,
        back_url=_list(panel_id),
    )


def _list(panel_id: uuid.UUID) -> str:
    return url_for("panel_thanks.list_claims", panel_id=panel_id)


def _claim(panel_id: uuid.UUID, claim_id: uuid.UUID) -> str:
    return url_for("panel_thanks.show_claim", panel_id=panel_id, claim_id=claim_id)


def _waiting_long(session: Session, panel: Panel) -> Iterable[Todo]:
    settings = offers.settings_of(session, panel_id=panel.id)
    found = queries.waiting_on(session, panel_id=panel.id, most=settings.days_to_pay, today=clock.today())
    if found.too_long:
        words = ngettext(
            "%(num)s claim waits longer than it should", "%(num)s claims wait longer than they should", found.too_long
        )
        yield Todo(words, _list(panel.id), is_urgent=True)
    elif found.claims:
        yield Todo(ngettext("%(num)s claim waits", "%(num)s claims wait", found.claims), _list(panel.id))


todos.append(_waiting_long)
