import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.shared import clock, queue
from portal.shared.i18n import _
from portal.summaries import queries
from portal.summaries.enums import SummaryState, VersionKind
from portal.summaries.errors import NotReady, Unanswered, WrongState
from portal.summaries.freezing import check_content, freeze
from portal.summaries.models import Statement, Summary, SummaryVersion
from portal.summaries.operations.audience import invite, note_plan, whom_to_ask
from portal.summaries.operations.languages import checks_of
from portal.summaries.operations.quotes import remove_quotes_taken_back
from portal.summaries.operations.states import move_to
from portal.summaries.operations.writing import what_keeps_it_back
from portal.summaries.panels import tell_asked
from portal.summaries.pictures import gallery
from portal.summaries.rules import content_hash, earns_checked_mark

SEND_TASK = "summaries.send_check"


def send_for_check(
    session: Session,
    *,
    summary: Summary,
    until: dt.date,
    talk_to: dict[str, str],
    sample_size: int,
    seed: str,
    by: uuid.UUID,
    panel_id: uuid.UUID | None = None,
    two_typists: bool = False,
) -> SummaryVersion:
    """Freezes the summary and asks people whether it is right: everyone who answered and agreed to check, a seeded
    sample of those who were reached but did not answer, and a panel. Messages go out in the queue, each through the
    send gate; who says nothing is reminded once.

    Raises:
        WrongState; NotReady: not approved, the last day has passed, or nobody can be asked;
        Unanswered: people who checked before are still without a reply.
    """
    if summary.state not in (SummaryState.INTERNAL_REVIEW, SummaryState.REVISING):
        raise WrongState(f"{summary.state} cannot be sent for checking")
    _refuse_unready(session, summary=summary, until=until)
    remove_quotes_taken_back(session, summary=summary)
    audience = whom_to_ask(session, summary=summary, sample_size=sample_size, seed=seed, panel_id=panel_id)
    if not audience:
        raise NotReady([_("There is nobody we may ask")])
    settle_checks(session, summary=summary)
    version = freeze_version(session, summary=summary, kind=VersionKind.FOR_CHECK, by=by)
    version.check_until, version.talk_to, version.sample_seed = until, talk_to, seed
    session.add(version)
    session.flush()
    invite(session, summary=summary, version=version, audience=audience)
    tell_asked(session, version=version, panel_id=panel_id, members=audience.panel, by=by)
    plan: dict[str, Any] = {"panel_id": panel_id, "two_typists": two_typists, "today": clock.today()}
    note_plan(session, version=version, audience=audience, **plan)
    move_to(session, summary=summary, state=SummaryState.OUT_FOR_CHECK, by=by)
    queue.enqueue(session, SEND_TASK, asked_by=by, version_id=str(version.id), by=str(by))
    return version


def freeze_version(
    session: Session, *, summary: Summary, kind: VersionKind, by: uuid.UUID, unchecked_because: str = ""
) -> SummaryVersion:
    """The summary as it stands now, as a version not yet added: the caller completes and adds it."""
    check = queries.latest_check(session, summary_id=summary.id)
    said = check if kind is VersionKind.PUBLISHED else None
    content = current_content(session, summary=summary, check=said, answered=check, unchecked_because=unchecked_because)
    summary.last_number += 1
    return SummaryVersion(
        summary_id=summary.id,
        number=summary.last_number,
        kind=kind,
        content=content,
        content_sha256=content_hash(content),
        made_at=clock.now(),
        made_by=by,
        published_at=None,
        check_until=None,
        talk_to={},
        sample_seed="",
        rests_on=check.version.id if said and check and not unchecked_because else None,
        unchecked_because=unchecked_because,
    )


