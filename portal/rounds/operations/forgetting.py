"""Answers that were begun and never sent are forgotten 30 days after their round closed, its paper forms at once."""

import datetime as dt

from sqlalchemy.orm import Session

from portal.questions import operations as questions
from portal.rounds.queries.drafts import holders_to_forget, papers_to_drop
from portal.shared import audit, clock
from portal.shared.storage import storage

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


def drop_old_papers(session: Session) -> int:
    """Deletes the files of paper forms once their round is closed; the record that there were some stays."""
    old = papers_to_drop(session, closed_before=clock.now(), limit=AT_ONCE)
    for batch in old:
        storage().delete(batch.storage_key)
        batch.storage_key = ""
    session.flush()
    return len(old)
