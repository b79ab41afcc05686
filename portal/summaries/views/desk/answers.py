"""What people said of each statement, and the writer's reply to every "wrong", "leave out" and "not understood"."""

from typing import Any
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import page, playable, see_other, the
from portal.summaries import operations, queries
from portal.summaries.enums import MissingReplyKind, ReplyKind, VerdictKind
from portal.summaries.forms import StepForm
from portal.summaries.models import CheckPhoto, MissingRemark, Statement, Summary, SummaryVersion, VoiceNote
from portal.summaries.operations import pictured, voice
from portal.summaries.pictures import gallery
from portal.summaries.reading import as_read, quote_ids
from portal.summaries.reply_forms import TranscriptForm, missing_reply_form, reply_form
from portal.summaries.views.desk.blueprint import HEARERS, WRITERS, blueprint, summary_of
from portal.summaries.views.desk.by_group import KINDS, by_group
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/<uuid:summary_id>/verdicts")
@allowed(*HEARERS)
def show_verdicts(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    check = queries.latest_check(db.session, summary_id=summary.id)
    if check is None:
        return see_other("summary_desk.show_checking", summary_id=summary.id)
    quotes = queries.quotes_by_id(db.session, ids=quote_ids(check.version.content))
    read = as_read(
        check.version.content,
        language=i18n.current().code,
        quotes=quotes,
        without=gallery.no_longer_shown(db.session, content=check.version.content),
    )
    return page(
        "summaries/desk/verdicts.html",
        summary=summary,
        check=check,
        statements=[one for one in read.statements if one.section.is_checked],
        comments=queries.comments_on(db.session, version_id=check.version.id),
        missing=queries.missing_remarks(db.session, version_id=check.version.id),
        voices=queries.voice_notes_on(db.session, version_id=check.version.id),
        **_shown_of_missing(check),
        groups=by_group(db.session, version_id=check.version.id, summary=summary),
        kinds=list(VerdictKind),
        group_kinds=KINDS,
        not_understood=VerdictKind.NOT_UNDERSTOOD,
        names_of=lambda texts: [i18n.LANGUAGES[code].name for code in texts if code in i18n.LANGUAGES],
        form=StepForm(),
    )


@blueprint.route("/statements/<uuid:statement_id>/reply", methods=["GET", "POST"])
@allowed(*WRITERS)
def reply_to(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary, form = summary_of(statement), reply_form()
    check = queries.latest_check(db.session, summary_id=summary.id) or abort(404)
    if request.method == "GET" and (last := check.reply(statement.id)) is not None:
        form.kind.data = last.kind.value
        form.show(last.words, last.statuses)
    if not form.validate_on_submit():
        comments = queries.comments_on(db.session, version_id=check.version.id).get(statement.id, [])
        return page(
            "summaries/desk/reply.html",
            form=form,
            summary=summary,
            statement=statement,
            tally=check.to_answer(statement.id),
            voices=queries.voice_notes_on(db.session, version_id=check.version.id).get(statement.id, []),
            comments=comments,
            kinds=list(VerdictKind),
        )
    with refusals_in_words():
        operations.reply_to(
            db.session,
            summary=summary,
            statement=statement,
            kind=ReplyKind(form.kind.data),
            words=form.texts(),
            statuses=form.statuses(),
            by=current_person_id(),
        )
        if form.kind.data in (ReplyKind.CHANGED, ReplyKind.EXPLAINED):
            return see_other("summary_desk.edit_statement", statement_id=statement.id)
    return see_other("summary_desk.show_verdicts", summary_id=summary.id)


@blueprint.route("/missing/<uuid:remark_id>/reply", methods=["GET", "POST"])
@allowed(*WRITERS)
def reply_to_remark(remark_id: UUID) -> ResponseReturnValue:
    """The same for one "something is missing"."""
    remark = the(MissingRemark, remark_id)
    summary = the(Summary, the(SummaryVersion, remark.version_id).summary_id)
    check, form = queries.latest_check(db.session, summary_id=summary.id), missing_reply_form()
    if check is None or remark.id not in check.remarks:
        abort(404)
    if request.method == "GET" and (last := check.missing_replies.get(remark.id)) is not None:
        form.kind.data = last.kind.value
        form.show(last.words, last.statuses)
    if not form.validate_on_submit():
        shown = _shown_of_missing(check)
        return page(
            "summaries/desk/reply.html",
            form=form,
            summary=summary,
            statement=None,
            remark=remark,
            voices=shown["missing_voices"].get(remark.invitation_id, []),
            photos=shown["photos"].get(remark.invitation_id, []),
        )
    with refusals_in_words():
        operations.reply_to_remark(
            db.session,
            summary=summary,
            remark=remark,
            kind=MissingReplyKind(form.kind.data),
            words=form.texts(),
            statuses=form.statuses(),
            by=current_person_id(),
        )
        if form.kind.data == MissingReplyKind.ADDED:
            return see_other("summary_desk.add_statement", summary_id=summary.id)
    return see_other("summary_desk.show_verdicts", summary_id=summary.id)


@blueprint.route("/photos/<uuid:photo_id>")
@allowed(*HEARERS)
def show_photo(photo_id: UUID) -> ResponseReturnValue:
    """What someone shows is missing, once it is sent."""
    photo = the(CheckPhoto, photo_id)
    if photo.sent_at is None:
        abort(404)
    return playable(pictured.photo_content(photo), media_type=photo.media_type)


@blueprint.route("/voices/<uuid:note_id>")
@allowed(*HEARERS)
def play_voice(note_id: UUID) -> ResponseReturnValue:
    """What someone said aloud, once it is sent."""
    note = the(VoiceNote, note_id)
    if note.sent_at is None:
        abort(404)
    return playable(voice.voice_content(note), media_type=note.media_type)


@blueprint.route("/voices/<uuid:note_id>/transcript", methods=["GET", "POST"])
@allowed(*HEARERS)
def type_out_voice(note_id: UUID) -> ResponseReturnValue:
    """For colleagues who cannot hear it."""
    note, form = the(VoiceNote, note_id), TranscriptForm()
    version = the(SummaryVersion, note.version_id)
    if note.sent_at is None:
        abort(404)
    if request.method == "GET":
        form.words.data = note.transcript or ""
    if not form.validate_on_submit():
        return page("summaries/desk/transcript.html", form=form, note=note, summary_id=version.summary_id)
    voice.note_transcript(db.session, note=note, words=form.words.data or "")
    return see_other("summary_desk.show_verdicts", summary_id=version.summary_id)


def _shown_of_missing(check: queries.Check) -> dict[str, Any]:
    """Recordings and photos of what is missing, by the invitation of the remark they came with."""
    voices: dict[UUID, list[VoiceNote]] = {}
    for note in queries.voice_notes_on(db.session, version_id=check.version.id).get(None, []):
        voices.setdefault(note.invitation_id, []).append(note)
    return {"missing_voices": voices, "photos": queries.photos_on(db.session, version_id=check.version.id)}