def current_content(
    session: Session,
    *,
    summary: Summary,
    check: queries.Check | None = None,
    answered: queries.Check | None = None,
    unchecked_because: str = "",
    statements: Sequence[Statement] | None = None,
) -> dict[str, Any]:
    """`check` is what a published version rests on; `answered` the newest check, whose replies those who check again
    are shown. Whoever has read the statements already hands them over."""
    if statements is None:
        statements = queries.statements_of(session, summary_id=summary.id)
    quotes = queries.quotes_by_id(session, ids=[one.quote_id for one in statements if one.quote_id])
    said, earlier, before = None, [], queries.newest_version(session, summary_id=summary.id)
    since = _checks_since(session, summary=summary, check=answered) if answered else []
    if check is not None:
        earlier = since[:-1]
        said = _what_is_said_of(check, unchecked_because)
        before = queries.last_published_by_staff(session, summary_id=summary.id) or since[0].version
    checks = checks_of(session, summary=summary, statements=statements)
    return freeze(
        summary,
        statements=statements,
        checkers=checks.as_printed(),
        checked=checks.as_frozen(),
        before=before.content if before else None,
        untold=_untold(session, summary=summary, before=before) if before else (),
        unchecked_because=unchecked_because,
        quotes=quotes,
        check=said,
        earlier=[{"number": one.version.number, "asked": one.asked, "checked": one.checked} for one in earlier],
        replies=[reply for one in since for reply in one.replies.values()],
        missing_replies=[reply for one in since for reply in one.missing_replies.values()],
        own_pictures=gallery.frozen(session, names=[one.picture for one in statements]),
    )


def _untold(session: Session, *, summary: Summary, before: SummaryVersion) -> set[str]:
    """Statements of which what they said before is printed nowhere: someone asked to leave them out, or they went
    before they were ever published."""
    asked = {str(one) for one in queries.asked_to_leave_out(session, summary_id=summary.id)}
    if before.kind is VersionKind.PUBLISHED:
        return asked
    standing = {str(one.id) for one in queries.statements_of(session, summary_id=summary.id)}
    return asked | {one["id"] for one in before.content["statements"] if one["id"] not in standing}


def _checks_since(session: Session, *, summary: Summary, check: queries.Check) -> list[queries.Check]:
    """Every check since the last version that staff published, the newest last; at least this one."""
    last = queries.last_published_by_staff(session, summary_id=summary.id)
    versions = queries.versions_of(session, summary_id=summary.id)
    since = [one for one in versions if one.kind is VersionKind.FOR_CHECK and (not last or one.number > last.number)]
    older = [queries.check_of(session, version=one) for one in since if one.id != check.version.id]
    return [*older, check]


def _what_is_said_of(check: queries.Check, unchecked_because: str) -> dict[str, Any]:
    is_checked = earns_checked_mark(checked=check.checked, unanswered=len(check.unanswered))
    return check_content(
        asked=check.asked,
        checked=check.checked,
        late=check.late,
        tallies=check.tallies.values(),
        missing=check.missing,
        is_checked=is_checked and not unchecked_because,
    )


def close_check(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """The check is over: the writer answers what people said. What still comes is late.

    Raises:
        WrongState
    """
    move_to(session, summary=summary, state=SummaryState.REVISING, by=by)
    summary.approved_by = summary.approved_at = None
    for plan in queries.unsettled_plans(session, summary_id=summary.id):
        plan.ended_at = plan.ended_at or clock.now()
    session.flush()


def settle_checks(session: Session, *, summary: Summary) -> None:
    """The next version is out: what people said of the one before is answered, and nothing more is taken."""
    for plan in queries.unsettled_plans(session, summary_id=summary.id):
        plan.ended_at, plan.settled_at = plan.ended_at or clock.now(), clock.now()


def _refuse_unready(session: Session, *, summary: Summary, until: dt.date) -> None:
    reasons = []
    if summary.approved_by is None:
        reasons.append(_("Someone else has to approve it first"))
    if until < clock.today():
        reasons.append(_("The last day to answer has passed already"))
    reasons += what_keeps_it_back(session, summary=summary)
    if reasons:
        raise NotReady(reasons)
    check = queries.latest_check(session, summary_id=summary.id)
    if check is not None and check.unanswered:
        raise Unanswered
