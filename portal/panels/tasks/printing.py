"""Printing for a panel, and what the night takes away of it."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.models import PanelPrint
from portal.panels.operations.printing import PRINT_TASK, forget_old_prints
from portal.panels.panel_prints import make_panel_print
from portal.shared.queue import Progress, every_night, task

FORGET_TASK = "panels.forget_prints"


@task(PRINT_TASK, may_repeat=True)
def print_for_panel(session: Session, *, progress: Progress, print_id: str) -> dict[str, Any]:
    """Sets, finishes and checks one PDF. One that fails a gate is not kept."""
    row = session.get(PanelPrint, uuid.UUID(print_id))
    if row is None:
        return {}
    make_panel_print(session, row=row)
    return {"state": str(row.state)}


@task(FORGET_TASK, may_repeat=True)
def forget_prints(session: Session, *, progress: Progress) -> dict[str, Any]:
    gone = 0
    while rows := forget_old_prints(session):
        session.commit()
        gone += rows
    return {"prints": gone}


every_night(FORGET_TASK)
