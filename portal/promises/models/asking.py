"""Asking people whether a promise was kept, and what they said."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.promises.enums import AnswerChannel, KeptVerdict
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import OPERATIONAL, PERSONAL, SECRET, SPECIAL
from portal.summaries.enums import WhoHelped


class PromiseAsking(Base):
    """People are asked, once, about the promises of one summary that have ended."""

    __tablename__ = "promise_asking"
    __purpose__ = "Hearing from people whether we kept our word"
    __retention__ = "Kept: it is the base of what people said"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    promise_ids: Mapped[list[str]] = mapped_column(info=OPERATIONAL)
    until: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


class PromiseInvitation(Base):
    """One person's way to say whether promises were kept. Link and code are kept as keyed fingerprints only."""

    __tablename__ = "promise_invitation"
    __purpose__ = "Asking those who wanted to hear what became of it"
    __retention__ = "One year after the asking ends"

    asking_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("promise_asking.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    code_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    # What someone has said so far, until they send it; shown again to the same visit only.
    said_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    sent_by: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    not_sent_because: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    tried_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    receipt: Mapped[str] = mapped_column(default="", info=OPERATIONAL)

    said = Sealed()

    __table_args__ = (sa.UniqueConstraint("asking_id", "person_id"),)


class PromiseVerdict(Base):
    """What one person said of one promise: kept, partly, not kept. Nothing said is no row, never a yes."""

    __tablename__ = "promise_verdict"
    __purpose__ = "The people's own word on whether a promise was kept"
    __retention__ = "Six years after the asking ends; remarks one year"

    invitation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("promise_invitation.id"), index=True, info=OPERATIONAL
    )
    promise_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("promise.id"), index=True, info=OPERATIONAL)
    verdict: Mapped[KeptVerdict] = choice(KeptVerdict, info=OPERATIONAL)
    comment_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    provenance: Mapped[WhoHelped] = choice(WhoHelped, info=OPERATIONAL)
    channel: Mapped[AnswerChannel] = choice(AnswerChannel, info=OPERATIONAL)
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    comment = Sealed()

    __table_args__ = (sa.UniqueConstraint("invitation_id", "promise_id"),)


append_only("promise_verdict", unless="old.at < ago(365)")
