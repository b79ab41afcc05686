"""Looking at the photos and listening to the messages people sent, and putting them into words."""

import uuid

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions.operations import content_of
from portal.questions.rules import without_answers
from portal.rounds.coding_forms import InWordsForm
from portal.rounds.models import Round
from portal.rounds.operations.sent_files import put_in_words
from portal.rounds.queries import sent_files as queries
from portal.rounds.queries.sent_files import SentFile
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, page_address, page_number, playable, see_other, the

blueprint = Blueprint("sent_files", __name__, url_prefix="/rounds/<uuid:round_id>/files")
CODERS = (Role.ORGANISER, Role.ANALYST)
PER_PAGE = 12

blueprint.app_template_filter("without_answers")(without_answers)


@blueprint.get("/")
@allowed(*CODERS)
def list_files(round_id: uuid.UUID) -> ResponseReturnValue:
    files, total = queries.sent_files(db.session, round_id=round_id, page=page_number(), per_page=PER_PAGE)
    return page(
        "rounds/coding/files.html",
        round=the(Round, round_id),
        files=files,
        total=total,
        page_now=page_number(),
        pages=-(-total // PER_PAGE),
        page_address=page_address,
    )


@blueprint.route("/<uuid:attachment_id>", methods=["GET", "POST"])
@allowed(*CODERS)
def in_words(round_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    sent = _sent(round_id, attachment_id)
    form = InWordsForm(words=sent.attachment.alt or sent.attachment.transcript)
    if form.validate_on_submit():
        put_in_words(db.session, sent=sent, words=str(form.words.data or ""), by=current_person_id())
        flash(_("Saved"), "success")
        return see_other("sent_files.list_files", round_id=round_id)
    return page("rounds/coding/file.html", round=the(Round, round_id), sent=sent, form=form)


@blueprint.get("/<uuid:attachment_id>/content")
@allowed(*CODERS)
def content(round_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """The picture or the sound itself, for the page it stands in."""
    attachment = _sent(round_id, attachment_id).attachment
    return playable(content_of(attachment), media_type=attachment.media_type)


def _sent(round_id: uuid.UUID, attachment_id: uuid.UUID) -> SentFile:
    return queries.sent_file(db.session, round_id=round_id, attachment_id=attachment_id) or abort(404)
