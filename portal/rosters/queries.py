import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters.models import Frame, FrameEntry, Service


def all_services(session: Session) -> Sequence[Service]:
    return session.scalars(sa.select(Service).order_by(Service.created_at, Service.id)).all()


def all_frames(session: Session, *, service_id: uuid.UUID | None = None) -> Sequence[Frame]:
    """Frames, newest first; of one service or of all."""
    found = sa.select(Frame).order_by(Frame.frozen_at.desc(), Frame.id)
    return session.scalars(found if service_id is None else found.where(Frame.service_id == service_id)).all()


def frame_rows(session: Session, *, frame_id: uuid.UUID) -> Sequence[FrameEntry]:
    """The people of a frame, by their reference."""
    return session.scalars(
        sa.select(FrameEntry).where(FrameEntry.frame_id == frame_id).order_by(FrameEntry.reference, FrameEntry.id)
    ).all()
