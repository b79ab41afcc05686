"""What is heard outside the sample, remarks and mystery-shopper visits; what organisers get ready for a round."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.rounds.informal_enums import (
    Agreed,
    ChecklistState,
    HeardThrough,
    PaidBy,
    PaidPer,
    RemarkState,
    SaidBy,
    SawIt,
    SetAside,
    StoppedBecause,
    VisitState,
)
from portal.shared.crypto import Sealed
from portal.shared.database import Base, choice
from portal.shared.privacy import CONTACT, CONTENT, IDENTITY, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class Remark(Base):
    """Something said in passing, noted by staff. It stands beside the answers of a sample and never among them."""

    __tablename__ = "remark"
    __purpose__ = "Hearing what people say when nobody asks"
    __retention__ = "Six years after release"

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("service.id"), index=True, info=OPERATIONAL)
    round_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    said_by: Mapped[SaidBy] = choice(SaidBy, info=PERSONAL)
    heard_through: Mapped[HeardThrough] = choice(HeardThrough, info=OPERATIONAL)
    heard_on: Mapped[dt.date] = mapped_column(info=PERSONAL)
    # Where (a coffee morning, say), the person's own words, and what a listener understood: kept apart.
    where_sealed: Mapped[bytes | None] = mapped_column(info=PERSONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    gist_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    words_language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    may_use: Mapped[Agreed] = choice(Agreed, info=PERSONAL)
    may_quote: Mapped[Agreed] = choice(Agreed, info=PERSONAL)
    told_who_hears: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    state: Mapped[RemarkState] = choice(RemarkState, default=RemarkState.NEW, index=True, info=OPERATIONAL)
    theme_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("theme.id", ondelete="SET NULL"), index=True, info=OPERATIONAL
    )
    finding_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("finding.id", ondelete="SET NULL"), index=True, info=OPERATIONAL
    )
    set_aside_because: Mapped[SetAside | None] = choice(SetAside, info=OPERATIONAL)
    noted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    noted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    reviewed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    where, words, gist = Sealed(), Sealed(), Sealed()

    __mapper_args__ = {"version_id_col": version}


class VisitChecklist(Base):
    """What mystery shoppers look for: made from what people of one round said they wanted. Fixed once it is ready."""

    __tablename__ = "visit_checklist"
    __purpose__ = "Trying a service as people who use it would"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    name: Mapped[str] = mapped_column(info=CONTENT)
    # Texts by language code.
    briefing: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    safety: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    state: Mapped[ChecklistState] = choice(ChecklistState, default=ChecklistState.DRAFT, info=OPERATIONAL)
    paid_per: Mapped[PaidPer] = choice(PaidPer, default=PaidPer.VISIT, info=OPERATIONAL)
    # In pence; an hourly rate is for `hours`, whatever a visit took.
    rate_pence: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    hours: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    created_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    items: Mapped[list["VisitItem"]] = relationship(order_by="VisitItem.place", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}


class VisitItem(Base):
    """One thing to look for, with what people had said that it stands for."""

    __tablename__ = "visit_item"
    __purpose__ = "Trying a service as people who use it would"
    __retention__ = "Six years after release"

    checklist_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("visit_checklist.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    # What the visitor is asked, by language code.
    texts: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    # What people said, as it was worded then.
    wanted: Mapped[str] = mapped_column(default="", info=CONTENT)
    theme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id", ondelete="SET NULL"), info=OPERATIONAL)
    finding_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("finding.id", ondelete="SET NULL"), info=OPERATIONAL
    )


class VisitCall(Base):
    """Members of a panel asked to visit one place with a checklist: whoever says yes gets a visit of their own."""

    __tablename__ = "visit_call"
    __purpose__ = "Asking panels to try a service"
    __retention__ = "Six years after release"

    checklist_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("visit_checklist.id"), index=True, info=OPERATIONAL)
    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    where: Mapped[str] = mapped_column(info=CONTENT)
    first_day: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    last_day: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


class Visitor(Base):
    """A volunteer or panel member who visits. They are reached by staff, never by the portal."""

    __tablename__ = "visitor"
    __purpose__ = "Knowing who visits, and paying them"
    __retention__ = "Two years after their last visit"

    name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    contact_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), unique=True, info=OPERATIONAL)
    # Who visits for their panel; their name is known there alone.
    member_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_member.id"), unique=True, info=OPERATIONAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    active: Mapped[bool] = mapped_column(default=True, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    name, contact = Sealed(), Sealed()

    __mapper_args__ = {"version_id_col": version}


class Visit(Base):
    """One visit: who, where, when, what was promised and paid, and whether its report counts."""

    __tablename__ = "visit"
    __purpose__ = "Trying a service as people who use it would"
    __retention__ = "Six years after release, without the visitor after two"

    checklist_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("visit_checklist.id"), index=True, info=OPERATIONAL)
    visitor_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("visitor.id"), index=True, info=OPERATIONAL)
    # Asked of a panel: then it is thanked for there, and nothing is promised here.
    call_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("visit_call.id"), index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    where: Mapped[str] = mapped_column(info=CONTENT)
    first_day: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    last_day: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    code_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    state: Mapped[VisitState] = choice(VisitState, default=VisitState.PLANNED, index=True, info=OPERATIONAL)
    visited_on: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    stopped_because: Mapped[StoppedBecause | None] = choice(StoppedBecause, info=SPECIAL)
    # When the visitor sent the report, or stopped: from then on they wait for their money.
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    promised_pence: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    paid_pence: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    paid_on: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    paid_by: Mapped[PaidBy | None] = choice(PaidBy, info=OPERATIONAL)
    payment_noted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    reviewed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    set_aside_because: Mapped[SetAside | None] = choice(SetAside, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    created_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    words = Sealed()

    __table_args__ = (sa.UniqueConstraint("checklist_id", "number"),)
    __mapper_args__ = {"version_id_col": version}


class VisitAnswer(Base):
    """What a visitor saw of one thing, kept as they go."""

    __tablename__ = "visit_answer"
    __purpose__ = "Trying a service as people who use it would"
    __retention__ = "Six years after release"

    visit_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("visit.id"), info=OPERATIONAL)
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("visit_item.id"), info=OPERATIONAL)
    saw: Mapped[SawIt | None] = choice(SawIt, info=SPECIAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    saved_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    words = Sealed()

    __table_args__ = (sa.UniqueConstraint("visit_id", "item_id"),)


class RoundPreparation(Base):
    """What an organiser gets ready before a round is sent, and whether it is put away."""

    __tablename__ = "round_preparation"
    __purpose__ = "Sending nothing before help and dates are in place"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    # Whom people can ring when a question, or their own answer, worries them.
    helpline_name: Mapped[str] = mapped_column(default="", info=CONTENT)
    helpline_phone: Mapped[str] = mapped_column(default="", info=CONTENT)
    release_on: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    check_back_on: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    privacy_read_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    privacy_read_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    copied_from_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    archived_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    archived_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class TrialSend(Base):
    """A message of a round sent to the organiser who asked for it. It is about nobody and counts nowhere: its message
    and attempts are kept under this row's id, not under the round's."""

    __tablename__ = "trial_send"
    __purpose__ = "Seeing a message as people will get it"
    __retention__ = "90 days"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), info=OPERATIONAL)
    template: Mapped[str] = mapped_column(info=OPERATIONAL)
    channel: Mapped[str] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
