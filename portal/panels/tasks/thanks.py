"""Slow work of thanks and asks: telling members, setting letters, and forgetting at night what was promised to go."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.models import MemberAsk, ThanksLetter
from portal.panels.operations.asks import TELL_TASK
from portal.panels.operations.letters import LETTER_TASK, make_letter
from portal.panels.operations.telling import tell_of_ask
from portal.panels.operations.thanks_retention import FORGETTING
from portal.shared import queue
from portal.shared.queue import Progress, task

FORGET_TASK = "panels.forget_thanks"
AT_ONCE = 20


@task(TELL_TASK, may_repeat=True)
def tell(session: Session, *, progress: Progress, ask_id: str) -> dict[str, Any]:
    """Twenty members at a time, each batch kept: stopped half-way, nobody is told twice."""
    ask, told = session.get_one(MemberAsk, uuid.UUID(ask_id)), 0
    while tried := tell_of_ask(session, ask=ask, limit=AT_ONCE):
        session.commit()
        told += tried
        progress(told, told)
    return {"told": told}


@task(LETTER_TASK, may_repeat=True)
def letter(session: Session, *, progress: Progress, letter_id: str) -> dict[str, Any]:
    row = session.get(ThanksLetter, uuid.UUID(letter_id))
    if row is not None:
        make_letter(session, letter=row)
    return {"made": bool(row and row.file_key)}


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night, in small pieces."""
    gone = {}
    for name, forget_some in FORGETTING.items():
        gone[name] = 0
        while rows := forget_some(session):
            session.commit()
            gone[name] += rows
    return gone


queue.every_night(FORGET_TASK)
