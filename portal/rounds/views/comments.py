"""Comments made elsewhere: choose a file, say what its columns are, look, agree."""

import uuid

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.questions.models import Question
from portal.rosters.errors import FileRefused
from portal.rosters.rules.problems import problem_words as file_problem
from portal.rosters.rules.problems import refusal
from portal.rounds.enums import CommentsState
from portal.rounds.errors import NotReady
from portal.rounds.models import CommentImport, Round
from portal.rounds.operations import comments
from portal.rounds.queries import comments as queries
from portal.rounds.rules.commenting import problem_words
from portal.rounds.understanding_forms import ColumnsForm, CommentsForm, choices
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("comments", __name__, url_prefix="/rounds/<uuid:round_id>/comments")
CODERS = (Role.ORGANISER, Role.ANALYST)
USES = ("words", "theme", "consent")


@blueprint.route("/", methods=["GET", "POST"])
@allowed(*CODERS)
def upload(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), CommentsForm()
    questions = queries.open_questions(db.session, set_id=round_.question_set_id) if round_.question_set_id else []
    form.question_id.choices = choices([(one.id, best_text(one.texts)[0]) for one in questions])
    if form.question_id.data is None and len(questions) == 1:
        form.question_id.data = str(questions[0].id)
    if form.validate_on_submit():
        made = _take(round_, form)
        if made is not None:
            return see_other("comments.show_import", round_id=round_id, import_id=made.id)
    imports = queries.imports_of(db.session, round_id=round_id)
    return page("rounds/comments/upload.html", round=round_, form=form, imports=imports, has_questions=bool(questions))


@blueprint.route("/<uuid:import_id>")
@allowed(*CODERS)
def show_import(round_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    found = the_import(round_id, import_id)
    if found.state is CommentsState.COLUMNS:
        return see_other("comments.columns", round_id=round_id, import_id=import_id)
    checked = found.state is CommentsState.CHECKED
    return page(
        "rounds/comments/show.html",
        round=the(Round, round_id),
        found=found,
        first=comments.first_comments(found) if checked else [],
        problems=[problem_words(*one) for one in found.preview.get("problems", [])],
        was_stopped=comments.was_stopped(db.session, comment_import=found),
        form=ConfirmForm(),
    )


@blueprint.route("/<uuid:import_id>/columns", methods=["GET", "POST"])
@allowed(*CODERS)
def columns(round_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    found = the_import(round_id, import_id)
    guessed = {use: str(place) for use, place in found.columns.items()}
    form = ColumnsForm(obj=found, **guessed)
    for use in USES:
        form[use].choices = choices(list(enumerate(found.headings)))
    if form.validate_on_submit() and _choose(found, form):
        return see_other("comments.show_import", round_id=round_id, import_id=import_id)
    return page("rounds/comments/columns.html", round=the(Round, round_id), found=found, form=form)


@blueprint.route("/<uuid:import_id>/agree", methods=["POST"])
@allowed(*CODERS)
def agree(round_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    after = url_for("comments.show_import", round_id=round_id, import_id=import_id)
    try:
        job = comments.agree(db.session, comment_import=the_import(round_id, import_id), by=current_person_id())
    except NotReady:
        flash(_("This file is being brought in, or is in already."), "error")
        return see_other("comments.show_import", round_id=round_id, import_id=import_id)
    return see_other("jobs.show_job", job_id=job.id, next=after)


@blueprint.route("/<uuid:import_id>/discard", methods=["POST"])
@allowed(*CODERS)
def discard(round_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    try:
        comments.discard(db.session, comment_import=the_import(round_id, import_id), by=current_person_id())
    except NotReady:
        flash(_("This file is being brought in, or is in already."), "error")
    return see_other("comments.upload", round_id=round_id)


def the_import(round_id: uuid.UUID, import_id: uuid.UUID) -> CommentImport:
    found = the(CommentImport, import_id)
    return found if found.round_id == round_id else abort(404)


def _take(round_: Round, form: CommentsForm) -> CommentImport | None:
    file = form.file.data
    assert isinstance(file, FileStorage)
    try:
        return comments.take_upload(
            db.session,
            round_=round_,
            question=the(Question, uuid.UUID(form.question_id.data)),
            content=file.read(),
            file_name=file.filename or "",
            by=current_person_id(),
        )
    except FileRefused as refused:
        form.file.errors = [file_problem(refusal(refused))]
        return None


def _choose(found: CommentImport, form: ColumnsForm) -> bool:
    chosen = {use: int(form[use].data) for use in USES if form[use].data}
    if len(set(chosen.values())) < len(chosen):
        form.theme.errors = [_("Choose a different column for each")]
        return False
    try:
        with editing(found, form):
            comments.choose_columns(db.session, comment_import=found, columns=chosen)
    except (NotReady, FileRefused) as problem:
        words = file_problem(refusal(problem)) if isinstance(problem, FileRefused) else ""
        form.words.errors = [words or _("This file is being brought in, or is in already.")]
        return False
    return True
