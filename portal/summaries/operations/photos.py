"""Own photos: brought in, described, agreed to by everyone who is in them, and gone when one of them takes it back."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import audit, clock, queue, sealed_files
from portal.shared.i18n import _
from portal.shared.pictures import catalogue
from portal.shared.storage import storage
from portal.summaries.enums import FileState
from portal.summaries.models import OwnPicture, PhotoConsent, PictureTest
from portal.summaries.operations.packs import TIDY_TASK
from portal.summaries.pictures import gallery
from portal.summaries.pictures.checking import redrawn
from portal.summaries.pictures.enums import AgreedHow, PhotoUse, PictureKind, Understood
from portal.summaries.pictures.naming import is_own, own_name
from portal.summaries.queries import pictures as queries

NEEDED_USES = frozenset(PhotoUse)
KEPT_AS_PROOF = dt.timedelta(days=6 * 365 + 2)


def add_photo(
    session: Session,
    *,
    content: bytes,
    words: Mapping[str, Sequence[str]],
    alts: Mapping[str, str],
    licence: str,
    credit: str,
    people: int,
    by: uuid.UUID,
) -> OwnPicture:
    """Keeps a photo, drawn anew without place or time. With people in it, it waits for their consent.

    Raises:
        PackRefused: it is not a picture, or too large; `problem_words` says it.
    """
    clean, media_type = redrawn(content)
    picture = OwnPicture(
        id=uuid.uuid4(),
        kind=PictureKind.PHOTO,
        words={code: list(said) for code, said in words.items()},
        alts=dict(alts),
        licence=licence,
        credit=credit,
        media_type=media_type,
        people=people,
        is_offered=people == 0,
        added_by=by,
        added_at=clock.now(),
    )
    picture.storage_key = sealed_files.put(clean, belongs_to=picture.id)
    session.add(picture)
    session.flush()
    return picture


def edit_photo(
    session: Session,
    *,
    picture: OwnPicture,
    words: Mapping[str, Sequence[str]],
    alts: Mapping[str, str],
    licence: str,
    credit: str,
    people: int,
) -> None:
    """Other words for it, or another count of the people in it."""
    picture.words, picture.alts = {code: list(said) for code, said in words.items()}, dict(alts)
    picture.licence, picture.credit, picture.people = licence, credit, people
    session.flush()
    _count_consents(session, picture)


def note_consent(
    session: Session,
    *,
    picture: OwnPicture,
    name: str,
    uses: Collection[PhotoUse],
    how: AgreedHow,
    said_by: str,
    agreed_on: dt.date,
    until: dt.date,
    by: uuid.UUID,
) -> PhotoConsent:
    """One person in the photo said yes: to what, how, and until when."""
    consent = PhotoConsent(
        id=uuid.uuid4(),
        picture_id=picture.id,
        uses=sorted(str(use) for use in uses),
        how=how,
        agreed_on=agreed_on,
        until=until,
        noted_by=by,
        noted_at=clock.now(),
    )
    consent.name, consent.said_by = name, said_by or None
    session.add(consent)
    session.flush()
    _count_consents(session, picture)
    audit.record(session, action="photo_consent_noted", subject="own_picture", subject_id=picture.id, actor_id=by)
    return consent


def end_consent(session: Session, *, consent: PhotoConsent, by: uuid.UUID) -> None:
    """Someone took their yes back: the photo is gone from every page at once, and its file soon after."""
    if consent.ended_at is not None:
        return
    consent.ended_at = clock.now()
    picture = session.get_one(OwnPicture, consent.picture_id)
    audit.record(session, action="photo_consent_ended", subject="own_picture", subject_id=picture.id, actor_id=by)
    take_out_photo(session, picture=picture, because="consent", by=by)


def take_out_photo(session: Session, *, picture: OwnPicture, because: str, by: uuid.UUID) -> None:
    """Not offered and not shown any more; the file is deleted by the worker. Nothing puts it back."""
    picture.is_offered = False
    if picture.taken_out_at is None:
        picture.taken_out_at, picture.taken_out_because = clock.now(), because
        queue.enqueue(session, TIDY_TASK, asked_by=by)
    session.flush()


def note_test(
    session: Session,
    *,
    picture: str,
    language: str,
    who: str,
    people: int,
    tested_on: dt.date,
    understood: Understood,
    remark: str,
    by: uuid.UUID,
) -> PictureTest:
    """Writes down what people made of a picture. It cannot be changed afterwards, only followed by another.

    Raises:
        LookupError: there is no such picture.
    """
    if is_own(picture) and not gallery.own_pictures(session, names=[picture]):
        raise LookupError(picture)
    test = PictureTest(
        picture=picture,
        drawing=picture if is_own(picture) else catalogue.concept(picture).drawing_in(language),
        language=language,
        who=who,
        people=people,
        tested_on=tested_on,
        understood=understood,
        remark=remark,
        noted_by=by,
        noted_at=clock.now(),
    )
    session.add(test)
    session.flush()
    return test


def tidy_pictures(session: Session) -> int:
    """Deletes the files of pictures that were taken out, and of photos the day after a consent ended. How many."""
    gone = session.scalars(
        sa.select(OwnPicture).where(
            OwnPicture.storage_key != "",
            sa.or_(OwnPicture.taken_out_at.is_not(None), OwnPicture.usable_until < clock.today()),
        )
    ).all()
    for picture in gone:
        _forget_paper(session, picture)
        storage().delete(picture.storage_key)
        picture.storage_key = ""
        if picture.taken_out_at is None:
            picture.taken_out_at, picture.taken_out_because = clock.now(), "consent"
    _forget_consents(session)
    session.flush()
    return len(gone)


def _forget_consents(session: Session) -> None:
    """Six years after it ended, nobody asks any more whether we were allowed to show someone."""
    now = clock.now()
    ended = sa.or_(PhotoConsent.ended_at < now - KEPT_AS_PROOF, PhotoConsent.until < (now - KEPT_AS_PROOF).date())
    session.execute(sa.delete(PhotoConsent).where(ended))


def _forget_paper(session: Session, picture: OwnPicture) -> None:
    """Files that were printed with it are not offered any more; the writer is told why, and can make them again."""
    for file in queries.files_showing(session, name=own_name(picture.id)):
        if file.storage_key:
            storage().delete(file.storage_key)
        file.state, file.storage_key = FileState.REFUSED, ""
        file.faults = [_("A picture in it may not be shown any more")]


def _count_consents(session: Session, picture: OwnPicture) -> None:
    """Offered while everyone in it agrees to web and paper; until the day the first of these ends."""
    wanted = sa.select(PhotoConsent).where(PhotoConsent.picture_id == picture.id, PhotoConsent.ended_at.is_(None))
    today = clock.today()
    good = sorted(
        (one.until for one in session.scalars(wanted) if set(NEEDED_USES) <= set(one.uses) and one.until >= today),
        reverse=True,
    )
    is_covered = len(good) >= picture.people
    picture.is_offered = picture.taken_out_at is None and is_covered
    picture.usable_until = good[picture.people - 1] if picture.people and is_covered else None
    session.flush()
