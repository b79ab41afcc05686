"""Staff write a set: questions in, changed, moved, out. Plain buttons do it all, and nobody overwrites anyone."""

import uuid
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions import operations
from portal.questions.desk.seen import seen, seen_question
from portal.questions.desk.texts import source_of, source_texts
from portal.questions.enums import QuestionKind, SetState
from portal.questions.errors import KeyTaken, PathsBroken, StillNeeded
from portal.questions.forms import writing as forms
from portal.questions.forms.option_rows import Row
from portal.questions.models import Question, QuestionSet
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.staff import set_page
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.forms import PortalForm
from portal.shared.i18n import _
from portal.shared.web import editing, page, see_other, the


def draft_of(set_id: uuid.UUID) -> QuestionSet:
    """The set, if it can still be changed; otherwise "not found": nothing leads here from a published one.

    Whoever saves holds the set until the request ends: the next one sees what was saved, and is told.
    """
    locked = request.method == "POST"
    question_set = db.session.get(QuestionSet, set_id, with_for_update=True) if locked else the(QuestionSet, set_id)
    return question_set if question_set is not None and question_set.state is SetState.DRAFT else abort(404)


def broken_in_words(broken: PathsBroken) -> list[str]:
    """What the change would have broken, question by question."""
    return [
        _("Question %(number)s: %(problem)s", number=trouble.place, problem=trouble.words) for trouble in broken.args[0]
    ]


def question_in(question_set: QuestionSet, question_id: uuid.UUID) -> Question:
    return next((one for one in question_set.questions if one.id == question_id), None) or abort(404)


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_set() -> ResponseReturnValue:
    form = forms.NewSetForm()
    if not form.validate_on_submit():
        return page("questions/new_set.html", form=form)
    language = str(form.language.data)
    made = operations.start_set(db.session, name=form.name.data, language=language, by=current_person_id())
    return see_other("question_sets.show_set", set_id=made.id)


@blueprint.route("/<uuid:set_id>/name", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def name_set(set_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    names = {forms.field_name(code): text for code, text in question_set.name.items()}
    row = seen(question_set.name, names)
    form = forms.name_form(source_of(question_set))(obj=row)
    if not form.validate_on_submit():
        return page("questions/name_set.html", form=form, question_set=question_set)
    with editing(row, form):
        operations.rename_set(db.session, question_set=question_set, names=form.names)
    return see_other("question_sets.show_set", set_id=set_id)


@blueprint.get("/<uuid:set_id>/add")
@allowed(Role.ORGANISER)
def choose_kind(set_id: uuid.UUID) -> ResponseReturnValue:
    kinds = [(kind, forms.about_kind(kind)) for kind in QuestionKind]
    return page("questions/choose_kind.html", question_set=draft_of(set_id), kinds=kinds, after=_after())


@blueprint.route("/<uuid:set_id>/add/<kind>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def add_question(set_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    chosen = QuestionKind(kind) if kind in list(QuestionKind) else abort(404)
    form = forms.question_form(chosen)()
    looked_at = _rearranged(form)
    if looked_at is None and form.validate_on_submit():
        try:
            operations.add_question(
                db.session, question_set=question_set, kind=chosen, written=form.written, after=_after()
            )
            return see_other("question_sets.show_set", set_id=set_id)
        except KeyTaken:
            _say_key_taken(form)
    return _show_form(question_set, form, looked_at, question=None)


@blueprint.route("/<uuid:set_id>/<uuid:question_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def change_question(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    question, source = question_in(question_set, question_id), source_of(question_set)
    row = seen_question(question, source=source)
    form = forms.question_form(question.kind)(obj=_Version(row.version), data=_typed_before(question, source))
    looked_at = _rearranged(form)
    if looked_at is None and form.validate_on_submit():
        try:
            with editing(row, form):
                operations.change_question(
                    db.session, question_set=question_set, question=question, written=form.written
                )
            return see_other("question_sets.show_set", set_id=set_id)
        except KeyTaken:
            _say_key_taken(form)
        except StillNeeded as needed:
            form.form_errors.append(
                _("Question %(number)s is only shown after an answer you took away. Change it first.", number=needed)
            )
        db.session.rollback()
    return _show_form(the(QuestionSet, set_id), form, looked_at, question=question)


@blueprint.post("/<uuid:set_id>/arrange")
@allowed(Role.ORGANISER)
def arrange(set_id: uuid.UUID) -> ResponseReturnValue:
    """Up and down: one button a question and direction, `up:ID` or `down:ID`."""
    question_set = draft_of(set_id)
    direction, _colon, text = request.form.get("move", "").partition(":")
    question = next((one for one in question_set.questions if str(one.id) == text), None)
    if question is None or direction not in ("up", "down"):
        abort(400)
    by = -1 if direction == "up" else 1
    try:
        operations.move_question(db.session, question_set=question_set, question=question, by=by)
    except PathsBroken as broken:
        form = PortalForm(formdata=None)
        form.form_errors += broken_in_words(broken)
        db.session.rollback()
        return set_page(the(QuestionSet, set_id), form)
    return see_other("question_sets.show_set", set_id=set_id, _anchor=f"q-{question.id}")


@blueprint.route("/<uuid:set_id>/<uuid:question_id>/remove", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def remove_question(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    question, form = question_in(question_set, question_id), PortalForm()
    if form.validate_on_submit():
        try:
            operations.remove_question(db.session, question_set=question_set, question=question)
            return see_other("question_sets.show_set", set_id=set_id)
        except StillNeeded as needed:
            form.form_errors.append(
                _("Question %(number)s is only shown after an answer to this one. Change it first.", number=needed)
            )
    return page("questions/remove_question.html", question_set=question_set, question=question, form=form)


class _Version:
    """Only the number of what was seen: the fields are filled from the question itself."""

    def __init__(self, version: int) -> None:
        self.version = version


def _typed_before(question: Question, source: str) -> dict[str, Any]:
    said = source_texts(question, language=source)
    ways = [name for name in ("required", "allows_other", "allows_voice") if getattr(question, name)]
    rows = [
        Row(
            text=said.get(f"option:{option['code']}", ""),
            code=option["code"],
            exclusive=bool(option.get("exclusive")),
        )
        for option in question.options
    ]
    return {
        **{name: said.get(name, "") for name in ("text", "low_words", "high_words", "unit")},
        "hint_text": said.get("hint", ""),
        "key": question.key,
        "lowest": question.lowest,
        "highest": question.highest,
        "ways": ways,
        "options": rows,
    }


def _rearranged(form: forms.QuestionForm) -> int | None:
    button = request.form.get("do", "")
    return form["options"].rearrange(button) if button and "options" in form else None


def _say_key_taken(form: forms.QuestionForm) -> None:
    form["key"].errors = [_("Another question of this set has this short name")]


def _after() -> int | None:
    text = request.args.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _show_form(
    question_set: QuestionSet, form: forms.QuestionForm, looked_at: int | None, *, question: Question | None
) -> ResponseReturnValue:
    source = i18n.LANGUAGES[source_of(question_set)]
    return page(
        "questions/question.html",
        question_set=question_set,
        question=question,
        form=form,
        looked_at=looked_at,
        source=source,
    )
