"""Every edition of a set: when it was published, where it is used, and what changed from one to the next."""

import uuid

from flask import abort
from flask.typing import ResponseReturnValue

from portal.people.access import allowed
from portal.questions import queries
from portal.questions.desk.differences import differences
from portal.questions.desk.uses import uses_of
from portal.questions.models import QuestionSet
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.staff import READERS
from portal.shared.database import db
from portal.shared.web import page, the


@blueprint.get("/<uuid:set_id>/editions")
@allowed(*READERS)
def list_editions(set_id: uuid.UUID) -> ResponseReturnValue:
    question_set = the(QuestionSet, set_id)
    editions = queries.editions_of(db.session, series=question_set.series)
    return page(
        "questions/editions.html",
        question_set=question_set,
        editions=editions,
        uses=uses_of(db.session, [one.id for one in editions]),
        began_with=db.session.get(QuestionSet, editions[-1].copied_from) if editions[-1].copied_from else None,
    )


@blueprint.get("/<uuid:set_id>/changes")
@allowed(*READERS)
def show_changes(set_id: uuid.UUID) -> ResponseReturnValue:
    """What changed since the edition before this one."""
    question_set = the(QuestionSet, set_id)
    editions = queries.editions_of(db.session, series=question_set.series)
    before = next((one for one in editions if one.edition < question_set.edition), None) or abort(404)
    return page(
        "questions/changes.html",
        question_set=question_set,
        before=before,
        found=differences(before.questions, question_set.questions),
    )
