"""Pictures an organisation brings itself, what the people in them agreed to, and what people said of any picture."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, IDENTITY, OPERATIONAL, PUBLIC
from portal.summaries.pictures.enums import AgreedHow, PackState, PictureKind, Understood


class PicturePack(Base):
    """A folder of pictures with a table, as it was uploaded: looked at first, and used only when someone agrees."""

    __tablename__ = "picture_pack"
    __purpose__ = "Using picture sets that people here already know"
    __retention__ = "Until it is taken out; pictures in published summaries stay with them"

    name: Mapped[str] = mapped_column(info=CONTENT)
    state: Mapped[PackState] = choice(PackState, default=PackState.CHECKING, info=OPERATIONAL)
    # The ZIP, until it has been read.
    file_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # What is wrong, by row and column: row, column, code, value.
    problems: Mapped[list[Any]] = mapped_column(default=list, info=OPERATIONAL)
    pictures: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    added_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    agreed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)


class OwnPicture(Base):
    """A picture of a pack, or an own photo. Statements name it `own-<id>`; the file is kept sealed."""

    __tablename__ = "own_picture"
    __purpose__ = "Pictures people here know, beside the drawings that come with the portal"
    __retention__ = "Until it is taken out, or the consent of someone in it ends: then the file is deleted"

    kind: Mapped[PictureKind] = choice(PictureKind, info=OPERATIONAL)
    pack_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("picture_pack.id"), index=True, info=OPERATIONAL)
    # What the pack's table calls it.
    ref: Mapped[str] = mapped_column(default="", info=CONTENT)
    # By language: a list of search words, and what the picture shows.
    words: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    alts: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    licence: Mapped[str] = mapped_column(info=PUBLIC)
    credit: Mapped[str] = mapped_column(info=PUBLIC)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    media_type: Mapped[str] = mapped_column(default="image/png", info=OPERATIONAL)
    # How many people can be recognised in it: each of them must have agreed.
    people: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    is_offered: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    # The day the first consent ends; None where nobody's is needed. Kept up by what changes consents.
    usable_until: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    taken_out_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    taken_out_because: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    added_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class PhotoConsent(Base):
    """One person in a photo: who agreed, to what, until when. Ending it is a date, and the row stays."""

    __tablename__ = "photo_consent"
    __purpose__ = "Showing people's faces only as long as they agree"
    __retention__ = "Six years after it ended"

    picture_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("own_picture.id"), index=True, info=OPERATIONAL)
    name_sealed: Mapped[bytes] = mapped_column(info=IDENTITY)
    uses: Mapped[list[str]] = mapped_column(info=OPERATIONAL)
    how: Mapped[AgreedHow] = choice(AgreedHow, info=OPERATIONAL)
    # Who may decide for them and said yes, where it was not the person.
    said_by_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    agreed_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    until: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    noted_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    noted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    name = Sealed()
    said_by = Sealed()


class PictureTest(Base):
    """A picture was shown to people, and this is what they made of it."""

    __tablename__ = "picture_test"
    __purpose__ = "Knowing which pictures people really understand"
    __retention__ = "Kept"

    # A concept of the table, or `own-<id>`.
    picture: Mapped[str] = mapped_column(index=True, info=OPERATIONAL)
    # The very drawing that was shown: a mark does not pass to another one.
    drawing: Mapped[str] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    # Which group it was, never a person.
    who: Mapped[str] = mapped_column(info=CONTENT)
    people: Mapped[int] = mapped_column(info=OPERATIONAL)
    tested_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    understood: Mapped[Understood] = choice(Understood, info=OPERATIONAL)
    remark: Mapped[str] = mapped_column(default="", info=CONTENT)
    noted_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    noted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("picture_test")
