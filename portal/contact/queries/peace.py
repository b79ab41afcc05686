"""Who is left in peace, whose contact rests, and what was decided about it."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.contact.enums import PeaceDeed
from portal.contact.models import ContactPause, LeftInPeace, PauseEnd, PeaceStep

_STANDS = ~sa.exists().where(PeaceStep.left_in_peace_id == LeftInPeace.id, PeaceStep.deed == PeaceDeed.AGREED)
_RESTS = ~sa.exists().where(PauseEnd.pause_id == ContactPause.id)


def left_in_peace(session: Session, *, person_ids: Collection[uuid.UUID], asked_in: uuid.UUID) -> frozenset[uuid.UUID]:
    """Those of them to whom nothing more goes out in this round, unless two people have since found it safe."""
    return frozenset(
        session.scalars(
            sa.select(LeftInPeace.person_id).where(
                LeftInPeace.person_id.in_(person_ids), LeftInPeace.asked_in == asked_in, _STANDS
            )
        )
    )


def peace_of(session: Session, *, person_id: uuid.UUID, asked_in: uuid.UUID) -> LeftInPeace | None:
    """The row by which this person is left in peace in this round now."""
    mine = sa.select(LeftInPeace).where(LeftInPeace.person_id == person_id, LeftInPeace.asked_in == asked_in, _STANDS)
    return session.scalar(mine.order_by(LeftInPeace.at.desc()).limit(1))


def peace_steps(session: Session, *, person_id: uuid.UUID, asked_in: uuid.UUID) -> Sequence[PeaceStep]:
    """What was asked and decided about leaving them in peace in this round, oldest first."""
    return session.scalars(
        sa.select(PeaceStep)
        .join(LeftInPeace, LeftInPeace.id == PeaceStep.left_in_peace_id)
        .where(LeftInPeace.person_id == person_id, LeftInPeace.asked_in == asked_in)
        .order_by(PeaceStep.at, PeaceStep.id)
    ).all()


def last_step(session: Session, *, peace_id: uuid.UUID) -> PeaceStep | None:
    mine = sa.select(PeaceStep).where(PeaceStep.left_in_peace_id == peace_id)
    return session.scalar(mine.order_by(PeaceStep.at.desc(), PeaceStep.id.desc()).limit(1))


def paused_among(session: Session, *, person_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of them to whom nothing goes out, in any round, until someone has looked."""
    return frozenset(
        session.scalars(sa.select(ContactPause.person_id).where(ContactPause.person_id.in_(person_ids), _RESTS))
    )


def pause_of(session: Session, *, person_id: uuid.UUID) -> ContactPause | None:
    mine = sa.select(ContactPause).where(ContactPause.person_id == person_id, _RESTS)
    return session.scalar(mine.order_by(ContactPause.at).limit(1))


def is_over(session: Session, *, pause_id: uuid.UUID) -> bool:
    return session.scalar(sa.select(PauseEnd.id).where(PauseEnd.pause_id == pause_id)) is not None


def rests(person_id: InstrumentedAttribute[uuid.UUID]) -> sa.ColumnElement[bool]:
    """For a SELECT of messages: contact with the person in this column rests."""
    return sa.exists().where(ContactPause.person_id == person_id, _RESTS)
