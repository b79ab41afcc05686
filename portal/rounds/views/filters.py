"""Answers by up to three traits at once: as counted now, and as frozen in a release."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds.disclosure import filtered_results
from portal.rounds.errors import FiltersFixed
from portal.rounds.filter_forms import TakeFilteredForm, TraitsForm, chosen_in, people_form
from portal.rounds.models import Release, Round
from portal.rounds.operations import counting, filtering
from portal.rounds.operations.exporting import export_filters
from portal.rounds.queries import findings as queries
from portal.shared.database import db
from portal.shared.i18n import current
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("filters", __name__, url_prefix="/rounds/<uuid:round_id>")
READERS = (Role.ORGANISER, Role.ANALYST)


@blueprint.route("/results/filtered")
@allowed(*READERS)
def show_filtered(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    return _show(round_, filtering.shown_now(db.session, round_=round_))


@blueprint.route("/reports/<int:number>/filtered")
@allowed(*READERS)
def show_frozen(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    release = _release(round_id, number)
    return _show(the(Round, round_id), release.content.get("filters", {}), release=release)


@blueprint.route("/results/filtered/traits", methods=["GET", "POST"])
@allowed(*READERS)
def choose_traits(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), TraitsForm()
    if not form.is_submitted():
        form = TraitsForm(obj=filtering.choice_of(db.session, round_=round_))
    if not form.validate_on_submit():
        return page(
            "rounds/results/traits.html",
            round=round_,
            form=form,
            is_fixed=filtering.is_fixed(db.session, round_=round_),
        )
    try:
        filtering.choose(db.session, round_=round_, traits=form.traits.data, by=current_person_id())
    except FiltersFixed:
        return see_other("filters.choose_traits", round_id=round_id)
    job = counting.ask_to_count(db.session, round_=round_, by=current_person_id())
    return see_other("jobs.show_job", job_id=job.id, next=url_for("filters.show_filtered", round_id=round_id))


@blueprint.route("/results/filtered/file", methods=["POST"])
@allowed(*READERS)
def take_file(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    return _take(round_, filtering.shown_now(db.session, round_=round_))


@blueprint.route("/reports/<int:number>/filtered/file", methods=["POST"])
@allowed(*READERS)
def take_frozen_file(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    release = _release(round_id, number)
    return _take(the(Round, round_id), release.content.get("filters", {}), release=release)


def _show(
    round_: Round,
    shown: Mapping[str, Any],
    *,
    release: Release | None = None,
    take_form: TakeFilteredForm | None = None,
) -> str:
    categories = shown.get("categories", {})
    form = people_form(categories, request.args)
    chosen = chosen_in(form, categories)
    return page(
        "rounds/results/filtered.html",
        round=round_,
        release=release,
        was_chosen=bool(categories),
        form=form,
        chosen=chosen,
        filtered=filtered_results(shown, chosen=chosen),
        take_form=take_form or TakeFilteredForm(formdata=None),
    )


def _take(round_: Round, shown: Mapping[str, Any], *, release: Release | None = None) -> ResponseReturnValue:
    form, categories = TakeFilteredForm(), shown.get("categories", {})
    if not form.validate_on_submit():
        return _show(round_, shown, release=release, take_form=form)
    made = export_filters(
        db.session,
        round_=round_,
        shown=shown,
        within=chosen_in(people_form(categories, request.args), categories),
        kind=str(form.kind.data),
        language=current().code,
        reason=form.reason.data or "",
        by=current_person_id(),
    )
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


def _release(round_id: uuid.UUID, number: int) -> Release:
    found = queries.release_numbered(db.session, round_id=round_id, number=number)
    if found is None:
        abort(404)
    return found
