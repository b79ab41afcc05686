"""Whether everyone may read what came of a panel's work: the panel says so, and can take it back."""

import uuid

from sqlalchemy.orm import Session

from portal.panels.errors import PanelError
from portal.panels.models import Panel, PublicDecision
from portal.shared import audit, clock


def decide_public(
    session: Session,
    *,
    panel_id: uuid.UUID,
    agrees: bool,
    how_decided: str = "",
    vote_id: uuid.UUID | None = None,
    by: uuid.UUID | None,
) -> None:
    """Keeps what the panel decided, by a vote or as `how_decided` tells (the minute of a meeting, say).

    Raises:
        PanelError: neither a vote nor words on how it was decided.
    """
    if vote_id is None and not how_decided.strip():
        raise PanelError
    panel = session.get_one(Panel, panel_id)
    panel.is_public = agrees
    session.add(
        PublicDecision(
            panel_id=panel_id, agrees=agrees, how_decided=how_decided, vote_id=vote_id, at=clock.now(), by=by
        )
    )
    session.flush()
    audit.record(
        session, action="open_page" if agrees else "shut_page", subject="panel", subject_id=panel_id, actor_id=by
    )
