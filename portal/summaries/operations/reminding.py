"""The one reminder, and forgetting what was begun and never sent."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Withheld
from portal.contact.queries.peace import left_in_peace
from portal.contact.wording import Letterhead
from portal.people import queries as people
from portal.shared import clock
from portal.summaries import queries
from portal.summaries.enums import SummaryState
from portal.summaries.models import CheckDraft, CheckInvitation, CheckPaper, CheckPlan, Summary, SummaryVersion
from portal.summaries.operations.delivering import hand_to_gate
from portal.summaries.operations.pictured import throw_photos_away
from portal.summaries.operations.voice import throw_away

REMINDER = "check_reminder"
FORGET_AFTER = dt.timedelta(days=30)


def checks_to_remind(session: Session, *, today: dt.date) -> Sequence[CheckPlan]:
    """Checks whose reminder is due, and whose people can still answer in time."""
    return session.scalars(
        sa.select(CheckPlan)
        .join(SummaryVersion, SummaryVersion.id == CheckPlan.version_id)
        .join(Summary, Summary.id == SummaryVersion.summary_id)
        .where(
            CheckPlan.remind_on <= today,
            CheckPlan.reminded_at.is_(None),
            CheckPlan.ended_at.is_(None),
            SummaryVersion.check_until >= today,
            Summary.state == SummaryState.OUT_FOR_CHECK,
        )
        .order_by(CheckPlan.id)
    ).all()


def remind_some(session: Session, *, plan: CheckPlan, letterhead: Letterhead, base_url: str, limit: int) -> int:
    """Reminds up to `limit` people who were asked and have said nothing, each through the send gate, each once: whether
    it went or not, nobody is tried again. When nobody is left the plan says so. Returns how many were tried.

    Who says nothing after it has said nothing: it is counted as no answer, never as a yes.
    """
    rows = queries.to_remind(session, version_id=plan.version_id, limit=limit)
    if not rows:
        plan.reminded_at = clock.now()
        session.flush()
        return 0
    ids = [row.person_id for row in rows]
    persons, in_peace = people.people_by_id(session, ids=ids), _left_in_peace(session, plan, ids)
    for row in rows:
        if row.person_id in in_peace:
            row.reminded_at, row.not_reminded_because = clock.now(), str(Withheld.LEFT_IN_PEACE)
            continue
        outcome = hand_to_gate(
            session,
            invitation=row,
            person=persons[row.person_id],
            template=REMINDER,
            wave=2,
            letterhead=letterhead,
            base_url=base_url,
        )
        row.reminded_at, row.reminded_by = clock.now(), str(outcome.channel or "")
        row.not_reminded_because = str(outcome.withheld or "")
    session.flush()
    return len(rows)


def _left_in_peace(session: Session, plan: CheckPlan, ids: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Something worrying was said in the round since they were asked: nothing more about it goes out to them."""
    version = session.get_one(SummaryVersion, plan.version_id)
    source_id = session.get_one(Summary, version.summary_id).source_id
    return left_in_peace(session, person_ids=ids, asked_in=source_id)


def forget_what_was_never_sent(session: Session) -> int:
    """Throws away what people began and never sent, 30 days after their check ended. Returns of how many people."""
    before = clock.now() - FORGET_AFTER
    over = sa.select(CheckInvitation.id).join(CheckPlan, CheckPlan.version_id == CheckInvitation.version_id)
    over = over.where(CheckPlan.ended_at < before)
    drafts = session.scalars(sa.select(CheckDraft).where(CheckDraft.invitation_id.in_(over))).all()
    papers = session.scalars(sa.select(CheckPaper).where(CheckPaper.invitation_id.in_(over))).all()
    notes = queries.unsent_voice_notes(session, invitation_ids=over)
    whose = {row.invitation_id for row in drafts} | {row.invitation_id for row in papers}
    photos = queries.unsent_photos(session, invitation_ids=over)
    whose |= {one.invitation_id for one in notes} | {one.invitation_id for one in photos}
    throw_away(session, notes)
    throw_photos_away(session, photos)
    for row in (*drafts, *papers):
        session.delete(row)
    session.flush()
    return len(whose)
