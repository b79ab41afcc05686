import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.rosters.enums import Exclusion, ImportState, ReportingField, ServiceStatus
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTACT, CONTENT, IDENTITY, OPERATIONAL, PERSONAL, SAFETY, SPECIAL

USUAL_REPORTING = [field.value for field in ReportingField if field is not ReportingField.UNIT]
USUAL_AGE_BANDS = [0, 5, 10, 16, 18, 25, 35, 45, 55, 65, 75]


class Service(Base):
    """A commissioned thing people use: a carers' service, a hostel."""

    __tablename__ = "service"
    __purpose__ = "Knowing which service a roster and a round belong to"
    __retention__ = "Six years after its last round"

    # Texts by language code.
    name: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    reporting_fields: Mapped[list[str]] = mapped_column(default=lambda: list(USUAL_REPORTING), info=OPERATIONAL)
    # Lower ends of the bands, in years.
    age_bands: Mapped[list[Any]] = mapped_column(default=lambda: list(USUAL_AGE_BANDS), info=OPERATIONAL)
    youngest_age: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    # The service's own categories: {"sex": [...], "ethnicity": [...], "disability": [...]}.
    categories: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    # Counts the imports, so that what was checked against an older roster is not brought into a newer one.
    roster_version: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class RosterEntry(Base):
    """One person as one service knows them. `reference` is the service's own and stays the same between files."""

    __tablename__ = "roster_entry"
    __purpose__ = "Knowing how a person stands to a service"
    __retention__ = "Two years after they were last on the roster"

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("service.id"), info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), unique=True, info=OPERATIONAL)
    reference: Mapped[str] = mapped_column(info=IDENTITY)
    status: Mapped[ServiceStatus] = choice(ServiceStatus, info=SPECIAL)
    area: Mapped[str] = mapped_column(default="not_known", info=PERSONAL)
    unit: Mapped[str] = mapped_column(default="not_known", info=PERSONAL)
    age: Mapped[int | None] = mapped_column(info=PERSONAL)
    sex: Mapped[str] = mapped_column(default="not_known", info=SPECIAL)
    ethnicity: Mapped[str] = mapped_column(default="not_known", info=SPECIAL)
    disability: Mapped[str] = mapped_column(default="not_known", info=SPECIAL)
    excluded_reason: Mapped[Exclusion | None] = choice(Exclusion, info=SAFETY)
    # Keyed hashes of the postal address and of the file's own word for the household: equal means living together.
    home_index: Mapped[str] = mapped_column(default="", info=CONTACT)
    household_index: Mapped[str] = mapped_column(default="", info=CONTACT)
    # A keyed hash of the row as it was in the file: tells changed from unchanged without opening anything.
    fingerprint: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    last_import_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    changed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    removed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (
        sa.UniqueConstraint("service_id", "reference"),
        sa.Index("ix_roster_entry_status", "service_id", "status"),
    )


class RosterImport(Base):
    """One uploaded file, from upload to import. Its rows stay in the sealed file until they are brought in."""

    __tablename__ = "roster_import"
    __purpose__ = "Bringing a roster in without mistakes, and showing how it was done"
    __retention__ = "Two years; the file itself until it is brought in or thrown away"

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("service.id"), index=True, info=OPERATIONAL)
    state: Mapped[ImportState] = choice(ImportState, default=ImportState.MAPPING, info=OPERATIONAL)
    file_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    sha256: Mapped[str] = mapped_column(index=True, info=OPERATIONAL)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    # How the file is read: kind, encoding, separator, date style.
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    headings: Mapped[list[str]] = mapped_column(default=list, info=CONTENT)
    # Column number by field; what the file's category words mean, by field.
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    meanings: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # Category words found, with how often, and the first rows without contacts: both as sealed JSON.
    words_found_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    first_rows_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    checked_against: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    remove_missing: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    uploaded_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    uploaded_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    imported_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    file_name, words_found, first_rows = Sealed(), Sealed(), Sealed()

    __mapper_args__ = {"version_id_col": version}


class RosterProblem(Base):
    """Something in a file that must be put right: row 1 is the heading row, `place` keeps the file's order."""

    __tablename__ = "roster_problem"
    __purpose__ = "Saying what is wrong in a file, by row and column"
    __retention__ = "With the uploaded file"

    import_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("roster_import.id"), info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    row: Mapped[int] = mapped_column(info=OPERATIONAL)
    column: Mapped[str] = mapped_column(default="", info=CONTENT)
    code: Mapped[str] = mapped_column(info=OPERATIONAL)
    value_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)

    value = Sealed()

    __table_args__ = (sa.Index("ix_roster_problem_place", "import_id", "place"),)


class Frame(Base):
    """The frozen copy of a roster that samples are drawn from. The database refuses to change it."""

    __tablename__ = "frame"
    __purpose__ = "Drawing from a list that nobody can change afterwards"
    __retention__ = "Six years after the last round drawn from it"

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("service.id"), index=True, info=OPERATIONAL)
    name: Mapped[str] = mapped_column(info=CONTENT)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    row_count: Mapped[int] = mapped_column(info=OPERATIONAL)
    # {status: {"roster": n, "in_frame": n, "excluded": {reason: n}}}
    coverage: Mapped[dict[str, Any]] = mapped_column(info=OPERATIONAL)
    # {reporting field: {value: n}}
    breakdown: Mapped[dict[str, Any]] = mapped_column(info=OPERATIONAL)
    frozen_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    frozen_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("frame")


class FrameEntry(Base):
    """One person of a frame as they stood when it was frozen."""

    __tablename__ = "frame_entry"
    __purpose__ = "Drawing from a list that nobody can change afterwards"
    __retention__ = "Kept with the draws made from it"

    frame_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("frame.id"), info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    entry_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("roster_entry.id"), info=OPERATIONAL)
    reference: Mapped[str] = mapped_column(info=IDENTITY)
    status: Mapped[ServiceStatus] = choice(ServiceStatus, info=SPECIAL)
    area: Mapped[str] = mapped_column(info=PERSONAL)
    unit: Mapped[str] = mapped_column(info=PERSONAL)
    age_band: Mapped[str] = mapped_column(info=PERSONAL)
    sex: Mapped[str] = mapped_column(info=SPECIAL)
    ethnicity: Mapped[str] = mapped_column(info=SPECIAL)
    disability: Mapped[str] = mapped_column(info=SPECIAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    # The same short code for those who live together, empty for everyone else. It means nothing outside this frame.
    household: Mapped[str] = mapped_column(default="", info=PERSONAL)

    __table_args__ = (sa.UniqueConstraint("frame_id", "person_id"),)


append_only("frame_entry")
