import datetime as dt
import uuid
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.models import Suppression
from portal.people.models import Person
from portal.rosters.enums import Exclusion, ImportState, ServiceStatus
from portal.rosters.models import Frame, FrameEntry, RosterEntry, RosterImport, RosterProblem, Service
from portal.rosters.rules import framing
from portal.rosters.rules.comparing import Known
from portal.sampling import frames
from portal.shared.crypto import binding, keys

PAGE = 50


def all_services(session: Session) -> Sequence[Service]:
    return session.scalars(sa.select(Service).order_by(Service.created_at, Service.id)).all()


def people_per_service(session: Session) -> dict[uuid.UUID, int]:
    """How many are on each roster now; a service without any is missing."""
    counted = (
        sa.select(RosterEntry.service_id, sa.func.count())
        .where(RosterEntry.removed_at.is_(None))
        .group_by(RosterEntry.service_id)
    )
    return {service_id: count for service_id, count in session.execute(counted)}


def people_by_status(session: Session, *, service_id: uuid.UUID) -> dict[ServiceStatus, int]:
    """People on the roster now, every status named."""
    counted = (
        sa.select(RosterEntry.status, sa.func.count())
        .where(RosterEntry.service_id == service_id, RosterEntry.removed_at.is_(None))
        .group_by(RosterEntry.status)
    )
    found = {status: count for status, count in session.execute(counted)}
    return {status: found.get(status, 0) for status in ServiceStatus}


@dataclass(frozen=True)
class RosterPage:
    entries: Sequence[RosterEntry]
    count: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


