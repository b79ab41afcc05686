"""What a round says, through the disclosure gate: results, files, releases."""

import uuid
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rounds.models import Round
from portal.rounds.operations import counting, releasing, weights
from portal.rounds.queries import findings as queries
from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.rounds.rules.telling import FILTERS
from portal.rounds.rules.weighting import USUAL_TRIM
from portal.rounds.rules.wording import field_name
from portal.rounds.understanding_forms import ExportForm, WeightingForm
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, current, ngettext
from portal.shared.queue import Job
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("results", __name__, url_prefix="/rounds/<uuid:round_id>/results")
READERS = (Role.ORGANISER, Role.ANALYST)


for _name, _filter in FILTERS.items():
    blueprint.add_app_template_filter(_filter, _name)


@blueprint.app_template_filter("ago")
def ago(minutes: int) -> str:
    if minutes < 1:
        return _("Counted just now")
    if minutes < 120:
        return ngettext("Counted %(num)s minute ago", "Counted %(num)s minutes ago", minutes)
    return ngettext("Counted %(num)s hour ago", "Counted %(num)s hours ago", minutes // 60)


def named_fields() -> list[tuple[str, Any]]:
    """What answers may be broken down by, with the words for it."""
    return [(name, field_name(name)) for name in GROUP_FIELDS]


@blueprint.route("/")
@allowed(*READERS)
def show_results(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    tally = counting.seen_now(db.session, round_=round_)
    if not tally.was_counted:
        return page("rounds/results/not_counted.html", round=round_, form=ConfirmForm())
    return page(
        "rounds/results/show.html",
        round=round_,
        results=releasing.results_of(db.session, round_=round_, content=tally.content),
        minutes=int((clock.now() - tally.counted_at).total_seconds() // 60),
        is_behind=tally.is_behind,
        is_held=tally.is_held,
        releases=queries.releases_of(db.session, round_id=round_id),
        form=ConfirmForm(),
        file_form=ExportForm(),
        fields=named_fields(),
    )


@blueprint.route("/by/<field>")
@allowed(*READERS)
def by_group(round_id: uuid.UUID, field: str) -> ResponseReturnValue:
    """The answers to each question, by the groups of one field."""
    round_ = the(Round, round_id)
    tally = counting.seen_now(db.session, round_=round_)
    if field not in GROUP_FIELDS or not tally.was_counted:
        abort(404)
    results = releasing.results_of(db.session, round_=round_, content=tally.content, by=(field,))
    return page("rounds/results/by.html", round=round_, results=results, field=field, fields=named_fields())


@blueprint.route("/count", methods=["POST"])
@allowed(*READERS)
def count_again(round_id: uuid.UUID) -> ResponseReturnValue:
    job = counting.ask_to_count(db.session, round_=the(Round, round_id), by=current_person_id())
    return see_other("jobs.show_job", job_id=job.id, next=url_for("results.show_results", round_id=round_id))


@blueprint.route("/weights", methods=["GET", "POST"])
@allowed(*READERS)
def choose_weights(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    form = WeightingForm(obj=weights.choice_of(db.session, round_=round_))
    if not form.validate_on_submit():
        return page("rounds/results/weights.html", round=round_, form=form)
    margins, trim_at = form.margins.data or [], float(form.trim_at.data or USUAL_TRIM)
    job = weights.choose(db.session, round_=round_, margins=margins, trim_at=trim_at, by=current_person_id())
    return see_other("jobs.show_job", job_id=job.id, next=url_for("results.show_results", round_id=round_id))


@blueprint.route("/file", methods=["POST"])
@allowed(*READERS)
def take_file(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), ExportForm()
    tally = counting.seen_now(db.session, round_=round_)
    if not form.validate_on_submit() or not tally.was_counted:
        return see_other("results.show_results", round_id=round_id)
    results = releasing.results_of(db.session, round_=round_, content=tally.content, by=GROUP_FIELDS)
    made = releasing.export_results(
        db.session,
        results=results,
        kind=form.kind.data,
        language=current().code,
        by=current_person_id(),
        round_id=round_id,
    )
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


@blueprint.route("/release", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def release(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), ConfirmForm()
    if form.validate_on_submit():
        job = releasing.ask_to_release(db.session, round_=round_, by=current_person_id())
        after = url_for("results.show_outcome", round_id=round_id, job_id=job.id)
        return see_other("jobs.show_job", job_id=job.id, next=after)
    releases = queries.releases_of(db.session, round_id=round_id)
    return page("rounds/results/release.html", round=round_, form=form, releases=releases)


@blueprint.route("/release/<uuid:job_id>")
@allowed(Role.ORGANISER)
def show_outcome(round_id: uuid.UUID, job_id: uuid.UUID) -> ResponseReturnValue:
    job = the(Job, job_id)
    if job.task != "rounds.release" or job.arguments.get("round_id") != str(round_id):
        abort(404)
    outcome = job.result or {}
    names = releasing.names_of(db.session, round_=the(Round, round_id), keys=outcome.get("names", []))
    return page("rounds/results/outcome.html", round=the(Round, round_id), outcome=outcome, names=names)
