"""The ledger as staff keep it: advice, replies, what happened, claims."""

import datetime as dt
import uuid
from collections.abc import Iterable

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import AdviceKind, AdviceSource, DecisionAnswer, Shown, Stage
from portal.panels.errors import PanelError
from portal.panels.forms.days import day_of
from portal.panels.forms.ledger import AdviceForm, ChangeAdviceForm, HappenedForm, MoveDayForm, ReplyForm, SendForm
from portal.panels.forms.texts import spread
from portal.panels.models import Panel, PanelAdvice, PanelVote
from portal.panels.operations import ledger as operations
from portal.panels.queries import deciding, voting
from portal.panels.queries import ledger as queries
from portal.panels.queries.voting import home_today
from portal.panels.rules.ledger import is_overdue, waits_for_reply
from portal.panels.views.showing import advice_with_claims
from portal.panels.views.staff.parts import Todo, todos
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.forms import DateParts, PortalForm
from portal.shared.i18n import _, best_text, ngettext
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("panel_ledger", __name__, url_prefix="/panels")
READS = (Role.ORGANISER, Role.COMMISSIONER)
MONTH = dt.timedelta(days=28)


@blueprint.route("/late-replies")
@allowed(*READS)
def list_late() -> ResponseReturnValue:
    """Of all panels: whoever commissions sees what they owe."""
    return page("panels/ledger/late.html", rows=queries.overdue_advice(db.session, today=home_today()))


