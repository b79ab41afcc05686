import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.rosters.models import Service
from portal.shared import audit, clock


def create_service(
    session: Session,
    *,
    name: Mapping[str, str],
    youngest_age: int | None = None,
    reporting_fields: Sequence[str] | None = None,
    by: uuid.UUID | None,
) -> Service:
    """A service with an empty roster. `name` by language code; people under `youngest_age` (years) are not asked."""
    service = Service(name=dict(name), youngest_age=youngest_age, created_at=clock.now())
    if reporting_fields is not None:
        service.reporting_fields = list(reporting_fields)
    session.add(service)
    session.flush()
    audit.record(session, action="create", subject="service", subject_id=service.id, actor_id=by)
    return service


def change_service(
    session: Session,
    *,
    service: Service,
    name: Mapping[str, str],
    youngest_age: int | None,
    reporting_fields: Sequence[str],
    by: uuid.UUID | None,
) -> None:
    """Frames already frozen stay as they are; the next one follows the new settings."""
    service.name, service.youngest_age = dict(name), youngest_age
    service.reporting_fields = list(reporting_fields)
    session.flush()
    audit.record(session, action="change", subject="service", subject_id=service.id, actor_id=by)
