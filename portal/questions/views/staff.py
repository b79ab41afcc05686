"""Question sets for staff: what there is, how it looks to those who are asked, and publishing it for good."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions import operations, queries
from portal.questions.desk import conditions
from portal.questions.desk.checks import Check, checks
from portal.questions.desk.texts import all_progress, source_of
from portal.questions.enums import SetState, TextStatus
from portal.questions.errors import AlreadyPublished, DraftExists, NothingToAsk, NotReady, UnsoundConditions
from portal.questions.examples import NAME, start_every_kind, start_from_example
from portal.questions.models import QuestionSet
from portal.questions.rules import Typed
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.forms import PortalForm
from portal.shared.i18n import _
from portal.shared.storage import storage
from portal.shared.web import page, page_number, playable, see_other, the

blueprint = Blueprint("question_sets", __name__, url_prefix="/questions")
READERS = (Role.ORGANISER, Role.ANALYST, Role.TRANSLATOR)


@blueprint.get("")
@allowed(*READERS)
def list_sets() -> ResponseReturnValue:
    return page(
        "questions/list_sets.html",
        sets=queries.all_sets(db.session),
        example=i18n.best_text(NAME)[0],
        form=PortalForm(),
    )


@blueprint.post("/start-from-example")
@allowed(Role.ORGANISER)
def start_with_example() -> ResponseReturnValue:
    """A draft with the example's questions: a portal of one's own begins with none."""
    start = start_every_kind if request.form.get("example") == "every_kind" else start_from_example
    made = start(db.session, by=current_person_id())
    return see_other("question_sets.show_set", set_id=made.id)


@blueprint.get("/<uuid:set_id>")
@allowed(*READERS)
def show_set(set_id: UUID) -> ResponseReturnValue:
    return set_page(the(QuestionSet, set_id), PortalForm())


def set_page(question_set: QuestionSet, form: PortalForm) -> ResponseReturnValue:
    """The page of a set, also for what was refused there."""
    asked = [queries.as_asked(question) for question in question_set.questions]
    return page(
        "questions/show_set.html",
        question_set=question_set,
        source=source_of(question_set),
        statuses={code: TextStatus(status) for code, status in question_set.text_status.items()},
        languages_done={one.language: one for one in all_progress(question_set)},
        conditions={one.key: conditions.in_words(one, asked) for one in asked if one.show_when},
        found=checks(question_set),
        form=form,
        is_draft=question_set.state is SetState.DRAFT,
    )


@blueprint.get("/<uuid:set_id>/preview")
@allowed(*READERS)
def preview(set_id: UUID) -> ResponseReturnValue:
    """A question as the person who is asked sees it, in any language; nothing is kept."""
    asked = queries.asked_set(db.session, set_id=set_id) or abort(404)
    number = page_number()
    spoken = request.args.get("in", i18n.current().code)
    with i18n.speaking(spoken):
        question = asked.numbered(number) or abort(404)
        return page(
            "questions/preview.html",
            asked=question,
            typed=Typed(),
            number=number,
            total=asked.total,
            set_id=set_id,
            media_url=lambda key: url_for("question_sets.media", set_id=set_id, key=key),
            page_url=lambda n: url_for("question_sets.preview", set_id=set_id, **{"in": spoken, "page": n}),
        )


@blueprint.get("/<uuid:set_id>/media/<key>")
@allowed(*READERS)
def media(set_id: UUID, key: str) -> ResponseReturnValue:
    """A picture, recording or film of one of the questions."""
    asked = queries.asked_set(db.session, set_id=set_id)
    if asked is None or key not in asked.stored_files:
        abort(404)
    return playable(storage().get(key), media_type=operations.media_type_of(key))


@blueprint.post("/<uuid:set_id>/publish")
@allowed(Role.ORGANISER)
def publish(set_id: UUID) -> ResponseReturnValue:
    question_set, form = the(QuestionSet, set_id), PortalForm()
    if form.validate_on_submit():
        try:
            operations.publish(db.session, question_set=question_set, by=current_person_id())
            return see_other("question_sets.show_set", set_id=set_id)
        except AlreadyPublished:
            form.form_errors.append(_("This set is published already"))
        except NothingToAsk:
            form.form_errors.append(_("There is no question in this set yet"))
        except (NotReady, UnsoundConditions):
            form.form_errors += [_in_words(check) for check in checks(question_set) if check.stops]
    return set_page(question_set, form)


def _in_words(check: Check) -> str:
    if check.place is None:
        return check.words
    return _("Question %(number)s: %(problem)s", number=check.place, problem=check.words)


@blueprint.post("/<uuid:set_id>/new-edition")
@allowed(Role.ORGANISER)
def start_edition(set_id: UUID) -> ResponseReturnValue:
    """A draft with the same questions; where one is being written already, there."""
    try:
        made = operations.new_edition(db.session, question_set=the(QuestionSet, set_id), by=current_person_id())
    except DraftExists as draft:
        return see_other("question_sets.show_set", set_id=draft.args[0])
    return see_other("question_sets.show_set", set_id=made.id)
