"""Telling everyone who wanted it where the published version is, and who could not be told."""

import uuid
from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact import operations as contact
from portal.contact.wording import Letterhead
from portal.people import queries as people
from portal.shared import clock, queue, tokens
from portal.summaries.enums import VersionKind
from portal.summaries.models import CheckInvitation, FinalNotice, Summary, SummaryVersion
from portal.summaries.sources import source_of

TELL_TASK, TEMPLATE, TOKEN_KIND = "summaries.tell_people", "check_result", "result"


def note_whom_to_tell(session: Session, *, summary: Summary, version: SummaryVersion, by: uuid.UUID) -> int:
    """A notice for everyone who said "tell me what you found out", where they answered or where they checked. Silence
    is no wish. The messages leave in the queue. Returns how many people."""
    wanted = _who_wanted_it(session, summary=summary)
    for person_id in wanted:
        row_id = uuid.uuid4()
        code = tokens.code_index(TOKEN_KIND, tokens.short_code(TOKEN_KIND, row_id))
        session.add(FinalNotice(id=row_id, version_id=version.id, person_id=person_id, code_index=code))
    session.flush()
    if wanted:
        queue.enqueue(session, TELL_TASK, asked_by=by, version_id=str(version.id))
    return len(wanted)


def _who_wanted_it(session: Session, *, summary: Summary) -> list[uuid.UUID]:
    """What someone said last counts: at the check, or else where they answered."""
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    wishes = {one.person_id: one.wants_result for one in source.people_to_ask()}
    wishes |= wishes_at_checks(session, summary_id=summary.id)
    return sorted(person_id for person_id, wants in wishes.items() if wants)


def wishes_at_checks(session: Session, *, summary_id: uuid.UUID) -> dict[uuid.UUID, bool | None]:
    """Whether people want to hear more, by what they said last when they checked; who was silent on it is not in it."""
    said = session.execute(
        sa.select(CheckInvitation.person_id, CheckInvitation.wants_news)
        .where(CheckInvitation.summary_id == summary_id, CheckInvitation.wants_news.is_not(None))
        .order_by(CheckInvitation.answered_at)
    )
    return {person_id: wants for person_id, wants in said}


def tell_some(session: Session, *, version_id: uuid.UUID, letterhead: Letterhead, base_url: str, limit: int) -> int:
    """Hands up to `limit` notices nobody has tried yet to the send gate, each in the person's language and by their
    own safe way; who is held back is noted with the reason. Returns how many were tried."""
    rows = session.scalars(
        sa.select(FinalNotice)
        .where(FinalNotice.version_id == version_id, FinalNotice.tried_at.is_(None))
        .order_by(FinalNotice.id)
        .limit(limit)
    ).all()
    if not rows:
        return 0
    version = session.get_one(SummaryVersion, version_id)
    # Not the address with the title in it: whoever reads over a shoulder would learn what it is about.
    address = f"{base_url}/summaries/{version.id}"
    persons = people.people_by_id(session, ids=[row.person_id for row in rows])
    for row in rows:
        outcome = contact.send(
            session,
            person=persons[row.person_id],
            subject_id=row.id,
            asked_in=version_id,
            wave=1,
            template=TEMPLATE,
            link=f"{address}?lang={persons[row.person_id].language}",
            code=tokens.short_code(TOKEN_KIND, row.id),
            letterhead=letterhead,
        )
        row.tried_at = clock.now()
        row.sent_by, row.not_sent_because = str(outcome.channel or ""), str(outcome.withheld or "")
    session.flush()
    return len(rows)


def told_and_not(session: Session, *, version_id: uuid.UUID) -> tuple[int, int, Mapping[str, int]]:
    """How many were told, how many still wait, and how many could not be told, by reason."""
    rows = session.execute(
        sa.select(FinalNotice.tried_at.is_not(None), FinalNotice.not_sent_because, sa.func.count())
        .where(FinalNotice.version_id == version_id)
        .group_by(FinalNotice.tried_at.is_not(None), FinalNotice.not_sent_because)
    )
    told, waiting, held = 0, 0, Counter[str]()
    for was_tried, reason, number in rows:
        if not was_tried:
            waiting += number
        elif reason:
            held[reason] += number
        else:
            told += number
    return told, waiting, held


def version_for_code(session: Session, *, code: str) -> SummaryVersion | None:
    """The published version that a code from such a message leads to."""
    index = tokens.code_index(TOKEN_KIND, code)
    notice = session.scalar(sa.select(FinalNotice).where(FinalNotice.code_index == index))
    return session.get_one(SummaryVersion, notice.version_id) if notice else None


def version_with_id(session: Session, *, text: str) -> SummaryVersion | None:
    """The published version that the link of such a message leads to; None for any other text."""
    try:
        version = session.get(SummaryVersion, uuid.UUID(text))
    except ValueError:
        return None
    return version if version is not None and version.kind is VersionKind.PUBLISHED else None
