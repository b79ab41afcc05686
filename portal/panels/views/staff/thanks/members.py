"""How each member wants to be thanked: looked up, taken down by phone or paper, bank details, and letters to print."""

import datetime as dt
import uuid

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal.panels.enums.doors import SaidBy
from portal.panels.forms.thanks import BankForThemForm, ChoiceForThemForm, LetterForm
from portal.panels.models import PanelMember, ThanksLetter
from portal.panels.operations import bank as banking
from portal.panels.operations import letters
from portal.panels.operations.thanks import choose_thanks, note_shown
from portal.panels.queries import claims
from portal.panels.queries import thanks as queries
from portal.panels.queries.letters import letters_of
from portal.panels.queries.panels import members_of
from portal.panels.views.member.thanks import chosen, known_choice
from portal.panels.views.staff.thanks.blueprint import TYPISTS, blueprint, member_of, thanks_page
from portal.people.access import allowed, current_person_id
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import file_answer, see_other, the


@blueprint.route("/members")
@allowed(*TYPISTS)
def list_choices(panel_id: uuid.UUID) -> ResponseReturnValue:
    people = members_of(db.session, panel_id=panel_id)
    ids = [member.id for member, _person in people]
    return thanks_page(
        "choices.html",
        panel_id,
        people=people,
        choices=queries.choices_by_member(db.session, member_ids=ids),
        with_bank=claims.with_bank(db.session, member_ids=ids),
        back_url=url_for("panel_thanks.list_claims", panel_id=panel_id),
    )


@blueprint.route("/members/<uuid:member_id>")
@allowed(*TYPISTS)
def show_choice(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    member, person = member_of(panel_id, member_id)
    return thanks_page(
        "choice.html",
        panel_id,
        member=member,
        person=person,
        choices=queries.choices_of(db.session, member_id=member.id),
        account=banking.shown(claims.bank_of(db.session, member_id=member.id)),
        letters=letters_of(db.session, member_id=member.id),
        back_url=url_for("panel_thanks.list_choices", panel_id=panel_id),
    )


@blueprint.route("/members/<uuid:member_id>/choose", methods=["GET", "POST"])
@allowed(*TYPISTS)
def choose(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    """What a member says by phone, on paper or face to face. The guidance stands on the page, to be read out."""
    member, person = member_of(panel_id, member_id)
    guidance = queries.guidance_now(db.session)
    to_show = queries.not_shown_yet(db.session, member_id=member.id)
    form = ChoiceForThemForm(data=known_choice(queries.choice_of(db.session, member_id=member.id)))
    if form.validate_on_submit():
        if to_show and not form.was_read.data:
            form.was_read.errors = [_("Read it to them first")]
        else:
            _take_down(form, member, [one.id for one in guidance])
            return see_other("panel_thanks.show_choice", panel_id=panel_id, member_id=member_id)
    return thanks_page(
        "choose.html",
        panel_id,
        form=form,
        person=person,
        guidance=guidance,
        must_read=bool(to_show),
        back_url=_member(panel_id, member_id),
    )


@blueprint.route("/members/<uuid:member_id>/bank", methods=["GET", "POST"])
@allowed(*TYPISTS)
def bank(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    member, person = member_of(panel_id, member_id)
    form = BankForThemForm()
    if form.validate_on_submit():
        banking.change_bank_details(
            db.session,
            member=member,
            name=form.name.data or "",
            sort_code=form.sort_code.data or "",
            account_number=form.account_number.data or "",
            said_by=SaidBy(form.said_by.data),
            by=current_person_id(),
            why=form.why.data or "",
        )
        return see_other("panel_thanks.show_choice", panel_id=panel_id, member_id=member_id)
    account = banking.shown(claims.bank_of(db.session, member_id=member.id))
    return thanks_page(
        "bank.html", panel_id, form=form, person=person, account=account, back_url=_member(panel_id, member_id)
    )


@blueprint.route("/members/<uuid:member_id>/letter", methods=["GET", "POST"])
@allowed(*TYPISTS)
def letter(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    member, person = member_of(panel_id, member_id)
    today = clock.today()
    form = LetterForm(data={"first": today - dt.timedelta(days=90), "last": today})
    if form.validate_on_submit():
        first, last = form.first.data or today, form.last.data or today
        letters.ask_for_letter(db.session, member=member, first=first, last=last, by=current_person_id())
        return see_other("panel_thanks.show_choice", panel_id=panel_id, member_id=member_id)
    return thanks_page("letter.html", panel_id, form=form, person=person, back_url=_member(panel_id, member_id))


@blueprint.route("/letters/<uuid:letter_id>")
@allowed(*TYPISTS)
def take_letter(panel_id: uuid.UUID, letter_id: uuid.UUID) -> ResponseReturnValue:
    row = the(ThanksLetter, letter_id)
    member_of(panel_id, row.member_id)
    if not row.file_key:
        abort(404)
    return file_answer(letters.content_of(row), name="letter.pdf", media_type="application/pdf")


def _take_down(form: ChoiceForThemForm, member: PanelMember, guidance_ids: list[uuid.UUID]) -> None:
    by = current_person_id()
    note_shown(db.session, member=member, guidance_ids=guidance_ids, by=by)
    choose_thanks(db.session, member=member, said_by=SaidBy(form.said_by.data), by=by, **chosen(form))


def _member(panel_id: uuid.UUID, member_id: uuid.UUID) -> str:
    return url_for("panel_thanks.show_choice", panel_id=panel_id, member_id=member_id)
