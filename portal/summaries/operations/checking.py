import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.contact import operations as contact
from portal.contact.wording import Letterhead
from portal.people import queries as people
from portal.people.models import Person
from portal.shared import clock, queue, tokens
from portal.shared.i18n import _
from portal.summaries import queries
from portal.summaries.enums import AskedBecause, SummaryState, VersionKind
from portal.summaries.errors import NotReady, Unanswered, WrongState
from portal.summaries.freezing import check_content, freeze
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion
from portal.summaries.operations.quotes import remove_quotes_taken_back
from portal.summaries.operations.states import move_to
from portal.summaries.operations.writing import what_keeps_it_back
from portal.summaries.pictures import gallery
from portal.summaries.rules import content_hash, earns_checked_mark, seeded_sample
from portal.summaries.sources import Askable, source_of

SEND_TASK = "summaries.send_check"
TEMPLATES = {AskedBecause.ANSWERED: "check_back", AskedBecause.NOT_ANSWERED: "check_back_others"}


def send_for_check(
    session: Session,
    *,
    summary: Summary,
    until: dt.date,
    talk_to: dict[str, str],
    sample_size: int,
    seed: str,
    by: uuid.UUID,
) -> SummaryVersion:
    """Freezes the summary and asks people whether it is right: everyone who answered and agreed to check, and a seeded
    sample of those who were reached but did not answer. Messages go out in the queue, each through the send gate.

    Raises:
        WrongState; NotReady: not approved, the last day has passed, or nobody can be asked;
        Unanswered: people who checked before are still without a reply.
    """
    if summary.state not in (SummaryState.INTERNAL_REVIEW, SummaryState.REVISING):
        raise WrongState(f"{summary.state} cannot be sent for checking")
    _refuse_unready(session, summary=summary, until=until)
    remove_quotes_taken_back(session, summary=summary)
    chosen = whom_to_ask(session, summary=summary, sample_size=sample_size, seed=seed)
    if not chosen:
        raise NotReady([_("There is nobody we may ask")])
    version = freeze_version(session, summary=summary, kind=VersionKind.FOR_CHECK, by=by)
    version.check_until, version.talk_to, version.sample_seed = until, talk_to, seed
    session.add(version)
    session.flush()
    session.add_all([_invitation(summary, version, one) for one in chosen])
    move_to(session, summary=summary, state=SummaryState.OUT_FOR_CHECK, by=by)
    queue.enqueue(session, SEND_TASK, asked_by=by, version_id=str(version.id), by=str(by))
    return version


def whom_to_ask(session: Session, *, summary: Summary, sample_size: int, seed: str) -> list[Askable]:
    """Consent decides for those who answered: only a yes of their own counts, silence is never a yes. Nobody who asked
    not to be contacted is drawn; the send gate asks again when the message leaves."""
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    everyone = list(source.people_to_ask())
    persons = people.people_by_id(session, ids=[one.person_id for one in everyone])
    open_to = [one for one in everyone if (row := persons.get(one.person_id)) and not row.do_not_contact]
    answered = [one for one in open_to if one.answered and one.agreed is True]
    others = {one.subject_id: one for one in open_to if not one.answered and one.reached and one.agreed is not False}
    drawn = seeded_sample(list(others), size=sample_size, seed=seed)
    return answered + [others[subject_id] for subject_id in drawn]


def freeze_version(session: Session, *, summary: Summary, kind: VersionKind, by: uuid.UUID) -> SummaryVersion:
    """The summary as it stands now, as a version not yet added: the caller completes and adds it."""
    check = queries.latest_check(session, summary_id=summary.id)
    content = current_content(session, summary=summary, check=check if kind is VersionKind.PUBLISHED else None)
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
        rests_on=None,
        unchecked_because="",
    )


def current_content(session: Session, *, summary: Summary, check: queries.Check | None = None) -> dict[str, Any]:
    statements = queries.statements_of(session, summary_id=summary.id)
    quotes = queries.quotes_by_id(session, ids=[one.quote_id for one in statements if one.quote_id])
    said = None
    if check is not None:
        said = check_content(
            asked=check.asked,
            checked=check.checked,
            tallies=check.tallies.values(),
            missing=check.missing,
            is_checked=earns_checked_mark(checked=check.checked, unanswered=len(check.unanswered)),
        )
    return freeze(
        summary,
        statements=statements,
        quotes=quotes,
        check=said,
        replies=check.replies.values() if check else (),
        own_pictures=gallery.frozen(session, names=[one.picture for one in statements]),
    )


def deliver_check(
    session: Session,
    *,
    invitation: CheckInvitation,
    person: Person,
    letterhead: Letterhead,
    by: uuid.UUID,
    base_url: str,
) -> None:
    """Hands one invitation to the send gate and notes how it leaves, or why it does not."""
    outcome = contact.send(
        session,
        person=person,
        subject_id=invitation.id,
        asked_in=invitation.version_id,
        wave=1,
        template=TEMPLATES[invitation.because],
        link=f"{base_url}/c/{tokens.link_token(queries.TOKEN_KIND, invitation.id)}",
        code=tokens.short_code(queries.TOKEN_KIND, invitation.id),
        letterhead=letterhead,
        by=by,
    )
    invitation.tried_at = clock.now()
    invitation.sent_by = str(outcome.channel or "")
    invitation.not_sent_because = str(outcome.withheld or "")
    if outcome.is_sent:
        invitation.asked_at = invitation.tried_at
    session.flush()


def deliver_some(
    session: Session, *, version_id: uuid.UUID, letterhead: Letterhead, by: uuid.UUID, base_url: str, limit: int
) -> int:
    """Delivers up to `limit` invitations nobody has tried yet. Returns how many."""
    rows: Sequence[CheckInvitation] = queries.invitations_not_tried(session, version_id=version_id, limit=limit)
    persons = people.people_by_id(session, ids=[row.person_id for row in rows])
    for row in rows:
        deliver_check(
            session,
            invitation=row,
            person=persons[row.person_id],
            letterhead=letterhead,
            by=by,
            base_url=base_url,
        )
    return len(rows)


def close_check(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """No more verdicts are taken; the writer answers those there are.

    Raises:
        WrongState
    """
    move_to(session, summary=summary, state=SummaryState.REVISING, by=by)
    summary.approved_by = summary.approved_at = None
    session.flush()


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


def _invitation(summary: Summary, version: SummaryVersion, one: Askable) -> CheckInvitation:
    row_id = uuid.uuid4()
    kind = queries.TOKEN_KIND
    return CheckInvitation(
        id=row_id,
        summary_id=summary.id,
        version_id=version.id,
        person_id=one.person_id,
        subject_id=one.subject_id,
        alias=one.alias,
        because=AskedBecause.ANSWERED if one.answered else AskedBecause.NOT_ANSWERED,
        link_index=tokens.link_index(kind, tokens.link_token(kind, row_id)),
        code_index=tokens.code_index(kind, tokens.short_code(kind, row_id)),
        language=one.language,
    )
