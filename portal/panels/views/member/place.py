"""Yes or no to a place, a break with one tap and back, stopping, and going on to another panel of the same person."""

import uuid
from collections.abc import Iterator

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, MemberState
from portal.panels.errors import OtherWords
from portal.panels.forms.belonging import PlaceForm
from portal.panels.models import PanelMember
from portal.panels.operations import belonging as operations
from portal.panels.operations.belonging import Said
from portal.panels.operations.membership import move_member
from portal.panels.queries.belonging import Words, agreement_words, has_new_words
from portal.panels.rules.agreements import fingerprint_of_all
from portal.panels.views.member.door import go_on_as
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here, panel_of
from portal.people.access import anyone, invited
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.people.views.signed_in import end_visit_here
from portal.questions.enums import Provenance
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("member_place", __name__, url_prefix="/member")


@blueprint.route("/place", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def place() -> ResponseReturnValue:
    """What a member does, what we promise each other, what stays between us; then yes or no."""
    member = member_here()
    words = agreement_words(db.session, panel_id=member.panel_id)
    form = PlaceForm()
    if not form.validate_on_submit():
        return _place_page(member, form, words)
    said = Said(provenance=Provenance(form.helped.data or "own_words"), helped_by=form.helped_by.data or "")
    if form.no.data:
        return _declined(member, said)
    try:
        operations.say_yes(
            db.session, member=member, shown=form.shown.data or "", language=i18n.current().code, said=said
        )
    except OtherWords:
        form.form_errors.append(_("The words have changed. Please read them again."))
        return _place_page(member, form, words)
    flash(_("Thank you. You are on the panel. We are glad."), "success")
    return see_other("member.home")


def _place_page(member: PanelMember, form: PlaceForm, words: list[Words]) -> ResponseReturnValue:
    form.shown.data = fingerprint_of_all({one.part: one.text for one in words})
    return page("panels/member/place.html", form=form, words=words, panel=panel_of(member), member=member)


def _declined(member: PanelMember, said: Said) -> ResponseReturnValue:
    if member.state is not MemberState.SELECTED:
        return see_other("member_place.step_down")
    operations.say_no(db.session, member=member, said=said)
    end_visit_here()
    return see_other("member_place.goodbye")


@blueprint.route("/break", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def rest() -> ResponseReturnValue:
    """One tap on their page, or a page that says what a break means; no reason is asked."""
    member, form = member_here(), ConfirmForm()
    if not form.validate_on_submit():
        return page("panels/member/break.html", form=form, member=member)
    if member.state is MemberState.SELECTED:
        flash(_("You have not said yes yet. Take all the time you need: nothing is asked of you until you do."))
        return see_other("member.home")
    operations.take_break(db.session, member=member, by=None)
    flash(_("You are taking a break. We do not write to you until you come back."), "success")
    return see_other("member.home")


@blueprint.route("/back", methods=["POST"])
@invited(SessionKind.MEMBER)
def come_back() -> ResponseReturnValue:
    operations.come_back(db.session, member=member_here(), by=None)
    flash(_("Welcome back."), "success")
    return see_other("member.home")


@blueprint.route("/step-down", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def step_down() -> ResponseReturnValue:
    member, form = member_here(), ConfirmForm()
    if not form.validate_on_submit():
        return page("panels/member/step_down.html", form=form, member=member)
    move_member(db.session, member=member, to=MemberState.STEPPED_DOWN, by=None)
    end_visit_here()
    return see_other("member_place.goodbye")


@blueprint.route("/goodbye")
@anyone
def goodbye() -> ResponseReturnValue:
    return page("panels/member/goodbye.html")


@blueprint.route("/other/<uuid:member_id>", methods=["POST"])
@invited(SessionKind.MEMBER)
def other_panel(member_id: uuid.UUID) -> ResponseReturnValue:
    """Another panel of the same person; any other place is not found."""
    here, there = member_here(), the(PanelMember, member_id)
    if there.person_id != here.person_id or there.state not in HERE_NOW:
        abort(404)
    return go_on_as(there)


def _sections(db_session: Session, member: PanelMember) -> Iterator[Section]:
    if member.state is MemberState.SELECTED:
        yield Section(
            1,
            _("You are chosen"),
            (_("We would like you to be on the panel. You can say yes or no."),),
            ((_("Read about it and answer"), url_for("member_place.place")),),
            picture="celebrate",
            is_new=True,
        )
    elif has_new_words(db_session, member=member):
        yield Section(
            2,
            _("What we promise each other"),
            (_("Some words are new. Please read them."),),
            ((_("Read the new words"), url_for("member_place.place")),),
            picture="agreement",
            is_new=True,
        )


sections.append(_sections)
