"""Texts out to an agency and back, as a sheet."""

import uuid

from flask import abort
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions import operations
from portal.questions.desk.sheet import HEADINGS, NotASheet, Returned, read_sheet, rows_of
from portal.questions.desk.texts import source_of
from portal.questions.enums import TextStatus
from portal.questions.forms.media import content_of
from portal.questions.forms.sheet import SheetForm, TakeForm
from portal.questions.models import QuestionSet
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.desk.writing import draft_of
from portal.shared.database import db
from portal.shared.export import export
from portal.shared.i18n import LANGUAGES
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the


@blueprint.post("/<uuid:set_id>/in/<code>/sheet")
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def take_sheet(set_id: uuid.UUID, code: str) -> ResponseReturnValue:
    question_set, form = the(QuestionSet, set_id), TakeForm()
    if code not in LANGUAGES or code == source_of(question_set):
        abort(404)
    if not form.validate_on_submit():
        return see_other("question_desk.list_texts", set_id=set_id, code=code)
    made = export(
        db.session,
        name=f"texts-{code}",
        kind=str(form.kind.data),
        headings=HEADINGS,
        rows=rows_of(question_set, language=code),
        taken_by=current_person_id(),
        why="question_texts",
    )
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


@blueprint.route("/<uuid:set_id>/in/<code>/bring-back", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def bring_back(set_id: uuid.UUID, code: str) -> ResponseReturnValue:
    """The sheet comes back. Rows whose words have changed meanwhile are left out and named; the rest is kept."""
    question_set, form, returned = draft_of(set_id), SheetForm(), Returned()
    if code not in LANGUAGES or code == source_of(question_set):
        abort(404)
    if form.validate_on_submit():
        try:
            returned = read_sheet(question_set, content=content_of(form.sheet))
        except NotASheet as problem:
            form.sheet.errors = [str(problem)]
        else:
            _keep(question_set, code, returned, TextStatus(form.status.data))
            if not returned.left_out:
                return see_other("question_desk.list_texts", set_id=set_id, code=code)
            keep_even_though_refused()  # what was left out is told on this very page
    return page(
        "questions/bring_back.html", question_set=question_set, into=LANGUAGES[code], form=form, returned=returned
    )


def _keep(question_set: QuestionSet, code: str, returned: Returned, status: TextStatus) -> None:
    for question in question_set.questions:
        if question.key in returned.words:
            operations.save_translation(
                db.session,
                question_set=question_set,
                question=question,
                language=code,
                words=returned.words[question.key],
                status=status,
                by=current_person_id(),
            )
