"""Promises in any state, on a summary that may be published, and people who did or did not want to hear."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from portal.people.enums import Role
from portal.promises import operations
from portal.promises.enums import PromiseState
from portal.promises.models import Promise
from portal.summaries import operations as summaries
from portal.summaries.enums import Section
from portal.summaries.models import Summary
from portal.summaries.queries import statements_of
from portal.summaries.sources import Askable
from tests.people.factories import make_account
from tests.summaries.factories import APPROVER, WRITER, askable

DUE = dt.date(2100, 3, 1)


def make_promise(
    session: Session, summary: Summary, *, number: int = 0, due: dt.date = DUE, **owner: object
) -> Promise:
    """Of the summary's statement about what will happen next with this number."""
    rows = statements_of(session, summary_id=summary.id)
    if not owner:
        owner = {"owner_id": make_account(session, Role.COMMISSIONER, email=f"{uuid.uuid4()}@example.org").id}
    promise = operations.make_promise(
        session,
        statement=[one for one in rows if one.section is Section.NEXT][number],
        owner_words="The carers’ team",
        how_we_will_know={"en": "You can ring on Tuesday evenings."},
        due=due,
        because_of=[str(next(one.id for one in rows if one.picture == "phone"))],
        by=WRITER,
        **owner,  # type: ignore[arg-type]
    )
    session.commit()
    return promise


def publish(session: Session, summary: Summary) -> None:
    summaries.hand_in(session, summary=summary, by=WRITER)
    summaries.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()


def end(session: Session, promise: Promise, *, state: PromiseState = PromiseState.DONE) -> None:
    operations.claim(
        session, promise=promise, state=state, words={"en": "The phone rings.", "ur": "فون بجتا ہے۔"}, by=WRITER
    )
    operations.check_claim(session, promise=promise, agrees=True, by=APPROVER)
    session.commit()


def wanting(session: Session, wants: bool | None, **values: object) -> Askable:
    """Someone who answered, and said this to "tell me what you found out"."""
    return replace(askable(session, answered=True, agreed=None, **values), wants_result=wants)


def all_wanting(session: Session, count: int) -> Sequence[Askable]:
    return [wanting(session, True) for _ in range(count)]
