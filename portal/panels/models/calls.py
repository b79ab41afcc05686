"""Calls for members, and who answered them."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import HelpedBy, InterestState, PoolImportState
from portal.panels.enums.doors import SaidBy
from portal.shared.crypto import Sealed
from portal.shared.database import Base, choice
from portal.shared.privacy import CONTACT, CONTENT, IDENTITY, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class PanelCall(Base):
    """A call for members of a panel. How people are chosen is published with it and fixed from then on."""

    __tablename__ = "panel_call"
    __purpose__ = "Finding members in the open, by rules that were known before"
    __retention__ = "Kept: it is the record of how members were found"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    # {"purpose": {"en": …}, "decides": …, "not_decides": …, "time": …, "payment": …, "support": …, "procedure": …}
    words: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    opens_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    closes_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    draw_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    seats: Mapped[int] = mapped_column(info=OPERATIONAL)
    # [{"key": "age", "values": ["16-29", …]}], in the order asked; the words for the usual ones are ours.
    attributes: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, info=CONTENT)
    # [{"category", "value", "least", "most", "least_flex", "most_flex"}]
    targets: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, info=OPERATIONAL)
    # What the targets were made from: [{"category", "value", "share"}], and where that is from.
    population: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, info=CONTENT)
    one_per_home: Mapped[bool] = mapped_column(default=True, info=OPERATIONAL)
    is_leximin: Mapped[bool] = mapped_column(default=True, info=OPERATIONAL)
    published_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    published_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    rules_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    drawn_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class Interest(Base):
    """Someone and a panel, from being asked or beginning to write until they are chosen or go. While it is a draft, the
    answers stand in it; once sent, who it is stands with the person, and here only what the choosing needs."""

    __tablename__ = "panel_interest"
    __purpose__ = "Choosing members fairly from those who would like to be one"
    __retention__ = "A year at most, or 30 days after they go; that someone was drawn: six years"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    call_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel_call.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    state: Mapped[InterestState] = choice(InterestState, index=True, info=OPERATIONAL)
    link_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    code_index: Mapped[str] = mapped_column(unique=True, info=SECRET)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    # JSON: what was said so far, name and contacts too. Emptied on sending.
    draft_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    # JSON: value by category.
    profile_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    # JSON: what they need to take part, as they said it.
    access_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    home_index: Mapped[str] = mapped_column(default="", info=CONTACT)
    came_by: Mapped[SaidBy] = choice(SaidBy, default=SaidBy.WEB, info=OPERATIONAL)
    helped_by: Mapped[HelpedBy] = choice(HelpedBy, default=HelpedBy.NOBODY, info=PERSONAL)
    # The member of staff who typed it.
    typed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    invited_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    begun_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    # They agreed to stay on the list until this day.
    keep_until: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    renewal_asked_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    told_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    draft, profile, access = Sealed(), Sealed(), Sealed()

    __table_args__ = (sa.Index("ix_panel_interest_call_person", "call_id", "person_id"),)


class PoolImport(Base):
    """A file of people who would like to be on a panel, from upload to import."""

    __tablename__ = "panel_pool_import"
    __purpose__ = "Bringing in a list of people without mistakes"
    __retention__ = "Two years; the file itself until it is brought in or thrown away, at most 30 days"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    call_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_call.id"), index=True, info=OPERATIONAL)
    state: Mapped[PoolImportState] = choice(PoolImportState, info=OPERATIONAL)
    file_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    headings: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, info=CONTENT)
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # JSON: [row, column, code, value], at most a few hundred.
    problems_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # Where the people in the file agreed to be on the list: their day is counted from there.
    agreed_on: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    uploaded_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    uploaded_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    imported_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    file_name, problems = Sealed(), Sealed()

    __mapper_args__ = {"version_id_col": version}
