"""Moving a summary from one state to the next, in one place."""

import uuid

from sqlalchemy.orm import Session

from portal.shared import audit
from portal.summaries import queries
from portal.summaries.enums import SummaryState
from portal.summaries.errors import NeedsSecondPerson, WrongState
from portal.summaries.models import Summary
from portal.summaries.rules import may_become


def move_to(session: Session, *, summary: Summary, state: SummaryState, by: uuid.UUID | None) -> None:
    """
    Raises:
        WrongState: there is no way from where the summary stands to `state`.
    """
    if not may_become(summary.state, state):
        raise WrongState(f"{summary.state} cannot become {state}")
    audit.record(
        session,
        action=f"summary_{state}",
        subject="summary",
        subject_id=summary.id,
        actor_id=by,
        before=str(summary.state),
    )
    summary.state = state
    session.flush()


def open_for_edits(summary: Summary) -> None:
    """Whoever changes a word undoes the approval: it was given to other words.

    Raises:
        WrongState: people are reading it just now, or it is published.
    """
    if not summary.state.takes_edits:
        raise WrongState(f"{summary.state} takes no edits")
    summary.approved_by = summary.approved_at = None


def refuse_writers(session: Session, *, summary: Summary, person: uuid.UUID) -> None:
    """
    Raises:
        NeedsSecondPerson: `person` wrote this summary or any statement of it.
    """
    rows = queries.statements_of(session, summary_id=summary.id, also_left_out=True)
    if person in {summary.writer_id, *(row.written_by for row in rows)}:
        raise NeedsSecondPerson
