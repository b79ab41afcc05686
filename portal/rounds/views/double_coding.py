"""Samples that several people code apart, how far they agree, and settling where they do not."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.questions.models import Answer
from portal.rounds.coding_enums import DoubleCodingState
from portal.rounds.coding_forms import DoubleForm, JudgeForm, SettleForm
from portal.rounds.errors import NotReady
from portal.rounds.models import DoubleCodedAnswer, DoubleCoding, FrameVersion, Round
from portal.rounds.operations import double_coding as operations
from portal.rounds.queries import comments
from portal.rounds.queries import double_coding as queries
from portal.rounds.rules.agreement import RELIABLE, TENTATIVE
from portal.rounds.understanding_forms import choices
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.web import page, page_address, page_number, see_other, the

blueprint = Blueprint("double_coding", __name__, url_prefix="/rounds/<uuid:round_id>/double")
CODERS = (Role.ORGANISER, Role.ANALYST)
PER_PAGE = 25


@blueprint.app_template_filter("alpha_words")
def alpha_words(value: float | None) -> str:
    """What a value of alpha means."""
    if value is None:
        return _("Too little to compare")
    shown = round(value, 3)
    if shown >= RELIABLE:
        return _("Good: you can rely on it")
    return _("Fair: be careful with it") if shown >= TENTATIVE else _("Poor: describe the theme better and code again")


@blueprint.route("/", methods=["GET", "POST"])
@allowed(*CODERS)
def list_samples(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), DoubleForm()
    questions = comments.open_questions(db.session, set_id=round_.question_set_id) if round_.question_set_id else []
    form.question.choices = choices([(one.id, best_text(one.texts)[0]) for one in questions])
    form.coders.choices = choices([(one.id, one.display_name) for one in queries.possible_coders(db.session)])
    if form.validate_on_submit() and (made := _draw(round_id, form)):
        return see_other("double_coding.show_sample", round_id=round_id, double_id=made.id)
    samples = queries.double_codings_of(db.session, round_id=round_id)
    sizes = queries.sizes_of(db.session, double_coding_ids=[one.id for one in samples])
    return page("rounds/coding/samples.html", round=round_, form=form, samples=samples, sizes=sizes)


@blueprint.route("/<uuid:double_id>")
@allowed(*CODERS)
def show_sample(round_id: uuid.UUID, double_id: uuid.UUID) -> ResponseReturnValue:
    double = the_sample(round_id, double_id)
    coders = [uuid.UUID(one) for one in double.coders]
    apart = double.state is DoubleCodingState.CODING
    size, _settled = queries.sizes_of(db.session, double_coding_ids=[double_id]).get(double_id, (0, 0))
    return page(
        "rounds/coding/sample.html",
        round=the(Round, round_id),
        double=double,
        size=size,
        pages=-(-size // PER_PAGE),
        page_now=page_number(),
        page_address=page_address,
        coders=coders,
        judged=queries.judged_by(db.session, double_coding_ids=[double_id]),
        names=queries.names_of_accounts(db.session, ids=coders),
        # What the others said is not even read before everyone is done.
        items=[]
        if apart
        else queries.items_of(db.session, double_coding_id=double_id, page=page_number(), per_page=25),
        is_mine=current_person_id() in coders,
        themes=_themes(double),
        form=ConfirmForm(),
    )


@blueprint.route("/<uuid:double_id>/next", methods=["GET"])
@allowed(*CODERS)
def next_answer(round_id: uuid.UUID, double_id: uuid.UUID) -> ResponseReturnValue:
    double = the_sample(round_id, double_id)
    item = queries.next_item(db.session, double_coding_id=double_id, coder_id=current_person_id())
    if item is None or double.state is not DoubleCodingState.CODING:
        return see_other("double_coding.show_sample", round_id=round_id, double_id=double_id)
    return see_other("double_coding.code_apart", round_id=round_id, double_id=double_id, item_id=item.id)


@blueprint.route("/<uuid:double_id>/answers/<uuid:item_id>", methods=["GET", "POST"])
@allowed(*CODERS)
def code_apart(round_id: uuid.UUID, double_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    double, item = the_sample(round_id, double_id), the_item(double_id, item_id)
    if str(current_person_id()) not in double.coders or double.state is not DoubleCodingState.CODING:
        abort(404)
    found = queries.judgement_of(db.session, item_id=item_id, coder_id=current_person_id())
    form = JudgeForm(themes=found.themes if found else [], unsure=["y"] if found and found.unsure else [])
    form.themes.choices = choices(list(_themes(double).items()))
    if form.validate_on_submit():
        operations.judge(
            db.session,
            double_coding=double,
            item=item,
            themes=[uuid.UUID(one) for one in form.themes.data],
            unsure=bool(form.unsure.data),
            by=current_person_id(),
        )
        return see_other("double_coding.next_answer", round_id=round_id, double_id=double_id)
    return page("rounds/coding/judge.html", form=form, **_about(round_id, double, item))


@blueprint.route("/<uuid:double_id>/end", methods=["POST"])
@allowed(Role.ORGANISER)
def end_coding(round_id: uuid.UUID, double_id: uuid.UUID) -> ResponseReturnValue:
    try:
        operations.end_coding(db.session, double_coding=the_sample(round_id, double_id), by=current_person_id())
    except NotReady:
        flash(_("This has ended already."), "error")
    return see_other("double_coding.show_sample", round_id=round_id, double_id=double_id)


@blueprint.route("/<uuid:double_id>/settle/<uuid:item_id>", methods=["GET", "POST"])
@allowed(*CODERS)
def settle(round_id: uuid.UUID, double_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    double, item = the_sample(round_id, double_id), the_item(double_id, item_id)
    if double.state is not DoubleCodingState.SETTLING or item.settled_at is not None:
        abort(404)
    form = SettleForm()
    form.themes.choices = choices(list(_themes(double).items()))
    if form.validate_on_submit():
        chosen = [uuid.UUID(one) for one in form.themes.data]
        operations.settle(
            db.session, double_coding=double, item=item, themes=chosen, why=form.why.data, by=current_person_id()
        )
        return see_other("double_coding.show_sample", round_id=round_id, double_id=double_id)
    coders = [uuid.UUID(one) for one in double.coders]
    return page(
        "rounds/coding/settle.html",
        form=form,
        coders=coders,
        names=queries.names_of_accounts(db.session, ids=coders),
        judgements=queries.judgements_on(db.session, item_id=item_id),
        **_about(round_id, double, item),
    )


def the_sample(round_id: uuid.UUID, double_id: uuid.UUID) -> DoubleCoding:
    found = the(DoubleCoding, double_id)
    return found if found.round_id == round_id else abort(404)


def the_item(double_id: uuid.UUID, item_id: uuid.UUID) -> DoubleCodedAnswer:
    found = the(DoubleCodedAnswer, item_id)
    return found if found.double_coding_id == double_id else abort(404)


def _page_of(double_id: uuid.UUID) -> list[queries.Item]:
    return queries.items_of(db.session, double_coding_id=double_id, page=page_number(), per_page=PER_PAGE)


def _themes(double: DoubleCoding) -> dict[str, str]:
    """Names by id, of the frame as it was when the sample was drawn."""
    return {one["id"]: one["name"] for one in db.session.get_one(FrameVersion, double.frame_version_id).themes}


def _about(round_id: uuid.UUID, double: DoubleCoding, item: DoubleCodedAnswer) -> dict[str, Any]:
    answer = db.session.get_one(Answer, item.answer_id)
    frame = db.session.get_one(FrameVersion, double.frame_version_id)
    return {
        "round": the(Round, round_id),
        "double": double,
        "item": item,
        "answer": answer,
        "frame": frame,
        "themes": _themes(double),
    }


def _draw(round_id: uuid.UUID, form: DoubleForm) -> DoubleCoding | None:
    coders = [uuid.UUID(one) for one in form.coders.data]
    if len(coders) < operations.FEWEST_CODERS:
        form.coders.errors = [_("Choose at least two people")]
        return None
    try:
        return operations.draw_for_double_coding(
            db.session,
            round_id=round_id,
            question_id=uuid.UUID(form.question.data),
            size=form.size.data or 0,
            coders=coders,
            with_coded=bool(form.with_coded.data),
            by=current_person_id(),
        )
    except NotReady:
        form.size.errors = [_("There must be themes, and answers that nobody has coded.")]
        return None
