"""Reading what people said, and putting it under themes."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions.models import Answer, Question
from portal.rounds.errors import BeingDoubleCoded
from portal.rounds.models import Round, Theme
from portal.rounds.operations import coding
from portal.rounds.queries import comments, double_coding, words, worries
from portal.rounds.understanding_forms import CodeManyForm, CodeOneForm, FilterForm, choices
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, _, best_text, lazy
from portal.shared.web import page, page_number, see_other, the

blueprint = Blueprint("coding", __name__, url_prefix="/rounds/<uuid:round_id>/coding")
CODERS = (Role.ORGANISER, Role.ANALYST)
PER_PAGE = 25
APART = lazy("Several people are coding one of these answers apart. Wait until they are done.")


@blueprint.app_template_filter("html_lang")
def html_lang(code: str) -> str:
    """The `lang` attribute for words in this language, ours or not."""
    return LANGUAGES[code].lang if code in LANGUAGES else code


@blueprint.app_template_filter("language_name")
def language_name(code: str) -> str:
    return LANGUAGES[code].name if code in LANGUAGES else code


@blueprint.route("/", methods=["GET", "POST"])
@allowed(*CODERS)
def list_answers(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    questions = comments.open_questions(db.session, set_id=round_.question_set_id) if round_.question_set_id else []
    if not questions:
        return page("rounds/coding/nothing.html", round=round_)
    themes = words.themes_with_counts(db.session, round_id=round_id)
    filters = _filters(questions, themes)
    answers, total = words.answers_to_code(
        db.session,
        round_id=round_id,
        question_id=_chosen(filters.question) or questions[0].id,
        theme=words.UNCODED if filters.theme.data == words.UNCODED else _chosen(filters.theme),
        word=(filters.word.data or "")[:100],
        page=page_number(),
        per_page=PER_PAGE,
    )
    form = CodeManyForm()
    form.answers.choices = choices([(answer.id, "") for answer in answers])
    form.theme.choices = choices([(one.theme.id, one.theme.name) for one in themes])
    if form.validate_on_submit():
        try:
            _put(form)
        except BeingDoubleCoded:
            flash(str(APART), "error")
        return see_other("coding.list_answers", round_id=round_id, **request.args.to_dict())
    return page(
        "rounds/coding/list.html",
        round=round_,
        answers=answers,
        total=total,
        pages=-(-total // PER_PAGE),
        page_now=page_number(),
        themes=themes,
        filters=filters,
        form=form,
        request_args=request.args.to_dict(),
        url_for_page=lambda number: _address(round_id, page=number),
        **_about(answers),
    )


@blueprint.route("/<uuid:answer_id>", methods=["GET", "POST"])
@allowed(*CODERS)
def code_answer(round_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    answer = the(Answer, answer_id)
    if answer.asked_in != round_id or answer.words_sealed is None:
        abort(404)
    under = words.theme_ids_by_answer(db.session, answer_ids=[answer_id]).get(answer_id, set())
    form = CodeOneForm(themes=[str(one) for one in under])
    form.themes.choices = choices([(one.id, one.name) for one in words.themes_of(db.session, round_id=round_id)])
    if form.validate_on_submit():
        chosen = [uuid.UUID(one) for one in form.themes.data]
        try:
            coding.code_answer(db.session, answer=answer, theme_ids=chosen, by=current_person_id())
        except BeingDoubleCoded:
            flash(str(APART), "error")
        return see_other("coding.list_answers", round_id=round_id, **request.args.to_dict())
    quotable = words.may_be_quoted(db.session, aliases=[answer.response.alias])
    return page(
        "rounds/coding/one.html",
        round=the(Round, round_id),
        answer=answer,
        form=form,
        may_be_quoted=bool(quotable),
        apart=bool(double_coding.still_apart(db.session, answer_ids=[answer_id])),
        risk_words=worries.risk_words_in(db.session, answers=[answer]).get(answer_id, ()),
        request_args=request.args.to_dict(),
    )


@blueprint.route("/quotes")
@allowed(*CODERS)
def list_quotes(round_id: uuid.UUID) -> ResponseReturnValue:
    theme_id = _uuid(request.args.get("theme", ""))
    return page(
        "rounds/coding/quotes.html",
        round=the(Round, round_id),
        quotes=words.quotes_of(db.session, round_id=round_id, theme_id=theme_id),
        held_back=len(words.held_back(db.session, round_id=round_id)),
        theme=db.session.get(Theme, theme_id) if theme_id else None,
    )


def _filters(questions: Sequence[Question], themes: Sequence[words.ThemeCount]) -> FilterForm:
    """The filter is in the address, whatever is sent beside it."""
    filters = FilterForm(formdata=request.args)
    filters.question.choices = choices([(one.id, best_text(one.texts)[0]) for one in questions])
    usual = [("", _("All answers")), (words.UNCODED, _("Answers without a theme"))]
    filters.theme.choices = choices(usual + [(one.theme.id, one.theme.name) for one in themes])
    return filters


def _put(form: CodeManyForm) -> None:
    coding.put_under(
        db.session,
        theme_id=uuid.UUID(form.theme.data),
        answer_ids=[uuid.UUID(one) for one in form.answers.data],
        under=not form.take.data,
        by=current_person_id(),
    )


def _about(answers: Sequence[Answer]) -> dict[str, Any]:
    return {
        "under": words.theme_ids_by_answer(db.session, answer_ids=[answer.id for answer in answers]),
        "risky": worries.risk_words_in(db.session, answers=answers),
        "quotable": words.may_be_quoted(db.session, aliases=[answer.response.alias for answer in answers]),
    }


def _address(round_id: uuid.UUID, **changes: Any) -> str:
    return url_for("coding.list_answers", round_id=round_id, **(request.args.to_dict() | changes))


def _chosen(field: Any) -> uuid.UUID | None:
    """The id chosen in a filter; anything that is not among its choices is as if nothing was chosen."""
    return _uuid(field.data) if field.data in {str(choice.value) for choice in field.choices} else None


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
