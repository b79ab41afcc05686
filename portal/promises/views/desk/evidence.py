"""What shows that a promise is kept: adding it, looking at it, showing it to everyone, taking it out."""

from typing import Any
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.promises import operations
from portal.promises.enums import EvidenceKind
from portal.promises.errors import NotEvidence
from portal.promises.forms import EvidenceForm
from portal.promises.models import Promise, PromiseEvidence
from portal.promises.views.desk.blueprint import KEEPERS, blueprint
from portal.promises.views.refusals import refusals_in_words
from portal.shared.database import db
from portal.shared.web import file_answer, page, playable, see_other, the


@blueprint.route("/<uuid:promise_id>/evidence", methods=["GET", "POST"])
@allowed(*KEEPERS)
def add_evidence(promise_id: UUID) -> ResponseReturnValue:
    promise, form = the(Promise, promise_id), EvidenceForm()
    if form.validate_on_submit() and add_from(form, promise, by=current_person_id()):
        return see_other("promise_desk.show_promise", promise_id=promise.id)
    return page("promises/desk/evidence.html", form=form, promise=promise)


@blueprint.route("/evidence/<uuid:evidence_id>")
@allowed(*KEEPERS)
def look_at_evidence(evidence_id: UUID) -> ResponseReturnValue:
    """A picture on a page with its words and the way back; with `file`, as that page shows it, or a PDF, the file."""
    evidence = the(PromiseEvidence, evidence_id)
    if evidence.kind is not EvidenceKind.PICTURE or evidence.removed_at is not None or "file" in request.args:
        return answer_with(evidence)
    return page("promises/desk/picture.html", evidence=evidence, promise=the(Promise, evidence.promise_id))


@blueprint.route("/evidence/<uuid:evidence_id>/<step>", methods=["POST"])
@allowed(*KEEPERS)
def change_evidence(evidence_id: UUID, step: str) -> ResponseReturnValue:
    verbs = {
        "show": operations.show_evidence,
        "hide": operations.hide_evidence,
        "take-out": operations.take_out_evidence,
    }
    evidence, verb = the(PromiseEvidence, evidence_id), verbs.get(step) or abort(404)
    promise = the(Promise, evidence.promise_id)
    with refusals_in_words():
        verb(db.session, promise=promise, evidence=evidence, by=current_person_id())
    return see_other("promise_desk.show_promise", promise_id=promise.id)


def add_from(form: EvidenceForm, promise: Promise, *, by: UUID) -> bool:
    """Keeps what a form holds; a file or address that cannot be taken is told beside its field."""
    file: Any = form.file.data
    field: Any = form.file if file is not None else form.address
    try:
        if file is not None:
            operations.add_file(db.session, promise=promise, content=file.read(), words=form.texts("words"), by=by)
        else:
            operations.add_link(
                db.session, promise=promise, address=form.address.data or "", words=form.texts("words"), by=by
            )
    except NotEvidence as refusal:
        field.errors = [str(refusal)]
        return False
    return True


def answer_with(evidence: PromiseEvidence) -> ResponseReturnValue:
    """A picture inside the page, a PDF as a file; what was taken out, or is a link, is not here."""
    if evidence.removed_at is not None or evidence.kind is EvidenceKind.LINK:
        abort(404)
    content = operations.content_of(evidence)
    if evidence.kind is EvidenceKind.PICTURE:
        return playable(content, media_type=evidence.media_type)
    return file_answer(content, name="promise.pdf", media_type=evidence.media_type)
