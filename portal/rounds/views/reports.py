"""The report of a release: page, comparison with earlier rounds, paper."""

import uuid

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds.enums import ReportFileState
from portal.rounds.models import Release, ReportFile, Round
from portal.rounds.operations import reporting
from portal.rounds.queries import findings as queries
from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.rounds.understanding_forms import ReportForm
from portal.rounds.views.results import named_fields
from portal.shared import sealed_files
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("reports", __name__, url_prefix="/rounds/<uuid:round_id>/reports")
READERS = (Role.ORGANISER, Role.ANALYST)


@blueprint.route("/<int:number>")
@allowed(*READERS)
def show_report(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    release = _release(round_id, number)
    results = reporting.report_of(release)
    if results is None:
        abort(404)
    comparable = queries.comparable_releases(db.session, release=release)
    return page(
        "rounds/results/report.html",
        round=the(Round, round_id),
        release=release,
        results=results,
        fields=named_fields(),
        comparable=comparable,
        changes=reporting.changes_since(comparable[0].release, release) if comparable else (),
        files=queries.report_files(db.session, release_id=release.id),
        form=ReportForm(),
        language_name=lambda code: LANGUAGES[code].name,
    )


@blueprint.route("/<int:number>/by/<field>")
@allowed(*READERS)
def by_group(round_id: uuid.UUID, number: int, field: str) -> ResponseReturnValue:
    release = _release(round_id, number)
    results = reporting.report_of(release)
    if results is None or field not in GROUP_FIELDS:
        abort(404)
    return page(
        "rounds/results/by.html",
        round=the(Round, round_id),
        release=release,
        results=results,
        field=field,
        fields=named_fields(),
    )


@blueprint.route("/<int:number>/since/<uuid:other>")
@allowed(*READERS)
def compare(round_id: uuid.UUID, number: int, other: uuid.UUID) -> ResponseReturnValue:
    release = _release(round_id, number)
    comparable = queries.comparable_releases(db.session, release=release)
    earlier = next((one for one in comparable if one.release.id == other), None)
    if earlier is None:
        abort(404)
    changes = reporting.changes_since(earlier.release, release)
    return page(
        "rounds/results/compare.html", round=the(Round, round_id), release=release, other=earlier, changes=changes
    )


@blueprint.route("/<int:number>/print", methods=["POST"])
@allowed(*READERS)
def order_file(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    release, form = _release(round_id, number), ReportForm()
    here = url_for("reports.show_report", round_id=round_id, number=number)
    if not form.validate_on_submit():
        return see_other("reports.show_report", round_id=round_id, number=number)
    file = reporting.order_file(db.session, release=release, language=str(form.language.data), by=current_person_id())
    return see_other("jobs.show_job", job_id=file.job_id, next=here)


@blueprint.route("/files/<uuid:file_id>.pdf")
@allowed(*READERS)
def show_file(round_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    file = the(ReportFile, file_id)
    if file.state is not ReportFileState.READY or the(Release, file.release_id).round_id != round_id:
        abort(404)
    content = sealed_files.get(file.storage_key, belongs_to=file.id)
    return file_answer(content, name=f"report-{file.language}.pdf", media_type="application/pdf", inline=True)


def _release(round_id: uuid.UUID, number: int) -> Release:
    found = queries.release_numbered(db.session, round_id=round_id, number=number)
    if found is None:
        abort(404)
    return found
