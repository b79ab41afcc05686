"""PDFs of a panel: having them made, and taking away those whose time is over."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.papers import LetterSize, PanelPrintKind
from portal.panels.models import Interest, Panel, PanelCall, PanelPrint
from portal.panels.operations.interest import begin
from portal.shared import audit, clock, queue, sealed_files

PRINT_TASK, DELETE_TASK = "panels.print", "questions.delete_files"
KEPT = dt.timedelta(days=30)
AT_ONCE = 200


def ask_for_print(
    session: Session,
    *,
    panel_id: uuid.UUID,
    kind: PanelPrintKind,
    language: str,
    by: uuid.UUID | None,
    size: LetterSize = LetterSize.NORMAL,
    interest: Interest | None = None,
) -> PanelPrint:
    """Has a PDF made by the worker."""
    row = PanelPrint(
        panel_id=panel_id,
        kind=kind,
        interest_id=interest.id if interest else None,
        language=language,
        size=size,
        asked_at=clock.now(),
        asked_by=by,
    )
    session.add(row)
    session.flush()
    queue.enqueue(session, PRINT_TASK, asked_by=by, print_id=str(row.id))
    audit.record(session, action="print", subject="panel", subject_id=panel_id, actor_id=by)
    return row


def ask_for_call_form(
    session: Session, *, call: PanelCall, language: str, size: LetterSize, by: uuid.UUID
) -> PanelPrint:
    """A form on paper with a code of its own, for one person nobody knows yet.

    Raises:
        CallNotOpen
    """
    interest = begin(session, call=call, language=language, door=SaidBy.PAPER)
    return ask_for_print(
        session,
        panel_id=call.panel_id,
        kind=PanelPrintKind.CALL_FORM,
        language=language,
        size=size,
        interest=interest,
        by=by,
    )


def ask_for_influence(session: Session, *, panel: Panel, language: str, by: uuid.UUID | None) -> list[PanelPrint]:
    """The influence record in one language; where the panel agreed that everyone may read it, that one, too. What was
    made before in this language is taken away."""
    kinds = [PanelPrintKind.INFLUENCE, *([PanelPrintKind.INFLUENCE_FOR_ALL] if panel.is_public else [])]
    old = sa.select(PanelPrint).where(
        PanelPrint.panel_id == panel.id, PanelPrint.language == language, PanelPrint.kind.in_(kinds)
    )
    throw_away(session, rows=list(session.scalars(old)))
    return [ask_for_print(session, panel_id=panel.id, kind=kind, language=language, by=by) for kind in kinds]


def content_of(row: PanelPrint) -> bytes:
    return sealed_files.get(row.storage_key, belongs_to=row.id)


def throw_away(session: Session, *, rows: list[PanelPrint]) -> None:
    """The rows now, the files after the commit."""
    for row in rows:
        if row.storage_key:
            queue.enqueue(session, DELETE_TASK, keys=row.storage_key)
        session.delete(row)
    session.flush()


def forget_old_prints(session: Session) -> int:
    """One batch of what is older than thirty days; what everyone may read stays until it is made again."""
    old = sa.select(PanelPrint).where(
        PanelPrint.asked_at < clock.now() - KEPT, PanelPrint.kind != PanelPrintKind.INFLUENCE_FOR_ALL
    )
    rows = list(session.scalars(old.order_by(PanelPrint.asked_at, PanelPrint.id).limit(AT_ONCE)))
    throw_away(session, rows=rows)
    return len(rows)
