"""Founding a panel and changing what is said of it."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.panels.models import Panel
from portal.shared import audit, clock


def found_panel(
    session: Session,
    *,
    name: Mapping[str, str],
    purpose: Mapping[str, str],
    size: int,
    coordinator_id: uuid.UUID,
    by: uuid.UUID,
    service_id: uuid.UUID | None = None,
    notice_days: int = 7,
) -> Panel:
    """A new panel, nobody on it yet. `name` and `purpose` by language code; `size` in people; `notice_days` is how long
    before a meeting papers are with the members."""
    panel = Panel(
        name=dict(name),
        purpose=dict(purpose),
        size=size,
        coordinator_id=coordinator_id,
        service_id=service_id,
        notice_days=notice_days,
        created_at=clock.now(),
    )
    session.add(panel)
    session.flush()
    audit.record(session, action="found_panel", subject="panel", subject_id=panel.id, actor_id=by)
    return panel


def change_panel(
    session: Session,
    *,
    panel: Panel,
    name: Mapping[str, str],
    purpose: Mapping[str, str],
    size: int,
    coordinator_id: uuid.UUID,
    notice_days: int,
    by: uuid.UUID,
) -> None:
    """Changes what is said of a panel. What happened under the old words stays in the records as it was."""
    panel.name, panel.purpose, panel.size = dict(name), dict(purpose), size
    panel.coordinator_id, panel.notice_days = coordinator_id, notice_days
    session.flush()
    audit.record(session, action="change_panel", subject="panel", subject_id=panel.id, actor_id=by)
