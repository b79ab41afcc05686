import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters import queries
from portal.rosters.enums import ServiceStatus
from portal.rosters.errors import NobodyToFreeze
from portal.rosters.models import Frame, FrameEntry, Service
from portal.rosters.operations.importing import in_batches
from portal.rosters.rules import ages, framing
from portal.shared import audit, clock

BATCH = 2000


def freeze_frame(
    session: Session, *, service_id: uuid.UUID, name: str, by: uuid.UUID | None, frame_id: uuid.UUID | None = None
) -> Frame:
    """Copies those of a roster who may be asked, with a SHA-256 anyone can make again (`sampling.frames.Frame`).

    Who is left out, and why, is counted by status before anything is drawn: safety must not hide a bias.
    `frame_id` may be chosen beforehand, by a page that waits for it.

    Raises:
        NobodyToFreeze: nobody on the roster may be asked.
    """
    service = session.get_one(Service, service_id)
    chosen_id, coverage, rows = frame_id or uuid.uuid4(), framing.Coverage(), []
    for entry in queries.people_to_freeze(session, service_id=service_id):
        reason = framing.exclusion(entry, youngest_age=service.youngest_age)
        coverage.count(entry.status, reason)
        if reason is None:
            rows.append(_frame_row(entry, service, chosen_id))
    if not rows:
        raise NobodyToFreeze
    frame = Frame(
        id=chosen_id,
        service_id=service_id,
        name=name,
        sha256=framing.sampling_frame(rows).sha256,
        row_count=len(rows),
        coverage=coverage.as_json(),
        breakdown=_breakdown(rows, service),
        frozen_at=clock.now(),
        frozen_by=by,
    )
    session.add(frame)
    session.flush()
    for batch in in_batches(rows, BATCH):
        session.execute(sa.insert(FrameEntry.__table__), batch)  # type: ignore[arg-type]
    audit.record(
        session, action="freeze", subject="frame", subject_id=frame.id, actor_id=by, rows=len(rows), sha256=frame.sha256
    )
    return frame


def _frame_row(entry: Any, service: Service, frame_id: uuid.UUID) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "frame_id": frame_id,
        "person_id": entry.person_id,
        "entry_id": entry.id,
        "reference": entry.reference,
        "status": ServiceStatus(entry.status),
        "area": entry.area,
        "unit": entry.unit,
        "age_band": ages.age_band(entry.age, lower_ends=service.age_bands),
        "sex": entry.sex,
        "ethnicity": entry.ethnicity,
        "disability": entry.disability,
        "language": entry.language,
    }


def _breakdown(rows: list[dict[str, Any]], service: Service) -> dict[str, Any]:
    counts: Mapping[str, Counter[str]] = {name: Counter(row[name] for row in rows) for name in service.reporting_fields}
    return {name: dict(sorted(found.items())) for name, found in counts.items()}
