"""A member's inbox: everything they are asked for, how long it takes and what they get, before they say yes or no."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from portal.panels.asking_places import place_of
from portal.panels.enums import MemberState
from portal.panels.enums.asks import OPEN, AskState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NotThisAsk, OverLimit
from portal.panels.forms.asks import AcceptForm, DoneForm
from portal.panels.models import PanelMember
from portal.panels.operations import asks as operations
from portal.panels.queries import asks as queries
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.shared.database import db
from portal.shared.i18n import _, best_text, format_date, format_money, ngettext
from portal.shared.web import page, see_other

blueprint = Blueprint("member_asks", __name__, url_prefix="/member/asks")


@blueprint.route("/")
@invited(SessionKind.MEMBER)
def inbox() -> ResponseReturnValue:
    member = member_here()
    asked = queries.inbox_of(db.session, member_id=member.id)
    return page(
        "panels/member/asks/inbox.html",
        waiting=[one for one in asked if _is_open(one)],
        rest=[one for one in asked if not _is_open(one)],
        is_paused=member.state is MemberState.PAUSED,
        back_url=url_for("member.home"),
    )


@blueprint.route("/<uuid:ask_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def show_ask(ask_id: uuid.UUID) -> ResponseReturnValue:
    """What it is, how long it takes, what they get; then yes or no."""
    member, asked = _asked(ask_id)
    form = AcceptForm()
    over = operations.over_limit(db.session, ask=asked.ask, member=member) if _is_open(asked) else None
    if form.validate_on_submit():
        try:
            limit = form.limit_choice.data if over else None
            operations.accept(
                db.session,
                asked=asked,
                member=member,
                said_by=SaidBy.WEB,
                by=None,
                at_most_limit=limit == "limit",
                past_limit=limit == "all",
            )
            return see_other("member_asks.show_ask", ask_id=ask_id)
        except OverLimit:
            form.limit_choice.errors = [_("Choose one of the answers")]
        except NotThisAsk:
            return see_other("member_asks.show_ask", ask_id=ask_id)
    return page(
        "panels/member/asks/ask.html",
        ask=asked.ask,
        answer=asked.answer,
        form=form,
        over=over,
        pence=operations.thanks_for(db.session, ask=asked.ask, member=member),
        place=place_of(db.session, kind=asked.ask.kind, about_id=asked.ask.about_id, member_id=member.id),
        is_open=_is_open(asked),
        is_paused=member.state is MemberState.PAUSED,
        no_form=ConfirmForm(),
        done_form=done_form(DoneForm(formdata=None), asked),
        back_url=url_for("member_asks.inbox"),
    )


@blueprint.route("/<uuid:ask_id>/no", methods=["POST"])
@invited(SessionKind.MEMBER)
def not_this_time(ask_id: uuid.UUID) -> ResponseReturnValue:
    _member, asked = _asked(ask_id)
    if ConfirmForm().validate_on_submit():
        try:
            operations.not_this_time(db.session, asked=asked, said_by=SaidBy.WEB, by=None)
        except NotThisAsk:
            return see_other("member_asks.show_ask", ask_id=ask_id)
    return see_other("member_asks.inbox")


@blueprint.route("/<uuid:ask_id>/done", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def done(ask_id: uuid.UUID) -> ResponseReturnValue:
    """Doing it right here: choosing between two wordings, saying what one thinks, or that it is done."""
    member, asked = _asked(ask_id)
    if asked.answer.state is not AskState.ACCEPTED:
        return see_other("member_asks.show_ask", ask_id=ask_id)
    form = done_form(DoneForm(), asked)
    if form.validate_on_submit() and said_enough(form, asked):
        operations.note_done(db.session, asked=asked, member=member, said_by=SaidBy.WEB, by=None, **what_was_said(form))
        return see_other("member_asks.show_ask", ask_id=ask_id)
    return page(
        "panels/member/asks/done.html",
        ask=asked.ask,
        form=form,
        back_url=url_for("member_asks.show_ask", ask_id=ask_id),
    )


def done_form(form: DoneForm, asked: queries.Asked) -> DoneForm:
    """The form with the wordings there are to choose from."""
    texts = [best_text(one)[0] for one in asked.ask.texts]
    form.chose.choices = [SelectChoice(str(number), text) for number, text in enumerate(texts)]
    if texts:
        form.chose.choices.append(SelectChoice("", _("Neither")))
    return form


def said_enough(form: DoneForm, asked: queries.Asked) -> bool:
    """Where there are wordings to choose from, something must be chosen or written."""
    if asked.ask.texts and form.chose.data is None and not form.words.data:
        form.chose.errors = [_("Choose one, or write what you think")]
        return False
    return True


def what_was_said(form: DoneForm) -> dict[str, Any]:
    chose = int(form.chose.data) if form.chose.data else None
    return {"words": form.words.data or "", "chose": chose, "minutes": form.minutes.data}


def _asked(ask_id: uuid.UUID) -> tuple[PanelMember, queries.Asked]:
    member = member_here()
    asked = queries.asked_of(db.session, ask_id=ask_id, member_id=member.id)
    if asked is None:
        abort(404)
    return member, asked


def _is_open(asked: queries.Asked) -> bool:
    return asked.answer.state in OPEN and asked.ask.ended_at is None


def _section(session: Session, member: PanelMember) -> Iterable[Section]:
    waiting = [one for one in queries.inbox_of(session, member_id=member.id) if _is_open(one)]
    if not waiting:
        return
    lines = []
    for one in waiting[:3]:
        parts = [best_text(one.ask.title)[0], ngettext("%(num)s minute", "%(num)s minutes", one.ask.minutes)]
        if one.ask.pence:
            parts.append(format_money(one.ask.pence))
        if one.ask.due:
            parts.append(_("By %(day)s", day=format_date(one.ask.due)))
        lines.append(". ".join(parts))
    links = ((_("See what we ask"), url_for("member_asks.inbox")),)
    is_new = any(one.answer.state is AskState.OFFERED for one in waiting)
    yield Section(40, _("What we ask of you"), tuple(lines), links, is_new=is_new)


sections.append(_section)
