"""One statement to a page, then "is something missing?". Everything is kept at once, recordings too."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import invited, invited_subject_id
from portal.people.enums import SessionKind
from portal.questions.errors import NotAnAnswer
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.pictures import catalogue
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import page, playable, see_other, the
from portal.summaries import operations
from portal.summaries.enums import VerdictKind
from portal.summaries.forms import MissingForm, VerdictForm
from portal.summaries.models import CheckInvitation, CheckPhoto, VoiceNote
from portal.summaries.operations import pictured, voice
from portal.summaries.operations.media import media_for
from portal.summaries.reading import ReadStatement
from portal.summaries.views.checks.visit import blueprint, kept_photo, kept_recording, skips, this_visit, visit_id

CHOICE_PICTURES = {
    VerdictKind.RIGHT: "yes",
    VerdictKind.NEARLY: "okay",
    VerdictKind.WRONG: "no",
    VerdictKind.LEAVE_OUT: "say_no",
    VerdictKind.NOT_UNDERSTOOD: "confused",
}
RECORDING, PHOTO, REMOVE_PHOTO = "answer-file", "photo-file", "remove-photo"


@blueprint.route("/check/<int:number>", methods=["GET", "POST"])
@invited(SessionKind.CHECKER)
def show_statement(number: int) -> ResponseReturnValue:
    invitation, read, statements = this_visit()
    if not 1 <= number <= len(statements):
        abort(404)
    statement, form, heard = statements[number - 1], VerdictForm(), ""
    if request.method == "POST":
        heard = _keep_recording(invitation, statement.id)
        if request.form.get("do") == "remove":
            return see_other("checks.show_statement", number=number)
        if not heard and _may_keep(form):
            _keep(invitation, statement, form)
            return _after(number, len(statements))
    else:
        said = operations.said_so_far(db.session, invitation=invitation)
        form.verdict.data, form.comment.data = said.verdict(str(statement.id), visit=visit_id())
    return page(
        "summaries/check/statement.html",
        form=form,
        read=read,
        statement=statement,
        number=number,
        total=len(statements),
        pictures={kind: _drawing(concept) for kind, concept in CHOICE_PICTURES.items()},
        kinds=list(CHOICE_PICTURES),
        back_url=url_for("checks.show_statement", number=number - 1) if number > 1 else None,
        media=media_for(db.session, summary_id=invitation.summary_id, read=read),
        **_recorder(invitation, statement.id, heard),
    )


@blueprint.route("/check/missing", methods=["GET", "POST"])
@invited(SessionKind.CHECKER)
def show_missing() -> ResponseReturnValue:
    invitation, read, statements = this_visit()
    form, heard, seen = MissingForm(), "", ""
    if request.method == "POST":
        heard, seen = _keep_recording(invitation, None), _keep_photo(invitation)
        if request.form.get("do") in ("remove", REMOVE_PHOTO):
            return see_other("checks.show_missing")
    if not (heard or seen) and form.validate_on_submit():
        words = "" if skips() else form.words.data or ""
        operations.keep_missing(db.session, invitation=invitation, words=words, visit=visit_id())
        return see_other("checks.send")
    if request.method == "GET":
        said = operations.said_so_far(db.session, invitation=invitation)
        form.words.data = said.missing if said.missing_visit == visit_id() else ""
    return page(
        "summaries/check/missing.html",
        form=form,
        read=read,
        back_url=url_for("checks.show_statement", number=len(statements)),
        photo=kept_photo(invitation),
        photo_error=seen,
        **_recorder(invitation, None, heard),
    )


@blueprint.route("/check/voice/<uuid:note_id>")
@invited(SessionKind.CHECKER)
def play_own(note_id: UUID) -> ResponseReturnValue:
    """A recording this very visit made, to be heard before it is sent."""
    note = the(VoiceNote, note_id)
    if note.invitation_id != invited_subject_id() or note.visit != visit_id() or note.sent_at is not None:
        abort(404)
    return playable(voice.voice_content(note), media_type=note.media_type)


@blueprint.route("/check/photo/<uuid:photo_id>")
@invited(SessionKind.CHECKER)
def show_own_photo(photo_id: UUID) -> ResponseReturnValue:
    """A photo this very visit chose, to be seen before it is sent."""
    photo = the(CheckPhoto, photo_id)
    if photo.invitation_id != invited_subject_id() or photo.visit != visit_id() or photo.sent_at is not None:
        abort(404)
    return playable(pictured.photo_content(photo), media_type=photo.media_type)


def _keep_photo(invitation: CheckInvitation) -> str:
    """As `_keep_recording`, a photo or drawing of what is missing."""
    if request.form.get("do") in (REMOVE_PHOTO, "skip"):
        pictured.forget_photos(db.session, invitation_id=invitation.id)
        return ""
    sent = request.files.get(PHOTO)
    content = sent.read() if sent and sent.filename else b""
    if not content:
        return ""
    try:
        pictured.keep_photo(db.session, invitation=invitation, content=content, visit=visit_id())
    except NotAnAnswer as problem:
        return str(problem)
    keep_even_though_refused()
    return ""


def _keep_recording(invitation: CheckInvitation, statement_id: UUID | None) -> str:
    """Keeps what was recorded or chosen, or takes it away. Returns what is wrong with it, in words."""
    if request.form.get("do") in ("remove", "skip"):
        voice.forget_voice(db.session, invitation_id=invitation.id, about=(statement_id,))
        return ""
    sent = request.files.get(RECORDING)
    content = sent.read() if sent and sent.filename else b""
    if not content:
        return ""
    try:
        voice.keep_voice(
            db.session, invitation=invitation, statement_id=statement_id, content=content, visit=visit_id()
        )
    except NotAnAnswer as problem:
        return str(problem)
    keep_even_though_refused()  # nobody says it a second time because a choice was forgotten
    return ""


def _recorder(invitation: CheckInvitation, statement_id: UUID | None, heard: str) -> dict[str, Any]:
    return {
        "typed": SimpleNamespace(kept_file=kept_recording(invitation, statement_id)),
        "file_url": lambda note_id: url_for("checks.play_own", note_id=note_id),
        "recording_error": heard,
    }


def _keep(invitation: CheckInvitation, statement: ReadStatement, form: VerdictForm) -> None:
    operations.keep_verdict(
        db.session,
        invitation=invitation,
        statement_id=str(statement.id),
        verdict=VerdictKind.SKIP if skips() else VerdictKind(form.verdict.data),
        comment="" if skips() else form.comment.data or "",
        visit=visit_id(),
    )


def _after(number: int, total: int) -> ResponseReturnValue:
    if number == total:
        return see_other("checks.show_missing")
    return see_other("checks.show_statement", number=number + 1)


def _may_keep(form: VerdictForm) -> bool:
    if not form.validate():
        return False
    if not skips() and form.verdict.data is None:
        form.verdict.errors = [_("Choose one of the answers, or skip this one")]
        return False
    return True


def _drawing(concept: str) -> str:
    return catalogue.static_name(concept, i18n.current().code).removeprefix("pictures/")
