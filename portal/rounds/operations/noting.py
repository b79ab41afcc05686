import uuid

from sqlalchemy.orm import Session

from portal.rounds.models import Round
from portal.shared import audit


def note(session: Session, round_: Round, action: str, *, by: uuid.UUID | None, **details: str | int) -> None:
    """Puts what was done to a round into the audit chain: ids, counts and codes only."""
    audit.record(session, action=action, subject="round", subject_id=round_.id, actor_id=by, **details)
