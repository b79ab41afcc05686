"""The slots for listening and sign language: one for each statement, one for the whole, in each language."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.forms import AtMost, FileInput, PortalForm, TextInput
from portal.shared.i18n import LANGUAGES, _, best_text, lazy
from portal.shared.settings import current_settings
from portal.shared.storage import storage
from portal.shared.web import page, playable, see_other, the
from portal.summaries.forms import StepForm
from portal.summaries.listening import offered
from portal.summaries.media_enums import MediaSort
from portal.summaries.models import Statement, Summary, SummaryMedia
from portal.summaries.operations import media as operations
from portal.summaries.sound_files import NotSound
from portal.summaries.views.desk.blueprint import READERS, WRITERS, blueprint


class RecordingForm(PortalForm):
    file = FileInput(
        lazy("A recording"), hint=lazy("MP3, M4A, OGG or WAV. Read the words slowly, exactly as they stand.")
    )


class FilmForm(PortalForm):
    file = FileInput(lazy("A film in sign language"), hint=lazy("MP4 or WebM."))
    address = TextInput(
        lazy("Or the address of a film on our own site"),
        [AtMost(300)],
        hint=lazy("To use one again."),
        spellcheck=False,
    )
    captions = FileInput(lazy("Its captions"), hint=lazy("A WebVTT file. They are also shown as text below the film."))


@blueprint.route("/<uuid:summary_id>/listen/<language>")
@allowed(*READERS)
def show_listening(summary_id: UUID, language: str) -> ResponseReturnValue:
    summary, spoken = the(Summary, summary_id), LANGUAGES.get(language) or abort(404)
    read = operations.read_now(db.session, summary=summary, language=language)
    english = read if language == "en" else operations.read_now(db.session, summary=summary, language="en")
    rows = operations.media_of(db.session, summary_id=summary.id)
    mine = [one for one in rows if one.language == language or one.sort is MediaSort.SIGNED]
    fresh = {one.id for some in offered(mine, [read, english]).values() for one in some}
    slots: list[tuple[UUID | None, str]] = [(None, _("The whole summary"))]
    slots += [(one.id, one.words) for one in read.statements if one.language.code == language]
    return page(
        "summaries/desk/listening.html",
        summary=summary,
        spoken=spoken,
        languages_to_choose=[one for one in LANGUAGES.values() if one.code != language],
        slots=[(key, words, [one for one in mine if one.statement_id == key]) for key, words in slots],
        fresh=fresh,
        can_speak=operations.can_speak(language),
        form=StepForm(),
        title=best_text(summary.title)[0],
    )


@blueprint.route("/<uuid:summary_id>/listen/<language>/voice", methods=["POST"])
@allowed(*WRITERS)
def order_voice(summary_id: UUID, language: str) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    here = url_for("summary_desk.show_listening", summary_id=summary.id, language=language)
    try:
        job = operations.order_voice(db.session, summary=summary, language=language, by=current_person_id())
    except NotSound as refusal:
        flash(str(refusal), "error")
        return see_other("summary_desk.show_listening", summary_id=summary.id, language=language)
    return see_other("jobs.show_job", job_id=job.id, next=here)


@blueprint.route("/<uuid:summary_id>/listen/<language>/record", methods=["GET", "POST"])
@allowed(*WRITERS)
def add_recording(summary_id: UUID, language: str) -> ResponseReturnValue:
    summary, form = the(Summary, summary_id), RecordingForm()
    if language not in LANGUAGES:
        abort(404)
    statement_id, file = _statement_id(summary), _given(form.file)
    if form.validate_on_submit() and _kept(
        form.file,
        lambda: operations.add_recording(
            db.session,
            summary=summary,
            statement_id=statement_id,
            language=language,
            content=file or b"",
            by=current_person_id(),
        ),
    ):
        return see_other("summary_desk.show_listening", summary_id=summary.id, language=language)
    return _slot_page(form, summary, language, statement_id, heading=_("Add a recording"))


@blueprint.route("/<uuid:summary_id>/listen/<language>/sign", methods=["GET", "POST"])
@allowed(*WRITERS)
def add_film(summary_id: UUID, language: str) -> ResponseReturnValue:
    summary, form = the(Summary, summary_id), FilmForm()
    if language not in LANGUAGES:
        abort(404)
    statement_id, film, captions = _statement_id(summary), _given(form.file), _given(form.captions)
    if form.validate_on_submit() and _kept(
        form.file if film is not None else form.address,
        lambda: operations.add_film(
            db.session,
            summary=summary,
            statement_id=statement_id,
            captions=captions or b"",
            content=film,
            from_media=_on_our_site(form.address.data or ""),
            by=current_person_id(),
        ),
    ):
        return see_other("summary_desk.show_listening", summary_id=summary.id, language=language)
    return _slot_page(form, summary, language, statement_id, heading=_("Add a film in sign language"))


@blueprint.route("/listen/<uuid:media_id>/take-out", methods=["POST"])
@allowed(*WRITERS)
def take_out_media(media_id: UUID) -> ResponseReturnValue:
    media = the(SummaryMedia, media_id)
    operations.take_out_media(db.session, media=media)
    return see_other("summary_desk.show_listening", summary_id=media.summary_id, language=media.language)


@blueprint.route("/listen/<uuid:media_id>")
@allowed(*READERS)
def hear_media(media_id: UUID) -> ResponseReturnValue:
    media = the(SummaryMedia, media_id)
    if media.removed_at is not None:
        abort(404)
    return playable(storage().get(media.storage_key), media_type=media.media_type)


def _slot_page(
    form: PortalForm, summary: Summary, language: str, statement_id: UUID | None, *, heading: str
) -> ResponseReturnValue:
    words = ""
    if not form.errors or statement_id is not None:
        read = operations.read_now(db.session, summary=summary, language=language)
        words = next((one.words for one in read.statements if one.id == statement_id), "")
    return page(
        "summaries/desk/add_media.html",
        form=form,
        summary=summary,
        spoken=LANGUAGES[language],
        words=words or _("The whole summary"),
        heading=heading,
    )


def _statement_id(summary: Summary) -> UUID | None:
    """The statement the address names; none for the whole summary."""
    text = request.args.get("statement")
    if not text:
        return None
    try:
        statement = the(Statement, UUID(text))
    except ValueError:
        abort(404)
    return statement.id if statement.summary_id == summary.id else abort(404)


def _given(field: Any) -> bytes | None:
    return field.data.read() if field.data is not None else None


def _kept(field: Any, keep: Any) -> bool:
    try:
        keep()
    except NotSound as refusal:
        field.errors = [str(refusal)]
        return False
    return True


def _on_our_site(address: str) -> SummaryMedia | None:
    """The film behind an address of ours; nothing for any other address."""
    own, parts = urlsplit(current_settings().base_url), urlsplit(address.strip())
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc) or not parts.path.startswith("/summaries/media/"):
        return None
    try:
        return db.session.get(SummaryMedia, UUID(parts.path.rsplit("/", 1)[-1]))
    except ValueError:
        return None
