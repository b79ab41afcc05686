"""Answers that were begun and never sent are forgotten 30 days after their round closed."""

import datetime as dt

from sqlalchemy.orm import Session

from portal.questions import operations as questions
from portal.rounds.queries.drafts import holders_to_forget
from portal.shared import audit, clock

KEPT_FOR = dt.timedelta(days=30)
AT_ONCE = 500


def forget_old_drafts(session: Session) -> int:
    """Forgets some of them, files too; called again and again by the worker. Returns whose drafts went."""
    holders = holders_to_forget(session, closed_before=clock.now() - KEPT_FOR, limit=AT_ONCE)
    for holder_id in holders:
        questions.discard_draft(session, holder_id=holder_id)
    if holders:
        audit.record(session, action="forget_drafts", subject="draft", people=len(holders))
    return len(holders)
