"""Visits that are not simply someone's own: who helps or asks, by which door, and when they end by themselves."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.enums import SessionKind
from portal.people.models import BrowserSession
from portal.people.operations import begin_session, end_session
from portal.questions import operations as questions
from portal.questions.enums import Helper, Provenance
from portal.rounds.door_enums import Door, VisitKind
from portal.rounds.enums import InvitationState
from portal.rounds.errors import RoundClosed
from portal.rounds.models import DoorVisit, Invitation, Kiosk, WalkIn
from portal.rounds.queries import doors
from portal.rounds.queries.standing import Standing
from portal.shared import audit, clock

SUPPORTER_MINUTES = 60
INTERVIEW_HOURS = 4
# A tablet visit nobody touches is over on the server too, soon after the page itself has gone back to the start.
KIOSK_MINUTES = 15
CHANGE_MINUTES = 60


def begin_interview(
    session: Session,
    *,
    standing: Standing,
    channel: Door,
    provenance: Provenance | None,
    language: str,
    by: uuid.UUID,
    is_change: bool = False,
) -> DoorVisit:
    """Staff ask and type, by phone or face to face. What the person typed before on the web stays hidden from them.

    Raises:
        RoundClosed: the round takes no answers, or this person's are already in (unless they are to be changed).
    """
    if not is_change:
        _may_answer(standing)
    visit_id = uuid.uuid4()
    visit = _record(
        session,
        standing=standing,
        visit_id=visit_id,
        kind=VisitKind.INTERVIEW,
        channel=channel,
        until=clock.now() + dt.timedelta(hours=INTERVIEW_HOURS),
        provenance=provenance,
        language=language,
        by=by,
    )
    visit.is_change = is_change
    _opened(session, standing)
    questions.note_provenance(session, holder_id=standing.invitation_id, provenance=provenance, helped_by="")
    audit.record(session, action="interview", subject="door_visit", subject_id=visit.id, actor_id=by, channel=channel)
    return visit


def begin_supporter(
    session: Session,
    *,
    standing: Standing,
    helper: Helper | None,
    provenance: Provenance,
    language: str,
    from_visit: uuid.UUID | None = None,
    kiosk_id: uuid.UUID | None = None,
    by: uuid.UUID | None = None,
) -> DoorVisit:
    """Someone else types for an hour. They see nothing of what was typed before; the visit before it (`from_visit`)
    is over.

    Raises:
        RoundClosed
    """
    _may_answer(standing)
    if from_visit is not None:
        end_session(session, session_id=from_visit)
        end_visit(session, visit_id=from_visit)
    row = _browser_session(session, holder_id=standing.invitation_id, minutes=SUPPORTER_MINUTES)
    visit = _record(
        session,
        standing=standing,
        visit_id=row.id,
        kind=VisitKind.SUPPORTER,
        channel=Door.KIOSK if kiosk_id else Door.WEB,
        until=row.expires_at,
        provenance=provenance,
        language=language,
        by=by,
    )
    visit.helped_by, visit.kiosk_id = helper, kiosk_id
    _opened(session, standing)
    helped_by = helper.value if helper else ""
    questions.note_provenance(session, holder_id=standing.invitation_id, provenance=provenance, helped_by=helped_by)
    if by is not None:
        audit.record(session, action="lend_to_helper", subject="door_visit", subject_id=visit.id, actor_id=by)
    return visit


def begin_on_kiosk(session: Session, *, kiosk: Kiosk, standing: Standing, language: str) -> DoorVisit:
    """Someone begins on a tablet.

    Raises:
        RoundClosed
    """
    _may_answer(standing)
    row = _browser_session(session, holder_id=standing.invitation_id, minutes=KIOSK_MINUTES)
    row.expires_at = min(row.expires_at, kiosk.ends_at)
    visit = _record(
        session,
        standing=standing,
        visit_id=row.id,
        kind=VisitKind.KIOSK,
        channel=Door.KIOSK,
        until=kiosk.ends_at,
        provenance=None,
        language=language,
        by=None,
    )
    visit.kiosk_id = kiosk.id
    _opened(session, standing)
    return visit


def begin_change(session: Session, *, standing: Standing, language: str) -> DoorVisit:
    """Someone changes on the web what they sent, after both their codes were right."""
    row = _browser_session(session, holder_id=standing.invitation_id, minutes=CHANGE_MINUTES)
    visit = _record(
        session,
        standing=standing,
        visit_id=row.id,
        kind=VisitKind.CHANGE,
        channel=Door.WEB,
        until=row.expires_at,
        provenance=None,
        language=language,
        by=None,
    )
    visit.is_change = True
    return visit


def walk_in(session: Session, *, round_id: uuid.UUID, language: str) -> WalkIn:
    """Someone without an invitation, counted apart from the sample."""
    row = WalkIn(round_id=round_id, language=language, began_at=clock.now())
    session.add(row)
    session.flush()
    return row


def still_there(session: Session, *, visit: DoorVisit) -> None:
    """On a tablet each answer gives a quarter of an hour more, never beyond the tablet's own time."""
    if visit.kind is VisitKind.KIOSK:
        until = min(clock.now() + dt.timedelta(minutes=KIOSK_MINUTES), visit.ends_at)
        mine = sa.update(BrowserSession).where(BrowserSession.id == visit.visit_id)
        session.execute(mine.values(expires_at=until), execution_options={"synchronize_session": False})


