"""The organiser's way through a round: plan, draw, send."""

import uuid

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rosters.models import Service
from portal.rounds import queries
from portal.rounds.errors import AlreadyDrawn, FrameChanged, NotReady, PlanOutOfDate, RoundClosed
from portal.rounds.forms import WaveForm
from portal.rounds.models import Draw, Round
from portal.rounds.operations import drawing, fieldwork, reserves
from portal.rounds.queries.outreach import due_in
from portal.rounds.record_wording import rules_of
from portal.rounds.views.choices import frame_name, reserve_form, round_form
from portal.rounds.views.saving import save_new, save_round
from portal.rounds.views.standing import listed_rounds, where_it_stands
from portal.rounds.wording import cell_name
from portal.sampling.records import DrawRecord
from portal.shared.database import db
from portal.shared.export import hand_out
from portal.shared.i18n import _, ngettext
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("rounds", __name__, url_prefix="/rounds")
READERS = (Role.ORGANISER, Role.ANALYST, Role.APPROVER, Role.COMMISSIONER, Role.AUDITOR)


@blueprint.app_template_filter("withheld_in_all")
def withheld_in_all(counts: dict[str, int]) -> int:
    """How many people of a wave the gate held back, for whatever reason."""
    return sum(count for key, count in counts.items() if key.startswith("withheld:"))


@blueprint.route("/")
@allowed(*READERS)
def list_rounds() -> ResponseReturnValue:
    return page("rounds/list.html", **listed_rounds(db.session))


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_round() -> ResponseReturnValue:
    form = round_form(db.session)
    if form.validate_on_submit():
        made = save_new(db.session, form, by=current_person_id())
        return see_other("rounds.show_round", round_id=made.id)
    return page("rounds/new.html", form=form)


@blueprint.route("/<uuid:round_id>")
@allowed(*READERS)
def show_round(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    return page(
        "rounds/show.html",
        round=round_,
        service=the(Service, round_.service_id),
        frame_name=frame_name(db.session, round_),
        plan=queries.plan_of(db.session, round_id=round_id),
        draw=queries.draw_of(db.session, round_id=round_id),
        waves=queries.waves_of(db.session, round_id=round_id),
        counts=queries.round_counts(db.session, round_id=round_id),
        due=due_in(db.session, round_id=round_id),
        form=ConfirmForm(),
        **where_it_stands(db.session, round_),
    )


@blueprint.route("/<uuid:round_id>/change", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_round(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    form = round_form(db.session, round_)
    if form.validate_on_submit():
        save_round(round_, form)
        return see_other("rounds.show_round", round_id=round_id)
    return page("rounds/change.html", form=form, round=round_)


@blueprint.route("/<uuid:round_id>/draw", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def draw_sample(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), ConfirmForm()
    plan = queries.plan_of(db.session, round_id=round_id)
    if form.validate_on_submit():
        try:
            drawing.draw_sample(db.session, round_=round_, by=current_person_id())
        except AlreadyDrawn:
            flash(_("This round has been drawn already. It cannot be drawn again."), "error")
            return see_other("rounds.show_draw", round_id=round_id)
        except PlanOutOfDate:
            flash(_("Make the plan again first: some of its people have been asked in another round since."), "error")
            return see_other("plan.make_plan", round_id=round_id)
        except (NotReady, FrameChanged):
            flash(_("Make the plan again first: its frame is missing or has changed."), "error")
            return see_other("rounds.show_round", round_id=round_id)
        return see_other("rounds.show_draw", round_id=round_id)
    return page("rounds/draw.html", round=round_, plan=plan, form=form)


@blueprint.route("/<uuid:round_id>/draw/record")
@allowed(*READERS)
def show_draw(round_id: uuid.UUID) -> ResponseReturnValue:
    row = the_draw(round_id)
    record = DrawRecord.from_json(row.record)
    back_url = url_for("rounds.show_round", round_id=round_id)
    return page(
        "rounds/record.html",
        round=the(Round, round_id),
        draw=row,
        record=record,
        back_url=back_url,
        form=ConfirmForm(),
        cell_name=cell_name,
        rules=rules_of(record, follows=queries.record_followed(db.session, record=record)),
    )


@blueprint.route("/<uuid:round_id>/draw/record.json", methods=["POST"])
@allowed(Role.ORGANISER, Role.AUDITOR)
def download_record(round_id: uuid.UUID) -> ResponseReturnValue:
    """The record itself, for `python3 -m portal redraw RECORD`: ids of people only, no names."""
    made = hand_out(
        db.session,
        name="draw.json",
        media_type="application/json",
        content=the_draw(round_id).record.encode(),
        taken_by=current_person_id(),
        why="draw_record",
    )
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


@blueprint.route("/<uuid:round_id>/draw/check", methods=["GET", "POST"])
@allowed(*READERS)
def check_draw(round_id: uuid.UUID) -> ResponseReturnValue:
    faults = drawing.verify_draw(db.session, draw_row=the_draw(round_id))
    return page("rounds/check_draw.html", round=the(Round, round_id), faults=faults)


@blueprint.route("/<uuid:round_id>/reserves", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def release_reserves(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    record = DrawRecord.from_json(the_draw(round_id).record)
    counts = queries.member_counts(db.session, round_id=round_id)
    form = reserve_form(record, counts)
    if form.validate_on_submit():
        try:
            count = reserves.release_reserves(
                db.session,
                round_=round_,
                stratum=str(form.stratum.data),
                batch=int(form.batch.data or 0),
                by=current_person_id(),
            )
        except RoundClosed:
            flash(_("Only a round that is under way can ask more people."), "error")
            return see_other("rounds.show_round", round_id=round_id)
        flash(
            ngettext("%(num)s more person can be asked now", "%(num)s more people can be asked now", count), "success"
        )
        return see_other("rounds.show_round", round_id=round_id)
    return page("rounds/reserves.html", round=round_, form=form)


@blueprint.route("/<uuid:round_id>/send", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def send_wave(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), WaveForm()
    if form.validate_on_submit():
        try:
            wave = fieldwork.start_wave(db.session, round_=round_, template=form.template.data, by=current_person_id())
        except (NotReady, RoundClosed):
            flash(_("Draw the sample and choose the questions first. A closed round sends nothing."), "error")
            return see_other("rounds.show_round", round_id=round_id)
        return see_other("jobs.show_job", job_id=wave.job_id, next=url_for("rounds.show_round", round_id=round_id))
    return page("rounds/send.html", round=round_, form=form, waves=queries.waves_of(db.session, round_id=round_id))


@blueprint.route("/<uuid:round_id>/close", methods=["POST"])
@allowed(Role.ORGANISER)
def close_round(round_id: uuid.UUID) -> ResponseReturnValue:
    try:
        fieldwork.close_round(db.session, round_=the(Round, round_id), by=current_person_id())
    except RoundClosed:
        flash(_("Only a round that is under way can be closed."), "error")
    return see_other("rounds.show_round", round_id=round_id)


def the_draw(round_id: uuid.UUID) -> Draw:
    row = queries.draw_of(db.session, round_id=round_id)
    return row if row is not None else the(Draw, round_id)
