"""Tablets that staff lend out for a while."""

import datetime as dt
import re
import uuid

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.orm import Session

from portal.people.enums import SessionKind
from portal.people.models import BrowserSession
from portal.people.operations import begin_session, end_session
from portal.rounds.door_enums import KioskEnd
from portal.rounds.door_errors import WeakPin, WrongPin
from portal.rounds.enums import RoundState
from portal.rounds.errors import RoundClosed
from portal.rounds.models import Kiosk, Round
from portal.rounds.operations.visiting import end_visit
from portal.rounds.queries import doors
from portal.shared import audit, clock, throttle

PIN_TRIES, PIN_WITHIN = 6, dt.timedelta(minutes=15)
LONGEST_HOURS = 10
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def start_kiosk(
    session: Session,
    *,
    round_: Round,
    place: str,
    language: str,
    hours: int,
    pin: str,
    by: uuid.UUID,
    for_checking: bool = False,
) -> tuple[Kiosk, BrowserSession]:
    """Turns this device into a tablet for one round, for some `hours`; the PIN gives it back to staff.

    People who were not drawn can answer on it only where the round says so. `for_checking`: to look at what was written
    of the round, when the asking itself is over.

    Raises:
        RoundClosed: nobody is being asked now. WeakPin: not four to eight digits, or all alike.
    """
    is_asking = round_.state is RoundState.FIELDWORK and round_.question_set_id is not None
    if not (is_asking or for_checking):
        raise RoundClosed
    if not re.fullmatch(r"[0-9]{4,8}", pin) or len(set(pin)) < 2:
        raise WeakPin
    hours, now = max(1, min(hours, LONGEST_HOURS)), clock.now()
    settings = doors.doors_of(session, round_id=round_.id)
    kiosk = Kiosk(
        round_id=round_.id,
        place=place,
        language=language,
        is_open=is_asking and bool(settings and settings.is_open),
        pin_hash=_hasher.hash(pin),
        started_at=now,
        started_by=by,
        ends_at=now + dt.timedelta(hours=hours),
    )
    session.add(kiosk)
    session.flush()
    row = begin_session(session, kind=SessionKind.KIOSK, hours=hours, subject_id=kiosk.id)
    audit.record(session, action="start", subject="kiosk", subject_id=kiosk.id, actor_id=by)
    return kiosk, row


def check_pin(session: Session, *, kiosk: Kiosk, pin: str) -> None:
    """The caller commits even when refused: tries are counted.

    Raises:
        WrongPin; throttle.TooMany
    """
    throttle.count_attempt(session, what="kiosk_pin", who=str(kiosk.id), limit=PIN_TRIES, within=PIN_WITHIN)
    try:
        _hasher.verify(kiosk.pin_hash, pin)
    except VerificationError as error:
        raise WrongPin from error
    throttle.forget_attempts(session, what="kiosk_pin", who=str(kiosk.id))


def end_kiosk(session: Session, *, kiosk: Kiosk, because: KioskEnd, by: uuid.UUID | None = None) -> None:
    """Ends a tablet and every visit on it, wherever its cookies are. Ended twice, the first end stands."""
    if kiosk.ended_at is not None:
        return
    kiosk.ended_at, kiosk.ended_because = min(clock.now(), kiosk.ends_at), because
    for visit in doors.visits_on_kiosk(session, kiosk_id=kiosk.id):
        end_visit(session, visit_id=visit.visit_id)
    for row in doors.browser_sessions_of(session, subject_ids=[kiosk.id]):
        end_session(session, session_id=row.id)
    audit.record(session, action="end", subject="kiosk", subject_id=kiosk.id, actor_id=by, because=because)
    session.flush()


def end_overdue_kiosks(session: Session) -> int:
    over = doors.overdue_kiosks(session, at=clock.now())
    for kiosk in over:
        end_kiosk(session, kiosk=kiosk, because=KioskEnd.TIME)
    return len(over)