@blueprint.route("/<uuid:panel_id>/ledger")
@allowed(*READS)
def list_advice(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    late = queries.overdue_advice(db.session, today=home_today(), panel_id=panel.id)
    return page(
        "panels/ledger/list.html",
        panel=panel,
        rows=queries.advice_of_panel(db.session, panel_id=panel.id),
        late={one.id for one, _panel in late},
        claims=len(queries.claims_waiting(db.session, panel_id=panel.id)),
    )


@blueprint.route("/<uuid:panel_id>/ledger/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_advice(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    form = AdviceForm(data={"ideas": request.args.getlist("idea"), "vote": request.args.get("vote", "")})
    rows = deciding.ideas_of_panel(db.session, panel_id=panel.id, shown=[Shown.SHOWN])
    ideas = {str(row.idea.id): row.idea for row in rows}
    form.ideas.choices = [SelectChoice(one, (idea.words or "")[:200]) for one, idea in ideas.items()]
    vote = _closed_vote(panel, form.vote.data)
    if not form.validate_on_submit():
        return page("panels/ledger/new.html", panel=panel, form=form, vote=vote)
    source = AdviceSource.MEETING if form.meeting.data else AdviceSource.WRITTEN
    advice = operations.write_advice(
        db.session,
        panel_id=panel.id,
        words=form.texts("words"),
        stage=Stage(form.stage.data),
        kind=AdviceKind(form.kind.data),
        source=AdviceSource.VOTE if vote else source,
        vote_id=vote.id if vote else None,
        ideas=[ideas[one] for one in form.ideas.data],
        by=current_person_id(),
    )
    return see_other("panel_ledger.show_advice", panel_id=panel.id, advice_id=advice.id)


@blueprint.route("/<uuid:panel_id>/ledger/<uuid:advice_id>")
@allowed(*READS)
def show_advice(panel_id: uuid.UUID, advice_id: uuid.UUID) -> ResponseReturnValue:
    panel, advice = the(Panel, panel_id), the_advice(panel_id, advice_id)
    today = home_today()
    return page(
        "panels/ledger/show.html",
        panel=panel,
        is_late=is_overdue(sent_on=advice.sent_on, reply_by=advice.reply_by, answer=advice.answer, today=today),
        waits=waits_for_reply(sent_on=advice.sent_on, answer=advice.answer),
        vote=db.session.get(PanelVote, advice.vote_id) if advice.vote_id else None,
        me=current_person_id(),
        plain=PortalForm(),
        **advice_with_claims(db.session, advice),
    )


@blueprint.route("/<uuid:panel_id>/ledger/<uuid:advice_id>/change", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_advice(panel_id: uuid.UUID, advice_id: uuid.UUID) -> ResponseReturnValue:
    panel, advice = the(Panel, panel_id), the_advice(panel_id, advice_id)
    if advice.sent_on is not None:
        abort(404)
    form = ChangeAdviceForm(obj=advice, data=spread("words", advice.words))
    if not form.validate_on_submit():
        return page("panels/ledger/change.html", panel=panel, advice=advice, form=form)
    with editing(advice, form):
        operations.change_advice(
            db.session,
            advice=advice,
            words=form.texts("words"),
            stage=Stage(form.stage.data),
            kind=AdviceKind(form.kind.data),
            by=current_person_id(),
        )
    return _shown(advice)


@blueprint.route("/<uuid:panel_id>/ledger/<uuid:advice_id>/send", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def send_advice(panel_id: uuid.UUID, advice_id: uuid.UUID) -> ResponseReturnValue:
    panel, advice = the(Panel, panel_id), the_advice(panel_id, advice_id)
    if advice.sent_on is not None:
        abort(404)
    form = SendForm(sent_on=home_today(), reply_by=home_today() + MONTH)
    if form.validate_on_submit() and _is_past(form.sent_on) and _is_after(form.reply_by, day_of(form.sent_on)):
        operations.send_advice(
            db.session,
            advice=advice,
            body=form.body.data or "",
            sent_on=day_of(form.sent_on),
            reply_by=day_of(form.reply_by),
            by=current_person_id(),
        )
        return _shown(advice)
    return page("panels/ledger/send.html", panel=panel, advice=advice, form=form)


@blueprint.route("/<uuid:panel_id>/ledger/<uuid:advice_id>/day", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def move_day(panel_id: uuid.UUID, advice_id: uuid.UUID) -> ResponseReturnValue:
    panel, advice, form = the(Panel, panel_id), the_advice(panel_id, advice_id), MoveDayForm()
    if not waits_for_reply(sent_on=advice.sent_on, answer=advice.answer):
        abort(404)
    if form.validate_on_submit() and _is_after(form.reply_by, advice.sent_on):
        operations.move_day(
            db.session, advice=advice, reply_by=day_of(form.reply_by), why=form.why.data or "", by=current_person_id()
        )
        return _shown(advice)
    return page("panels/ledger/day.html", panel=panel, advice=advice, form=form)


@blueprint.route("/<uuid:panel_id>/ledger/<uuid:advice_id>/reply", methods=["GET", "POST"])
@allowed(*READS)
def note_reply(panel_id: uuid.UUID, advice_id: uuid.UUID) -> ResponseReturnValue:
    """By those who commission, for the body they are; or typed in by whoever looks after the panel."""
    panel, advice = the(Panel, panel_id), _sent(panel_id, advice_id)
    form = ReplyForm(decided_on=home_today())
    days = deciding.rules_of(db.session, panel_id=panel.id).panel_first_days
    if form.validate_on_submit() and _is_past(form.decided_on) and _is_after(form.decided_on, advice.sent_on):
        try:
            operations.note_reply(
                db.session,
                advice=advice,
                answer=DecisionAnswer(form.answer.data),
                why=form.texts("why"),
                decided_by=form.decided_by.data or "",
                decided_on=day_of(form.decided_on),
                by=current_person_id(),
            )
        except PanelError:
            form["why_en"].errors = [_("Say why. The panel reads this.")]
        else:
            return _shown(advice)
    return page("panels/ledger/reply.html", panel=panel, advice=advice, form=form, days=days)


@blueprint.route("/<uuid:panel_id>/ledger/<uuid:advice_id>/happened", methods=["GET", "POST"])
@allowed(*READS)
def note_happening(panel_id: uuid.UUID, advice_id: uuid.UUID) -> ResponseReturnValue:
    panel, advice = the(Panel, panel_id), _sent(panel_id, advice_id)
    form = HappenedForm(day=home_today())
    if form.validate_on_submit() and _is_past(form.day):
        operations.note_happening(
            db.session,
            advice=advice,
            words=form.texts("words"),
            evidence=form.evidence.data or "",
            day=day_of(form.day),
            by=current_person_id(),
        )
        return _shown(advice)
    return page("panels/ledger/happened.html", panel=panel, advice=advice, form=form)


def the_advice(panel_id: uuid.UUID, advice_id: uuid.UUID) -> PanelAdvice:
    """An advice of this panel, or "not found"."""
    advice = the(PanelAdvice, advice_id)
    if advice.panel_id != panel_id:
        abort(404)
    return advice


def _sent(panel_id: uuid.UUID, advice_id: uuid.UUID) -> PanelAdvice:
    advice = the_advice(panel_id, advice_id)
    if advice.sent_on is None:
        abort(404)
    return advice


def _shown(advice: PanelAdvice) -> ResponseReturnValue:
    return see_other("panel_ledger.show_advice", panel_id=advice.panel_id, advice_id=advice.id)


def _closed_vote(panel: Panel, typed: str | None) -> PanelVote | None:
    """The vote advice is written from, if the address names a closed one of this panel."""
    closed = [one for one in voting.votes_of_panel(db.session, panel_id=panel.id) if one.closed_at]
    return next((one for one in closed if str(one.id) == typed), None)


def _is_past(field: DateParts) -> bool:
    if day_of(field) > home_today():
        field.errors = [_("This day is still to come")]
    return not field.errors


def _is_after(field: DateParts, day: dt.date | None) -> bool:
    if day is not None and day_of(field) < day:
        field.errors = [_("This day is before the advice was sent")]
    return not field.errors


def waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    """Replies that are late and claims that nobody has looked at."""
    for advice, _panel in queries.overdue_advice(session, today=home_today(), panel_id=panel.id):
        what = _("The reply is late: %(what)s", what=best_text(advice.words)[0])
        url = url_for("panel_ledger.show_advice", panel_id=panel.id, advice_id=advice.id)
        yield Todo(what, url, due=advice.reply_by, is_urgent=True)
    claims = queries.claims_waiting(session, panel_id=panel.id)
    if claims:
        words = ngettext(
            "%(num)s claim waits for a second person", "%(num)s claims wait for a second person", len(claims)
        )
        yield Todo(words, url_for("panel_ledger.list_advice", panel_id=panel.id))


todos.append(waiting)
