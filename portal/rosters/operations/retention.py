"""What a roster forgets in time: people it has not named for two years, and how files were brought in."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters.enums import NOT_KNOWN, ImportState
from portal.rosters.models import FrameEntry, RosterEntry, RosterImport, RosterProblem
from portal.shared import audit, clock
from portal.shared.storage import storage

KEPT = dt.timedelta(days=731)
AT_ONCE = 500
FORGOTTEN = "forgotten "


def forget_old_entries(session: Session) -> int:
    """Entries taken off their roster two years ago: deleted, or emptied where a frozen frame points at them. Returns
    how many; called until there are none."""
    is_frozen = sa.exists().where(FrameEntry.entry_id == RosterEntry.id)
    is_full = sa.or_(~is_frozen, ~RosterEntry.reference.startswith(FORGOTTEN))
    old = session.execute(
        sa.select(RosterEntry, is_frozen)
        .where(RosterEntry.removed_at < clock.now() - KEPT, is_full)
        .order_by(RosterEntry.id)
        .limit(AT_ONCE)
    ).all()
    for entry, frozen in old:
        if frozen:
            _empty(entry)
        else:
            session.delete(entry)
    session.flush()
    if old:
        audit.record(session, action="forget", subject="roster_entry", people=len(old))
    return len(old)


def _empty(entry: RosterEntry) -> None:
    """Its status stays: how many of each status were on the roster is published with the frame."""
    entry.reference, entry.fingerprint = f"{FORGOTTEN}{entry.id.hex}", ""
    entry.area = entry.unit = entry.sex = entry.ethnicity = entry.disability = NOT_KNOWN
    entry.age = entry.excluded_reason = entry.last_import_id = None
    entry.home_index = entry.household_index = ""


def forget_old_imports(session: Session) -> int:
    """How a file was brought in, two years ago; one that was forgotten open goes with its file."""
    old = session.scalars(
        sa.select(RosterImport)
        .where(RosterImport.uploaded_at < clock.now() - KEPT, RosterImport.state != ImportState.IMPORTING)
        .limit(AT_ONCE)
    ).all()
    for one in old:
        session.execute(sa.delete(RosterProblem).where(RosterProblem.import_id == one.id))
        if one.file_key:
            storage().delete(one.file_key)
        session.delete(one)
    session.flush()
    return len(old)
