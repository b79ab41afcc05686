"""Bringing in a picture pack: looked at first, used when someone agrees, taken out again whole."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import audit, clock, queue, sealed_files
from portal.shared.storage import checksum, storage
from portal.summaries.models import OwnPicture, PicturePack
from portal.summaries.pictures.checking import PackRow, checked
from portal.summaries.pictures.enums import PackState, PictureKind
from portal.summaries.pictures.packs import Folder, from_zip
from portal.summaries.pictures.problems import PackRefused, Problem

CHECK_TASK = "summaries.check_pack"
TIDY_TASK = "summaries.tidy_pictures"


class NotNow(Exception):
    """A pack cannot be agreed to, or thrown away, in the state it is in."""


def take_pack(session: Session, *, name: str, content: bytes, by: uuid.UUID | None) -> PicturePack:
    """Keeps an uploaded ZIP and has it looked at. Nothing of it is offered.

    Raises:
        PackRefused: it is not a ZIP, is too big, or would harm.
    """
    from_zip(content)
    pack = PicturePack(
        id=uuid.uuid4(), name=name.strip(), added_by=by, added_at=clock.now(), file_sha256=checksum(content)
    )
    pack.file_key = sealed_files.put(content, belongs_to=pack.id)
    session.add(pack)
    session.flush()
    pack.job_id = queue.enqueue(session, CHECK_TASK, asked_by=by, pack_id=str(pack.id)).id
    return pack


def check_pack(session: Session, *, pack: PicturePack) -> None:
    """Reads the ZIP: either its problems are noted, or its pictures are there to look at, not offered yet.

    The ZIP itself is not needed afterwards: whoever commits deletes it.
    """
    try:
        folder = from_zip(sealed_files.get(pack.file_key, belongs_to=pack.id))
        fill_pack(session, pack=pack, folder=folder)
    except PackRefused as refused:
        _refuse(pack, [Problem(0, "", refused.code, refused.value)])
    pack.file_key = ""
    session.flush()


def check_folder(session: Session, *, name: str, folder: Folder, by: uuid.UUID | None = None) -> PicturePack:
    """The same for a folder of this machine, at once.

    Raises:
        PackRefused: there is no table to speak of.
    """
    pack = PicturePack(id=uuid.uuid4(), name=name.strip(), added_by=by, added_at=clock.now())
    session.add(pack)
    session.flush()
    fill_pack(session, pack=pack, folder=folder)
    return pack


def fill_pack(session: Session, *, pack: PicturePack, folder: Folder) -> None:
    """Checks every row of `folder`.

    Raises:
        PackRefused
    """
    rows, problems = checked(folder)
    if problems:
        _refuse(pack, problems)
        return
    for row in rows:
        session.add(_picture(pack, row))
    pack.pictures, pack.state = len(rows), PackState.CHECKED
    session.flush()


def throw_away(session: Session, *, pack: PicturePack) -> None:
    """Deletes the files of a pack whose rows will not be kept."""
    for picture in session.scalars(sa.select(OwnPicture).where(OwnPicture.pack_id == pack.id)):
        storage().delete(picture.storage_key)


def agree_pack(session: Session, *, pack: PicturePack, by: uuid.UUID | None) -> None:
    """From now on the pictures of the pack are found.

    Raises:
        NotNow: it has problems, or was agreed to already.
    """
    if pack.state is not PackState.CHECKED:
        raise NotNow
    pack.state, pack.agreed_by, pack.agreed_at = PackState.IMPORTED, by, clock.now()
    session.execute(sa.update(OwnPicture).where(OwnPicture.pack_id == pack.id).values(is_offered=True))
    audit.record(session, action="picture_pack_agreed", subject="picture_pack", subject_id=pack.id, actor_id=by)
    session.flush()


def take_out_pack(session: Session, *, pack: PicturePack, because: str, by: uuid.UUID | None) -> None:
    """Its pictures are not offered and not shown any more, and their files are deleted soon.

    Raises:
        NotNow: it is out already.
    """
    if pack.state is PackState.TAKEN_OUT:
        raise NotNow
    mine = sa.update(OwnPicture).where(OwnPicture.pack_id == pack.id, OwnPicture.taken_out_at.is_(None))
    session.execute(mine.values(is_offered=False, taken_out_at=clock.now(), taken_out_because=because))
    pack.state = PackState.TAKEN_OUT
    queue.enqueue(session, TIDY_TASK, asked_by=by)
    audit.record(session, action="picture_pack_taken_out", subject="picture_pack", subject_id=pack.id, actor_id=by)
    session.flush()


def _refuse(pack: PicturePack, problems: Iterable[Problem]) -> None:
    pack.state, pack.problems = PackState.REFUSED, [asdict(problem) for problem in problems]


def _picture(pack: PicturePack, row: PackRow) -> OwnPicture:
    picture = OwnPicture(
        id=uuid.uuid4(),
        kind=PictureKind.PACK,
        pack_id=pack.id,
        ref=row.ref,
        words=row.words,
        alts=row.alts,
        licence=row.licence,
        credit=row.credit,
        media_type=row.media_type,
        added_by=pack.added_by,
        added_at=clock.now(),
    )
    picture.storage_key = sealed_files.put(row.content, belongs_to=picture.id)
    return picture
