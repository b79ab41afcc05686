"""The plan of outreach of a round: its steps on their days, what each would do, and the button that agrees."""

import datetime as dt
import uuid

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.contact.wording import withheld_in_words
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.questions import queries as questions
from portal.questions.examples import start_why_questions as start_why_set
from portal.rounds.enums import ChannelRule, Track
from portal.rounds.errors import NotDue, NotReady, PlanTooHard, RoundClosed
from portal.rounds.models import OutreachPlan, PlannedWave, Round, StratumStop
from portal.rounds.operations import outreach
from portal.rounds.operations.stopping import time_to_stop
from portal.rounds.outreach_forms import PhoneDrawForm, ShortForm, StartForm, StepForm
from portal.rounds.outreach_wording import TEMPLATE_NAMES, counts_in_words, faults_in_words
from portal.rounds.queries import outreach as queries
from portal.rounds.rules.outreach import day_of
from portal.rounds.rules.shortening import stands_alone
from portal.rounds.wording import cell_name
from portal.shared import clock
from portal.shared.database import db
from portal.shared.forms import SelectChoice
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("outreach", __name__, url_prefix="/rounds/<uuid:round_id>/outreach")


@blueprint.route("/")
@allowed(Role.ORGANISER, Role.AUDITOR)
def show_plan(round_id: uuid.UUID) -> ResponseReturnValue:
    plan = queries.outreach_plan_of(db.session, round_id=round_id)
    return page(
        "rounds/outreach/plan.html",
        round=the(Round, round_id),
        plan=plan,
        tracks=_tracks(round_id, plan.starts_on) if plan else [],
        template_names=TEMPLATE_NAMES,
        draw=queries.phone_draw_of(db.session, round_id=round_id),
        form=ConfirmForm(),
    )


