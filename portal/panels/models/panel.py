"""A panel, its members, and every step of theirs."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import MemberState
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class Panel(Base):
    """A standing group of experts by experience. Texts by language code."""

    __tablename__ = "panel"
    __purpose__ = "Deciding together with people who have lived experience"
    __retention__ = "Kept: it is the record of who took part in what was decided"

    name: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    purpose: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    service_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("service.id"), index=True, info=OPERATIONAL)
    # How many members it is meant to have.
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    # Papers go out at least this many days before a meeting.
    notice_days: Mapped[int] = mapped_column(default=7, info=OPERATIONAL)
    # The member of staff whom members can name and ring.
    coordinator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), info=OPERATIONAL)
    # The members agreed that everyone may see what came of their work.
    is_public: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class PanelMember(Base):
    """One person's place on one panel. Link and code of their own page are kept as keyed fingerprints only."""

    __tablename__ = "panel_member"
    __purpose__ = "Knowing who is on a panel, and giving each a page of their own"
    __retention__ = "Two years after they left, then without the person"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    state: Mapped[MemberState] = choice(MemberState, index=True, info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    code_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    # A number only they know, asked for beside the link, if they wish: someone else may read their phone.
    pin_hash: Mapped[str] = mapped_column(default="", info=SECRET)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    since: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    left_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("panel_id", "person_id"),)


class MemberStep(Base):
    """One step of a member: to which state, when, by whom, and why. No step is ever changed."""

    __tablename__ = "member_step"
    __purpose__ = "Showing how each place on a panel was filled and left"
    __retention__ = "Six years; the reason in words two years"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    state: Mapped[MemberState] = choice(MemberState, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # The member of staff who did it; nobody when the member did it themselves.
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    # How the place came about: the draw ("drawn"), a replacement ("replacement"), a decision ("decision"), …
    because: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    why_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)

    why = Sealed()


append_only("member_step", unless="old.at < ago(730)")
