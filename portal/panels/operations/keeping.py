"""What is forgotten of members in time. All of it can be done twice; what is left undone is done the next night."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW
from portal.panels.models import (
    AllRightCheck,
    Learning,
    MemberAgreement,
    MemberStep,
    MemberSupport,
    PanelMember,
    PassportLook,
    PassportNeed,
)
from portal.panels.queries.keeping import FORGOTTEN, places_to_part
from portal.people.models import Person
from portal.shared import audit, clock

# A day more than the database asks of rows it guards.
ONE_YEAR, TWO_YEARS, SIX_YEARS = dt.timedelta(days=366), dt.timedelta(days=731), dt.timedelta(days=2192)
AT_ONCE = 200
QUIET = {"synchronize_session": False}


def part_with_members(session: Session) -> int:
    """Two years after they left, a place says no more whose it was: a nobody stands there, what they agreed to, learnt
    and who stood by them is gone. Returns how many; called until there are none."""
    places = places_to_part(session, left_before=clock.now() - TWO_YEARS, limit=AT_ONCE)
    ids = [one.id for one in places]
    for table in (MemberAgreement, Learning, MemberSupport):
        _delete(session, table, table.member_id.in_(ids))
    for place in places:
        nobody = Person(created_at=clock.now(), do_not_contact=True, language="en")
        session.add(nobody)
        session.flush()
        place.person_id, place.language, place.pin_hash = nobody.id, "en", ""
        place.link_index = place.code_index = f"{FORGOTTEN}{place.id.hex}"
    session.flush()
    if places:
        audit.record(session, action="part_with_members", subject="panel_member", people=len(places))
    return len(places)


def forget_passports(session: Session) -> int:
    """What someone needs, as soon as they are on no panel. Returns how many rows went."""
    is_here = sa.exists().where(PanelMember.person_id == PassportNeed.person_id, PanelMember.state.in_(HERE_NOW))
    return _delete(session, PassportNeed, ~is_here)


def forget_old(session: Session) -> int:
    """Checks after a year, looks and reasons in words after two, steps of those who left after six. Returns how many
    rows went or were emptied."""
    now = clock.now()
    gone = _delete(session, AllRightCheck, AllRightCheck.asked_at < now - ONE_YEAR)
    gone += _delete(session, PassportLook, PassportLook.at < now - TWO_YEARS)
    worded = (MemberStep.at < now - TWO_YEARS, MemberStep.why_sealed.is_not(None))
    emptied = sa.update(MemberStep).where(*worded).values(why_sealed=None)
    gone += int(session.execute(emptied, execution_options=QUIET).rowcount)  # type: ignore[attr-defined]
    of_the_gone = sa.select(PanelMember.id).where(PanelMember.link_index.startswith(FORGOTTEN))
    return gone + _delete(session, MemberStep, MemberStep.at < now - SIX_YEARS, MemberStep.member_id.in_(of_the_gone))


def _delete(session: Session, table: Any, *conditions: Any) -> int:
    gone = session.execute(sa.delete(table).where(*conditions), execution_options=QUIET)
    return int(gone.rowcount)  # type: ignore[attr-defined]
