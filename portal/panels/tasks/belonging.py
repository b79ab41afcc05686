"""Asking members each quarter whether they are all right, and forgetting at night what was promised to go."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import CheckReason
from portal.panels.models import PanelMember
from portal.panels.operations import checks, keeping
from portal.panels.operations.writing import write_to_member
from portal.panels.queries.checks import not_asked_since
from portal.panels.queries.panels import members_of
from portal.shared import clock, queue
from portal.shared.queue import Progress, task

ASK_TASK, ASK_PANEL_TASK = "panels.ask_all_right", "panels.ask_panel_all_right"
FORGET_TASK = "panels.forget_members"
AT_ONCE = 100


@task(ASK_TASK, may_repeat=True)
def ask_all_right(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: whoever nobody has asked for a quarter is asked, and told that something is on their page."""
    told = 0
    while members := not_asked_since(session, before=clock.now() - checks.EVERY, limit=AT_ONCE):
        for check in checks.ask(session, members=members, reason=CheckReason.QUARTER):
            member = session.get_one(PanelMember, check.member_id)
            told += write_to_member(session, member=member, about=check.id).is_sent
        session.commit()
    return {"told": told}


@task(ASK_PANEL_TASK)
def ask_panel(
    session: Session, *, progress: Progress, panel_id: str, by: str, member_id: str = "", about: str = ""
) -> dict[str, Any]:
    """Staff ask everyone on a panel after a meeting (`about` is which), or one member now; each is told that something
    waits."""
    people = [member for member, _person in members_of(session, panel_id=uuid.UUID(panel_id))]
    chosen = [one for one in people if member_id in ("", str(one.id))]
    reason = CheckReason.STAFF if member_id else CheckReason.MEETING
    made = checks.ask(
        session, members=chosen, reason=reason, about=uuid.UUID(about) if about else None, by=uuid.UUID(by)
    )
    by_id = {one.id: one for one in chosen}
    told = [write_to_member(session, member=by_id[check.member_id], about=check.id).is_sent for check in made]
    return {"asked": len(made), "told": sum(told)}


@task(FORGET_TASK, may_repeat=True)
def forget_members(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night, in small pieces."""
    people = 0
    while gone := keeping.part_with_members(session):
        session.commit()
        people += gone
    rows = keeping.forget_passports(session)
    session.commit()
    return {"people": people, "rows": rows + keeping.forget_old(session)}


queue.every_night(ASK_TASK)
queue.every_night(FORGET_TASK)
