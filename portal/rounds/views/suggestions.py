"""Themes an answer may be about, with the words that speak for them. Nothing is put under one but by a person."""

import uuid

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds.coding_forms import SuggestedForm
from portal.rounds.models import Round
from portal.rounds.operations import coding
from portal.rounds.queries import comments, suggesting, words
from portal.rounds.rules.suggesting import suggest
from portal.rounds.understanding_forms import FilterForm, choices
from portal.shared.database import db
from portal.shared.i18n import best_text
from portal.shared.web import page, page_address, page_number, see_other, the

blueprint = Blueprint("suggestions", __name__, url_prefix="/rounds/<uuid:round_id>/suggestions")
CODERS = (Role.ORGANISER, Role.ANALYST)
PER_PAGE = 25


@blueprint.route("/", methods=["GET", "POST"])
@allowed(*CODERS)
def list_suggestions(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form, filters = the(Round, round_id), SuggestedForm(), FilterForm(formdata=request.args)
    questions = comments.open_questions(db.session, set_id=round_.question_set_id) if round_.question_set_id else []
    filters.question.choices = choices([(one.id, best_text(one.texts)[0]) for one in questions])
    asked = {str(one.id): one.id for one in questions}
    question_id = asked.get(filters.question.data or "", next(iter(asked.values()), None))
    if question_id is None:
        return page("rounds/coding/nothing.html", round=round_)
    answers, total = words.answers_to_code(
        db.session,
        round_id=round_id,
        question_id=question_id,
        theme=words.UNCODED,
        page=page_number(),
        per_page=PER_PAGE,
    )
    learnt = suggesting.learnt_from(db.session, question_id=question_id)
    found = {answer.id: suggest(learnt, answer.words or "") for answer in answers}
    form.pairs.choices = choices([(f"{one}:{hint.theme}", "") for one, hints in found.items() for hint in hints])
    if form.validate_on_submit():
        _put(form.pairs.data)
        return see_other("suggestions.list_suggestions", round_id=round_id, **request.args.to_dict())
    names = {str(one.id): one.name for one in words.themes_of(db.session, round_id=round_id)}
    return page(
        "rounds/coding/suggestions.html",
        round=round_,
        filters=filters,
        form=form,
        answers=answers,
        found=found,
        names=names,
        learnt=learnt,
        total=total,
        pages=-(-total // PER_PAGE),
        page_now=page_number(),
        page_address=page_address,
    )


def _put(pairs: list[str]) -> None:
    for pair in pairs:
        answer_id, theme_id = (uuid.UUID(part) for part in pair.split(":"))
        coding.put_under(
            db.session, theme_id=theme_id, answer_ids=[answer_id], under=True, by=current_person_id(), suggested=True
        )
