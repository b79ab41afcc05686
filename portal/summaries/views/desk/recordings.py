"""A recording of what someone says on the phone: sent in by staff, kept like one the checker made themselves."""

from typing import Any
from uuid import UUID

from flask import abort, flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.questions.errors import NotAnAnswer
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, playable, see_other, the
from portal.summaries import queries
from portal.summaries.forms import StepForm
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion, VoiceNote
from portal.summaries.operations import voice
from portal.summaries.operations.timely import refuse_if_over
from portal.summaries.reply_forms import PhoneRecordingForm
from portal.summaries.views.desk.blueprint import blueprint
from portal.summaries.views.desk.script import script_of
from portal.summaries.views.refusals import refusals_in_words

MISSING = "missing"


@blueprint.route("/calls/<uuid:invitation_id>/recordings", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def add_phone_recording(invitation_id: UUID) -> ResponseReturnValue:
    invitation, form = the(CheckInvitation, invitation_id), PhoneRecordingForm()
    names = _what_it_can_be_about(invitation)
    form.about.choices = [SelectChoice(key, name) for key, name in names.items()]
    if form.validate_on_submit() and _keep(invitation, form):
        return see_other("summary_desk.add_phone_recording", invitation_id=invitation.id)
    notes = queries.voice_notes_of(db.session, invitation_id=invitation.id)
    return page(
        "summaries/desk/recordings.html",
        form=form,
        take_away=StepForm(),
        summary=the(Summary, invitation.summary_id),
        invitation=invitation,
        notes=[(one, names[_key(one)]) for one in notes if one.added_by and one.sent_at is None],
    )


@blueprint.route("/calls/recordings/<uuid:note_id>")
@allowed(Role.ORGANISER)
def play_phone_recording(note_id: UUID) -> ResponseReturnValue:
    """Before it is sent with the rest; afterwards it is heard where all recordings are."""
    note = _unsent(note_id)
    return playable(voice.voice_content(note), media_type=note.media_type)


@blueprint.route("/calls/recordings/<uuid:note_id>/remove", methods=["POST"])
@allowed(Role.ORGANISER)
def remove_phone_recording(note_id: UUID) -> ResponseReturnValue:
    note, form = _unsent(note_id), StepForm()
    invitation = the(CheckInvitation, note.invitation_id)
    if form.validate_on_submit():
        with refusals_in_words():
            refuse_if_over(db.session, invitation)
            voice.throw_away(db.session, [note])
            flash(_("Taken away"), "success")
    return see_other("summary_desk.add_phone_recording", invitation_id=invitation.id)


def _keep(invitation: CheckInvitation, form: PhoneRecordingForm) -> bool:
    about = None if form.about.data == MISSING else UUID(form.about.data)
    try:
        with refusals_in_words():
            voice.keep_from_phone(
                db.session,
                invitation=invitation,
                statement_id=about,
                content=_given(form.file),
                words=form.words.data or "",
                by=current_person_id(),
            )
            flash(_("The recording is kept. It is sent when you save what they said."), "success")
    except NotAnAnswer as problem:
        form.file.errors = [str(problem)]
        return False
    return True


def _given(field: Any) -> bytes:
    return bytes(field.data.read())


def _what_it_can_be_about(invitation: CheckInvitation) -> dict[str, str]:
    """By the id of a statement its number and words; and what is missing."""
    script = script_of(invitation, the(SummaryVersion, invitation.version_id))
    about = {str(one.id): f"{number}. {one.words}" for number, one in enumerate(script, start=1)}
    return {**about, MISSING: _("Something is missing")}


def _key(note: VoiceNote) -> str:
    return str(note.statement_id) if note.statement_id else MISSING


def _unsent(note_id: UUID) -> VoiceNote:
    note = the(VoiceNote, note_id)
    return note if note.added_by and note.sent_at is None else abort(404)
