"""Looking at words before they are quoted, and taking out what could point at a person."""

import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions.models import Answer
from portal.rounds.coding_enums import RedactionReason, SpanKind
from portal.rounds.coding_forms import RedactForm
from portal.rounds.errors import WordsChanged
from portal.rounds.models import Redaction, Round
from portal.rounds.operations import redaction as operations
from portal.rounds.queries import double_coding, words
from portal.rounds.queries import redaction as queries
from portal.rounds.rules.redacting import Span, joined, spans_from, suspects, words_of
from portal.rounds.understanding_forms import choices
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, page_address, page_number, see_other, the

blueprint = Blueprint("redaction", __name__, url_prefix="/rounds/<uuid:round_id>/redaction")
CODERS = (Role.ORGANISER, Role.ANALYST)
PER_PAGE = 25


@blueprint.route("/")
@allowed(*CODERS)
def list_to_look_at(round_id: uuid.UUID) -> ResponseReturnValue:
    waiting, number = words.held_back(db.session, round_id=round_id), page_number()
    return page(
        "rounds/coding/redactions.html",
        round=the(Round, round_id),
        answers=waiting[(number - 1) * PER_PAGE : number * PER_PAGE],
        total=len(waiting),
        pages=-(-len(waiting) // PER_PAGE),
        page_now=number,
        page_address=page_address,
    )


@blueprint.route("/<uuid:answer_id>", methods=["GET", "POST"])
@allowed(*CODERS)
def redact(round_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    answer = the(Answer, answer_id)
    if answer.asked_in != round_id or answer.words_sealed is None:
        abort(404)
    earlier = queries.redactions_of(db.session, answer_id=answer_id)
    guessed = suspects(answer.words or "", places=queries.known_places(db.session, round_id=round_id))
    marked = _marked(earlier[0]) if earlier else guessed
    said = words_of(answer.words or "")
    form = RedactForm(words=[str(place) for place in marked])
    form.words.choices = choices(list(enumerate(said)))
    if form.validate_on_submit() and _keep(answer, form, {**guessed, **marked}):
        return see_other("redaction.redact", round_id=round_id, answer_id=answer_id)
    return page(
        "rounds/coding/redact.html",
        round=the(Round, round_id),
        answer=answer,
        form=form,
        said=said,
        kinds={**guessed, **marked},
        earlier=earlier,
        names=double_coding.names_of_accounts(db.session, ids={one.by for one in earlier if one.by}),
    )


def _marked(redaction: Redaction) -> dict[int, SpanKind]:
    return {place: span.kind for span in spans_from(redaction.spans) for place in range(span.first, span.last + 1)}


def _keep(answer: Answer, form: RedactForm, kinds: dict[int, SpanKind]) -> bool:
    """Words keep the kind they were found or marked as; the others are what was chosen in the list."""
    other = SpanKind(str(form.kind.data))
    spans: list[Span] = joined({int(place): kinds.get(int(place), other) for place in form.words.data})
    try:
        operations.redact(
            db.session, answer=answer, spans=spans, reason=RedactionReason(form.reason.data), by=current_person_id()
        )
    except WordsChanged:
        form.reason.errors = [_("Tick the words to take out, or say that nothing has to be taken out. Not both.")]
        return False
    return True
