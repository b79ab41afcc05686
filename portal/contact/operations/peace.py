"""Leaving someone in peace for the rest of a round, resting contact until someone has looked, and ending both.

A pause is set by a program that found words, so one person who has looked may end it. Being left in peace was decided
by a person, so it takes two to end it. All of it is kept and none of it is ever changed.
"""

import uuid

from sqlalchemy.orm import Session

from portal.contact.enums import PeaceDeed, Withheld
from portal.contact.errors import NeedsSecondPerson, WrongState
from portal.contact.models import ContactPause, LeftInPeace, PauseEnd, PeaceStep
from portal.contact.operations.delivery import hold_back_waiting
from portal.contact.queries import peace as queries
from portal.shared import audit, clock


def leave_in_peace(
    session: Session, *, person_id: uuid.UUID, subject_id: uuid.UUID, asked_in: uuid.UUID, by: uuid.UUID | None
) -> None:
    """From now on nothing about this round goes out to them by any way, the phone too. Done twice it is done once."""
    if queries.peace_of(session, person_id=person_id, asked_in=asked_in) is None:
        session.add(LeftInPeace(person_id=person_id, asked_in=asked_in, at=clock.now(), by=by))
    hold_back_waiting(session, subject_id=subject_id, reason=Withheld.LEFT_IN_PEACE)
    session.flush()


def ask_to_allow_contact(session: Session, *, peace: LeftInPeace, why: str, by: uuid.UUID) -> PeaceStep:
    """The first of two says why this person may be reached again. Until another agrees nothing changes.

    Raises:
        WrongState: it is not said why, it was asked already, or contact is allowed again.
    """
    if not why.strip() or _now(session, peace) in (PeaceDeed.ASKED, PeaceDeed.AGREED):
        raise WrongState
    return _step(session, peace, PeaceDeed.ASKED, why=why, by=by)


def decide_to_allow_contact(
    session: Session, *, peace: LeftInPeace, agrees: bool, why: str = "", by: uuid.UUID
) -> PeaceStep:
    """The second of two agrees, and this person is reached like everyone else again, each time through the gate; or
    does not, and says why. What was held back stays held back.

    Raises:
        WrongState: nobody asked, or a no without a reason. NeedsSecondPerson: the one who asked agrees with themselves.
    """
    asked = queries.last_step(session, peace_id=peace.id)
    if asked is None or asked.deed is not PeaceDeed.ASKED or not (agrees or why.strip()):
        raise WrongState
    if agrees and asked.by == by:
        raise NeedsSecondPerson
    return _step(session, peace, PeaceDeed.AGREED if agrees else PeaceDeed.REFUSED, why=why, by=by)


def pause(session: Session, *, person_id: uuid.UUID, asked_in: uuid.UUID) -> ContactPause:
    """From now on nothing goes out to this person, in any round, by any way. What is in line stays there. One at a
    time: a second cause adds nothing to a pause that stands."""
    standing = queries.pause_of(session, person_id=person_id)
    if standing is not None:
        return standing
    made = ContactPause(person_id=person_id, asked_in=asked_in, at=clock.now())
    session.add(made)
    session.flush()
    audit.record(session, action="pause", subject="contact_pause", subject_id=made.id)
    return made


def end_pause(session: Session, *, pause_id: uuid.UUID, by: uuid.UUID) -> None:
    """Someone has looked. What is in line goes its way again. Ended twice it is ended once."""
    if queries.is_over(session, pause_id=pause_id):
        return
    session.add(PauseEnd(pause_id=pause_id, at=clock.now(), by=by))
    session.flush()
    audit.record(session, action="end_pause", subject="contact_pause", subject_id=pause_id, actor_id=by)


def _now(session: Session, peace: LeftInPeace) -> PeaceDeed | None:
    last = queries.last_step(session, peace_id=peace.id)
    return last.deed if last else None


def _step(session: Session, peace: LeftInPeace, deed: PeaceDeed, *, why: str, by: uuid.UUID) -> PeaceStep:
    step = PeaceStep(left_in_peace_id=peace.id, deed=deed, why=why.strip() or None, at=clock.now(), by=by)
    session.add(step)
    session.flush()
    audit.record(session, action=f"peace_{deed.value}", subject="left_in_peace", subject_id=peace.id, actor_id=by)
    return step
