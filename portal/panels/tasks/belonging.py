"""Asking members each quarter whether they are all right, and forgetting at night what was promised to go."""

from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import CheckReason
from portal.panels.models import PanelMember
from portal.panels.operations import checks, keeping
from portal.panels.operations.writing import write_to_member
from portal.panels.queries.checks import not_asked_since
from portal.shared import clock, queue
from portal.shared.queue import Progress, task

ASK_TASK, FORGET_TASK = "panels.ask_all_right", "panels.forget_members"
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
