"""Voice notes: kept sealed from the first touch, heard by the writer once they are sent, thrown away for good."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.rules import ReceivedFile, read_voice
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.storage import checksum, storage
from portal.summaries import queries
from portal.summaries.models import CheckInvitation, VoiceNote
from portal.summaries.operations.alarms import look_at_transcript
from portal.summaries.operations.timely import refuse_if_over

DELETE_TASK = "questions.delete_files"


def keep_voice(
    session: Session,
    *,
    invitation: CheckInvitation,
    statement_id: uuid.UUID | None,
    content: bytes,
    visit: str,
    added_by: uuid.UUID | None = None,
) -> VoiceNote:
    """Keeps a recording of one statement, or of what is missing (None), in the place of an earlier one. `added_by`:
    staff who send in what someone said on the phone.

    Raises:
        NotAnAnswer: it is no recording that browsers play, or too big; says so in words.
    """
    ready = read_voice(ReceivedFile("", content))
    forget_voice(session, invitation_id=invitation.id, about=(statement_id,), by_staff=added_by is not None)
    note_id = uuid.uuid4()
    key = sealed_files.put(ready.content, belongs_to=note_id)
    forget_unless_kept(session, key)
    note = VoiceNote(
        id=note_id,
        invitation_id=invitation.id,
        version_id=invitation.version_id,
        statement_id=statement_id,
        storage_key=key,
        media_type=ready.media_type,
        size=len(ready.content),
        sha256=checksum(ready.content),
        visit=visit,
        added_by=added_by,
        added_at=clock.now(),
    )
    session.add(note)
    session.flush()
    return note


def forget_voice(
    session: Session,
    *,
    invitation_id: uuid.UUID,
    about: Sequence[uuid.UUID | None] | None = None,
    by_staff: bool = False,
) -> None:
    """Throws away recordings that are not sent yet: all, or those `about` these statements. Staff and the checker
    each throw away only what they added themselves."""
    notes = [
        one
        for one in queries.voice_notes_of(session, invitation_id=invitation_id)
        if one.sent_at is None and (about is None or one.statement_id in about)
        if (one.added_by is not None) is by_staff
    ]
    throw_away(session, notes)


def throw_away(session: Session, notes: Sequence[VoiceNote]) -> None:
    """The rows now; the files after the commit, so that a row never points to nothing."""
    if not notes:
        return
    queue.enqueue(session, DELETE_TASK, keys=" ".join(one.storage_key for one in notes))
    for note in notes:
        session.delete(note)
    session.flush()


def send_voice(session: Session, *, invitation_id: uuid.UUID) -> None:
    for note in queries.voice_notes_of(session, invitation_id=invitation_id):
        note.sent_at, note.visit = note.sent_at or clock.now(), ""


def keep_from_phone(
    session: Session,
    *,
    invitation: CheckInvitation,
    statement_id: uuid.UUID | None,
    content: bytes,
    words: str,
    by: uuid.UUID,
) -> VoiceNote:
    """A recording of what someone says on the phone, with what staff heard in it, kept like one they made themselves;
    sent with the rest of what they say.

    Raises:
        CheckOver; NotAnAnswer
    """
    refuse_if_over(session, invitation)
    note = keep_voice(session, invitation=invitation, statement_id=statement_id, content=content, visit="", added_by=by)
    note_transcript(session, note=note, words=words)
    audit.record(session, action="check_voice", subject="check_invitation", subject_id=invitation.id, actor_id=by)
    return note


def note_transcript(session: Session, *, note: VoiceNote, words: str) -> None:
    """What someone heard in a recording, typed out for those who cannot hear it."""
    note.transcript = words.strip() or None
    session.flush()
    look_at_transcript(session, note=note)


def voice_content(note: VoiceNote) -> bytes:
    """The recording as it was spoken."""
    return sealed_files.get(note.storage_key, belongs_to=note.id)


def forget_unless_kept(session: Session, key: str) -> None:
    """No file is left behind by a transaction that came to nothing."""
    kept: list[bool] = []

    def forget(_session: Session) -> None:
        if not kept:
            storage().delete(key)

    sa.event.listen(session, "after_commit", lambda _session: kept.append(True), once=True)
    sa.event.listen(session, "after_rollback", forget, once=True)
