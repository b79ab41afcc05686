"""What a panel is asked: the list, asking, who said what, and how fairly the work is spread."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import MemberState
from portal.panels.enums.asks import AskKind
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NotThisAsk, OverLimit
from portal.panels.forms.asks import AskForm, SaidForm
from portal.panels.models import AskAnswer, MemberAsk, Panel, PanelMember
from portal.panels.operations import asks as operations
from portal.panels.queries import asks as queries
from portal.panels.queries.panels import members_of
from portal.panels.queries.thanks import settings_of
from portal.panels.queries.workload import workload_of
from portal.panels.rules.workload import Quarter, Unfair, hours_of, quarter_of
from portal.panels.views.member.asks import done_form, said_enough, what_was_said
from portal.panels.views.staff.parts import Todo, todos
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.people.models import Person
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, lazy, ngettext
from portal.shared.web import page, see_other, the

blueprint = Blueprint("panel_asks", __name__, url_prefix="/panels/<uuid:panel_id>/asks")

SIGNS = {
    Unfair.ASKED_OFTEN: lazy("We ask too much of them"),
    Unfair.NEVER_ASKED: lazy("Nobody asked them"),
    Unfair.UNPAID: lazy("They wait too long for money"),
    Unfair.UNTHANKED: lazy("Nobody thanked them"),
}


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_asks(panel_id: uuid.UUID) -> ResponseReturnValue:
    return page(
        "panels/desk/asks/list.html",
        panel=the(Panel, panel_id),
        asks=queries.asks_of(db.session, panel_id=panel_id),
        counts=queries.counts_of(db.session, panel_id=panel_id),
        today=clock.today(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_ask(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), AskForm()
    people = members_of(db.session, panel_id=panel_id)
    askable = [pair for pair in people if pair[0].state in operations.ASKABLE]
    form.members.choices = [SelectChoice(str(member.id), person.name or "") for member, person in askable]
    if form.validate_on_submit():
        asking = operations.ask_members(db.session, panel=panel, about_id=None, by=current_person_id(), **_said(form))
        if asking.paused:
            flash(_paused_words(len(asking.paused)), "message")
        return see_other("panel_asks.show_ask", panel_id=panel_id, ask_id=asking.ask.id)
    return page(
        "panels/desk/asks/new.html",
        panel=panel,
        form=form,
        paused=[person for member, person in people if member.state is MemberState.PAUSED],
        back_url=url_for("panel_asks.list_asks", panel_id=panel_id),
    )


@blueprint.route("/<uuid:ask_id>")
@allowed(Role.ORGANISER)
def show_ask(panel_id: uuid.UUID, ask_id: uuid.UUID) -> ResponseReturnValue:
    ask = _ask(panel_id, ask_id)
    answers = queries.answers_to(db.session, ask_id=ask.id)
    chosen = [answer.chose for answer, _member, _person in answers]
    return page(
        "panels/desk/asks/show.html",
        panel=the(Panel, panel_id),
        ask=ask,
        answers=answers,
        chosen=[chosen.count(number) for number in range(len(ask.texts))],
        form=ConfirmForm(),
        back_url=url_for("panel_asks.list_asks", panel_id=panel_id),
    )


@blueprint.route("/<uuid:ask_id>/end", methods=["POST"])
@allowed(Role.ORGANISER)
def end_ask(panel_id: uuid.UUID, ask_id: uuid.UUID) -> ResponseReturnValue:
    ask = _ask(panel_id, ask_id)
    if ConfirmForm().validate_on_submit():
        operations.end_ask(db.session, ask=ask, by=current_person_id())
    return see_other("panel_asks.show_ask", panel_id=panel_id, ask_id=ask_id)


@blueprint.route("/<uuid:ask_id>/answers/<uuid:answer_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def take_down(panel_id: uuid.UUID, ask_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    """What a member said by phone, on paper or face to face."""
    ask, answer = _ask(panel_id, ask_id), _answer(ask_id, answer_id)
    member, asked = the(PanelMember, answer.member_id), queries.Asked(ask, answer)
    form = done_form(SaidForm(), asked)
    if form.validate_on_submit() and _keep(form, asked, member):
        return see_other("panel_asks.show_ask", panel_id=panel_id, ask_id=ask_id)
    return page(
        "panels/desk/asks/said.html",
        panel=the(Panel, panel_id),
        ask=ask,
        person=the(Person, member.person_id),
        form=form,
        pence=operations.thanks_for(db.session, ask=ask, member=member),
        over=operations.over_limit(db.session, ask=ask, member=member),
        back_url=url_for("panel_asks.show_ask", panel_id=panel_id, ask_id=ask_id),
    )


@blueprint.route("/<uuid:ask_id>/answers/<uuid:answer_id>/thanks", methods=["POST"])
@allowed(Role.ORGANISER)
def say_thanks(panel_id: uuid.UUID, ask_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    _ask(panel_id, ask_id)
    answer = _answer(ask_id, answer_id)
    if ConfirmForm().validate_on_submit():
        try:
            operations.say_thanks(db.session, answer=answer, by=current_person_id())
        except NotThisAsk:
            return see_other("panel_asks.show_ask", panel_id=panel_id, ask_id=ask_id)
    return see_other("panel_asks.show_ask", panel_id=panel_id, ask_id=ask_id)


@blueprint.route("/workload")
@allowed(Role.ORGANISER)
def workload(panel_id: uuid.UUID) -> ResponseReturnValue:
    """How the work is spread in one quarter. By name: nobody is put before anyone else."""
    today = clock.today()
    quarter = _quarter(request.args.get("quarter", ""), default=quarter_of(today))
    return page(
        "panels/desk/asks/workload.html",
        panel=the(Panel, panel_id),
        rows=workload_of(db.session, panel_id=panel_id, quarter=quarter, today=today),
        settings=settings_of(db.session, panel_id=panel_id),
        quarter=quarter,
        is_last=quarter == quarter_of(today),
        hours_of=hours_of,
        signs=SIGNS,
        back_url=url_for("panel_asks.list_asks", panel_id=panel_id),
    )


def _quarter(text: str, *, default: Quarter) -> Quarter:
    """A quarter from an address, like 2026-4; anything else is the one that is now."""
    year, _dash, number = text.partition("-")
    if year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= 2000 and number in ("1", "2", "3", "4"):
        return Quarter(int(year), int(number))
    return default


def _said(form: AskForm) -> dict[str, Any]:
    picked = {uuid.UUID(one) for one in form.members.data or ()}
    return {
        "kind": AskKind(str(form.kind.data)),
        "title": form.texts("title"),
        "words": form.texts("words"),
        "texts": form.wordings(),
        "minutes": form.minutes.data,
        "due": form.due.data,
        "member_ids": picked or None,
    }


def _keep(form: SaidForm, asked: queries.Asked, member: PanelMember) -> bool:
    """Keeps what was said; with words beside the field when it cannot be."""
    way, by = SaidBy(form.said_by.data), current_person_id()
    try:
        if form.answer.data == "no":
            operations.not_this_time(db.session, asked=asked, said_by=way, by=by)
        elif form.answer.data == "accept":
            operations.accept(db.session, asked=asked, member=member, said_by=way, by=by)
        elif not said_enough(form, asked):
            return False
        else:
            operations.note_done(db.session, asked=asked, member=member, said_by=way, by=by, **what_was_said(form))
    except NotThisAsk:
        form.answer.errors = [_("This is over, was answered before, or they take a break.")]
        return False
    except OverLimit:  # they hear it on the page this was typed on: no more than their limit
        operations.accept(db.session, asked=asked, member=member, said_by=way, by=by, at_most_limit=True)
    return True


def _ask(panel_id: uuid.UUID, ask_id: uuid.UUID) -> MemberAsk:
    ask = the(MemberAsk, ask_id)
    if ask.panel_id != panel_id:
        abort(404)
    return ask


def _answer(ask_id: uuid.UUID, answer_id: uuid.UUID) -> AskAnswer:
    answer = the(AskAnswer, answer_id)
    if answer.ask_id != ask_id:
        abort(404)
    return answer


def _paused_words(number: int) -> str:
    return ngettext(
        "%(num)s person takes a break and was not asked.", "%(num)s people take a break and were not asked.", number
    )


def _unfair(session: Session, panel: Panel) -> Iterable[Todo]:
    today = clock.today()
    found = workload_of(session, panel_id=panel.id, quarter=quarter_of(today), today=today)
    url = url_for("panel_asks.workload", panel_id=panel.id)
    words = {
        Unfair.ASKED_OFTEN: ("We ask too much of %(num)s member", "We ask too much of %(num)s members"),
        Unfair.UNTHANKED: ("Thank %(num)s member", "Thank %(num)s members"),
    }
    for sign, (one, many) in words.items():
        number = sum(sign in row.unfair for row in found)
        if number:
            yield Todo(ngettext(one, many, number), url)


todos.append(_unfair)
