"""PDFs of a panel that belong to no meeting: forms of a call to fill in, and its influence record."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums.papers import LetterSize, PanelPrintKind, PrintState
from portal.shared.database import Base, choice
from portal.shared.privacy import OPERATIONAL


class PanelPrint(Base):
    """One PDF, sealed in storage. None that failed a gate is ever offered."""

    __tablename__ = "panel_print"
    __purpose__ = "Coming forward on paper, and reading on paper what a panel brought about"
    __retention__ = "30 days; the influence record everyone may read: until it is made again"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    kind: Mapped[PanelPrintKind] = choice(PanelPrintKind, info=OPERATIONAL)
    # Whose form it is; only its code stands on it.
    interest_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("panel_interest.id"), index=True, info=OPERATIONAL
    )
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[LetterSize] = choice(LetterSize, default=LetterSize.NORMAL, info=OPERATIONAL)
    state: Mapped[PrintState] = choice(PrintState, default=PrintState.WAITING, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
