"""Leaving someone in peace for the rest of a round."""

import uuid

from sqlalchemy.orm import Session

from portal.contact.enums import Withheld
from portal.contact.models import LeftInPeace
from portal.contact.operations.delivery import hold_back_waiting
from portal.contact.queries.deciding import left_in_peace
from portal.shared import clock


def leave_in_peace(
    session: Session, *, person_id: uuid.UUID, subject_id: uuid.UUID, asked_in: uuid.UUID, by: uuid.UUID | None
) -> None:
    """From now on nothing about this round goes out to them by any way, the phone too. Done twice it is done once."""
    if person_id not in left_in_peace(session, person_ids=[person_id], asked_in=asked_in):
        session.add(LeftInPeace(person_id=person_id, asked_in=asked_in, at=clock.now(), by=by))
    hold_back_waiting(session, subject_id=subject_id, reason=Withheld.LEFT_IN_PEACE)
    session.flush()
