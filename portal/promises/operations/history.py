"""The record of a promise: every step is a new row, and nothing is taken out of it."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.promises.models import Promise, PromiseEvent
from portal.shared import audit, clock


def note(
    session: Session,
    promise: Promise,
    *,
    what: str,
    by: uuid.UUID,
    words: Mapping[str, str] | None = None,
    due: dt.date | None = None,
) -> None:
    """Writes down what happened to a promise; `words` are public, by language."""
    session.add(
        PromiseEvent(
            promise_id=promise.id,
            what=what,
            state=promise.state,
            words=dict(words or {}),
            due=due,
            by=by,
            at=clock.now(),
        )
    )
    session.flush()
    audit.record(session, action=f"promise_{what}", subject="promise", subject_id=promise.id, actor_id=by)
