"""Days this room has promised, for the calendar of promised days."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.enums import PromiseState
from portal.promises.models import Promise
from portal.rounds.promised_dates import PromisedDate
from portal.rounds.step_enums import DateKind


def promise_dates(session: Session, since: dt.date) -> list[PromisedDate]:
    """Open promises and the day each is due."""
    still_open = [state for state in PromiseState if state.is_open]
    rows = session.scalars(sa.select(Promise).where(Promise.due >= since, Promise.state.in_(still_open)))
    return [
        PromisedDate(
            on=promise.due,
            kind=DateKind.PROMISE,
            what=promise.what,
            uid=f"promise-{promise.id}",
            endpoint="promise_desk.show_promise",
            values={"promise_id": promise.id},
        )
        for promise in rows
    ]
