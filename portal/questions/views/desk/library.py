"""The library: every question ever published, found by words or kind and taken into a set; and whole copies."""

import uuid

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions import operations, queries
from portal.questions.desk.texts import source_of
from portal.questions.enums import QuestionKind
from portal.questions.forms.writing import CopySetForm
from portal.questions.models import Question, QuestionSet
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.desk.writing import draft_of
from portal.questions.views.staff import READERS
from portal.shared.database import db
from portal.shared.forms import PortalForm
from portal.shared.i18n import _, best_text
from portal.shared.web import page, page_number, see_other, the

A_PAGE = 20


@blueprint.get("/library")
@allowed(*READERS)
def search() -> ResponseReturnValue:
    words, kind = request.args.get("words", "").strip()[:100], request.args.get("kind", "")
    found = [
        (question_set, question)
        for question_set, question in queries.library(db.session)
        if (kind not in list(QuestionKind) or question.kind == kind) and _says(question, words)
    ]
    return _library_page(found, words=words, kind=kind, form=PortalForm())


@blueprint.post("/<uuid:set_id>/take")
@allowed(Role.ORGANISER)
def take(set_id: uuid.UUID) -> ResponseReturnValue:
    """Those ticked go to the end of the set, in the order they were listed."""
    question_set, form = draft_of(set_id), PortalForm()
    wanted = {text for text in request.form.getlist("question")[:100]}
    chosen = [question for _set, question in queries.library(db.session) if str(question.id) in wanted]
    if not chosen:
        form.form_errors.append(_("Tick one question or more"))
        return _library_page(queries.library(db.session), words="", kind="", form=form, into=question_set)
    operations.take_questions(db.session, question_set=question_set, questions=chosen)
    return see_other("question_sets.show_set", set_id=set_id)


@blueprint.route("/<uuid:set_id>/copy", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def copy_set(set_id: uuid.UUID) -> ResponseReturnValue:
    question_set = the(QuestionSet, set_id)
    name = best_text(question_set.name, source_of(question_set))[0]
    form = CopySetForm(data={"name": _("Copy of %(name)s", name=name)[:120]})
    if not form.validate_on_submit():
        return page("questions/copy_set.html", question_set=question_set, form=form)
    made = operations.copy_set(db.session, question_set=question_set, name=form.name.data, by=current_person_id())
    return see_other("question_sets.show_set", set_id=made.id)


def _library_page(
    found: list[tuple[QuestionSet, Question]],
    *,
    words: str,
    kind: str,
    form: PortalForm,
    into: QuestionSet | None = None,
) -> ResponseReturnValue:
    pages = max(1, -(-len(found) // A_PAGE))
    number = min(page_number(), pages)
    return page(
        "questions/library.html",
        found=found[(number - 1) * A_PAGE : number * A_PAGE],
        total=len(found),
        number=number,
        pages=pages,
        words=words,
        kind=kind,
        kinds=list(QuestionKind),
        into=into or _into(),
        form=form,
    )


def _into() -> QuestionSet | None:
    """The draft that questions are wanted for, when one is named."""
    text = request.args.get("into", "")
    if not text:
        return None
    try:
        return draft_of(uuid.UUID(text))
    except ValueError:
        abort(404)


def _says(question: Question, words: str) -> bool:
    """Every word is in its texts, in any language, or in its short name."""
    texts = [question.key, *question.texts.values(), *question.hints.values()]
    texts += [text for option in question.options for text in option["texts"].values()]
    said = " ".join(texts).casefold()
    return all(word in said for word in words.casefold().split())
