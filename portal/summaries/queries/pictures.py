"""Packs, own photos, who agreed to be shown, and what people made of pictures."""

import uuid
from collections.abc import MutableMapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.summaries.enums import VersionKind
from portal.summaries.models import (
    CopyBatch,
    OwnPicture,
    PhotoConsent,
    PicturePack,
    PictureTest,
    PrintedFile,
    Statement,
    Summary,
    SummaryVersion,
    VersionWithdrawal,
)
from portal.summaries.pictures.enums import PictureKind


def all_packs(session: Session) -> Sequence[PicturePack]:
    return session.scalars(sa.select(PicturePack).order_by(PicturePack.added_at.desc(), PicturePack.id)).all()


def pictures_of_pack(session: Session, *, pack_id: uuid.UUID) -> Sequence[OwnPicture]:
    wanted = sa.select(OwnPicture).where(OwnPicture.pack_id == pack_id)
    return session.scalars(wanted.order_by(OwnPicture.ref, OwnPicture.id)).all()


def all_photos(session: Session) -> Sequence[OwnPicture]:
    """Newest first, also those that were taken out."""
    wanted = sa.select(OwnPicture).where(OwnPicture.kind == PictureKind.PHOTO)
    return session.scalars(wanted.order_by(OwnPicture.added_at.desc(), OwnPicture.id)).all()


def consents_of(session: Session, *, picture_id: uuid.UUID) -> Sequence[PhotoConsent]:
    wanted = sa.select(PhotoConsent).where(PhotoConsent.picture_id == picture_id)
    return session.scalars(wanted.order_by(PhotoConsent.noted_at, PhotoConsent.id)).all()


def tests_of(session: Session, *, picture: str) -> Sequence[PictureTest]:
    """Newest first."""
    wanted = sa.select(PictureTest).where(PictureTest.picture == picture)
    return session.scalars(wanted.order_by(PictureTest.tested_on.desc(), PictureTest.noted_at.desc())).all()


def summaries_with(session: Session, *, picture: str) -> Sequence[Summary]:
    """Whose draft has this picture in a statement that was not left out."""
    wanted = sa.select(Statement.summary_id).where(Statement.picture == picture, Statement.left_out_at.is_(None))
    return session.scalars(sa.select(Summary).where(Summary.id.in_(wanted)).order_by(Summary.slug)).all()


def pictures_published(session: Session, *, known: MutableMapping[uuid.UUID, frozenset[str]]) -> list[str]:
    """Names of all pictures of published versions that were not withdrawn, in order.

    What is published never changes: of each version it is read once, and kept in `known` by its id.
    """
    withdrawn = sa.select(VersionWithdrawal.version_id)
    standing = (SummaryVersion.kind == VersionKind.PUBLISHED, SummaryVersion.id.not_in(withdrawn))
    ids = session.scalars(sa.select(SummaryVersion.id).where(*standing)).all()
    new = [one for one in ids if one not in known]
    if new:
        contents = sa.select(SummaryVersion.id, SummaryVersion.content).where(SummaryVersion.id.in_(new))
        for version_id, content in session.execute(contents):
            known[version_id] = frozenset(one["picture"] for one in content["statements"] if one["picture"])
    return sorted(frozenset().union(*(known[one] for one in ids)))


def files_showing(session: Session, *, name: str) -> Sequence[PrintedFile | CopyBatch]:
    """Printed files and piles of personal copies of versions that have this own picture in them."""
    versions = sa.select(SummaryVersion.id).where(sa.cast(SummaryVersion.content, sa.Text).contains(name))
    files = session.scalars(sa.select(PrintedFile).where(PrintedFile.version_id.in_(versions))).all()
    return [*files, *session.scalars(sa.select(CopyBatch).where(CopyBatch.version_id.in_(versions)))]
