"""What the night takes out of the pool: who went, whose day is past, pages that were begun and never sent."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import IN_POOL, InterestState, PoolImportState
from portal.panels.models import Addition, Interest, PanelMember, PoolImport, Selection, SelectionEntry
from portal.panels.operations.interest import empty
from portal.panels.operations.pool_files import forget_file
from portal.people.keeping import nobody_needs
from portal.people.models import Person
from portal.people.operations import forget_person
from portal.rosters.models import RosterEntry
from portal.shared import clock

DRAFTS_KEPT, GONE_KEPT, FILES_KEPT = dt.timedelta(days=30), dt.timedelta(days=30), dt.timedelta(days=30)
REASONS_KEPT, TICKETS_KEPT = dt.timedelta(days=730), dt.timedelta(days=2190)
AT_ONCE = 200


def forget_old_interest(session: Session) -> int:
    """One batch; returns how many rows were emptied."""
    now, today = clock.now(), clock.today()
    begun = (InterestState.DRAFT, InterestState.INVITED)
    gone = (InterestState.WITHDRAWN, InterestState.DECLINED, InterestState.AGAIN)
    waiting = [state for state in IN_POOL if state is not InterestState.CHOSEN]
    due = sa.or_(
        sa.and_(Interest.state.in_(begun), Interest.begun_at < now - DRAFTS_KEPT),
        sa.and_(Interest.state.in_(gone), Interest.ended_at < now - GONE_KEPT),
        sa.and_(Interest.state.in_(waiting), Interest.keep_until < today),
        sa.and_(Interest.state == InterestState.CHOSEN, Interest.person_id.is_not(None), ~_needed_by_panel(now)),
    )
    rows = session.scalars(sa.select(Interest).where(due).order_by(Interest.id).limit(AT_ONCE)).all()
    for interest in rows:
        empty(interest)
        person_id, interest.person_id = interest.person_id, None
        interest.state, interest.ended_at = InterestState.FORGOTTEN, now
        session.flush()
        if person_id is not None:
            _forget_if_alone(session, person_id)
    session.flush()
    return len(rows)


def _needed_by_panel(now: dt.datetime) -> sa.ColumnElement[bool]:
    """Who was chosen has a place, or left it less than two years ago."""
    return sa.exists().where(
        PanelMember.panel_id == Interest.panel_id,
        PanelMember.person_id == Interest.person_id,
        sa.or_(PanelMember.left_at.is_(None), PanelMember.left_at > now - REASONS_KEPT),
    )


def _forget_if_alone(session: Session, person_id: uuid.UUID) -> None:
    """Nothing but the pool kept this person: no roster names them, and no other room needs them."""
    on_roster = sa.exists().where(RosterEntry.person_id == Person.id)
    alone = sa.select(Person).where(Person.id == person_id, ~on_roster, *nobody_needs())
    person = session.scalar(alone)
    if person is not None:
        forget_person(person)


def forget_old_files(session: Session) -> int:
    before = clock.now() - FILES_KEPT
    old = sa.select(PoolImport).where(PoolImport.file_key != "", PoolImport.uploaded_at < before)
    rows = session.scalars(old).all()
    for row in rows:
        forget_file(row)
        row.state = PoolImportState.THROWN_AWAY
    very_old = sa.delete(PoolImport).where(PoolImport.uploaded_at < clock.now() - REASONS_KEPT)
    session.execute(very_old)
    session.flush()
    return len(rows)


def forget_old_words(session: Session) -> int:
    """Reasons for additions after two years, tickets with what people said about themselves after six, and who stood
    behind a number."""
    reasons = sa.update(Addition).where(
        Addition.proposed_at < clock.now() - REASONS_KEPT, Addition.why_sealed.is_not(None)
    )
    tickets = sa.update(Selection).where(
        Selection.made_at < clock.now() - TICKETS_KEPT, Selection.lottery_sealed.is_not(None)
    )
    gone = session.execute(reasons.values(why_sealed=None)).rowcount  # type: ignore[attr-defined]
    gone += session.execute(tickets.values(lottery_sealed=None)).rowcount  # type: ignore[attr-defined]
    old = sa.select(Selection.id).where(Selection.made_at < clock.now() - TICKETS_KEPT)
    entries = sa.delete(SelectionEntry).where(SelectionEntry.selection_id.in_(old))
    gone += session.execute(entries).rowcount  # type: ignore[attr-defined]
    return int(gone)
