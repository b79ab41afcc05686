"""Photos and drawings of what is missing: drawn anew, kept sealed from the first touch, seen by staff once sent."""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.questions.rules import ReceivedFile, read_photo
from portal.shared import clock, queue, sealed_files
from portal.shared.storage import checksum
from portal.summaries import queries
from portal.summaries.models import CheckInvitation, CheckPhoto
from portal.summaries.operations.voice import DELETE_TASK, forget_unless_kept


def keep_photo(session: Session, *, invitation: CheckInvitation, content: bytes, visit: str) -> CheckPhoto:
    """Keeps a photo of what is missing, in the place of an earlier one. Nothing of what a camera writes into it stays:
    no place, time or name.

    Raises:
        NotAnAnswer: it is no picture we can open, or too big; says so in words.
    """
    ready = read_photo(ReceivedFile("", content))
    forget_photos(session, invitation_id=invitation.id)
    photo_id = uuid.uuid4()
    key = sealed_files.put(ready.content, belongs_to=photo_id)
    forget_unless_kept(session, key)
    photo = CheckPhoto(
        id=photo_id,
        invitation_id=invitation.id,
        version_id=invitation.version_id,
        storage_key=key,
        media_type=ready.media_type,
        size=len(ready.content),
        sha256=checksum(ready.content),
        visit=visit,
        added_at=clock.now(),
    )
    session.add(photo)
    session.flush()
    return photo


def forget_photos(session: Session, *, invitation_id: uuid.UUID) -> None:
    """Throws away what is not sent yet."""
    throw_photos_away(
        session,
        [one for one in queries.photos_of(session, invitation_id=invitation_id) if one.sent_at is None],
    )


def throw_photos_away(session: Session, photos: Sequence[CheckPhoto]) -> None:
    """The rows now; the files after the commit, so that a row never points to nothing."""
    if not photos:
        return
    queue.enqueue(session, DELETE_TASK, keys=" ".join(one.storage_key for one in photos))
    for photo in photos:
        session.delete(photo)
    session.flush()


def send_photos(session: Session, *, invitation_id: uuid.UUID) -> None:
    for photo in queries.photos_of(session, invitation_id=invitation_id):
        photo.sent_at, photo.visit = photo.sent_at or clock.now(), ""


def photo_content(photo: CheckPhoto) -> bytes:
    return sealed_files.get(photo.storage_key, belongs_to=photo.id)
