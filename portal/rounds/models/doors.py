"""Doors to answer beside the web: calls, shared tablets, paper, supporters; and changing what was sent."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.questions.enums import Helper, Provenance
from portal.rounds.door_enums import ChangeKind, Door, EntryState, KioskEnd, PaperSize, PaperState, VisitKind
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SECRET


class RoundDoors(Base):
    """Which doors a round opens beside invitations, and until when answers can be changed or taken back."""

    __tablename__ = "round_doors"
    __purpose__ = "Letting people answer in the way that suits them"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    # People who were not drawn may answer on a tablet or on a form without a name; counted apart from the sample.
    is_open: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    # Paper is typed in by two people, and their differences are settled.
    double_entry: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    # None: until the round closes.
    change_until: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class Kiosk(Base):
    """A tablet that staff lend out for a while. Until it ends it opens nothing but the questions of one round."""

    __tablename__ = "kiosk"
    __purpose__ = "Letting people answer on a tablet that belongs to someone else"
    __retention__ = "One year after it ends"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    place: Mapped[str] = mapped_column(default="", info=CONTENT)
    language: Mapped[str] = mapped_column(default="en", info=OPERATIONAL)
    is_open: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    pin_hash: Mapped[str] = mapped_column(info=SECRET)
    started_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    started_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    ends_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    ended_because: Mapped[KioskEnd | None] = choice(KioskEnd, info=OPERATIONAL)


class WalkIn(Base):
    """Someone who answers without an invitation: on an open tablet, or on a form without a name. Not of the sample.

    A form printed without a name has a code, so that it is typed in once; on a tablet there is none.
    """

    __tablename__ = "walk_in"
    __purpose__ = "Hearing people who were not drawn, and counting them apart"
    __retention__ = "One year after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    alias: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4, unique=True, info=OPERATIONAL)
    code_index: Mapped[str | None] = mapped_column(unique=True, info=SECRET)
    batch_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    began_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"alias": uuid.uuid4(), **values})


class DoorVisit(Base):
    """A visit that is not simply someone's own: who helps or asks, by which door, and when it ends by itself.

    `visit_id` is the browser session of it; staff who ask and type have none of their own for that, and it is this
    row's id. `holder_id` is whose answers they are: an invitation or a walk-in.
    """

    __tablename__ = "door_visit"
    __purpose__ = "Knowing by which door and with whose help answers came"
    __retention__ = "One year after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    holder_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    visit_id: Mapped[uuid.UUID] = mapped_column(unique=True, info=OPERATIONAL)
    kind: Mapped[VisitKind] = choice(VisitKind, info=OPERATIONAL)
    channel: Mapped[Door] = choice(Door, info=OPERATIONAL)
    kiosk_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("kiosk.id"), index=True, info=OPERATIONAL)
    # In whose name whatever is typed in this visit is kept; None where the person says so at the end.
    provenance: Mapped[Provenance | None] = choice(Provenance, info=PERSONAL)
    helped_by: Mapped[Helper | None] = choice(Helper, info=PERSONAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    is_change: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    started_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    started_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    ends_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)


class PaperBatch(Base):
    """A file of paper forms in one language and size: for people by name, or without names."""

    __tablename__ = "paper_batch"
    __purpose__ = "Letting people answer on paper"
    __retention__ = "Until the round closes; the record six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[PaperSize] = choice(PaperSize, default=PaperSize.NORMAL, info=OPERATIONAL)
    is_blank: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    state: Mapped[PaperState] = choice(PaperState, default=PaperState.WAITING, info=OPERATIONAL)
    forms: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    # The one person it is for, when staff print a single form.
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    proof: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("round_id", "number"),)


class PaperEntry(Base):
    """One typing-in of one paper form. Its answers are drafts under its own id until they are counted."""

    __tablename__ = "paper_entry"
    __purpose__ = "Counting what came back on paper, without typing mistakes"
    __retention__ = "One year after release; what was typed until it is counted"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    # Whose form it is: an invitation or a walk-in.
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)  # 1, or 2 for the second person
    state: Mapped[EntryState] = choice(EntryState, default=EntryState.TYPING, info=OPERATIONAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    provenance: Mapped[Provenance | None] = choice(Provenance, info=PERSONAL)
    helped_by: Mapped[str] = mapped_column(default="", info=PERSONAL)
    # Purposes ticked on the form; None until that page was typed in.
    agreed: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=PERSONAL)
    typed_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    began_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    typed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("subject_id", "place"),)


class PaperSettlement(Base):
    """How a difference between two typings of one form was settled: which one holds, and why."""

    __tablename__ = "paper_settlement"
    __purpose__ = "Showing how typing mistakes were put right"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    # A question's key, or "provenance", "helper", "consents".
    about: Mapped[str] = mapped_column(info=OPERATIONAL)
    chosen: Mapped[int] = mapped_column(info=OPERATIONAL)  # the first typing or the second
    reason: Mapped[str] = mapped_column(info=CONTENT)
    settled_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    settled_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("paper_settlement", unless="old.settled_at < ago(2190)")


class ResponseChange(Base):
    """That answers already sent were changed, or taken back: when, by which door, never what they said."""

    __tablename__ = "response_change"
    __purpose__ = "Showing that people could change and take back what they said"
    __retention__ = "Six years after release"

    asked_in: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    response_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    # Kept so that the same receipt, typed again, hears what was done.
    receipt_index: Mapped[str | None] = mapped_column(index=True, info=SECRET)
    kind: Mapped[ChangeKind] = choice(ChangeKind, info=OPERATIONAL)
    edition: Mapped[int] = mapped_column(info=OPERATIONAL)  # of the answers, after this change
    channel: Mapped[Door] = choice(Door, info=OPERATIONAL)
    changed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)  # staff, when it was done by phone
    changed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("response_change", unless="old.changed_at < ago(2190)")


class ReceiptWish(Base):
    """Someone asked to be sent their receipt, and by which way. Asked twice it is sent once."""

    __tablename__ = "receipt_wish"
    __purpose__ = "Sending the receipt to who asked for it, and to nobody else"
    __retention__ = "One year after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("invitation.id"), unique=True, info=OPERATIONAL)
    # The way they chose; whether it is safe is for the send gate.
    channel: Mapped[str] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
