"""A member's money: what is owed and was paid, claiming, how to be thanked, where it goes, a letter."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import WAITING, ClaimKind, ClaimState, LimitPer, Offer
from portal.panels.errors import NotAReceipt, WrongClaimState
from portal.panels.forms.claims import ReceiptForm
from portal.panels.forms.thanks import BankForm, ChoiceForm, LetterForm
from portal.panels.models import Claim, PanelMember, ThanksChoice, ThanksLetter
from portal.panels.operations import bank as banking
from portal.panels.operations import claims as claiming
from portal.panels.operations import letters
from portal.panels.operations.paying import export_own
from portal.panels.operations.receipts import add_receipt
from portal.panels.operations.thanks import choose_thanks, note_shown
from portal.panels.queries import claims as queries
from portal.panels.queries import thanks as offers
from portal.panels.queries.letters import letters_of
from portal.panels.rules.money import pounds_of
from portal.panels.views.claiming import contents_of, form_for, take_claim
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, format_money, ngettext
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("member_thanks", __name__, url_prefix="/member/thanks")
blueprint.add_app_template_filter(format_money, "money")


@blueprint.route("/")
@invited(SessionKind.MEMBER)
def money() -> ResponseReturnValue:
    member = member_here()
    claims = queries.claims_of_member(db.session, member_id=member.id)
    return page(
        "panels/member/thanks/money.html",
        claims=claims,
        owed=sum(one.pence for one in claims if one.state in WAITING),
        paid=sum(one.pence for one in claims if one.state is ClaimState.PAID),
        days={one.id: queries.days_waiting(one, today=clock.today()) for one in claims if one.state in WAITING},
        words=queries.last_words(db.session, claim_ids=[c.id for c in claims if c.state is ClaimState.SENT_BACK]),
        choice=offers.choice_of(db.session, member_id=member.id),
        account=banking.shown(queries.bank_of(db.session, member_id=member.id)),
        form=ConfirmForm(),
    )


@blueprint.route("/before", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def before_choosing() -> ResponseReturnValue:
    """What others advise about benefits, before anyone chooses."""
    member, form = member_here(), ConfirmForm()
    guidance = offers.guidance_now(db.session)
    if form.validate_on_submit():
        note_shown(db.session, member=member, guidance_ids=[one.id for one in guidance], by=None)
        return see_other("member_thanks.choose")
    return page(
        "panels/member/thanks/before.html", guidance=guidance, form=form, back_url=url_for("member_thanks.money")
    )


@blueprint.route("/choose", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def choose() -> ResponseReturnValue:
    member = member_here()
    if offers.not_shown_yet(db.session, member_id=member.id):
        return see_other("member_thanks.before_choosing")
    now = offers.choice_of(db.session, member_id=member.id)
    form = ChoiceForm(data=known_choice(now))
    if form.validate_on_submit():
        choose_thanks(db.session, member=member, said_by=SaidBy.WEB, by=None, **chosen(form))
        return see_other("member_thanks.money")
    return page(
        "panels/member/thanks/choose.html",
        form=form,
        rates=offers.rates_for(db.session, panel_id=member.panel_id),
        back_url=url_for("member_thanks.money"),
    )


@blueprint.route("/claim")
@invited(SessionKind.MEMBER)
def pick_claim() -> ResponseReturnValue:
    member_here()
    return page("panels/member/thanks/pick.html", kinds=list(ClaimKind), back_url=url_for("member_thanks.money"))


@blueprint.route("/claim/<kind>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def claim(kind: str) -> ResponseReturnValue:
    member = member_here()
    form = form_for(db.session, kind=kind_of(kind), member=member)
    if form.validate_on_submit() and take_claim(db.session, form=form, member=member, said_by=SaidBy.WEB, by=None):
        return see_other("member_thanks.money")
    return page(
        "panels/member/thanks/claim.html", form=form, kind=form.kind, back_url=url_for("member_thanks.pick_claim")
    )


@blueprint.route("/claims/<uuid:claim_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def change_claim(claim_id: uuid.UUID) -> ResponseReturnValue:
    """A claim that was sent back is put right and sent again."""
    member = member_here()
    row = _mine(member, claim_id)
    if row.state is not ClaimState.SENT_BACK:
        return see_other("member_thanks.money")
    form = form_for(db.session, kind=row.kind, member=member, claim=row)
    if form.validate_on_submit() and take_claim(
        db.session, form=form, member=member, said_by=SaidBy.WEB, by=None, again=row
    ):
        return see_other("member_thanks.money")
    return page(
        "panels/member/thanks/claim.html",
        form=form,
        kind=row.kind,
        question=queries.last_words(db.session, claim_ids=[row.id]).get(row.id, ""),
        back_url=url_for("member_thanks.money"),
    )


@blueprint.route("/claims/<uuid:claim_id>/take-back", methods=["POST"])
@invited(SessionKind.MEMBER)
def take_back(claim_id: uuid.UUID) -> ResponseReturnValue:
    member = member_here()
    row = _mine(member, claim_id)
    if ConfirmForm().validate_on_submit():
        try:
            claiming.take_back(db.session, claim=row, by=None)
        except WrongClaimState:
            return see_other("member_thanks.money")
    return see_other("member_thanks.money")


@blueprint.route("/claims/<uuid:claim_id>/receipts", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def add_receipts(claim_id: uuid.UUID) -> ResponseReturnValue:
    """A receipt found later goes with a claim nobody has looked at yet."""
    member = member_here()
    row = _mine(member, claim_id)
    if row.state is not ClaimState.CLAIMED:
        return see_other("member_thanks.money")
    form = ReceiptForm()
    if form.validate_on_submit():
        try:
            for content in contents_of(form.receipts):
                add_receipt(db.session, claim=row, content=content, by=None)
            return see_other("member_thanks.money")
        except NotAReceipt as refusal:
            form.receipts.errors = [str(refusal)]
    return page(
        "panels/member/thanks/receipts.html",
        form=form,
        receipts=queries.receipts_of(db.session, claim_id=row.id),
        claim=row,
        back_url=url_for("member_thanks.money"),
    )


@blueprint.route("/bank", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def bank() -> ResponseReturnValue:
    member, form = member_here(), BankForm()
    if form.validate_on_submit():
        banking.change_bank_details(
            db.session,
            member=member,
            name=form.name.data or "",
            sort_code=form.sort_code.data or "",
            account_number=form.account_number.data or "",
            said_by=SaidBy.WEB,
            by=None,
        )
        return see_other("member_thanks.money")
    return page(
        "panels/member/thanks/bank.html",
        form=form,
        account=banking.shown(queries.bank_of(db.session, member_id=member.id)),
        delete_form=ConfirmForm(),
        back_url=url_for("member_thanks.money"),
    )


@blueprint.route("/bank/forget", methods=["POST"])
@invited(SessionKind.MEMBER)
def forget_bank() -> ResponseReturnValue:
    member = member_here()
    if ConfirmForm().validate_on_submit():
        banking.forget_bank_details(db.session, member=member, by=None)
    return see_other("member_thanks.money")


@blueprint.route("/letter", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def letter() -> ResponseReturnValue:
    member = member_here()
    today = clock.today()
    form = LetterForm(data={"first": today - dt.timedelta(days=90), "last": today})
    if form.validate_on_submit():
        letters.ask_for_letter(
            db.session, member=member, first=form.first.data or today, last=form.last.data or today, by=None
        )
        return see_other("member_thanks.letter")
    return page(
        "panels/member/thanks/letter.html",
        form=form,
        letters=letters_of(db.session, member_id=member.id),
        back_url=url_for("member_thanks.money"),
    )


@blueprint.route("/letters/<uuid:letter_id>")
@invited(SessionKind.MEMBER)
def take_letter(letter_id: uuid.UUID) -> ResponseReturnValue:
    row = the(ThanksLetter, letter_id)
    if row.member_id != member_here().id or not row.file_key:
        abort(404)
    return file_answer(letters.content_of(row), name="letter.pdf", media_type="application/pdf")


@blueprint.route("/payments", methods=["POST"])
@invited(SessionKind.MEMBER)
def take_payments() -> ResponseReturnValue:
    """What was paid to a member, as a table to keep."""
    member = member_here()
    if not ConfirmForm().validate_on_submit():
        return see_other("member_thanks.money")
    made = export_own(db.session, member=member)
    keep_even_though_refused()  # the answer is a file, not a redirect; that it was taken must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


def kind_of(text: str) -> ClaimKind:
    if text not in set(ClaimKind):
        abort(404)
    return ClaimKind(text)


def known_choice(now: ThanksChoice | None) -> dict[str, object]:
    """What a form about thanks shows first: what was chosen before."""
    if now is None:
        return {}
    limit = None if now.limit_pence is None else pounds_of(now.limit_pence)
    return {
        "for_time": now.for_time.value,
        "beside": now.beside,
        "limit": limit,
        "limit_per": now.limit_per.value if now.limit_per else None,
    }


def chosen(form: ChoiceForm) -> dict[str, Any]:
    """The arguments of `choose_thanks` that a form holds."""
    return {
        "for_time": Offer(str(form.for_time.data)),
        "beside": [Offer(one) for one in form.beside.data or ()],
        "limit_pence": form.limit.pence,
        "limit_per": LimitPer(form.limit_per.data) if form.limit_per.data else None,
    }


def _mine(member: PanelMember, claim_id: uuid.UUID) -> Claim:
    row = the(Claim, claim_id)
    if row.member_id != member.id:
        abort(404)
    return row


def _section(session: Session, member: PanelMember) -> Iterable[Section]:
    claims = queries.claims_of_member(session, member_id=member.id)
    owed = sum(one.pence for one in claims if one.state in WAITING)
    questions = sum(one.state is ClaimState.SENT_BACK for one in claims)
    chosen_before = offers.choice_of(session, member_id=member.id)
    lines = [_("We owe you %(amount)s.", amount=format_money(owed)) if owed else _("We owe you nothing now.")]
    if questions:
        lines.append(
            ngettext("We have a question about %(num)s claim.", "We have a question about %(num)s claims.", questions)
        )
    links = [(_("Your money"), url_for("member_thanks.money")), (_("Claim"), url_for("member_thanks.pick_claim"))]
    if chosen_before is None:
        lines.append(_("Tell us how you want to be thanked."))
        links.append((_("Choose how we thank you"), url_for("member_thanks.before_choosing")))
    yield Section(50, _("Money"), tuple(lines), tuple(links), picture="money", is_new=bool(questions))


sections.append(_section)
