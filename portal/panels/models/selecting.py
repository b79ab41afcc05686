"""Choosing members: the tickets, the public number, who was drawn; people added by decision; gaps somebody closes."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import SelectionState
from portal.shared.crypto import Sealed
from portal.shared.database import Base, choice
from portal.shared.privacy import OPERATIONAL, PERSONAL, SPECIAL


class Selection(Base):
    """One drawing of lots: first for all seats of a call, later for the seats of whoever stepped down."""

    __tablename__ = "panel_selection"
    __purpose__ = "Choosing members by lot so that anyone can check it"
    __retention__ = "The tickets six years; what they showed is kept"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    call_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_call.id"), index=True, info=OPERATIONAL)
    state: Mapped[SelectionState] = choice(SelectionState, info=OPERATIONAL)
    is_replacement: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    seed: Mapped[str] = mapped_column(info=OPERATIONAL)
    seats: Mapped[int] = mapped_column(info=OPERATIONAL)
    # As drawn with: the targets of the call, less what those who stay bring.
    targets: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, info=OPERATIONAL)
    # The whole lottery as canonical JSON: profiles and homes of everyone in it.
    lottery_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    lottery_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # Tickets alone, without profiles: what everyone may see.
    public_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # Smallest and largest chance, pool and panel per target: as worked out, and as it came.
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # When no panel is possible: [{"category", "value", "least", "most", "new_least", "new_most"}], or nothing helps.
    relaxation: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    published_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    published_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    public_number: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    typed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    checked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    ticket: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    drawn_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    lottery = Sealed()

    __mapper_args__ = {"version_id_col": version}


class SelectionEntry(Base):
    """Someone in a selection, under the number they have in the published file."""

    __tablename__ = "panel_selection_entry"
    __purpose__ = "Knowing who stands behind a number on a ticket"
    __retention__ = "Six years; without the person when they go"

    selection_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_selection.id"), index=True, info=OPERATIONAL)
    interest_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("panel_interest.id"), index=True, info=OPERATIONAL
    )
    number: Mapped[str] = mapped_column(info=PERSONAL)
    chance: Mapped[float | None] = mapped_column(info=OPERATIONAL)
    is_drawn: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    # From 1: in which order reserves are asked.
    reserve: Mapped[int | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("selection_id", "number"),)


class Addition(Base):
    """A person added by decision, not by lot: one member of staff proposes it with a reason, another agrees."""

    __tablename__ = "panel_addition"
    __purpose__ = "Showing why someone came onto a panel without the draw"
    __retention__ = "Six years; the reason two years"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    why_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    proposed_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    proposed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    is_agreed: Mapped[bool | None] = mapped_column(info=OPERATIONAL)

    why = Sealed()


class GapTask(Base):
    """Somebody looks for more people of a kind that the panel lacks, until a day."""

    __tablename__ = "panel_gap_task"
    __purpose__ = "Making a panel like the people it speaks for"
    __retention__ = "Six years"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    category: Mapped[str] = mapped_column(info=OPERATIONAL)
    value: Mapped[str] = mapped_column(info=OPERATIONAL)
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), info=OPERATIONAL)
    due: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    done_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    done_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
