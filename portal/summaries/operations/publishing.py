import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.shared import audit, clock, queue
from portal.shared.i18n import _
from portal.summaries import queries
from portal.summaries.differences import said_otherwise
from portal.summaries.enums import FileState, PrintSize, ReplyKind, SummaryState, VerdictKind, VersionKind
from portal.summaries.errors import NotReady, Unanswered, WrongState
from portal.summaries.models import PrintedFile, Summary, SummaryVersion, VersionWithdrawal
from portal.summaries.operations.checking import current_content, freeze_version, settle_checks
from portal.summaries.operations.quotes import remove_quotes_taken_back
from portal.summaries.operations.states import move_to, refuse_writers
from portal.summaries.operations.telling import note_whom_to_tell
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
    reasons = what_keeps_it_back(session, summary=summary) + _nobody_saw(session, summary=summary, check=check)
    if reasons:
        raise NotReady(reasons)
    move_to(session, summary=summary, state=SummaryState.CHECKED, by=by)


def _nobody_saw(session: Session, *, summary: Summary, check: queries.Check) -> list[str]:
    """Statements that say something else than what people checked, and not because they asked for it: these would pass
    for checked and are not."""
    newest = queries.newest_published_of(session, summary_id=summary.id)
    has_been_shown = newest is not None and newest.rests_on == check.version.id
    seen = newest.content if newest is not None and has_been_shown else check.version.content
    now = current_content(session, summary=summary)["statements"]
    asked_for = set() if has_been_shown else {str(one) for one in check.replies if _changes(check, one)}
    numbers = {one["id"]: number for number, one in enumerate(now, start=1)}
    return [
        _("Nobody has checked statement %(number)s as it is now. Ask people again.", number=numbers[one])
        for one in said_otherwise(seen["statements"], now)
        if one not in asked_for
    ]


def _changes(check: queries.Check, statement_id: uuid.UUID) -> bool:
    """Whether people said something of a statement that made the writer change it."""
    said, reply = check.to_answer(statement_id), check.replies[statement_id]
    asked_for_it = said.needs_reply or said.of(VerdictKind.NEARLY) > 0
    return asked_for_it and reply.kind in (ReplyKind.CHANGED, ReplyKind.EXPLAINED)


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
    version = freeze_version(session, summary=summary, kind=VersionKind.PUBLISHED, by=by, unchecked_because=why)
    version.published_at = clock.now()
    session.add(version)
    settle_checks(session, summary=summary)
    move_to(session, summary=summary, state=SummaryState.PUBLISHED, by=by)
    note_whom_to_tell(session, summary=summary, version=version, by=by)
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
    without_colour: bool = False,
) -> PrintedFile:
    """Queues the PDF of one version; asking again while it is being made, or is ready, orders nothing."""
    file = queries.printed_file(
        session, version_id=version.id, language=language, size=size, without_colour=without_colour
    )
    if file is not None and file.state is not FileState.REFUSED:
        return file
    if file is None:
        file = PrintedFile(
            version_id=version.id,
            language=language,
            size=size,
            without_colour=without_colour,
            asked_at=clock.now(),
        )
        session.add(file)
    file.state, file.faults, file.asked_at = FileState.WAITING, [], clock.now()
    session.flush()
    job = queue.enqueue(session, PDF_TASK, asked_by=by, file_id=str(file.id))
    file.job_id = job.id
    session.flush()
    return file
