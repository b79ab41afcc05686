import base64
import uuid
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters import queries
from portal.rosters.enums import ServiceStatus
from portal.rosters.errors import NobodyToFreeze
from portal.rosters.models import Frame, FrameEntry, Service
from portal.rosters.operations.importing import in_batches
from portal.rosters.rules import ages, framing
from portal.rosters.rules.households import households
from portal.shared import audit, clock, queue
from portal.shared.crypto import binding, keys
from portal.shared.queue import Job

BATCH = 2000


@dataclass
class Survey:
    """A roster as it stood at one moment: who may be drawn, and who was left out and why."""

    frame: Frame
    rows: list[dict[str, Any]]


def freeze_frame(
    session: Session, *, service_id: uuid.UUID, name: str, by: uuid.UUID | None, frame_id: uuid.UUID | None = None
) -> Frame:
    """Copies those of a roster who may be asked, with a SHA-256 anyone can make again (`sampling.frames.Frame`).

    Who is left out, and why, is counted by status before anything is drawn: safety must not hide a bias.
    `frame_id` may be chosen beforehand, by a page that waits for it.

    Raises:
        NobodyToFreeze: nobody on the roster may be asked.
    """
    return keep(session, survey(session, service_id=service_id, name=name, by=by, frame_id=frame_id))


def start_freeze(session: Session, *, service_id: uuid.UUID, name: str, by: uuid.UUID | None) -> tuple[uuid.UUID, Job]:
    """Has the worker freeze a frame; gives the id it will have.

    Raises:
        NobodyToFreeze: nobody on the roster may be asked.
    """
    youngest = session.get_one(Service, service_id).youngest_age
    with closing(queries.people_to_freeze(session, service_id=service_id)) as people:
        if all(framing.exclusion(person, youngest_age=youngest) for person in people):
            raise NobodyToFreeze
    frame_id = uuid.uuid4()
    # Jobs hold no words, so the name travels sealed.
    sealed = base64.b64encode(keys().seal(name, bound_to=binding("frame", "name", frame_id))).decode()
    job = queue.enqueue(
        session,
        "rosters.freeze",
        asked_by=by,
        service_id=str(service_id),
        frame_id=str(frame_id),
        sealed_name=sealed,
        by=str(by or ""),
    )
    return frame_id, job


def survey(
    session: Session, *, service_id: uuid.UUID, name: str, by: uuid.UUID | None, frame_id: uuid.UUID | None = None
) -> Survey:
    """Reads a roster in one go and writes nothing: the long part of freezing, during which others may write.

    Raises:
        NobodyToFreeze: nobody on the roster may be asked.
    """
    service = session.get_one(Service, service_id)
    chosen_id, coverage, rows, homes = frame_id or uuid.uuid4(), framing.Coverage(), [], []
    for entry in queries.people_to_freeze(session, service_id=service_id):
        reason = framing.exclusion(entry, youngest_age=service.youngest_age)
        coverage.count(entry.status, reason)
        if reason is None:
            rows.append(_frame_row(entry, service, chosen_id))
            homes.append((str(entry.person_id), entry.home_index, entry.household_index))
    if not rows:
        raise NobodyToFreeze
    _name_households(rows, households(homes), chosen_id)
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
    return Survey(frame, rows)


def keep(session: Session, found: Survey) -> Frame:
    """Writes a frame and its people; from here on the database refuses to change them."""
    frame = found.frame
    session.add(frame)
    session.flush()
    for batch in in_batches(found.rows, BATCH):
        session.execute(sa.insert(FrameEntry.__table__), batch)  # type: ignore[arg-type]
    audit.record(
        session,
        action="freeze",
        subject="frame",
        subject_id=frame.id,
        actor_id=frame.frozen_by,
        rows=frame.row_count,
        sha256=frame.sha256,
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
        "household": "",
    }


def _name_households(rows: list[dict[str, Any]], together: Mapping[str, str], frame_id: uuid.UUID) -> None:
    """Those who may be asked and live together get a code that means nothing outside this frame."""
    for row in rows:
        if (first := together.get(str(row["person_id"]))) is not None:
            row["household"] = keys().blind(f"{frame_id}:{first}", kind="household in a frame")[:16]


def _breakdown(rows: list[dict[str, Any]], service: Service) -> dict[str, Any]:
    counts: Mapping[str, Counter[str]] = {name: Counter(row[name] for row in rows) for name in service.reporting_fields}
    return {name: dict(sorted(found.items())) for name, found in counts.items()}
