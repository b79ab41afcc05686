"""Until when what people say at a check is taken, and counted."""

from sqlalchemy.orm import Session

from portal.shared import clock
from portal.summaries import queries
from portal.summaries.enums import SummaryState
from portal.summaries.errors import CheckOver
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion

READ_LATE = (SummaryState.OUT_FOR_CHECK, SummaryState.REVISING, SummaryState.CHECKED)


def is_open(session: Session, summary: Summary, version: SummaryVersion) -> bool:
    """Whether answers still come in time: until the writer ends the check, or the last day is over."""
    in_time = version.check_until is None or clock.today() <= version.check_until
    plan = queries.plan_of(session, version_id=version.id)
    return summary.state is SummaryState.OUT_FOR_CHECK and in_time and plan is not None and plan.ended_at is None


def takes_answers(session: Session, summary: Summary, version: SummaryVersion) -> bool:
    """Whether what someone sends is still read and answered: late, until the next version is out."""
    plan = queries.plan_of(session, version_id=version.id)
    return summary.state in READ_LATE and plan is not None and plan.settled_at is None


def refuse_if_over(session: Session, invitation: CheckInvitation) -> None:
    """
    Raises:
        CheckOver: this person has sent their answers, or nothing more is taken.
    """
    summary = session.get_one(Summary, invitation.summary_id)
    version = session.get_one(SummaryVersion, invitation.version_id)
    if invitation.answered_at is not None or not takes_answers(session, summary, version):
        raise CheckOver