@blueprint.route("/start", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def choose_start(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, plan = the(Round, round_id), queries.outreach_plan_of(db.session, round_id=round_id)
    form = StartForm(data={"starts_on": plan.starts_on if plan else clock.today()})
    if form.validate_on_submit() and form.starts_on.data:
        try:
            outreach.agree_outreach(db.session, round_=round_, starts_on=form.starts_on.data, by=current_person_id())
        except (NotDue, RoundClosed):
            flash(_("The first day stands: something has been sent already."), "error")
        return see_other("outreach.show_plan", round_id=round_id)
    return page("rounds/outreach/start.html", round=round_, form=form)


@blueprint.route("/short", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def choose_short(round_id: uuid.UUID) -> ResponseReturnValue:
    """Which questions a short reminder offers to people, instead of all of them."""
    round_, plan = the(Round, round_id), queries.outreach_plan_of(db.session, round_id=round_id)
    asked = questions.asked_set(db.session, set_id=round_.question_set_id) if round_.question_set_id else None
    if plan is None or asked is None:
        flash(_("Choose the questions of the round and make a plan first."), "error")
        return see_other("outreach.show_plan", round_id=round_id)
    form = ShortForm(data={"keys": plan.short_keys}, obj=plan)
    form.keys.choices = [
        SelectChoice(one.key, best_text(dict(one.texts))[0]) for one in asked.questions if stands_alone(one)
    ]
    if form.validate_on_submit() and _choose_short(round_, plan, form):
        return see_other("outreach.show_plan", round_id=round_id)
    return page("rounds/outreach/short.html", round=round_, form=form)


@blueprint.route("/<uuid:step_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_step(round_id: uuid.UUID, step_id: uuid.UUID) -> ResponseReturnValue:
    step = _step(round_id, step_id)
    form = StepForm(data={"day": step.day, "template": step.template, "channels": step.channels.value}, obj=step)
    if form.validate_on_submit() and _change(step, form):
        return see_other("outreach.show_plan", round_id=round_id)
    return page("rounds/outreach/step.html", round=the(Round, round_id), step=step, form=form)


@blueprint.route("/<uuid:step_id>/leave-out", methods=["POST"])
@allowed(Role.ORGANISER)
def leave_out_step(round_id: uuid.UUID, step_id: uuid.UUID) -> ResponseReturnValue:
    try:
        outreach.leave_out(db.session, step=_step(round_id, step_id), by=current_person_id())
    except NotDue:
        flash(_("This step has been sent or left out already."), "error")
    return see_other("outreach.show_plan", round_id=round_id)


@blueprint.route("/<uuid:step_id>/send", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def send_step(round_id: uuid.UUID, step_id: uuid.UUID) -> ResponseReturnValue:
    round_, step, form = the(Round, round_id), _step(round_id, step_id), ConfirmForm()
    if form.validate_on_submit():
        try:
            wave = outreach.send_step(db.session, step=step, by=current_person_id())
        except NotDue:
            flash(_("This step has been sent or left out already, or its day has not come."), "error")
            return see_other("outreach.show_plan", round_id=round_id)
        except (NotReady, RoundClosed):
            flash(_("Draw the sample and choose the questions first. A closed round sends nothing."), "error")
            return see_other("outreach.show_plan", round_id=round_id)
        return see_other("jobs.show_job", job_id=wave.job_id, next=url_for("outreach.show_plan", round_id=round_id))
    counts = outreach.preview(db.session, round_=round_, step=step)
    return page(
        "rounds/outreach/send.html",
        round=round_,
        step=step,
        name=TEMPLATE_NAMES[step.template],
        ways=counts_in_words(counts),
        held=withheld_in_words(counts),
        total=sum(count for key, count in counts.items() if not key.startswith("withheld:")),
        form=form,
    )


@blueprint.route("/why-questions", methods=["POST"])
@allowed(Role.ORGANISER)
def start_why_questions(round_id: uuid.UUID) -> ResponseReturnValue:
    """A draft of questions for people who stopped or never started: what got in the way. They blame nobody."""
    the(Round, round_id)
    made = start_why_set(db.session, by=current_person_id())
    return see_other("question_sets.show_set", set_id=made.id)


@blueprint.route("/phone", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def draw_for_phone(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), PhoneDrawForm()
    if form.validate_on_submit():
        try:
            outreach.draw_for_phone(
                db.session, round_=round_, track=Track(str(form.track.data)), by=current_person_id()
            )
        except (NotReady, RoundClosed):
            flash(_("There is nobody to draw from now, or the half has been drawn already."), "error")
        return see_other("outreach.show_plan", round_id=round_id)
    left = {t: len(queries.members_to_ring(db.session, round_id=round_id, track=t)) for t in Track}
    return page("rounds/outreach/phone.html", round=round_, left=left, form=form)


@blueprint.route("/groups")
@allowed(Role.ORGANISER, Role.AUDITOR)
def show_groups(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    groups = outreach.groups_of(db.session, round_=round_)
    is_organiser = current_user.may(Role.ORGANISER)
    return page(
        "rounds/outreach/groups.html",
        round=round_,
        groups=groups,
        stop=time_to_stop(db.session, round_=round_) if is_organiser else None,
        cell_name=cell_name,
        form=ConfirmForm(),
    )


@blueprint.route("/groups/<stratum>/stop", methods=["POST"])
@allowed(Role.ORGANISER)
def stop_group(round_id: uuid.UUID, stratum: str) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    for group in outreach.groups_of(db.session, round_=round_):
        if group.stratum == stratum:
            target, by = group.target, current_person_id()
            outreach.stop_stratum(db.session, round_=round_, stratum=stratum, target=target, by=by)
    return see_other("outreach.show_groups", round_id=round_id)


@blueprint.route("/groups/<uuid:stop_id>/go-on", methods=["POST"])
@allowed(Role.ORGANISER)
def go_on_with_group(round_id: uuid.UUID, stop_id: uuid.UUID) -> ResponseReturnValue:
    stop = the(StratumStop, stop_id)
    if stop.round_id == round_id and stop.lifted_at is None:
        outreach.lift_stratum_stop(db.session, stop=stop, by=current_person_id())
    return see_other("outreach.show_groups", round_id=round_id)


def _tracks(round_id: uuid.UUID, starts_on: dt.date) -> list[tuple[Track, list[tuple[PlannedWave, dt.date]]]]:
    steps = queries.steps_of(db.session, round_id=round_id)
    return [(track, [(step, day_of(starts_on, step.day)) for step in steps if step.track is track]) for track in Track]


def _step(round_id: uuid.UUID, step_id: uuid.UUID) -> PlannedWave:
    step = the(PlannedWave, step_id)
    if step.round_id != round_id:
        abort(404)
    return step


def _choose_short(round_: Round, plan: OutreachPlan, form: ShortForm) -> bool:
    try:
        with editing(plan, form):
            outreach.choose_short(db.session, round_=round_, keys=form.keys.data or [], by=current_person_id())
    except PlanTooHard:
        form.keys.errors = [_("Choose three at most")]
        return False
    return True


def _change(step: PlannedWave, form: StepForm) -> bool:
    try:
        with editing(step, form):
            outreach.change_step(
                db.session,
                step=step,
                day=int(form.day.data or 0),
                template=str(form.template.data),
                channels=ChannelRule(str(form.channels.data)),
                by=current_person_id(),
            )
    except PlanTooHard as problem:
        form.day.errors = faults_in_words(problem.faults)
        return False
    except NotDue:
        flash(_("This step has been sent or left out already."), "error")
    return True
