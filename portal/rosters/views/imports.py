"""From an uploaded file to the roster: columns, check, preview, and only then the import."""

import json
import uuid
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rosters import operations, queries
from portal.rosters.enums import CATEGORIES, DateStyle, ImportState, RosterField
from portal.rosters.errors import FileRefused, NotReady, RosterMoved
from portal.rosters.forms import AgreeForm, ButtonForm, UploadForm, mapping_form, meanings_form
from portal.rosters.models import RosterImport, RosterProblem, Service
from portal.rosters.rules.cells import usual_category, usual_status
from portal.rosters.rules.problems import Problem, problem_words, refusal
from portal.rosters.rules.tables import MOST_BYTES
from portal.rosters.views import wording
from portal.shared.database import db
from portal.shared.export import WRITERS, export
from portal.shared.i18n import _
from portal.shared.queue import Job, JobState
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, page_number, see_other, the

blueprint = Blueprint("roster_imports", __name__, url_prefix="/rosters")


@blueprint.route("/<uuid:service_id>/upload", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def upload(service_id: uuid.UUID) -> ResponseReturnValue:
    service, form = the(Service, service_id), UploadForm()
    if form.validate_on_submit():
        try:
            sent: Any = form.file.data
            taken = operations.take_upload(
                db.session,
                service=service,
                content=sent.stream.read(MOST_BYTES + 1),
                file_name=sent.filename,
                by=current_person_id(),
            )
            return see_other("roster_imports.show_import", import_id=taken.id)
        except FileRefused as refused:
            form.file.errors = [problem_words(refusal(refused))]
    return page("rosters/upload.html", form=form, service=service)


@blueprint.route("/imports/<uuid:import_id>")
@allowed(Role.ORGANISER)
def show_import(import_id: uuid.UUID) -> ResponseReturnValue:
    roster_import = the(RosterImport, import_id)
    if roster_import.state is ImportState.MAPPING:
        return see_other("roster_imports.map_columns", import_id=import_id)
    if roster_import.state in (ImportState.CHECKING, ImportState.IMPORTING):
        return _under_way(roster_import)
    if roster_import.state is ImportState.CHECKED:
        return _preview(roster_import, AgreeForm())
    return page("rosters/done.html", it=roster_import, service=the(Service, roster_import.service_id))


@blueprint.route("/imports/<uuid:import_id>/columns", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def map_columns(import_id: uuid.UUID) -> ResponseReturnValue:
    roster_import = the(RosterImport, import_id)
    if roster_import.state not in (ImportState.MAPPING, ImportState.CHECKED):
        return see_other("roster_imports.show_import", import_id=import_id)
    form = mapping_form(roster_import)
    if not form.validate_on_submit():
        service = the(Service, roster_import.service_id)
        return page("rosters/columns.html", form=form, it=roster_import, service=service, discard_form=ButtonForm())
    style = DateStyle(form.date_style.data)
    return _check(roster_import, mapping=form.mapping, date_style=style)


@blueprint.route("/imports/<uuid:import_id>/words", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def map_words(import_id: uuid.UUID) -> ResponseReturnValue:
    roster_import = the(RosterImport, import_id)
    if roster_import.state is not ImportState.CHECKED:
        return see_other("roster_imports.show_import", import_id=import_id)
    service = the(Service, roster_import.service_id)
    form = meanings_form(**_words_of(roster_import, service))
    if not form.validate_on_submit():
        return page("rosters/words.html", form=form, it=roster_import, service=service)
    style = DateStyle(roster_import.reading["date_style"])
    return _check(roster_import, mapping=roster_import.mapping, date_style=style, meanings=form.meanings)


@blueprint.route("/imports/<uuid:import_id>/agree", methods=["POST"])
@allowed(Role.ORGANISER)
def agree(import_id: uuid.UUID) -> ResponseReturnValue:
    roster_import, form = the(RosterImport, import_id), AgreeForm()
    form.asks_about_missing = bool(roster_import.counts.get("missing"))
    if not form.validate_on_submit():
        return _preview(roster_import, form)
    try:
        job = operations.agree(
            db.session,
            roster_import=roster_import,
            remove_missing=form.missing.data == "remove",
            by=current_person_id(),
        )
    except (NotReady, RosterMoved):
        return see_other("roster_imports.show_import", import_id=import_id)
    return _to_job(roster_import, job.id)


@blueprint.route("/imports/<uuid:import_id>/check-again", methods=["POST"])
@allowed(Role.ORGANISER)
def check_again(import_id: uuid.UUID) -> ResponseReturnValue:
    roster_import = the(RosterImport, import_id)
    operations.step_back(db.session, roster_import=roster_import)
    if roster_import.state not in (ImportState.MAPPING, ImportState.CHECKED):
        return see_other("roster_imports.show_import", import_id=import_id)
    style = DateStyle(roster_import.reading["date_style"])
    return _check(roster_import, mapping=roster_import.mapping, date_style=style)


@blueprint.route("/imports/<uuid:import_id>/discard", methods=["POST"])
@allowed(Role.ORGANISER)
def discard(import_id: uuid.UUID) -> ResponseReturnValue:
    roster_import = the(RosterImport, import_id)
    try:
        operations.discard(db.session, roster_import=roster_import, by=current_person_id())
    except NotReady:
        return see_other("roster_imports.show_import", import_id=import_id)
    return see_other("rosters.show_roster", service_id=roster_import.service_id)


@blueprint.route("/imports/<uuid:import_id>/problems.<kind>", methods=["POST"])
@allowed(Role.ORGANISER)
def download_problems(import_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    roster_import = the(RosterImport, import_id)
    found = queries.problems_of(db.session, import_id=import_id)
    taken = export(
        db.session,
        name="problems",
        kind=kind if kind in WRITERS else "csv",
        headings=[_("Row"), _("Column"), _("Problem")],
        rows=[(problem.row, problem.column, _words(problem, roster_import)) for problem in found],
        taken_by=current_person_id(),
        why="roster_problems",
    )
    keep_even_though_refused()  # the note of who took it, although the answer is a file and no redirect
    return file_answer(taken.content, name=taken.name, media_type=taken.media_type)


def _check(roster_import: RosterImport, **how: Any) -> ResponseReturnValue:
    try:
        job = operations.start_check(db.session, roster_import=roster_import, by=current_person_id(), **how)
    except NotReady:
        return see_other("roster_imports.map_columns", import_id=roster_import.id)
    return _to_job(roster_import, job.id)


def _to_job(roster_import: RosterImport, job_id: uuid.UUID) -> ResponseReturnValue:
    back = url_for("roster_imports.show_import", import_id=roster_import.id)
    return see_other("jobs.show_job", job_id=job_id, next=back)


def _under_way(roster_import: RosterImport) -> ResponseReturnValue:
    job = db.session.get(Job, roster_import.job_id) if roster_import.job_id else None
    if job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
        return _to_job(roster_import, job.id)
    service = the(Service, roster_import.service_id)
    return page("rosters/stopped.html", it=roster_import, service=service, form=ButtonForm())


def _preview(roster_import: RosterImport, form: AgreeForm) -> ResponseReturnValue:
    if roster_import.state is not ImportState.CHECKED:
        return see_other("roster_imports.show_import", import_id=roster_import.id)
    number, service = page_number(), the(Service, roster_import.service_id)
    columns, rows = wording.first_rows(roster_import, json.loads(roster_import.first_rows or "[]"))
    problems = queries.problems_of(db.session, import_id=roster_import.id, number=number)
    return page(
        "rosters/preview.html",
        it=roster_import,
        counts=roster_import.counts,
        form=form,
        button_form=ButtonForm(),
        service=service,
        earlier=queries.earlier_import_of(db.session, roster_import=roster_import),
        is_stale=roster_import.checked_against != service.roster_version,
        problems=[_words(problem, roster_import) for problem in problems],
        number=number,
        pages=-(-min(roster_import.counts.get("problems", 0), 1000) // queries.PAGE),
        columns=columns,
        rows=rows,
    )


def _words(problem: RosterProblem, roster_import: RosterImport) -> str:
    said = Problem(problem.row, problem.column, problem.code, problem.value or "")
    return problem_words(said, date_style=DateStyle(roster_import.reading["date_style"]).label)


def _words_of(roster_import: RosterImport, service: Service) -> dict[str, Any]:
    """The category words of a file, what each means now, and the categories there are to choose from."""
    found: dict[str, dict[str, int]] = json.loads(roster_import.words_found or "{}")
    words, current, own = {}, {}, {}
    for field in CATEGORIES:
        seen = list(found.get(field.value, ()))[:100]
        own[field.value] = sorted(
            {*service.categories.get(field.value, ()), *(w for w in seen if not usual_category(w))}
        )
        for number, word in enumerate(sorted(seen)):
            name = f"{field.value}_{number}"
            words[name] = (field, word)
            current[name] = _meaning_now(roster_import, field, word)
    return {"words": words, "current": current, "own": own}


def _meaning_now(roster_import: RosterImport, field: RosterField, word: str) -> str | None:
    chosen = roster_import.meanings.get(field.value, {}).get(word.casefold())
    if chosen:
        return str(chosen)
    if field is RosterField.STATUS:
        status = usual_status(word)
        return status.value if status else None
    return usual_category(word) or word
