"""The writer's reply to everyone who said that we were wrong, or that something is missing."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.shared import clock
from portal.summaries import queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import MissingReplyKind, ReplyKind, SummaryState, TextStatus, VerdictKind
from portal.summaries.errors import WrongState
from portal.summaries.models import MissingRemark, MissingReply, Statement, Summary, WriterReply
from portal.summaries.operations.history import recording


def reply_to(
    session: Session,
    *,
    summary: Summary,
    statement: Statement,
    kind: ReplyKind,
    words: Mapping[str, str],
    by: uuid.UUID,
    statuses: Mapping[str, str] | None = None,
) -> WriterReply:
    """Answers everyone who said "wrong", "leave this out" or "I do not understand" of a statement, in time or late:
    changed to …, kept because …, explained by …, taken out.

    Taking it out leaves the statement out of the next version. `statuses` say who translated the words (TextStatus by
    language); the newest reply counts, so a translation is added by replying again with the same words beside it.

    Raises:
        WrongState: the check has not ended, or nothing was checked.
    """
    check = queries.latest_check(session, summary_id=summary.id)
    if summary.state is not SummaryState.REVISING or check is None:
        raise WrongState(f"{summary.state} takes no replies")
    tally = check.to_answer(statement.id)
    said = {code: text.strip() for code, text in words.items() if text.strip()}
    reply = WriterReply(
        statement_id=statement.id,
        version_id=check.version.id,
        kind=kind,
        words=said,
        statuses={code: _status(code, statuses or {}) for code in said if code != "en"},
        wrong=tally.of(VerdictKind.WRONG),
        leave_out=tally.of(VerdictKind.LEAVE_OUT),
        not_understood=tally.of(VerdictKind.NOT_UNDERSTOOD),
        by=by,
        at=clock.now(),
    )
    session.add(reply)
    is_out = kind is ReplyKind.LEFT_OUT
    deed = StatementDeed.LEFT_OUT if is_out else StatementDeed.PUT_BACK
    with recording(session, statement=statement, deed=deed, by=by):
        statement.left_out_at = clock.now() if is_out else None
    session.flush()
    return reply


def reply_to_remark(
    session: Session,
    *,
    summary: Summary,
    remark: MissingRemark,
    kind: MissingReplyKind,
    words: Mapping[str, str],
    by: uuid.UUID,
    statuses: Mapping[str, str] | None = None,
) -> MissingReply:
    """Answers someone who said that something is missing, in time or late: added, not added because …, it is there.
    Writing the statement that is added is a step of its own. As with statements the newest reply counts.

    Raises:
        WrongState: the check has not ended, or the remark is of another one.
    """
    check = queries.latest_check(session, summary_id=summary.id)
    if summary.state is not SummaryState.REVISING or check is None or remark.id not in check.remarks:
        raise WrongState(f"{summary.state} takes no replies")
    said = {code: text.strip() for code, text in words.items() if text.strip()}
    reply = MissingReply(
        remark_id=remark.id,
        version_id=check.version.id,
        kind=kind,
        words=said,
        statuses={code: _status(code, statuses or {}) for code in said if code != "en"},
        by=by,
        at=clock.now(),
    )
    session.add(reply)
    session.flush()
    return reply


def _status(code: str, statuses: Mapping[str, str]) -> str:
    return str(TextStatus(statuses.get(code) or TextStatus.MACHINE_DRAFT).as_made)