def roster_page(
    session: Session, *, service_id: uuid.UUID, number: int, starts_with: str = "", status: ServiceStatus | None = None
) -> RosterPage:
    """Fifty people by reference, those whose reference begins with a text, or with one status."""
    wanted = [RosterEntry.service_id == service_id]
    if starts_with:
        wanted.append(RosterEntry.reference.istartswith(starts_with, autoescape=True))
    if status is not None:
        wanted.append(RosterEntry.status == status)
    count = session.execute(sa.select(sa.func.count()).select_from(RosterEntry).where(*wanted)).scalar_one()
    number = min(number, max(1, -(-count // PAGE)))
    found = sa.select(RosterEntry).where(*wanted).order_by(RosterEntry.reference, RosterEntry.id)
    entries = session.scalars(found.limit(PAGE).offset((number - 1) * PAGE)).all()
    return RosterPage(entries, count, number)


def known_references(session: Session, *, service_id: uuid.UUID) -> dict[str, Known]:
    columns = (RosterEntry.id, RosterEntry.person_id, RosterEntry.fingerprint, RosterEntry.removed_at)
    found = session.execute(sa.select(RosterEntry.reference, *columns).where(RosterEntry.service_id == service_id))
    return {row.reference: Known(row.id, row.person_id, row.fingerprint, row.removed_at is not None) for row in found}


def imports_of(session: Session, *, service_id: uuid.UUID, most: int = 20) -> Sequence[RosterImport]:
    """The latest uploads, newest first."""
    found = sa.select(RosterImport).where(RosterImport.service_id == service_id)
    return session.scalars(found.order_by(RosterImport.uploaded_at.desc(), RosterImport.id).limit(most)).all()


def open_import_of(session: Session, *, service_id: uuid.UUID, sha256: str) -> RosterImport | None:
    """The very same file, uploaded before and not done with."""
    still_open = [state for state in ImportState if state.is_open]
    found = sa.select(RosterImport).where(
        RosterImport.service_id == service_id, RosterImport.sha256 == sha256, RosterImport.state.in_(still_open)
    )
    return session.scalars(found.order_by(RosterImport.uploaded_at.desc()).limit(1)).first()


def earlier_import_of(session: Session, *, roster_import: RosterImport) -> RosterImport | None:
    """When the very same file was brought in before, if it was."""
    found = sa.select(RosterImport).where(
        RosterImport.service_id == roster_import.service_id,
        RosterImport.sha256 == roster_import.sha256,
        RosterImport.state == ImportState.IMPORTED,
        RosterImport.id != roster_import.id,
    )
    return session.scalars(found.order_by(RosterImport.imported_at.desc()).limit(1)).first()


def agreed_about(session: Session, *, import_id: uuid.UUID) -> tuple[uuid.UUID, int | None]:
    """The service of an import, and the version of its roster that the check, and the person, looked at."""
    columns = (RosterImport.service_id, RosterImport.checked_against)
    found = session.execute(sa.select(*columns).where(RosterImport.id == import_id)).one()
    return found.service_id, found.checked_against


def problems_of(session: Session, *, import_id: uuid.UUID, number: int | None = None) -> Sequence[RosterProblem]:
    """Problems in the file's order: one page of fifty, or all that were kept."""
    found = sa.select(RosterProblem).where(RosterProblem.import_id == import_id).order_by(RosterProblem.place)
    if number is not None:
        found = found.limit(PAGE).offset((number - 1) * PAGE)
    return session.scalars(found).all()


@dataclass(frozen=True, slots=True)
class HeldSafety:
    """What is known already about reaching one person safely."""

    safe_contact: list[str] = field(default_factory=list)
    safe_days: list[int] = field(default_factory=list)
    safe_from_hour: int | None = None
    safe_until_hour: int | None = None
    say_only_sealed: bytes | None = None
    confirmed_at: dt.datetime | None = None

    def say_only(self, person_id: uuid.UUID) -> str | None:
        sealed = self.say_only_sealed
        return keys().open(sealed, bound_to=binding("person", "say_only", person_id)) if sealed else None


def safety_of(session: Session, *, person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, HeldSafety]:
    held: dict[uuid.UUID, HeldSafety] = {}
    columns = (Person.safe_contact, Person.safe_days, Person.safe_from_hour, Person.safe_until_hour)
    for start in range(0, len(person_ids), 500):
        ids = person_ids[start : start + 500]
        found = session.execute(
            sa.select(Person.id, *columns, Person.say_only_sealed, Person.safe_contact_confirmed_at).where(
                Person.id.in_(ids)
            )
        )
        held.update(
            {
                person_id: HeldSafety(rules or [], days or [], first, last, words, at)
                for person_id, rules, days, first, last, words, at in found
            }
        )
    return held


@dataclass(frozen=True, slots=True)
class PersonToFreeze:
    id: uuid.UUID
    person_id: uuid.UUID
    reference: str
    status: ServiceStatus
    area: str
    unit: str
    age: int | None
    sex: str
    ethnicity: str
    disability: str
    language: str
    excluded_reason: Exclusion | None
    home_index: str
    household_index: str
    is_removed: bool
    do_not_contact: bool


def people_to_freeze(session: Session, *, service_id: uuid.UUID) -> Generator[PersonToFreeze, None, None]:
    """Everyone ever on a roster, by reference. Who said stop under any of their addresses asks for no contact."""
    stopped = set(session.scalars(sa.select(Suppression.fingerprint)))
    entry = RosterEntry
    columns = (
        entry.id, entry.person_id, entry.reference, entry.status, entry.area, entry.unit, entry.age, entry.sex,
        entry.ethnicity, entry.disability, Person.language, entry.excluded_reason,
        entry.home_index, entry.household_index, entry.removed_at,
        Person.do_not_contact, Person.email_index, Person.mobile_index,
    )  # fmt: skip
    found = sa.select(*columns).join(Person, Person.id == entry.person_id).where(entry.service_id == service_id)
    with session.execute(found.order_by(entry.reference).execution_options(yield_per=1000)) as rows:
        for row in rows:
            *values, removed_at, do_not_contact, email_index, mobile_index = row
            said_stop = bool(stopped) and not stopped.isdisjoint(
                (email_index, mobile_index, keys().blind(str(row.person_id), kind="person"))
            )
            yield PersonToFreeze(*[*values, removed_at is not None, do_not_contact or said_stop])


def all_frames(session: Session, *, service_id: uuid.UUID | None = None) -> Sequence[Frame]:
    """Frames, newest first; of one service or of all."""
    found = sa.select(Frame).order_by(Frame.frozen_at.desc(), Frame.id)
    return session.scalars(found if service_id is None else found.where(Frame.service_id == service_id)).all()


def frame_rows(session: Session, *, frame_id: uuid.UUID) -> Sequence[FrameEntry]:
    """The people of a frame, by their reference."""
    return session.scalars(
        sa.select(FrameEntry).where(FrameEntry.frame_id == frame_id).order_by(FrameEntry.reference, FrameEntry.id)
    ).all()


def sampling_frame(session: Session, *, frame_id: uuid.UUID) -> frames.Frame:
    """The frame as `portal.sampling` draws from it; its `sha256` is the one recorded when it was frozen."""
    columns = [getattr(FrameEntry, name) for name in ("person_id", "household", *framing.FRAME_FIELDS)]
    found = session.execute(sa.select(*columns).where(FrameEntry.frame_id == frame_id))
    return frames.Frame(framing.row_of(person_id, home, values) for person_id, home, *values in found)


def cell_counts(session: Session, *, frame_id: uuid.UUID, field: str) -> dict[tuple[str, ...], int]:
    """People of a frame by status and one reporting field."""
    columns = (FrameEntry.status, getattr(FrameEntry, field))
    rows = session.execute(
        sa.select(*columns, sa.func.count()).where(FrameEntry.frame_id == frame_id).group_by(*columns)
    )
    return {(status.value, value): count for status, value, count in rows}


def values_in_frame(session: Session, *, frame_id: uuid.UUID, field: str) -> list[str]:
    """Every value that a reporting field has in a frame."""
    column = getattr(FrameEntry, field)
    return list(session.scalars(sa.select(column).where(FrameEntry.frame_id == frame_id).distinct().order_by(column)))
