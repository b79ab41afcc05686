"""Words that may mean danger, found by the program: a safeguarding lead looks, raises a worry or lets contact go on."""

import uuid

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions.models import Answer
from portal.rounds import worry_forms as forms
from portal.rounds.coding_enums import WorryUrgency
from portal.rounds.errors import NotReady
from portal.rounds.models import RiskAlarm, Round
from portal.rounds.operations import alarms as operations
from portal.rounds.queries import alarms as queries
from portal.rounds.queries import double_coding, worries
from portal.rounds.rules.worrying import risk_words
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, page_address, page_number, see_other, the

blueprint = Blueprint("alarms", __name__, url_prefix="/worries/words")
PER_PAGE = 25


@blueprint.route("/")
@allowed(Role.SAFEGUARDING)
def list_alarms() -> ResponseReturnValue:
    are_open = request.args.get("closed") != "y"
    rows, total = queries.alarms(db.session, are_open=are_open, page=page_number(), per_page=PER_PAGE)
    late_before = clock.now() - operations.LOOK_WITHIN
    people = {one.end.by for one in rows if one.end and one.end.by}
    return page(
        "rounds/worries/alarms.html",
        rows=rows,
        place_of=worries.place_of,
        late={one.alarm.id for one in rows if one.end is None and one.alarm.at < late_before},
        are_open=are_open,
        names=double_coding.names_of_accounts(db.session, ids=people),
        pages=-(-total // PER_PAGE),
        page_now=page_number(),
        page_address=page_address,
    )


@blueprint.route("/<uuid:alarm_id>")
@allowed(Role.SAFEGUARDING)
def show_alarm(alarm_id: uuid.UUID) -> ResponseReturnValue:
    return _shown(the(RiskAlarm, alarm_id))


@blueprint.route("/<uuid:alarm_id>/worry", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def raise_worry(alarm_id: uuid.UUID) -> ResponseReturnValue:
    alarm, form = the(RiskAlarm, alarm_id), forms.WorryForm()
    if not form.validate_on_submit():
        return _shown(alarm, raising=form)
    try:
        worry = operations.raise_worry_about(
            db.session,
            alarm=alarm,
            answer=the(Answer, alarm.answer_id) if alarm.answer_id else None,
            urgency=WorryUrgency(form.urgency.data),
            note=form.note.data or "",
            by=current_person_id(),
        )
    except NotReady:
        return _too_late(alarm)
    return see_other("worries.show_worry", worry_id=worry.id)


@blueprint.route("/<uuid:alarm_id>/no-danger", methods=["POST"])
@allowed(Role.SAFEGUARDING)
def find_no_danger(alarm_id: uuid.UUID) -> ResponseReturnValue:
    alarm, form = the(RiskAlarm, alarm_id), forms.NoDangerForm()
    if not form.validate_on_submit():
        return _shown(alarm, lifting=form)
    try:
        operations.find_no_danger(db.session, alarm=alarm, why=form.why_no_danger.data, by=current_person_id())
    except NotReady:
        return _too_late(alarm)
    flash(_("Saved"), "success")
    return see_other("alarms.list_alarms")


def _too_late(alarm: RiskAlarm) -> ResponseReturnValue:
    flash(_("Someone else has done something about it meanwhile. Look again."), "error")
    return see_other("alarms.show_alarm", alarm_id=alarm.id)


def _shown(
    alarm: RiskAlarm, *, raising: forms.WorryForm | None = None, lifting: forms.NoDangerForm | None = None
) -> str:
    said = worries.what_was_said(db.session, about=alarm)
    end = queries.end_of(db.session, alarm_id=alarm.id)
    more = queries.more_words(db.session, round_id=alarm.round_id)
    return page(
        "rounds/worries/alarm.html",
        alarm=alarm,
        said=said,
        place=worries.place_of(alarm),
        end=end,
        round=the(Round, alarm.round_id) if alarm.round_id else None,
        risk_words=risk_words(said.words or "", more=more) if said else (),
        names=double_coding.names_of_accounts(db.session, ids={end.by} if end and end.by else set()),
        raising=raising or forms.WorryForm(),
        lifting=lifting or forms.NoDangerForm(),
    )
