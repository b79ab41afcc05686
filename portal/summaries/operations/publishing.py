import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.shared import audit, clock, queue
from portal.shared.i18n import _
from portal.summaries import queries
from portal.summaries.enums import FileState, PrintSize, SummaryState, VersionKind
from portal.summaries.errors import NotReady, Unanswered, WrongState
from portal.summaries.models import PrintedFile, Summary, SummaryVersion, VersionWithdrawal
from portal.summaries.operations.checking import freeze_version, settle_checks
from portal.summaries.operations.quotes import remove_quotes_taken_back
from portal.summaries.operations.states import move_to, refuse_writers
from portal.summaries.operations.writing import what_keeps_it_back

BEFORE_PUBLISHING = (SummaryState.INTERNAL_REVIEW, SummaryState.REVISING, SummaryState.CHECKED)
PDF_TASK = "summaries.make_pdf"


def mark_checked(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """Everyone who said "wrong" or "leave this out" has been answered; the summary is ready to be published.

    Raises:
        WrongState; Unanswered; NotReady: nobody checked it, or something is missing.
    """
    if summary.state is not SummaryState.REVISING:
        raise WrongState(f"{summary.state} cannot become checked")
    check = queries.latest_check(session, summary_id=summary.id)
    if check is None or check.checked == 0:
        raise NotReady([_("Nobody has checked it yet")])
    if check.unanswered:
        raise Unanswered
    reasons = what_keeps_it_back(session, summary=summary)
    if reasons:
        raise NotReady(reasons)
    move_to(session, summary=summary, state=SummaryState.CHECKED, by=by)


def publish(session: Session, *, summary: Summary, by: uuid.UUID, unchecked_because: str = "") -> SummaryVersion:
    """Freezes the summary for good, at an address that stays. The version before it stays readable, and says so.

    Raises:
        WrongState: not checked, and no reason is given why it goes out unchecked (then it prints no "checked" mark);
        NeedsSecondPerson: `by` wrote some of it; Unanswered; NotReady
    """
    why = unchecked_because.strip()
    if summary.state not in (BEFORE_PUBLISHING if why else (SummaryState.CHECKED,)):
        raise WrongState(f"{summary.state} cannot be published")
    refuse_writers(session, summary=summary, person=by)
    check = queries.latest_check(session, summary_id=summary.id)
    if check is not None and check.unanswered:
        raise Unanswered
    reasons = what_keeps_it_back(session, summary=summary)
    if reasons:
        raise NotReady(reasons)
    remove_quotes_taken_back(session, summary=summary)
    version = freeze_version(session, summary=summary, kind=VersionKind.PUBLISHED, by=by)
    version.published_at, version.unchecked_because = clock.now(), why
    version.rests_on = check.version.id if check is not None and not why else None
    session.add(version)
    settle_checks(session, summary=summary)
    move_to(session, summary=summary, state=SummaryState.PUBLISHED, by=by)
    return version


def reopen(session: Session, *, summary: Summary, notice: Mapping[str, str], by: uuid.UUID) -> None:
    """Begins the next version of a published, withdrawn or checked summary; `notice` says why, on its face.

    Raises:
        WrongState
    """
    move_to(session, summary=summary, state=SummaryState.REVISING, by=by)
    summary.approved_by = summary.approved_at = None
    summary.notice = {code: text.strip() for code, text in notice.items() if text.strip()}
    session.flush()


def withdraw_version(
    session: Session, *, summary: Summary, version: SummaryVersion, why: Mapping[str, str], by: uuid.UUID
) -> VersionWithdrawal:
    """Takes a published version back. Its address stays and says why; what people printed cannot be called back.

    Raises:
        WrongState: it was never published, or is withdrawn already.
    """
    is_public = version.kind is VersionKind.PUBLISHED
    if not is_public or queries.withdrawal_of(session, version_id=version.id):
        raise WrongState("only a published version can be withdrawn")
    row = VersionWithdrawal(version_id=version.id, why=dict(why), at=clock.now(), by=by)
    session.add(row)
    if summary.state is SummaryState.PUBLISHED and version.number == summary.last_number:
        move_to(session, summary=summary, state=SummaryState.WITHDRAWN, by=by)
    audit.record(session, action="version_withdraw", subject="summary_version", subject_id=version.id, actor_id=by)
    session.flush()
    return row


def order_pdf(
    session: Session,
    *,
    version: SummaryVersion,
    language: str,
    size: PrintSize,
    by: uuid.UUID | None,
) -> PrintedFile:
    """Queues the PDF of one version; asking again while it is being made, or is ready, orders nothing."""
    file = queries.printed_file(session, version_id=version.id, language=language, size=size)
    if file is not None and file.state is not FileState.REFUSED:
        return file
    if file is None:
        file = PrintedFile(version_id=version.id, language=language, size=size, asked_at=clock.now())
        session.add(file)
    file.state, file.faults, file.asked_at = FileState.WAITING, [], clock.now()
    session.flush()
    job = queue.enqueue(session, PDF_TASK, asked_by=by, file_id=str(file.id))
    file.job_id = job.id
    session.flush()
    return file