def end_visit(session: Session, *, visit_id: uuid.UUID) -> None:
    """Ends a visit and whatever browser it was in; what was typed stays kept for the person."""
    close_door(session, visit_id=visit_id)
    end_session(session, session_id=visit_id)


def close_door(session: Session, *, visit_id: uuid.UUID) -> None:
    """What was to be done is done: this browser still sees the thanks, and opens nothing more."""
    mine = sa.update(DoorVisit).where(DoorVisit.visit_id == visit_id, DoorVisit.ended_at.is_(None))
    session.execute(mine.values(ended_at=clock.now()))


def end_overdue_visits(session: Session) -> int:
    """Ends what ran out of time. Returns how many."""
    over = doors.overdue_visits(session, at=clock.now())
    for visit in over:
        visit.ended_at = visit.ends_at
        end_session(session, session_id=visit.visit_id)
    session.flush()
    return len(over)


def _may_answer(standing: Standing) -> None:
    if standing.is_answered or not standing.takes_answers:
        raise RoundClosed


def _browser_session(session: Session, *, holder_id: uuid.UUID, minutes: int) -> BrowserSession:
    row = begin_session(session, kind=SessionKind.PARTICIPANT, hours=1, subject_id=holder_id)
    row.expires_at = row.created_at + dt.timedelta(minutes=minutes)
    return row


def _record(
    session: Session,
    *,
    standing: Standing,
    visit_id: uuid.UUID,
    kind: VisitKind,
    channel: Door,
    until: dt.datetime,
    provenance: Provenance | None,
    language: str,
    by: uuid.UUID | None,
) -> DoorVisit:
    visit = DoorVisit(
        round_id=standing.round_id,
        holder_id=standing.invitation_id,
        visit_id=visit_id,
        kind=kind,
        channel=channel,
        provenance=provenance,
        language=language,
        started_by=by,
        started_at=clock.now(),
        ends_at=until,
    )
    session.add(visit)
    session.flush()
    return visit


def _opened(session: Session, standing: Standing) -> None:
    """The invitation counts as opened, as it would from its link."""
    if standing.is_walk_in or standing.is_answered:
        return
    opened_at = sa.func.coalesce(Invitation.opened_at, sa.literal(clock.now(), Invitation.opened_at.type))
    session.execute(
        sa.update(Invitation)
        .where(Invitation.id == standing.invitation_id)
        .values(state=InvitationState.OPENED, declined_because=None, opened_at=opened_at)
    )
