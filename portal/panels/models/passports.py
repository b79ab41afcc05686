"""The access passport: asked once, for every panel of a person; each look at it is kept."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import LookPurpose, NeedKind
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import OPERATIONAL, PERSONAL, SPECIAL


class PassportNeed(Base):
    """What someone needs, or that they need nothing, of one kind. A kind never answered has no row."""

    __tablename__ = "passport_need"
    __purpose__ = "Making every meeting and paper work for each member, without asking twice"
    __retention__ = "Until they leave their last panel"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    kind: Mapped[NeedKind] = choice(NeedKind, info=PERSONAL)
    # The ticked boxes and their own words, as JSON; empty when they need nothing of this kind.
    said_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    answered_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # The member of staff who typed it; nobody when the person did it on their page.
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    said = Sealed()

    __table_args__ = (sa.UniqueConstraint("person_id", "kind"),)


class PassportLook(Base):
    """Someone of the staff saw what a member needs: who, when, for what. The member reads it."""

    __tablename__ = "passport_look"
    __purpose__ = "A member sees who used what they told us about themselves"
    __retention__ = "Two years"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), info=OPERATIONAL)
    why: Mapped[LookPurpose] = choice(LookPurpose, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("passport_look", unless="old.at < ago(730)")
