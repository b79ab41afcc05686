"""Asking people, telling them what came of it, bringing in files, making tickets; and what the night takes away."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import SelectionState
from portal.panels.models import Interest, Panel, PanelCall, PanelMember, PoolImport, Selection
from portal.panels.operations import inviting, pool_files, pool_retention, selecting
from portal.panels.operations.calls import home_today
from portal.panels.operations.writing import write_to_member
from portal.panels.queries.panels import place_of
from portal.panels.queries.selecting import entries_with_interest
from portal.shared.queue import Progress, every_night, task

RENEW_TASK, FORGET_TASK = "panels.ask_to_renew", "panels.forget_pool"
ASKED_BEFORE = dt.timedelta(days=30)


@task("panels.ask_people")
def ask_people(session: Session, *, progress: Progress, call_id: str, service_id: str, by: str) -> dict[str, Any]:
    call = session.get_one(PanelCall, uuid.UUID(call_id))
    service = uuid.UUID(service_id)
    total = len(inviting.people_to_ask(session, call=call, service_id=service))
    sent = [0]
    for so_far in inviting.ask_people(session, call=call, service_id=service, by=uuid.UUID(by)):
        session.commit()
        sent.append(so_far)
        progress(min((len(sent) - 1) * inviting.BATCH, total), total + 1)
    return {"people": total, "sent": sent[-1]}


@task("panels.select")
def select(session: Session, *, progress: Progress, selection_id: str) -> dict[str, Any]:
    selection = session.get_one(Selection, uuid.UUID(selection_id))
    if selection.state is not SelectionState.WORKING:
        return {}
    ready = selecting.prepare(session, selection=selection)
    session.commit()  # what follows may take minutes; nobody waits for us meanwhile
    people = max(len(ready.candidates), 1)

    def report(_what: str, done: int, _total: int) -> None:
        progress(min(done, people), people + 1)

    worked = selecting.work_out(ready, report=report)
    selecting.keep(session, selection=session.get_one(Selection, selection.id), ready=ready, worked=worked)
    return {"people": len(ready.candidates)}


@task("panels.tell_drawn")
def tell_drawn(session: Session, *, progress: Progress, selection_id: str) -> dict[str, Any]:
    """Who was drawn has a page of their own now; the others are told that there is news on theirs."""
    selection = session.get_one(Selection, uuid.UUID(selection_id))
    told, entries = 0, entries_with_interest(session, selection_id=selection.id)
    for number, (entry, interest) in enumerate(entries, start=1):
        if interest is not None and interest.person_id is not None and interest.told_at is None:
            told += _tell_one(session, interest, drawn=entry.is_drawn)
        if number % 50 == 0:
            session.commit()
            progress(number, len(entries) + 1)
    return {"told": told}


def _tell_one(session: Session, interest: Interest, *, drawn: bool) -> bool:
    assert interest.person_id is not None
    member = place_of(session, panel_id=interest.panel_id, person_id=interest.person_id) if drawn else None
    if member is None:
        return inviting.tell(session, interest=interest).is_sent
    return write_to_member(session, member=member, about=interest.panel_id).is_sent


@task("panels.tell_interest")
def tell_interest(session: Session, *, progress: Progress, interest_id: str) -> dict[str, Any]:
    """A reserve who was given a seat."""
    interest = session.get_one(Interest, uuid.UUID(interest_id))
    return {"told": int(interest.person_id is not None and _tell_one(session, interest, drawn=True))}


@task("panels.tell_member")
def tell_member(session: Session, *, progress: Progress, member_id: str) -> dict[str, Any]:
    """Someone who was added by decision."""
    member = session.get_one(PanelMember, uuid.UUID(member_id))
    panel = session.get_one(Panel, member.panel_id)
    return {"told": int(write_to_member(session, member=member, about=panel.id).is_sent)}


@task("panels.bring_in_pool")
def bring_in_pool(session: Session, *, progress: Progress, import_id: str, by: str) -> dict[str, Any]:
    row = session.get_one(PoolImport, uuid.UUID(import_id))
    return dict(pool_files.bring_in(session, row=row, by=uuid.UUID(by)))


@task(RENEW_TASK, may_repeat=True)
def ask_to_renew(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: whose year on the list ends within thirty days is asked whether they want to stay."""
    return {"asked": inviting.ask_to_renew(session, before=home_today() + ASKED_BEFORE)}


@task(FORGET_TASK, may_repeat=True)
def forget_pool(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: who went, whose day is past, and what was begun and never sent."""
    people = 0
    while gone := pool_retention.forget_old_interest(session):
        session.commit()
        people += gone
    return {
        "people": people,
        "files": pool_retention.forget_old_files(session),
        "words": pool_retention.forget_old_words(session),
    }


every_night(RENEW_TASK)
every_night(FORGET_TASK)
