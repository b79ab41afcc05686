"""What people said is missing, in words, aloud or in a photo, and what we answered."""

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.summaries.models import CheckInvitation, CheckPhoto, MissingRemark, MissingReply


def remarks_and_replies(
    session: Session, *, version_id: uuid.UUID
) -> tuple[dict[uuid.UUID, bool], Mapping[uuid.UUID, MissingReply]]:
    """Whether each remark of a check came late, in an order that says nothing of when; and the newest reply to each."""
    rows = session.execute(
        sa.select(MissingRemark.id, CheckInvitation.is_late, MissingReply)
        .select_from(MissingRemark)
        .join(CheckInvitation, CheckInvitation.id == MissingRemark.invitation_id)
        .outerjoin(MissingReply, MissingReply.remark_id == MissingRemark.id)
        .where(MissingRemark.version_id == version_id)
        .order_by(MissingRemark.id, MissingReply.at, MissingReply.id)
    ).all()
    remarks = {remark_id: bool(is_late) for remark_id, is_late, _reply in rows}
    return remarks, {reply.remark_id: reply for _id, _late, reply in rows if reply}


def missing_remarks(session: Session, *, version_id: uuid.UUID) -> Sequence[MissingRemark]:
    return session.scalars(
        sa.select(MissingRemark).where(MissingRemark.version_id == version_id).order_by(MissingRemark.id)
    ).all()


def photos_of(session: Session, *, invitation_id: uuid.UUID) -> Sequence[CheckPhoto]:
    """Photos and drawings of what is missing, oldest first."""
    mine = sa.select(CheckPhoto).where(CheckPhoto.invitation_id == invitation_id)
    return session.scalars(mine.order_by(CheckPhoto.added_at, CheckPhoto.id)).all()


def photos_on(session: Session, *, version_id: uuid.UUID) -> dict[uuid.UUID, list[CheckPhoto]]:
    """Photos that were sent, by the invitation they came with."""
    rows = session.scalars(
        sa.select(CheckPhoto)
        .where(CheckPhoto.version_id == version_id, CheckPhoto.sent_at.is_not(None))
        .order_by(CheckPhoto.id)
    )
    found: dict[uuid.UUID, list[CheckPhoto]] = {}
    for row in rows:
        found.setdefault(row.invitation_id, []).append(row)
    return found


def unsent_photos(session: Session, *, invitation_ids: sa.Select[uuid.UUID]) -> Sequence[CheckPhoto]:
    return session.scalars(
        sa.select(CheckPhoto).where(CheckPhoto.sent_at.is_(None), CheckPhoto.invitation_id.in_(invitation_ids))
    ).all()
