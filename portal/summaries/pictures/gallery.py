"""Own pictures as the rest of the room needs them: frozen into a version, read, printed, and gone when consent ends."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import clock, sealed_files
from portal.summaries.models import OwnPicture
from portal.summaries.pictures.naming import is_own, own_id, own_name


def own_pictures(session: Session, *, names: Iterable[str]) -> dict[str, OwnPicture]:
    """By name; nothing is asked of the database when no name is one of our own."""
    ids = {picture_id for name in names if (picture_id := own_id(name))}
    if not ids:
        return {}
    rows = session.scalars(sa.select(OwnPicture).where(OwnPicture.id.in_(ids)))
    return {own_name(row.id): row for row in rows}


def is_usable(picture: OwnPicture, *, on: dt.date) -> bool:
    """Whether it may be shown: its file is there, someone agreed to offer it, and so did everyone who is in it."""
    still_agreed = picture.usable_until is None or on <= picture.usable_until
    return picture.is_offered and picture.taken_out_at is None and bool(picture.storage_key) and still_agreed


def usable_names(session: Session, *, names: Iterable[str]) -> set[str]:
    """Those of our own among `names` that may be used today."""
    today = clock.today()
    return {name for name, row in own_pictures(session, names=names).items() if is_usable(row, on=today)}


def gone_among(session: Session, *, names: Iterable[str]) -> frozenset[str]:
    """Own pictures among `names` that may not be shown any more."""
    own = {name for name in names if is_own(name)}
    return frozenset(own - usable_names(session, names=own)) if own else frozenset()


def frozen(session: Session, *, names: Iterable[str]) -> dict[str, Any]:
    """What a version keeps of its own pictures: what they show, and whose they are. Never the file."""
    return {
        name: {"alts": dict(row.alts), "licence": row.licence, "credit": row.credit, "media_type": row.media_type}
        for name, row in sorted(own_pictures(session, names=names).items())
    }


def no_longer_shown(session: Session, *, content: Mapping[str, Any]) -> frozenset[str]:
    """Own pictures of a frozen summary that may not be shown any more, wherever it is read."""
    return gone_among(session, names=content.get("own_pictures", {}))


def files_for_print(session: Session, *, content: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the own pictures in a frozen summary, by name. One that may not be shown is not among them."""
    rows, today = own_pictures(session, names=content.get("own_pictures", {})), clock.today()
    return {name: file_of(row) for name, row in rows.items() if is_usable(row, on=today)}


def file_of(picture: OwnPicture) -> bytes:
    """Its bytes, re-encoded when it came in."""
    return sealed_files.get(picture.storage_key, belongs_to=picture.id)
