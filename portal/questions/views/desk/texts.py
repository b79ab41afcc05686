"""The translators' desk: one language of a set, question by question, beside the language it is written in first."""

import uuid
from types import SimpleNamespace

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions import operations
from portal.questions.desk.seen import seen
from portal.questions.desk.texts import Part, parts_of, progress_of, source_of, status_of
from portal.questions.enums import TextStatus
from portal.questions.forms.sheet import TakeForm
from portal.questions.forms.texts import translation_form
from portal.questions.models import Question, QuestionSet
from portal.questions.operations.translating import next_to_translate
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.desk.writing import draft_of, question_in
from portal.questions.views.staff import READERS
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, Language
from portal.shared.web import editing, page, see_other, the


@blueprint.get("/<uuid:set_id>/in/<code>")
@allowed(*READERS)
def list_texts(set_id: uuid.UUID, code: str) -> ResponseReturnValue:
    question_set = the(QuestionSet, set_id)
    into = _language(question_set, code)
    return page(
        "questions/list_texts.html",
        question_set=question_set,
        into=into,
        source=LANGUAGES[source_of(question_set)],
        take_form=TakeForm(formdata=None),
        done=progress_of(question_set, language=code),
        statuses={one.id: status_of(question_set, one, language=code) for one in question_set.questions},
    )


@blueprint.route("/<uuid:set_id>/in/<code>/<uuid:question_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def translate(set_id: uuid.UUID, code: str, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    into, source = _language(question_set, code), LANGUAGES[source_of(question_set)]
    question = question_in(question_set, question_id)
    parts = [part for part in parts_of(question) if part.texts.get(source.code)]
    row = _seen(parts, source.code, code)
    status = status_of(question_set, question, language=code)
    form = translation_form(parts)(obj=row, data={"status": _usual(status)})
    if not form.validate_on_submit():
        return page(
            "questions/translate.html",
            question_set=question_set,
            question=question,
            into=into,
            source=source,
            parts=parts,
            status=status,
            form=form,
        )
    with editing(row, form):
        operations.save_translation(
            db.session,
            question_set=question_set,
            question=question,
            language=code,
            words=form.words,
            status=TextStatus(form.status.data),
            by=current_person_id(),
        )
    return _onward(question_set, question, code)


def _language(question_set: QuestionSet, code: str) -> Language:
    """A language to translate into."""
    return LANGUAGES[code] if code in LANGUAGES and code != source_of(question_set) else abort(404)


def _seen(parts: list[Part], source: str, code: str) -> SimpleNamespace:
    """Source and translation both count: whoever translates must not confirm words they have not seen."""
    words = {f"part_{n}": part.texts.get(code, "") for n, part in enumerate(parts)}
    return seen([[part.name, part.texts.get(source), part.texts.get(code)] for part in parts], words)


def _usual(status: TextStatus | None) -> str:
    kept = (TextStatus.CHECKED, TextStatus.MACHINE_DRAFT)
    return status.value if status in kept else TextStatus.MACHINE_DRAFT.value


def _onward(question_set: QuestionSet, question: Question, code: str) -> ResponseReturnValue:
    """On to the next question that waits, when that button was pressed."""
    following = next_to_translate(question_set, language=code, after=question)
    if request.form.get("do") == "next" and following is not None:
        return see_other("question_desk.translate", set_id=question_set.id, code=code, question_id=following.id)
    return see_other("question_desk.list_texts", set_id=question_set.id, code=code)
