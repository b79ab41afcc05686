"""Question sets for staff: what there is, how it looks to those who are asked, and publishing it for good."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions import operations, queries
from portal.questions.enums import SetState, TextStatus
from portal.questions.errors import AlreadyPublished, NothingToAsk, UnsoundConditions
from portal.questions.examples import NAME, start_from_example
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
    made = start_from_example(db.session, by=current_person_id())
    return see_other("question_sets.show_set", set_id=made.id)


@blueprint.get("/<uuid:set_id>")
@allowed(*READERS)
def show_set(set_id: UUID) -> ResponseReturnValue:
    question_set = the(QuestionSet, set_id)
    return page(
        "questions/show_set.html",
        question_set=question_set,
        statuses={code: TextStatus(status) for code, status in question_set.text_status.items()},
        form=PortalForm(),
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
        except UnsoundConditions as unsound:
            form.form_errors += [f"{one.key}: {one.fault.label}" for one in unsound.faults]
    return page("questions/show_set.html", question_set=question_set, statuses={}, form=form, is_draft=False)
