"""Meetings: when and where, what is talked about, who comes how, what is arranged for whom."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import (
    BookingKind,
    BookingState,
    ChangeOfMeeting,
    ComesWith,
    Coming,
    MeetingState,
    NeedState,
    WrittenBecause,
)
from portal.questions.enums import Provenance
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SPECIAL


class Meeting(Base):
    """One meeting of a panel. Texts by language code; moments in UTC, typed and shown as at home."""

    __tablename__ = "panel_meeting"
    __purpose__ = "Meeting as a panel"
    __retention__ = "Kept: it is the record of what a panel did"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    title: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    starts_at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)
    ends_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    place: Mapped[str] = mapped_column(default="", info=CONTENT)
    video_link: Mapped[str] = mapped_column(default="", info=CONTENT)
    phone: Mapped[str] = mapped_column(default="", info=CONTENT)
    directions: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    place_access: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    state: Mapped[MeetingState] = choice(MeetingState, default=MeetingState.PLANNED, info=OPERATIONAL)
    # Counts every change of time, place or being called off: a calendar follows the highest (RFC 5545, 3.8.7.4).
    sequence: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    invited_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}

    def is_over_at(self, moment: dt.datetime) -> bool:
        """Whether it took place: called off, it never did."""
        return self.state is MeetingState.OVER or (self.state is MeetingState.PLANNED and self.ends_at <= moment)


class MeetingChange(Base):
    """One change of a meeting: what it was, what it is, who changed it, and what members are told of why."""

    __tablename__ = "meeting_change"
    __purpose__ = "Showing what was changed about a meeting, and telling everyone"
    __retention__ = "Kept with the meeting"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    kind: Mapped[ChangeOfMeeting] = choice(ChangeOfMeeting, info=OPERATIONAL)
    was: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    now: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    why: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


class AgendaItem(Base):
    """One thing to talk about, or a break, in the order of `place`."""

    __tablename__ = "agenda_item"
    __purpose__ = "Members knowing before what a meeting is about"
    __retention__ = "Kept with the meeting"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    title: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    # What we ask the members about it: printed on the question cards.
    question: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    minutes: Mapped[int] = mapped_column(info=OPERATIONAL)
    is_break: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class Attendance(Base):
    """One member and one meeting: asked, what they said, and what was."""

    __tablename__ = "attendance"
    __purpose__ = "Knowing who comes how, and thanking for the time"
    __retention__ = "Two years after the member left"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    coming: Mapped[Coming | None] = choice(Coming, nullable=True, info=PERSONAL)
    comes_with: Mapped[ComesWith] = choice(ComesWith, default=ComesWith.NOBODY, info=PERSONAL)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    # The change of the meeting they had seen when they answered; none after another time: they are asked again.
    answered_sequence: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    answered_via: Mapped[SaidBy | None] = choice(SaidBy, nullable=True, info=OPERATIONAL)
    # The member of staff who wrote it down; nobody when the member did it.
    answer_noted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    came: Mapped[Coming | None] = choice(Coming, nullable=True, info=PERSONAL)
    minutes: Mapped[int | None] = mapped_column(info=PERSONAL)
    supporter_came: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    recorded_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("meeting_id", "member_id"),)


class MeetingWriting(Base):
    """That a member was written to, or why not: each reason once for each state of the meeting."""

    __tablename__ = "meeting_writing"
    __purpose__ = "Writing once, and seeing who could not be written to"
    __retention__ = "Two years after the member left"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    because: Mapped[WrittenBecause] = choice(WrittenBecause, info=OPERATIONAL)
    # The meeting's change, paper or notes it was about.
    about: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    channel: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    withheld: Mapped[str] = mapped_column(default="", info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("member_id", "because", "about"),)


class Booking(Base):
    """Something to be arranged for a meeting: who does it, by when, how it stands."""

    __tablename__ = "meeting_booking"
    __purpose__ = "What people need being there when they come"
    __retention__ = "Two years after the meeting"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    kind: Mapped[BookingKind] = choice(BookingKind, info=OPERATIONAL)
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True, info=OPERATIONAL)
    due: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    state: Mapped[BookingState] = choice(BookingState, default=BookingState.TO_DO, info=OPERATIONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    words = Sealed()

    __mapper_args__ = {"version_id_col": version}


class MeetingNeed(Base):
    """One thing one member needs at one meeting, from their access passport. Met, or explained to them."""

    __tablename__ = "meeting_need"
    __purpose__ = "Everyone being able to take part"
    __retention__ = "Two years after the meeting"

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_meeting.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    # The kind of need, as the passport names it.
    need: Mapped[str] = mapped_column(info=SPECIAL)
    what_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    state: Mapped[NeedState] = choice(NeedState, default=NeedState.OPEN, info=OPERATIONAL)
    booking_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("meeting_booking.id"), info=OPERATIONAL)
    # What we tell the member: how it is arranged, or why it could not be.
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    settled_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    settled_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    what, words = Sealed(), Sealed()

    __table_args__ = (sa.UniqueConstraint("meeting_id", "member_id", "need"),)


class ViewAhead(Base):
    """What someone wants to say about an item of the agenda without being there."""

    __tablename__ = "view_ahead"
    __purpose__ = "Members who cannot come being heard all the same"
    __retention__ = "Two years after the meeting"

    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    via: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    provenance: Mapped[Provenance] = choice(Provenance, info=OPERATIONAL)
    # The member of staff who typed it; nobody when the member did.
    typed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    with_name: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # Words that could point at someone else are held, and the member is told why.
    held_because_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    held_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    taken_back_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    words, held_because = Sealed(), Sealed()


class MeetingWishes(Base):
    """What a member wishes for around meetings: the words in their calendar, and the card with their name."""

    __tablename__ = "meeting_wishes"
    __purpose__ = "A calendar others may read, and a name card as they want it"
    __retention__ = "Until the member leaves"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), unique=True, info=OPERATIONAL)
    calendar_words_sealed: Mapped[bytes | None] = mapped_column(info=PERSONAL)
    card_name_sealed: Mapped[bytes | None] = mapped_column(info=PERSONAL)
    card_picture: Mapped[str] = mapped_column(default="", info=PERSONAL)

    calendar_words, card_name = Sealed(), Sealed()


append_only("meeting_change")
