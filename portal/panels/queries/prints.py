"""PDFs of a panel."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.papers import PanelPrintKind, PrintState
from portal.panels.models import Interest, PanelPrint


def forms_of_call(session: Session, *, call_id: uuid.UUID) -> list[tuple[PanelPrint, Interest]]:
    """Forms on paper with whom each is for, the newest first."""
    rows = session.execute(
        sa.select(PanelPrint, Interest)
        .join(Interest, Interest.id == PanelPrint.interest_id)
        .where(Interest.call_id == call_id)
        .order_by(PanelPrint.asked_at.desc(), PanelPrint.id)
    )
    return [(row, interest) for row, interest in rows]


def prints_of_panel(session: Session, *, panel_id: uuid.UUID, kind: PanelPrintKind) -> Sequence[PanelPrint]:
    """The newest first."""
    own = sa.select(PanelPrint).where(PanelPrint.panel_id == panel_id, PanelPrint.kind == kind)
    return session.scalars(own.order_by(PanelPrint.asked_at.desc(), PanelPrint.language)).all()


def newest_by_language(session: Session, *, panel_id: uuid.UUID, kind: PanelPrintKind) -> dict[str, PanelPrint]:
    """The newest that is ready in each language."""
    rows = prints_of_panel(session, panel_id=panel_id, kind=kind)
    return {one.language: one for one in reversed(rows) if one.state is PrintState.READY}
