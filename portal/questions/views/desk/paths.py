"""Who is asked what: a question's condition, rule by rule with plain selects, and all paths of a set in words."""

import uuid
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed
from portal.people.enums import Role
from portal.questions import operations, queries
from portal.questions.desk import conditions
from portal.questions.desk.seen import seen
from portal.questions.errors import PathsBroken
from portal.questions.forms.conditions import AboutForm, HowForm, rule_form
from portal.questions.models import Question, QuestionSet
from portal.questions.rules import AskedQuestion
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.desk.writing import broken_in_words, draft_of, question_in
from portal.questions.views.staff import READERS
from portal.shared.database import db
from portal.shared.forms import PortalForm, SelectChoice
from portal.shared.i18n import best_text
from portal.shared.web import editing, page, see_other, the


@blueprint.get("/<uuid:set_id>/paths")
@allowed(*READERS)
def show_paths(set_id: uuid.UUID) -> ResponseReturnValue:
    question_set = the(QuestionSet, set_id)
    return page("questions/paths.html", question_set=question_set, steps=conditions.all_steps(_asked(question_set)))


@blueprint.route("/<uuid:set_id>/<uuid:question_id>/when", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_condition(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    """The rules so far, and the choice of the question that the next one looks at."""
    question_set = draft_of(set_id)
    question = question_in(question_set, question_id)
    form = AboutForm()
    form.about.choices = _choices(_earlier(question_set, question))
    if form.validate_on_submit():
        return see_other("question_desk.add_rule", set_id=set_id, question_id=question_id, about=form.about.data)
    return _condition_page(question_set, question, form)


@blueprint.route("/<uuid:set_id>/<uuid:question_id>/when/<about>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def add_rule(set_id: uuid.UUID, question_id: uuid.UUID, about: str) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    question = question_in(question_set, question_id)
    asked = next((one for _n, one in _earlier(question_set, question) if one.key == about), None) or abort(404)
    row = seen(question.show_when, {})
    form = rule_form(asked)(obj=row)
    if form.validate_on_submit():
        try:
            with editing(row, form):
                operations.add_test(db.session, question_set=question_set, question=question, test=form.rule)
            return see_other("question_desk.show_condition", set_id=set_id, question_id=question_id)
        except PathsBroken as broken:
            form.form_errors += broken_in_words(broken)
            db.session.rollback()
    return page("questions/rule.html", question_set=question_set, question=question, asked=asked, form=form)


@blueprint.post("/<uuid:set_id>/<uuid:question_id>/when/how")
@allowed(Role.ORGANISER)
def choose_how(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    question, form = question_in(question_set, question_id), HowForm()
    if form.validate_on_submit():
        try:
            operations.choose_how(db.session, question_set=question_set, question=question, how=form.how.data)
            return see_other("question_desk.show_condition", set_id=set_id, question_id=question_id)
        except PathsBroken as broken:
            form.form_errors += broken_in_words(broken)
            db.session.rollback()
    return _condition_page(question_set, question, _about_form(question_set, question), how=form)


@blueprint.post("/<uuid:set_id>/<uuid:question_id>/when/take-away")
@allowed(Role.ORGANISER)
def remove_rule(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set, text = draft_of(set_id), request.form.get("rule", "")
    question = question_in(question_set, question_id)
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        abort(400)
    operations.remove_test(db.session, question_set=question_set, question=question, index=int(text))
    return see_other("question_desk.show_condition", set_id=set_id, question_id=question_id)


def _condition_page(
    question_set: QuestionSet, question: Question, form: PortalForm, how: HowForm | None = None
) -> ResponseReturnValue:
    asked = _asked(question_set)
    name, tests = next(iter((question.show_when or {"all": []}).items()))
    return page(
        "questions/condition.html",
        question_set=question_set,
        question=question,
        rules=[conditions.test_in_words(test, asked) for test in tests],
        form=form,
        how=how or HowForm(data={"how": name}),
        plain=PortalForm(),
    )


def _about_form(question_set: QuestionSet, question: Question) -> AboutForm:
    form = AboutForm(formdata=None)
    form.about.choices = _choices(_earlier(question_set, question))
    return form


def _asked(question_set: QuestionSet) -> list[AskedQuestion]:
    return [queries.as_asked(one) for one in sorted(question_set.questions, key=lambda one: one.place)]


def _earlier(question_set: QuestionSet, question: Question) -> list[tuple[int, AskedQuestion]]:
    return [(n, one) for n, one in enumerate(_asked(question_set), 1) if n < question.place and one.kind.is_asked]


def _choices(earlier: list[tuple[int, AskedQuestion]]) -> list[Any]:
    return [SelectChoice(one.key, f"{n}. {best_text(dict(one.texts))[0][:90]}") for n, one in earlier]
