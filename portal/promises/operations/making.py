"""Making a promise, starting it, moving its day, giving it to someone else, and saying how it ended."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.promises import queries
from portal.promises.enums import PromiseState
from portal.promises.errors import NeedsSecondPerson, NotAPromise, WrongState
from portal.promises.models import Promise
from portal.promises.operations.history import note
from portal.promises.rules import is_second_person, may_become, needs_second_person
from portal.shared import clock
from portal.summaries.enums import Section
from portal.summaries.models import Statement

Texts = Mapping[str, str]


def make_promise(
    session: Session,
    *,
    statement: Statement,
    owner_words: str,
    how_we_will_know: Texts,
    due: dt.date,
    because_of: Sequence[str],
    by: uuid.UUID,
    owner_id: uuid.UUID | None = None,
    outside_owner_id: uuid.UUID | None = None,
) -> Promise:
    """Makes a promise of a statement about what will happen next. Its words are the statement's: never typed twice.

    One person answers for it: a colleague with an account, or an outside owner.

    Raises:
        NotAPromise: the statement says something else, or is a promise already.
        ValueError: no owner, or two.
    """
    if (owner_id is None) == (outside_owner_id is None):
        raise ValueError("a promise has one owner")
    is_taken = queries.promise_for(session, statement_id=statement.id) is not None
    if statement.section is not Section.NEXT or statement.left_out_at is not None or is_taken:
        raise NotAPromise
    promise = Promise(
        statement_id=statement.id,
        owner_id=owner_id,
        outside_owner_id=outside_owner_id,
        owner_words=owner_words,
        what=dict(statement.texts),
        how_we_will_know=_said(how_we_will_know),
        because_of=list(because_of),
        due=due,
        first_due=due,
        state=PromiseState.PROMISED,
        claim={},
        made_at=clock.now(),
    )
    session.add(promise)
    session.flush()
    note(session, promise, what="made", due=due, by=by)
    return promise


def start_doing(session: Session, *, promise: Promise, by: uuid.UUID) -> None:
    """
    Raises:
        WrongState
    """
    _refuse_unless(promise, PromiseState.DOING)
    promise.state = PromiseState.DOING
    note(session, promise, what="started", by=by)


def move_day(session: Session, *, promise: Promise, due: dt.date, why: Texts, by: uuid.UUID) -> None:
    """Promises another day, and says in public why. The first day stays in the record.

    Raises:
        WrongState: it has ended, or the day is the same.
    """
    if not promise.state.is_open or due == promise.due:
        raise WrongState("the day cannot be moved")
    promise.due = due
    note(session, promise, what="moved", words=_said(why), due=due, by=by)


def give_to(
    session: Session,
    *,
    promise: Promise,
    owner_words: str,
    by: uuid.UUID,
    owner_id: uuid.UUID | None = None,
    outside_owner_id: uuid.UUID | None = None,
) -> None:
    """Someone else answers for it from now on.

    Raises:
        WrongState: it has ended.
        ValueError: no owner, or two.
    """
    if (owner_id is None) == (outside_owner_id is None):
        raise ValueError("a promise has one owner")
    if not promise.state.is_open:
        raise WrongState("it has ended")
    promise.owner_id, promise.outside_owner_id, promise.owner_words = owner_id, outside_owner_id, owner_words
    note(session, promise, what="given", by=by)


def claim(session: Session, *, promise: Promise, state: PromiseState, words: Texts, by: uuid.UUID) -> None:
    """Says that a promise is done, was changed or will not be kept, with what shows it. Someone else checks it.

    Raises:
        WrongState
    """
    _refuse_unless(promise, state)
    if not needs_second_person(state):
        raise WrongState(f"{state} needs no claim")
    promise.claimed_state, promise.claim, promise.claimed_by = state, _said(words), by
    note(session, promise, what=f"claimed_{state}", words=promise.claim, by=by)


def check_claim(session: Session, *, promise: Promise, agrees: bool, by: uuid.UUID) -> None:
    """A second person looked whether the claim is true. Care Opinion lets no claim of change pass unread; nor do we.

    Raises:
        WrongState: nothing is claimed.
        NeedsSecondPerson: the same person keeps the promise, or made the claim.
    """
    if promise.claimed_state is None:
        raise WrongState("nothing is claimed")
    if not is_second_person(by, owner=promise.kept_by, claimed_by=promise.claimed_by):
        raise NeedsSecondPerson
    if agrees:
        promise.state, promise.checked_by, promise.ended_at = promise.claimed_state, by, clock.now()
    promise.claimed_state = None
    note(session, promise, what="confirmed" if agrees else "not_confirmed", by=by)


def _refuse_unless(promise: Promise, wanted: PromiseState) -> None:
    if promise.claimed_state is not None or not may_become(promise.state, wanted):
        raise WrongState(f"{promise.state} cannot become {wanted}")


def _said(texts: Texts) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items() if text.strip()}
