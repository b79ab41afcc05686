"""Getting a round ready, putting it away, and beginning another like it."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.rounds import queries
from portal.rounds.enums import RoundState
from portal.rounds.errors import StillAsking
from portal.rounds.models import Round, RoundPreparation, SamplePlan
from portal.rounds.operations.noting import note
from portal.rounds.operations.planning import create_round
from portal.rounds.queries import preparing
from portal.shared import clock


def prepare(
    session: Session,
    *,
    round_: Round,
    helpline_name: str,
    helpline_phone: str,
    release_on: dt.date | None,
    check_back_on: dt.date | None,
    privacy_read: bool,
    by: uuid.UUID | None,
) -> RoundPreparation:
    """Keeps the helpline, the promised days, and who read the words about privacy, and when."""
    ready = preparation(session, round_=round_)
    ready.helpline_name, ready.helpline_phone = helpline_name, helpline_phone
    ready.release_on, ready.check_back_on = release_on, check_back_on
    if not privacy_read:
        ready.privacy_read_at = ready.privacy_read_by = None
    elif ready.privacy_read_at is None:
        ready.privacy_read_at, ready.privacy_read_by = clock.now(), by
    session.flush()
    note(session, round_, "prepare", by=by)
    return ready


def preparation(session: Session, *, round_: Round) -> RoundPreparation:
    """What is kept about getting a round ready; a fresh row the first time."""
    ready = preparing.preparation_of(session, round_id=round_.id)
    if ready is None:
        ready = RoundPreparation(round_id=round_.id, helpline_name="", helpline_phone="")
        session.add(ready)
        session.flush()
    return ready


def archive(session: Session, *, round_: Round, by: uuid.UUID | None) -> None:
    """Takes a round off the list. Nothing is deleted, and it can be brought back.

    Raises:
        StillAsking: it is under way. Close it first.
    """
    if round_.state is RoundState.FIELDWORK:
        raise StillAsking
    ready = preparation(session, round_=round_)
    ready.archived_at, ready.archived_by = clock.now(), by
    session.flush()
    note(session, round_, "archive", by=by)


def bring_back(session: Session, *, round_: Round, by: uuid.UUID | None) -> None:
    ready = preparation(session, round_=round_)
    ready.archived_at = ready.archived_by = None
    session.flush()
    note(session, round_, "bring_back", by=by)


def clone_round(session: Session, *, round_: Round, name: str, by: uuid.UUID | None) -> Round:
    """A round like this one: service, questions, why we ask, helpline, and the numbers of the plan to begin from.

    Nobody of the old sample comes along, no frame, no draw and no day: those are decided anew.
    """
    made = create_round(
        session,
        service_id=round_.service_id,
        name={"en": name},
        purpose=round_.purpose,
        question_set_id=round_.question_set_id,
        closes_on=None,
        by=by,
    )
    before = preparing.preparation_of(session, round_id=round_.id)
    ready = preparation(session, round_=made)
    ready.copied_from_id = round_.id
    if before is not None:
        ready.helpline_name, ready.helpline_phone = before.helpline_name, before.helpline_phone
    session.flush()
    note(session, made, "clone", by=by, copied_from=str(round_.id))
    return made


def plan_to_begin_from(session: Session, *, round_: Round) -> SamplePlan | None:
    """The agreed plan, or that of the round this one was copied from: its numbers, never its frame or seed."""
    own = queries.plan_of(session, round_id=round_.id)
    if own is not None:
        return own
    ready = preparing.preparation_of(session, round_id=round_.id)
    return queries.plan_of(session, round_id=ready.copied_from_id) if ready and ready.copied_from_id else None
