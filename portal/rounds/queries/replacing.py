"""Who in a sample should never have been asked, and who came in for them."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters.models import FrameEntry
from portal.rounds.models import Invitation, Replacement, SampleMember


def member_of_reference(session: Session, *, round_id: uuid.UUID, reference: str) -> SampleMember | None:
    """Someone of the sample by the service's own reference, as the frame holds it."""
    return session.scalar(
        sa.select(SampleMember)
        .join(FrameEntry, FrameEntry.id == SampleMember.frame_entry_id)
        .where(SampleMember.round_id == round_id, FrameEntry.reference == reference)
    )


def invitation_of(session: Session, *, member_id: uuid.UUID) -> Invitation | None:
    return session.scalar(sa.select(Invitation).where(Invitation.member_id == member_id))


def replacement_of(session: Session, *, member_id: uuid.UUID) -> Replacement | None:
    return session.scalar(sa.select(Replacement).where(Replacement.member_id == member_id))


def replacements_of(session: Session, *, round_id: uuid.UUID) -> Sequence[Replacement]:
    """Replacements of a round, the newest first."""
    return session.scalars(
        sa.select(Replacement).where(Replacement.round_id == round_id).order_by(Replacement.at.desc(), Replacement.id)
    ).all()
